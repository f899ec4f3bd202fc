"""H24: nothing that one origin gave, or that stands in its address, is shown to another."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.answers import html, page, redirect
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_SECRET = "s3cret-0f-this-origin"
_COOKIES = (
    f"Set-Cookie: session={_SECRET}; Domain=gov.cn; Path=/".encode(),
    f"Set-Cookie: token={_SECRET}; SameSite=None".encode(),
)
_HERE = "www.h24-origin.gov.cn"
_CHANGES = {
    "host": "http://www.h24-other.gov.cn",
    "port": f"http://{_HERE}:8080",
    "scheme": f"https://{_HERE}",
}
_WAYS = ("301", "302", "303", "307", "308", "meta", "header", "link")
_MAYBE_SECRET = (b"cookie:", b"authorization:", b"referer:", _SECRET.encode())


def _paths() -> dict[str, bytes]:
    paths: dict[str, bytes] = {}
    for change, origin in _CHANGES.items():
        for way in _WAYS:
            target = f"{origin}/land/{change}/{way}"
            path = f"/go/{change}/{way}"
            if way.isdigit():
                paths[path] = redirect(target, *_COOKIES, status=way.encode() + b" Moved")
            elif way == "meta":
                stub = f'<meta http-equiv="refresh" content="0;url={target}">'.encode()
                paths[path] = page(stub, *_COOKIES)
            elif way == "header":
                paths[path] = page(b"<p></p>", *_COOKIES, b"Refresh: 0;url=" + target.encode())
            else:
                paths[path] = page(html(links=[target]), *_COOKIES)
    return paths


def no_secret(seen: Seen) -> Iterator[str]:
    """No request bears a secret to where it does not belong."""
    landed = {t for t in seen.log.targets() if t.startswith("/land/")}
    if len(landed) < len(_WAYS):
        yield f"only {len(landed)} changes of origin were followed"
    for head in seen.log.requests:
        low = head.lower()
        if b" /land/" in head and any(word in low for word in _MAYBE_SECRET):
            yield f"a secret went along: {head!r}"


def no_secret_elsewhere(seen: Seen) -> Iterator[str]:
    """The other host's log, read through the evidence of the requests."""
    for exchange in seen.exchanges:
        request = exchange["request"].lower().encode()
        changed = "/land/" in exchange["url"]
        if changed and any(word in request for word in _MAYBE_SECRET):
            yield f"a secret went to {exchange['url']}"
    others = {e["url"] for e in seen.exchanges if "h24-other" in e["url"]}
    if len(others) < len(_WAYS):
        yield f"only {len(others)} changes of host were followed"


async def _land(peer: Peer) -> bool:
    low = peer.head.lower()
    if any(word in low for word in _MAYBE_SECRET):
        # Told by its status, because the other host's log is not at hand.
        await peer.send(page(b"a secret arrived", status=b"599 Secret"))
    else:
        await peer.send(page(html(text="没有秘密")))
    return True


def nothing_arrived(seen: Seen) -> Iterator[str]:
    """All three: the own log, the requests in evidence, and what the other host answered."""
    yield from no_secret(seen)
    yield from no_secret_elsewhere(seen)
    if any(e["status"] == 599 for e in seen.exchanges):
        yield "the other host was shown a secret"


_LINKS = [f"/go/{change}/{way}" for change in _CHANGES for way in _WAYS]
_LINKS += [f"http://user:{_SECRET}@{_HERE}/go/{c}/{w}" for c in _CHANGES for w in ("302", "meta")]

ROWS = [
    Row(
        "H24",
        "24 changes of origin with secrets at hand",
        (
            Case(
                name="origin",
                host=_HERE,
                answer=page(html(links=_LINKS), *_COOKIES),
                paths=_paths(),
                elsewhere=_land,
                ports=(8080,),
                page_seen=True,
                check=nothing_arrived,
            ),
            Case(name="other", inspected=False, elsewhere=_land),
        ),
    )
]
