"""The bytes of one running transfer, counted against its caps as they arrive."""

import socket
import tempfile
import time
from collections.abc import Callable
from typing import IO

import pycurl

from govgauge.model.campaign import Budget
from govgauge.model.exchange import Purpose
from govgauge.model.outcome import Outcome

Place = tuple[str, str, int, int]
"""A connection as libcurl names it: the server's address, ours, the server's port, ours."""

_MAX_INTERIM = 16
_MAX_PIECES = 500_000
"""No honest page comes in more pieces; each costs a call, however few bytes it brings."""
_HELD_BYTES = 1024 * 1024
"""What one transfer holds in memory; a larger body waits in a nameless file for its end."""
_FRAMING_BYTES = 1024 * 1024
"""How far chunk framing and TLS may exceed the cap of what they carry."""
_TEXT_TYPES = (b"text/", b"xhtml", b"/xml", b"+xml", b"json", b"javascript")


class Transfer:
    """Receives header lines and body pieces; says which cap, if any, ended the transfer."""

    __slots__ = (
        "body",
        "body_bytes",
        "budget",
        "cap_bytes",
        "cap_outcome",
        "connected_at",
        "defect",
        "dialled_peer",
        "dialling",
        "ended_by",
        "fields",
        "first_byte_at",
        "header",
        "header_bytes",
        "header_complete",
        "interim",
        "last_byte_at",
        "no_header",
        "opened",
        "oversupplied",
        "purpose",
        "received_before",
        "requests",
        "socket",
        "spilled",
        "spilled_bytes",
        "stale",
        "started_at",
        "waiting",
    )

    def __init__(
        self,
        purpose: Purpose,
        budget: Budget,
        waiting: Callable[[Place], bytes | None] | None = None,
    ) -> None:
        self.purpose = purpose
        self.budget = budget
        self.waiting = waiting
        self.opened = self.stale = self.oversupplied = self.no_header = False
        self.socket = self.received_before = -1
        self.defect = ""
        self.spilled: IO[bytes] | None = None
        self.spilled_bytes = 0
        self.header: list[bytes] = []
        self.body: list[bytes] = []
        self.header_bytes = self.body_bytes = self.fields = self.interim = self.requests = 0
        self.header_complete = False
        self.ended_by: Outcome | None = None
        self.dialled_peer = ""
        self.started_at = time.monotonic()
        # Our own hold on the sockets libcurl is connecting: it does not tell when one is connected.
        self.dialling: list[socket.socket] = []
        self.connected_at = 0.0
        self.first_byte_at = 0.0
        self.last_byte_at = self.started_at
        self.cap_bytes = 0
        self.cap_outcome = Outcome.BODY_LIMIT

    def before_request(self, *place: object) -> int:
        """Called before a request goes out; the second time is libcurl repeating it: refused.

        Whether an address is asked again is decided by the crawl, and recorded as an attempt.
        A kept connection on which something waits is refused too, before anything was asked.
        """
        self.requests += 1
        if self.requests > 1:
            return int(pycurl.PREREQFUNC_ABORT)
        if not self.opened and self.waiting is not None:
            server, ours, port, our_port = place
            found = self.waiting((str(server), str(ours), int(str(port)), int(str(our_port))))
            if found is not None:
                self.stale, self.oversupplied = True, found != b""
                return int(pycurl.PREREQFUNC_ABORT)
        return int(pycurl.PREREQFUNC_OK)

    def take_header(self, line: bytes) -> int | None:
        """One header line from libcurl; -1 aborts.

        Fields after the body (trailers, RFC 9112 7.1.2) count against the caps and are dropped:
        ``header`` ends with its blank line.
        """
        self.last_byte_at = time.monotonic()
        self.header_bytes += len(line)
        trailer = self.header_complete and not self._is_interim()
        if trailer:
            self.fields += 1
        elif line[:5] in (b"HTTP/", b"http/"):
            self.interim += bool(self.header)
            self.header.clear()
            self.fields = 0
            self.header_complete = False
            self.first_byte_at = self.first_byte_at or self.last_byte_at
        elif line in (b"\r\n", b"\n"):
            # A blank line before any status line begins no answer.
            self.header_complete = bool(self.header) and self.header[0][:1] in (b"H", b"h")
        else:
            self.fields += 1
        if not trailer:
            self.header.append(line)
        if self.header_bytes > self.budget.header_bytes or self.fields > self.budget.header_fields:
            self.ended_by = Outcome.HEADER_LIMIT
            return -1
        if self.interim > _MAX_INTERIM:
            self.ended_by = Outcome.HTTP_MALFORMED
            return -1
        return None

    def _is_interim(self) -> bool:
        """True when the block received so far is a 1xx, which the final one replaces."""
        return self.header[0].partition(b" ")[2][:1] == b"1"

    def take_body(self, piece: bytes) -> int | None:
        """One body piece from libcurl, kept up to the cap; -1 aborts."""
        self.last_byte_at = time.monotonic()
        if not self.cap_bytes:
            self._choose_cap()
            # libcurl hands over what has no status line as a body (HTTP/0.9).
            self.no_header = not self.header_complete
        room = self.cap_bytes - self.body_bytes
        if len(piece) > room:
            self.body.append(piece[:room])
            self.body_bytes += room
            self.ended_by = self.cap_outcome
            return -1
        self.body.append(piece)
        self.body_bytes += len(piece)
        if len(self.body) > _MAX_PIECES:
            self.ended_by = self.cap_outcome
            return -1
        if self.body_bytes - self.spilled_bytes > _HELD_BYTES:
            self._spill()
        return None

    def _spill(self) -> None:
        """Move what is held to a file; where there is no room for one, it stays."""
        try:
            if self.spilled is None:
                self.spilled = tempfile.TemporaryFile()  # noqa: SIM115 - ends with the transfer
            self.spilled.seek(self.spilled_bytes)
            self.spilled.writelines(self.body)
        except OSError:
            return
        self.body.clear()
        self.spilled_bytes = self.body_bytes

    def take_whole(self) -> bytes:
        """The body that came, once; the transfer holds nothing of it afterwards."""
        if self.spilled is not None:
            with self.spilled as file:
                file.seek(0)
                self.body.insert(0, file.read(self.spilled_bytes))
            self.spilled = None
        whole = self.body[0] if len(self.body) == 1 else b"".join(self.body)
        self.body.clear()
        return whole

    def _choose_cap(self) -> None:
        if self.purpose is Purpose.PROBE:
            # A probe asks whether something is there: enough bytes are as good as all of them.
            self.cap_bytes, self.cap_outcome = self.budget.probe_wire_bytes, Outcome.OK_PARTIAL
        elif self._is_text():
            self.cap_bytes = self.budget.page_wire_bytes
        else:
            self.cap_bytes = self.budget.file_wire_bytes

    def _is_text(self) -> bool:
        for line in self.header:
            if line[:13].lower() == b"content-type:":
                value = line[13:].lower()
                return any(t in value for t in _TEXT_TYPES)
        return True

    def flooded(self, received: int) -> bool:
        """True when far more arrived on the connection than the caps allow a body to be.

        Chunk extensions and the like never reach :meth:`take_body`.
        """
        if self.received_before < 0:
            self.received_before = 0 if self.opened else received
        if not self.cap_bytes and self.header_complete:
            self._choose_cap()
        cap_bytes = self.cap_bytes or self.budget.header_bytes
        return received - self.received_before > cap_bytes + _FRAMING_BYTES

    def handshake_overdue(self, now: float) -> bool:
        """True when a server that let us connect keeps its part of the handshake back.

        For a transfer that has sent no request yet; to be asked now and then.
        """
        if not self.connected_at and (peer := next(filter(None, map(_peer, self.dialling)), "")):
            self.connected_at, self.dialled_peer = now, peer
            self.let_go()
        return bool(self.connected_at) and (now - self.connected_at) * 1000 > self.budget.tls_ms

    def let_go(self) -> None:
        """Give up our own hold on the sockets being connected."""
        for held in self.dialling:
            held.close()
        self.dialling.clear()

    def overdue(self, now: float, connected: bool, total_ms: int) -> Outcome | None:
        """The limit this transfer has outlived, if any (monotonic seconds)."""
        age_ms = (now - self.started_at) * 1000
        if age_ms > total_ms:
            return Outcome.TIMEOUT_TOTAL
        if not connected:
            late = age_ms > self.budget.connect_ms + self.budget.tls_ms
            return Outcome.TIMEOUT_CONNECT if late else None
        if not self.header_complete:
            late = age_ms > self.budget.header_ms + self.budget.connect_ms
            return Outcome.TIMEOUT_HEADER if late else None
        idle_ms = (now - self.last_byte_at) * 1000
        return Outcome.TIMEOUT_IDLE if idle_ms > self.budget.idle_ms else None


def _peer(held: socket.socket) -> str:
    """Where a socket is connected to, empty while it is not."""
    try:
        address, port = held.getpeername()[:2]
    except OSError:
        return ""
    return f"{address}:{port}"
