"""H26 to H31: refreshes, moves, names and address families."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from typing import Any

from govgauge.gather.wire import Wire
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Purpose
from govgauge.model.outcome import Outcome
from hostile.answers import Behaviour, html, page, redirect
from hostile.dns import Names
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_MAX_HOPS = 10
_CONTROLS = 4
"""Requests of a crawl that is over at once: robots.txt, sitemaps and the control."""


def _meta(target: str) -> bytes:
    return page(f"<html><meta http-equiv=refresh content='0;url={target}'></html>".encode())


def _ever_on(kind: str) -> Behaviour:
    """Every page sends its reader to the next one."""

    async def answer(peer: Peer) -> None:
        step = int(peer.target.partition("n=")[2] or 0) + 1
        await peer.send(_meta(f"/?n={step}") if kind == "meta" else _header(f"/?n={step}"))

    return answer


def _header(target: str) -> bytes:
    return page(b"<html></html>", b"Refresh: 0; url=" + target.encode())


def _few_hops(seen: Seen) -> Iterable[str]:
    asked = len(seen.log.requests)
    if not seen.together and asked > _MAX_HOPS + 1 + _CONTROLS:
        yield f"{asked} requests for a home page that only sends on"


def _not_followed(seen: Seen) -> Iterable[str]:
    if "/noscript" in seen.log.targets():
        yield "a refresh for readers without scripts was followed"


def _walked_once(seen: Seen) -> Iterable[str]:
    """The walk with cookies ends, and its jar has served nothing else."""
    cookies = [e for e in seen.exchanges if "\r\nCookie: " in e["request"]]
    if not cookies or any(e["purpose"] != "cookie" for e in cookies):
        yield f"cookies went out with {sorted({e['purpose'] for e in cookies})}"


def _circling(peer_cookie: bytes) -> Behaviour:
    async def answer(peer: Peer) -> None:
        if peer_cookie in peer.field(b"cookie"):
            await peer.send(page())
            return
        host = peer.field(b"host").decode()
        other = host[4:] if host.startswith("www.") else f"www.{host}"
        cookie = b"Set-Cookie: " + peer_cookie + b"; Domain=h27-circle.gov.cn"
        await peer.send(redirect(f"http://{other}/", cookie))

    return answer


def _says(**names: object) -> object:
    return lambda v4, v6: Names(**names)


def _one_form(seen: Seen) -> Iterable[str]:
    """Every spelling of the host in the page's links is one address."""
    found = {t["target"] for t in seen.targets if t["target"].endswith("/one.html")}
    if len(found) > 1:
        yield f"one address has {len(found)} forms: {sorted(found)}"
    if len([p for p in seen.pages if p["url"].endswith("/one.html")]) > 1:
        yield "one page was visited under several forms"


_DEAD_PORT = 71
_PENALTY_S = 2.0
_IPV6_FREEBIND = 78
"""Linux: bind to an address that is local by its route only."""


async def dead_six_beside_live_four(plan: Plan, figures: dict[str, Any]) -> list[str]:
    """A host whose IPv6 address takes no connection and whose IPv4 address answers at once."""
    loop = asyncio.get_running_loop()
    host = "www.h30-dead.gov.cn"
    infos = await loop.getaddrinfo(host, _DEAD_PORT, type=socket.SOCK_STREAM)
    v4 = next(str(i[4][0]) for i in infos if i[0] == socket.AF_INET)
    v6 = next(str(i[4][0]) for i in infos if i[0] == socket.AF_INET6)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(page())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, v4, _DEAD_PORT)
    wire = Wire(plan)
    with socket.socket(socket.AF_INET6) as full:
        full.setsockopt(socket.IPPROTO_IPV6, _IPV6_FREEBIND, 1)
        full.bind((v6, _DEAD_PORT))
        full.listen(0)
        callers = [_calling(v6) for _ in range(3)]  # A full queue drops whoever comes next.
        await asyncio.sleep(0.05)
        exchange = await wire.fetch(f"http://{host}:{_DEAD_PORT}/", Purpose.PAGE)
        for caller in callers:
            caller.close()
    await wire.close()
    server.close()
    figures["seconds"] = round(exchange.timing.total_ms / 1000, 3)
    figures["address"] = exchange.peer
    if exchange.outcome is not Outcome.OK or exchange.timing.total_ms > _PENALTY_S * 1000:
        return [f"{exchange.outcome} after {figures['seconds']} s"]
    return []


def _calling(address: str) -> socket.socket:
    caller = socket.socket(socket.AF_INET6)
    caller.setblocking(False)
    caller.connect_ex((address, _DEAD_PORT))
    return caller


_MOVED_NOTICE = (
    "<p>本网站已迁移至 www.h27-new.gov.cn</p><a href='http://www.h27-new.gov.cn/'>进入</a>"
)
_PARKED = "<h1>h27-parked.gov.cn 此域名已过期，正在出售</h1><a href='/buy'>联系购买</a>"


def _idn_links(host: str) -> bytes:
    upper = host.upper()
    return html(
        links=(f"http://{host}/one.html", f"http://{upper}/one.html", f"//{host}:80/one.html")
    )


ROWS = [
    Row(
        "H26",
        "refreshes and scripts that send on for ever",
        (
            Case(
                name="meta",
                answer=_ever_on("meta"),
                elsewhere=_ever_on("meta"),
                outcomes=("redirect_limit",),
                check=_few_hops,
            ),
            Case(
                name="header",
                answer=_ever_on("header"),
                elsewhere=_ever_on("header"),
                outcomes=("redirect_limit",),
                check=_few_hops,
            ),
            Case(name="itself", answer=_meta("/"), check=_few_hops),
            Case(
                name="noscript",
                answer=page(
                    html(
                        head="<noscript><meta http-equiv=refresh content='0;url=/noscript'></noscript>"
                    )
                ),
                page_seen=True,
                check=_not_followed,
            ),
            Case(
                name="script",
                answer=page(b"<html><script>location='/?'+Math.random()</script></html>"),
                check=_few_hops,
            ),
        ),
    ),
    Row(
        "H27",
        "a circle that only a cookie leaves, a site that moved, a name for sale",
        (
            Case(
                name="circle",
                answer=_circling(b"seen=1"),
                outcomes=("redirect_cookie",),
                check=_walked_once,
            ),
            Case(name="moved", answer=redirect("http://www.h27-new.gov.cn/"), outcomes=("moved",)),
            Case(name="notice", answer=page(_MOVED_NOTICE.encode()), outcomes=("moved",)),
            Case(name="parked", answer=page(_PARKED.encode()), outcomes=("parked_suspected",)),
            Case(name="new", answer=page(), inspected=False),
        ),
    ),
    Row(
        "H28",
        "every way a name does not resolve, and one with a thousand addresses",
        (
            Case(name="nxdomain", dns=_says(rcode="NXDOMAIN"), outcomes=("dns_nxdomain",)),
            Case(name="servfail", dns=_says(rcode="SERVFAIL"), outcomes=("dns_servfail",)),
            Case(name="refused", dns=_says(rcode="REFUSED"), outcomes=("dns_refused",)),
            Case(name="silent", dns=_says(silent=True), outcomes=("dns_timeout",)),
            Case(name="empty", dns=_says(), outcomes=("dns_nodata",)),
            Case(
                name="loop",
                dns=_says(cname="h28-loop.gov.cn"),
                outcomes=("dns_loop",),
            ),
            Case(
                name="many",
                answer=page(),
                dns=lambda v4, v6: Names(a=(v4,) * 1000),
                page_seen=True,
            ),
        ),
    ),
    Row(
        "H29",
        "a resolver that has an address for every name",
        (
            Case(
                name="advert",
                host="www.h29-gone.com.cn",
                answer=page(html("热门推荐")),
                elsewhere=page(html("热门推荐")),
                further_names=("*.com.cn",),
                outcomes=("dns_hijack",),
            ),
            Case(name="honest", host="www.h29-here.net.cn", answer=page(), page_seen=True),
        ),
    ),
    Row(
        "H30",
        "IPv6 alone, IPv6 dead beside live IPv4, and neither",
        (
            Case(
                name="six",
                answer=page(),
                dns=lambda v4, v6: Names(aaaa=(v6,)),
                page_seen=True,
            ),
            Case(
                name="both",
                answer=page(),
                dns=lambda v4, v6: Names(a=(v4,), aaaa=(v6,)),
                page_seen=True,
            ),
            Case(
                name="dead",
                port=_DEAD_PORT,
                dns=lambda v4, v6: Names(a=(v4,), aaaa=(v6,)),
                inspected=False,
            ),
            Case(
                name="neither",
                port=70,
                dns=lambda v4, v6: Names(a=(v4,), aaaa=(v6,)),
                outcomes=("refused",),
            ),
        ),
        (dead_six_beside_live_four,),
    ),
    Row(
        "H31",
        "names in Chinese, in punycode, with odd characters and look-alikes",
        tuple(
            Case(
                name=name,
                host=host,
                answer=page(_idn_links(written)),
                paths={"/one.html": page(html("一"))},
                page_seen=True,
                check=_one_form,
            )
            for name, host, written in (
                ("idn", "www.xn--h31-wh8f.cn", "www.h31政.cn"),
                ("zhengwu", "xn--5bv.xn--zfr164b", "政.政务"),
                ("underscore", "h31_a.b.gov.cn", "h31_a.b.gov.cn"),
                ("lookalike", "www.xn--h31-8cd.cn", "www.xn--h31-8cd.cn"),
            )
        ),
    ),
]
