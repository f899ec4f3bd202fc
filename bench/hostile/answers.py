"""Answers, good and bad, to build rows from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from hostile.peer import Peer

MARK = "黄河镇人民政府门户网站"
"""Stands in the title of every page that must be seen."""
Behaviour = Callable[[Peer], Awaitable[None]]


def html(text: str = "", links: Iterable[str] = (), head: str = "") -> bytes:
    """A small page in UTF-8 with the mark in its title."""
    anchors = "".join(f'<p><a href="{link}">{link}</a></p>' for link in links)
    filler = "<p>本网站由黄河镇人民政府主办，公开本镇政务信息，欢迎监督。联系电话见页脚。</p>" * 4
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{MARK}</title>'
        f"{head}</head><body><h1>{MARK}</h1>{filler}<p>{text}</p>{anchors}</body></html>"
    ).encode()


def page(
    body: bytes | None = None,
    *fields: bytes,
    status: bytes = b"200 OK",
    kind: bytes = b"text/html; charset=utf-8",
) -> bytes:
    """A whole well-formed answer on a connection that goes on."""
    body = html() if body is None else body
    head = [b"HTTP/1.1 " + status, b"Content-Type: " + kind, b"Content-Length: %d" % len(body)]
    return b"\r\n".join([*head, *fields, b"", body])


def redirect(location: str | bytes, *fields: bytes, status: bytes = b"302 Found") -> bytes:
    """A well-formed redirect."""
    raw = location.encode() if isinstance(location, str) else location
    return page(b"", b"Location: " + raw, *fields, status=status)


def missing() -> bytes:
    """A well-formed 404."""
    return page("<html><title>404</title>页面不存在</html>".encode(), status=b"404 Not Found")


def closing(data: bytes) -> Behaviour:
    """Send exactly these bytes, then close."""

    async def answer(peer: Peer) -> None:
        await peer.send_in_pieces(data)

    return answer


def dripping(head: bytes, piece: bytes, every_s: float, times: int) -> Behaviour:
    """Send a head, then one piece again and again with pauses, then close."""

    async def answer(peer: Peer) -> None:
        await peer.send(head)
        await peer.drip(piece, every_s, times)

    return answer


def endless(head: bytes, piece: bytes) -> Behaviour:
    """Send a head, then one piece for as long as the client listens."""

    async def answer(peer: Peer) -> None:
        await peer.send(head)
        while True:
            await peer.send(piece)

    return answer


def resetting(data: bytes) -> Behaviour:
    """Send some bytes, then RST."""

    async def answer(peer: Peer) -> None:
        await peer.send(data)
        peer.reset()

    return answer


def silent(head: bytes = b"") -> Behaviour:
    """Send a head, then nothing more."""

    async def answer(peer: Peer) -> None:
        await peer.send(head)
        await peer.silence()

    return answer
