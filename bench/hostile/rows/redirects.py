"""H20, H21, H25: redirects that run in circles, leave HTTP, or say no address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from hostile.answers import closing, page, redirect
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_MAX_HOPS = 10
_LIMIT = ("redirect_limit",)


def _onward(target_of: Callable[[int, Peer], str], fields: tuple[bytes, ...] = ()) -> Any:
    """Redirect every request, by its number on this host."""

    async def answer(peer: Peer) -> bool:
        await peer.send(redirect(target_of(len(peer.log.requests), peer), *fields))
        return True

    return answer


def few_hops(seen: Seen) -> Iterator[str]:
    """At most ten hops are followed, and each stands in the archive with its Location."""
    chain = [e for e in seen.exchanges if e["purpose"] == "page" and e["status"] == 302]
    if len({e["url"] for e in chain}) > _MAX_HOPS + 1:
        yield f"{len(chain)} redirects were followed"
    if not chain:
        yield "no redirect is in evidence"
    if any("location" not in e["header"].lower() for e in chain):
        yield "a redirect is kept without its Location"


def _circles() -> tuple[Case, ...]:
    fresh = _onward(lambda n, peer: f"/?q={n}-{peer.log.sent}")
    steps = _onward(lambda n, peer: f"/step{n}" if n < 50 else "/end")
    return (
        Case(name="self", answer=redirect("/"), outcomes=_LIMIT, check=few_hops),
        Case(
            name="two", answer=redirect("/b"), paths={"/b": redirect("/")}, outcomes=_LIMIT,
            check=few_hops,
        ),
        Case(name="fifty", answer=steps, elsewhere=steps, paths=_NO_ROBOTS, outcomes=_LIMIT, check=few_hops),
        Case(name="fresh", answer=fresh, elsewhere=fresh, paths=_NO_ROBOTS, outcomes=_LIMIT, check=few_hops),
        Case(
            name="ten",
            answer=redirect("/1"),
            paths={f"/{n}": redirect(f"/{n + 1}") for n in range(1, 10)} | {"/10": page()},
            page_seen=True,
        ),
        Case(
            name="eleven",
            answer=redirect("/1"),
            paths={f"/{n}": redirect(f"/{n + 1}") for n in range(1, 11)} | {"/11": page()},
            outcomes=_LIMIT,
        ),
    )  # fmt: skip


_NO_ROBOTS = {"/robots.txt": page(b"", status=b"404 Not Found")}
_SCHEMES = {
    "file": "file:///etc/passwd",
    "ftp": "ftp://10.0.0.1/secret",
    "data": "data:text/html,<h1>hello</h1>",
    "script": "javascript:alert(1)",
    "gopher": "gopher://10.0.0.1:70/_secret",
}


async def _other_scheme(peer: Peer) -> bool:
    host = peer.field(b"host").decode()
    scheme = "http" if peer.local[1] == 443 else "https"
    number = len(peer.log.requests)
    await peer.send(redirect(f"{scheme}://{host}/?{number}"))
    return True


def _schemes() -> tuple[Case, ...]:
    return (
        *(
            Case(name=name, answer=redirect(target), outcomes=("redirect_scheme",))
            for name, target in _SCHEMES.items()
        ),
        Case(
            name="flipflop",
            answer=_other_scheme,
            elsewhere=_other_scheme,
            paths=_NO_ROBOTS,
            outcomes=_LIMIT,
            check=few_hops,
        ),
        Case(
            name="secure",
            answer=_to_https,
            page_seen=True,
        ),
    )


async def _to_https(peer: Peer) -> bool:
    if peer.local[1] == 443:
        await peer.send(page())
    else:
        await peer.send(redirect(f"https://{peer.field(b'host').decode()}/"))
    return True


def asked_for(*targets: str) -> Any:
    """The server was asked for these targets, byte for byte."""

    def check(seen: Seen) -> Iterator[str]:
        got = seen.log.targets()
        for target in targets:
            if target not in got:
                yield f"{target} was not asked for, but {got[:8]}"

    return check


def _locations() -> tuple[Case, ...]:
    head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"
    crlf = head + b"Location: /there\r\nX-Injected: 1\r\n\r\n"
    no_target = ("redirect_scheme", "http_302", "ok")
    return (
        Case(name="missing", answer=head + b"\r\n", outcomes=no_target),
        Case(name="empty", answer=head + b"Location:\r\n\r\n", outcomes=no_target),
        Case(
            name="long",
            answer=closing(head + b"Location: /" + b"a" * 1_000_000 + b"\r\n\r\n"),
            outcomes=("header_limit",),
        ),
        Case(name="crlf", answer=crlf, paths={"/there": page()}, page_seen=True),
        Case(
            name="coded",
            answer=redirect("/there%0D%0AX-Injected:%201"),
            paths={"/there%0D%0AX-Injected:%201": page()},
            page_seen=True,
            check=asked_for("/there%0D%0AX-Injected:%201"),
        ),
        Case(
            name="slashes",
            answer=redirect("//www.h25-slashes.gov.cn/there"),
            paths={"/there": page()},
            page_seen=True,
        ),
        Case(
            name="backslash",
            answer=redirect("http://www.h25-backslash.gov.cn\\@10.0.0.1/"),
            paths={"/@10.0.0.1/": page()},
            page_seen=True,
            check=asked_for("/@10.0.0.1/"),
        ),
        Case(
            name="userinfo",
            answer=redirect("http://10.0.0.1@www.h25-userinfo.gov.cn/there"),
            paths={"/there": page()},
            page_seen=True,
        ),
        Case(
            name="odd",
            answer=redirect("/a b/./c/../{d}|e?x=\"y\"&z='1'#part"),
            elsewhere=page(),
            paths=_NO_ROBOTS,
            page_seen=True,
            check=asked_for("/a%20b/%7Bd%7D|e?x=%22y%22&z=%271%27"),
        ),
    )


ROWS = [
    Row("H20", "redirects in circles", _circles()),
    Row("H21", "redirects out of HTTP", _schemes()),
    Row("H25", "Locations that are none", _locations()),
]
