"""A campaign: which units, by which system, as of when, gathered under which policy."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen


class PolicyKind(StrEnum):
    """Research obeys robots.txt; a mandated inspection of one's own sites may not need to."""

    RESEARCH = "research"
    MANDATE = "mandate"


@frozen
class Budget:
    """Limits of one fetch: milliseconds and bytes (design: hostile-servers 2.1)."""

    connect_ms: int = 10_000
    tls_ms: int = 10_000
    header_ms: int = 15_000
    idle_ms: int = 15_000
    total_ms: int = 60_000
    header_bytes: int = 64 * 1024
    header_fields: int = 256
    page_wire_bytes: int = 16 * 1024 * 1024
    page_decoded_bytes: int = 32 * 1024 * 1024
    file_wire_bytes: int = 50 * 1024 * 1024
    probe_wire_bytes: int = 256 * 1024
    codings: int = 2
    redirects: int = 10
    url_chars: int = 2083
    path_segments: int = 20
    segment_repeats: int = 2


@frozen
class Pace:
    """Politeness: what a run asks of hosts and addresses, never what it makes of the answers.

    ``per_host``, ``per_address`` and ``per_network`` bound the requests under way at one host, at
    one address and in one network (/24, IPv6 /48) at once.  ``gap_s`` seconds, and ``slowness``
    times the last response time, lie between two requests to a host (hostile-servers H54);
    bad answers widen that gap step by step, by ``strain_s`` at most.
    ``units_at_once`` units are under way together in one worker; ``second_attempt_s`` lies between
    the two attempts at a home page that failed.
    ``quiet_hours`` are windows of Beijing time (``08:30-18:00``) in which nothing is asked.
    ``daily_cap`` is the most requests to one host a Beijing day, all runs together; 0 is no cap.
    """

    per_host: int = 1
    per_address: int = 1
    per_network: int = 4
    gap_s: float = 1.0
    slowness: float = 2.0
    strain_s: float = 8.0
    in_flight: int = 64
    units_at_once: int = 48
    second_attempt_s: float = 15.0
    quiet_hours: tuple[str, ...] = field(default=(), converter=tuple)
    daily_cap: int = 20_000


@frozen
class Opening:
    """Addresses opened by name: networks ``CIDR[:PORT]`` that are otherwise refused, and hosts
    pinned to ``ADDRESS:PORT`` (``*.suffix`` pins a whole zone)."""

    allowed: tuple[str, ...] = ()
    resolve: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """True when nothing is opened."""
        return not self.allowed and not self.resolve


@frozen
class Authorisation:
    """Who had a mandated inspection made: office, document number (文号), ISO date.

    ``hosts`` is its scope, ``*.suffix`` for a whole zone; empty means the units' own hosts.
    """

    by: str
    document: str
    date: str
    hosts: tuple[str, ...] = field(default=(), converter=tuple)

    def covers(self, host: str) -> bool:
        """True when a host (without port) is in scope."""
        return not self.hosts or any(
            host == known or (known[:2] == "*." and host.endswith(known[1:]))
            for known in self.hosts
        )


@frozen
class Plan:
    """How one unit is gathered; the same plan and the same servers give the same facts.

    ``full_speed`` lifts politeness, only towards hosts pinned or addresses opened by name.
    ``outside_per_host`` addresses of one outside host are checked by the whole campaign, which
    its ``units`` share.
    """

    policy: PolicyKind = PolicyKind.RESEARCH
    max_pages: int = 10_000
    max_outside: int = 2_000
    outside_per_host: int = 20_000
    units: int = 1
    authorisation: Authorisation | None = None
    seed: int = 0
    user_agent: str = "govgauge/0.1 (+https://github.com/govgauge/govgauge)"
    budget: Budget = Budget()
    pace: Pace = Pace()
    opening: Opening = Opening()
    full_speed: bool = False
    attachments: bool = True
    """Whether the text of attachments is read; they are asked for all the same, as linked pages."""
    texts: bool = False
    """Whether the lines of pages are kept as facts: where the system asks for wording."""


@frozen
class Campaign:
    """The record at the head of a campaign folder (``campaign.json``).

    ``system`` is the ``id@version`` whose file is kept in ``systems/`` beside it.
    """

    name: str
    system: str
    system_digest: str
    units_digest: str
    as_of: datetime
    plan: Plan
    version: str
