"""A campaign: which units, by which system, as of when, gathered under which policy."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen


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
    """Politeness towards one host: simultaneous requests and seconds between their starts.

    ``units_at_once`` units are under way together in one worker.
    ``second_attempt_s`` lies between the two attempts at a home page that failed.
    """

    per_host: int = 2
    gap_s: float = 0.5
    in_flight: int = 64
    units_at_once: int = 48
    second_attempt_s: float = 15.0


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
class Plan:
    """How one unit is gathered; the same plan and the same servers give the same facts.

    ``full_speed`` lifts politeness, only towards hosts pinned or addresses opened by name.
    """

    policy: PolicyKind = PolicyKind.RESEARCH
    max_pages: int = 10_000
    max_outside: int = 2_000
    seed: int = 0
    user_agent: str = "govgauge/0.1 (+https://github.com/govgauge/govgauge)"
    budget: Budget = Budget()
    pace: Pace = Pace()
    opening: Opening = Opening()
    full_speed: bool = False
    attachments: bool = True
    """Whether the text of attachments is read; they are asked for all the same, as linked pages."""


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
