"""Whether an answer is framed as it says: each defect has its name, and honest answers none."""

from __future__ import annotations

import pytest

from govgauge.gather.framing import OVERSUPPLIED, framing_defect

_OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("fields", "body_bytes", "kept"),
    [
        (b"Content-Length: 5\r\n", 5, True),
        (b"Content-Length: 5\r\nConnection: close\r\n", 5, False),
        (b"Connection: Keep-Alive\r\nconnection: Close\r\nContent-Length: 5\r\n", 5, False),
        (b"Content-Length: 5\r\nContent-Length: 5\r\n", 5, True),
        (b"Content-Length: 5, 5\r\n", 5, True),
        (b"Transfer-Encoding: chunked\r\n", 5, True),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 5, True),
        (b"Content-Length : 5\r\n", 5, False),
        (b"", 5, False),
    ],
)
def test_an_honest_answer_has_no_defect(fields: bytes, body_bytes: int, kept: bool) -> None:
    assert framing_defect(_OK + fields + b"\r\n", body_bytes, kept) == ""


@pytest.mark.parametrize(
    ("header", "body_bytes", "kept", "defect"),
    [
        (_OK + b"Content-Length: 5\r\n\r\n", 5, False, OVERSUPPLIED),
        (_OK + b"Content-Length: 1" + b"0" * 20 + b"\r\n\r\n", 5, False, "a length no body"),
        (_OK + b"Content-Length: five\r\n\r\n", 5, True, "a length no body"),
        (_OK + b"Content-Length: 5, 6\r\n\r\n", 5, True, "a length no body"),
        (
            _OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            5,
            True,
            "a length and chunks that disagree",
        ),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n", 0, False, "an interim answer"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n", 0, False, "an interim answer"),
    ],
)
def test_each_defect_is_named(header: bytes, body_bytes: int, kept: bool, defect: str) -> None:
    assert framing_defect(header, body_bytes, kept).startswith(defect)


def test_a_status_without_a_body_is_not_judged_by_its_length() -> None:
    header = b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"
    assert framing_defect(header, 0, kept=False) == ""
