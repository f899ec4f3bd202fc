"""H17 and H19: connections that are kept, cut and led astray."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from govgauge.gather.doors import NetworkDoor
from govgauge.gather.wire import Wire
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome
from hostile.answers import closing, html, page
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_FETCHES = 10_000
_LINKS = 25
_LATE_S = 0.001
_LATE_HOSTS = 8
_LATE_EACH = 60
_ALTERNATIVES = (
    b'Alt-Svc: h2=":8443"; ma=86400',
    b'Alt-Svc: h3=":443", h2="10.0.0.9:443", http/1.1="192.168.1.1:80"',
)


def numbered(target: str) -> bytes:
    """A page that names the address it was made for."""
    links = [f"/p/{n}" for n in range(_LINKS)] if target == "/" else []
    return page(html(text=f"本页地址[{target}]", links=links))


def attributed(seen: Seen) -> Iterator[str]:
    """Every page is delivered, as the page of its own address; retries are on record."""
    yield from attributed_only(seen)
    pages = sum(e["outcome"] == "ok" and "/p/" in e["url"] for e in seen.exchanges)
    if pages < _LINKS:
        yield f"only {pages} of {_LINKS} pages were delivered"
    attempts = Counter(e["url"] for e in seen.exchanges if e["purpose"] == "page")
    often = [url for url, n in attempts.items() if n > 2]
    if often:
        yield f"asked more than twice: {often[:3]}"


def attributed_only(seen: Seen) -> Iterator[str]:
    """No page is another address's."""
    for exchange in seen.exchanges:
        if exchange["outcome"] != "ok" or exchange["purpose"] not in ("page", "lenient"):
            continue
        path = exchange["url"].partition(".gov.cn")[2]
        if path != "/" and not path.startswith("/p/"):
            continue
        if f"[{path}]".encode() not in exchange["body"].encode("latin-1"):
            yield f"{exchange['url']} was given another address's answer"


async def _honest(peer: Peer) -> bool:
    await peer.send(numbered(peer.target))
    return True


async def _closes(peer: Peer) -> bool:
    """The second request on a connection meets its end."""
    if peer.number > 1:
        return False
    return await _honest(peer)


async def _twice(peer: Peer) -> bool:
    await peer.send(numbered(peer.target) + numbered("/another"))
    return True


async def _late(peer: Peer) -> bool:
    await _honest(peer)
    await asyncio.sleep(_LATE_S)
    await peer.send(numbered("/another"))
    return True


async def _resets(peer: Peer) -> bool:
    """Every third answer of a connection is cut in its middle."""
    answer = numbered(peer.target)
    if peer.number % 3:
        await peer.send(answer)
        return True
    await peer.send(answer[: len(answer) // 2])
    peer.reset()
    return False


_KINDS: dict[str, Callable[[Peer], Awaitable[bool]]] = {
    "honest": _honest,
    "closes": _closes,
    "twice": _twice,
    "late": _late,
    "resets": _resets,
}


def _kept() -> tuple[Case, ...]:
    whole = (
        Case(name=name, answer=answer, elsewhere=answer, page_seen=True, check=attributed)
        for name, answer in _KINDS.items()
        if name not in ("twice", "late")
    )
    return (
        *whole,
        *(
            Case(
                name=f"late{n}",
                answer=_late,
                elsewhere=_late,
                outcomes=("ok", "http_malformed"),
                check=attributed_only,
            )
            for n in range(_LATE_HOSTS)
        ),
        # Its second answer is more than was declared: malformed, until a second look reads it.
        Case(name="twice", answer=_twice, elsewhere=_twice, outcomes=("ok", "http_malformed")),
        Case(name="allreset", answer=_half_then_reset, outcomes=("reset", "truncated")),
    )


async def _half_then_reset(peer: Peer) -> None:
    answer = numbered(peer.target)
    await peer.send(answer[: len(answer) // 2])
    peer.reset()


async def ten_thousand_fetches(plan: Any, figures: dict[str, Any]) -> list[str]:
    """Kept connections of five kinds of hosts, none of whose answers may change its address."""
    wire = Wire(plan)
    tally: Counter[str] = Counter()
    gate = asyncio.Semaphore(24)

    async def one(kind: str, number: int) -> None:
        url = f"http://www.h17-{kind}.gov.cn/p/{number}"
        async with gate:
            exchange = await wire.fetch(url, Purpose.PROBE, 1)
            _count(exchange, kind, tally)
            if exchange.outcome in (Outcome.RESET, Outcome.TRUNCATED):
                tally[f"{kind} retried"] += 1
                second = await wire.fetch(url, Purpose.PROBE, 2)
                _count(second, kind, tally)
                if second.outcome is not Outcome.OK:
                    tally["lost"] += 1

    hurried = (_FETCHES - _LATE_HOSTS * _LATE_EACH) // 4
    kinds = [kind for kind in _KINDS if kind != "late"]
    await asyncio.gather(*(one(kind, n) for n in range(hurried) for kind in kinds))
    tally += await _at_its_pace(plan)
    await wire.close()
    figures |= dict(sorted(tally.items()))
    complaints = []
    if tally["wrong"]:
        complaints.append(f"{tally['wrong']} answers laid at another address's door")
    if tally["lost"]:
        complaints.append(f"{tally['lost']} pages lost after a retry")
    if tally["delivered"] < _FETCHES * 3 // 5:
        complaints.append(f"only {tally['delivered']} delivered: the drill drilled nothing")
    return complaints


async def _at_its_pace(plan: Any) -> Counter[str]:
    """Hosts that repeat an answer a little later, asked at the pace of production."""
    door = NetworkDoor(plan)
    tally: Counter[str] = Counter()

    async def one(host: int, number: int) -> None:
        url = f"http://www.h17-late{host}.gov.cn/p/{number}"
        _count(await door.fetch(url, Purpose.PROBE, 1), "late", tally)

    await asyncio.gather(*(one(h, n) for n in range(_LATE_EACH) for h in range(_LATE_HOSTS)))
    await door.close()
    return tally


def _count(exchange: Exchange, kind: str, tally: Counter[str]) -> None:
    tally["fetches"] += 1
    if exchange.outcome in (Outcome.OK, Outcome.HTTP_MALFORMED) and exchange.body:
        path = exchange.url.partition(".gov.cn")[2]
        tally["delivered"] += 1
        if f"[{path}]".encode() not in exchange.body:
            tally["wrong"] += 1
            tally[f"{kind} wrong"] += 1


def only_policed(seen: Seen) -> Iterator[str]:
    """Nothing but the port that was named is connected to."""
    strange = [port for port in seen.log.ports if port not in (80, 443)]
    if strange:
        yield f"connections to ports {strange}"


def _astray() -> tuple[Case, ...]:
    upgrade = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"
    cases = [
        Case(
            name=f"altsvc{n}",
            scheme=scheme,
            answer=page(html(links=["/a.html", "/b.html"]), field),
            elsewhere=page(html(), field),
            ports=(8443,),
            page_seen=True,
            check=only_policed,
        )
        for n, (field, scheme) in enumerate(
            (f, s) for f in _ALTERNATIVES for s in ("http", "https")
        )
    ]
    return (
        *cases,
        Case(
            name="upgrade",
            answer=closing(upgrade + b"\0\0\0\4\0"),
            outcomes=("http_malformed", "reset"),
        ),
        Case(
            name="refresh",
            answer=page(html(), b"Refresh: 0; url=http://10.0.0.1/inner"),
            outcomes=("ok", "moved", "blocked_address", "redirect_limit"),
            page_seen=True,
            check=only_policed,
        ),
        Case(
            name="stub",
            answer=page(b"<title>x</title>", b"Refresh: 0; url=http://192.168.0.1:8080/inner"),
            outcomes=("ok", "moved", "blocked_address", "redirect_limit"),
            check=only_policed,
        ),
    )


ROWS = [
    Row("H17", "kept connections, closed, cut and oversupplied", _kept(), (ten_thousand_fetches,)),
    Row("H19", "invitations to other ports and protocols", _astray()),
]
