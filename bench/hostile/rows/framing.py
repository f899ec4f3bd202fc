"""H1 to H10, H16, H17, H19: HTTP framing."""

from __future__ import annotations

from hostile.answers import closing
from hostile.row import Case, Row

ROWS = [
    Row(
        "H1",
        "no status line that means anything",
        (
            Case(
                name="tls",
                answer=closing(b"\x16\x03\x01\x02\x00\x01\x00"),
                outcomes=("http_malformed",),
            ),
            Case(
                name="omg",
                answer=closing(b"HTTP/1.1 Omg What Is This?\r\n\r\n"),
                outcomes=("http_malformed",),
            ),
        ),
    ),
]
