"""H26 to H31: refreshes, moves, names and address families."""

from __future__ import annotations

from collections.abc import Iterable

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
        "IPv6 alone, and neither family",
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
                name="neither",
                port=70,
                dns=lambda v4, v6: Names(a=(v4,), aaaa=(v6,)),
                outcomes=("refused",),
            ),
        ),
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
