"""One exchange with a server, as it happened: the smallest piece of evidence."""

from enum import StrEnum

from attrs import frozen

from govgauge.model.outcome import Outcome


class Purpose(StrEnum):
    """Why an address was asked for.

    The four from ``lenient`` on are second looks, each made only after an ordinary exchange ended badly:
    ``lenient`` reads the bytes of a broken server as a browser would, ``tls`` asks whether a
    server speaks only the national TLCP, ``name`` asks for the address of a name that cannot
    exist, and ``cookie`` walks redirects that run in circles with the cookies they set.
    ``browser`` asks for a home page as a browser does, under a mandate only.
    """

    PAGE = "page"
    ROBOTS = "robots"
    SITEMAP = "sitemap"
    PROBE = "probe"
    VISIT = "visit"
    CONTROL = "control"
    LENIENT = "lenient"
    TLS = "tls"
    NAME = "name"
    COOKIE = "cookie"
    BROWSER = "browser"


@frozen
class Timing:
    """Milliseconds from the start of the exchange to each event; 0.0 where it did not happen."""

    dns_ms: float = 0.0
    connect_ms: float = 0.0
    tls_ms: float = 0.0
    first_byte_ms: float = 0.0
    total_ms: float = 0.0


@frozen
class Tls:
    """What the TLS handshake showed."""

    verified: bool
    verify_error: str = ""
    subject: str = ""
    issuer: str = ""
    not_before: str = ""
    not_after: str = ""


@frozen
class Exchange:
    """One request and what came back, kept whether it succeeded or not.

    ``url`` is the address asked for, without fragment.  ``header`` holds the raw bytes of the
    final header block, status line included, as received.  ``body`` holds the bytes on the wire
    after transfer coding, with content coding still applied.  ``attempt`` counts from 1.
    ``started_at`` is seconds since the epoch (UTC).
    """

    url: str
    purpose: Purpose
    attempt: int
    outcome: Outcome
    status: int | None = None
    request: bytes = b""
    header: bytes = b""
    body: bytes = b""
    started_at: float = 0.0
    timing: Timing = Timing()
    peer: str = ""
    http_version: str = ""
    tls: Tls | None = None
    detail: str = ""

    def header_values(self, name: bytes) -> list[bytes]:
        """All values of one header field, raw, in order; ``name`` in lower case."""
        values = []
        for line in self.header.split(b"\n")[1:]:
            field, separator, value = line.partition(b":")
            if separator and field.strip().lower() == name:
                values.append(value.strip())
        return values

    def header_value(self, name: bytes) -> bytes:
        """The first value of one header field, or empty bytes."""
        values = self.header_values(name)
        return values[0] if values else b""


@frozen
class Kept:
    """An exchange that is safely in the archive, and the digest of its payload.

    ``replayed`` is true when it was found there instead of being made now.
    """

    exchange: Exchange
    digest: str
    replayed: bool = False
