"""H44 to H51 as whole runs: sites that never end, and the real pages among them."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hostile.answers import html, missing, page
from hostile.dns import Names
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_REAL = 60
"""Real pages of each site; the goals name 300, a run of this bench takes a fifth."""
_TRAP_SHARE = 200 / 300


def _article(number: int) -> bytes:
    return page(html(f"第{number}号通知，关于做好第{number}项工作的安排。" * 6, links=["/"]))


def _site(trap_links: Callable[[str], list[str]], is_trap: Callable[[str], bool]) -> Any:
    """A site of real articles whose every page also leads into a trap."""

    async def answer(peer: Peer) -> bool:
        target = peer.target
        path = urlsplit(target).path
        if target in ("/robots.txt", "/sitemap.xml"):
            await peer.send(missing())
        elif target == "/":
            real = [f"/news/{n}.html" for n in range(_REAL)]
            await peer.send(page(html("首页", links=[*real, *trap_links("/")])))
        elif path.startswith("/news/") and not is_trap(target):
            await peer.send(_article(int(path[6:-5])))
        elif is_trap(target):
            text = f"条目 {target} 的内容每次都不一样。"
            await peer.send(page(html(text * 3, links=trap_links(target))))
        else:
            await peer.send(missing())
        return True

    return answer


def sees_the_real(most_traps: int, is_trap: Callable[[str], bool]) -> Any:
    """Nearly all real pages are seen, and few of the others."""

    def check(seen: Seen) -> Iterator[str]:
        targets = set(seen.log.targets())
        trapped = [t for t in targets if is_trap(t)]
        real = [t for t in targets if t.startswith("/news/") and not is_trap(t)]
        if len(trapped) > most_traps:
            yield f"{len(trapped)} trap addresses were asked for, at most {most_traps}"
        if len(real) < 0.95 * _REAL:
            yield f"only {len(real)} of {_REAL} real pages were asked for"

    return check


def _calendar(target: str) -> list[str]:
    month = int(parse_qs(urlsplit(target).query).get("m", ["0"])[0])
    return [f"/calendar?m={month - 1}", f"/calendar?m={month + 1}"]


def _deeper(target: str) -> list[str]:
    base = target.rstrip("/") if target.startswith("/a") else ""
    return [f"{base}/a/b/", f"{base}/b/a/"] if base else ["/a/b/"]


def _filters(target: str) -> list[str]:
    query = parse_qs(urlsplit(target).query)
    now = int(query.get("p", ["0"])[0])
    return [f"/list?area={a}&sort={s}&size={10 * s}&p={now + 1}" for a in range(5) for s in (1, 2)]


def _trap(prefix: str) -> Callable[[str], bool]:
    return lambda target: target.startswith(prefix)


def _session_site() -> Any:
    async def answer(peer: Peer) -> bool:
        target, number = peer.target, len(peer.log.requests)
        path = urlsplit(target).path.partition(";")[0]
        mark = f"{number:032X}"
        real = [f"/news/{n}.html;jsessionid={mark}" for n in range(_REAL)]
        if path == "/":
            await peer.send(page(html("首页", links=real)))
        elif path.startswith("/news/"):
            neighbours = [real[n % _REAL] for n in range(number, number + 5)]
            body = html(f"{path} 号通知的正文。" * 12, links=neighbours)
            await peer.send(page(body))
        else:
            await peer.send(missing())
        return True

    return answer


def once_each(seen: Seen) -> Iterator[str]:
    """A page is one page, whatever session stands in its address."""
    asked = [t for t in seen.log.targets() if t.startswith("/news/")]
    if len(asked) > 1.05 * _REAL:
        yield f"{len(asked)} requests for {_REAL} pages"
    if len({t.partition(";")[0] for t in asked}) < 0.95 * _REAL:
        yield "real pages were not seen"


def _last_page_site() -> Any:
    """Page 7 and all after it show what page 6 shows, with a link to the next."""

    async def answer(peer: Peer) -> bool:
        parts = urlsplit(peer.target)
        if parts.path == "/":
            real = [f"/news/{n}.html" for n in range(_REAL)]
            await peer.send(page(html("首页", links=[*real, "/list?page=1"])))
        elif parts.path.startswith("/news/"):
            await peer.send(_article(int(parts.path[6:-5])))
        elif parts.path == "/list":
            number = int(parse_qs(parts.query)["page"][0])
            shown = min(number, 6)
            links = [f"/news/{shown * 9 + n}.html" for n in range(6)]
            await peer.send(page(html(f"第{shown}页" * 20, [*links, f"/list?page={number + 1}"])))
        else:
            await peer.send(missing())
        return True

    return answer


def stops_soon(seen: Seen) -> Iterator[str]:
    """At most three pages that repeat the last one are asked for."""
    asked = {t for t in seen.log.targets() if t.startswith("/list?page=")}
    if len(asked) > 6 + 3:
        yield f"{len(asked)} list pages were asked for, of 6"


def _wild_links() -> list[str]:
    return [f"http://sub{n}.h49-run-wild.gov.cn/" for n in range(40)]


def few_subdomains(seen: Seen) -> Iterator[str]:
    """At most five unknown names below the site's are asked for as pages."""
    names = {
        urlsplit(e["url"]).hostname
        for e in seen.exchanges
        if e["purpose"] == "page" and "sub" in (urlsplit(e["url"]).hostname or "")
    }
    if len(names) > 5:
        yield f"{len(names)} unknown subdomains were crawled"


async def _tar_pit(peer: Peer) -> None:
    """Twenty links a page, one byte in a tenth of a second."""
    links = [f"{peer.target.rstrip('/')}/{n}" for n in range(20)]
    body = html("无穷无尽", links=links)
    await peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for byte in body:
        await peer.send(bytes([byte]))
        await asyncio.sleep(0.1)


def _sitemaps() -> dict[str, bytes]:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY e0 "x">{entities}]>'
    own = "<url><loc>http://www.h51-run-{}.gov.cn/listed.html</loc></url>"
    many = "".join(
        f"<url><loc>http://www.h51-run-many.gov.cn/n/{n}</loc></url>" for n in range(90_000)
    )
    foreign = "".join(f"<url><loc>http://www.foreign{n}.gov.cn/</loc></url>" for n in range(50))
    itself = "<sitemapindex><sitemap><loc>http://www.h51-run-itself.gov.cn/sitemap.xml</loc></sitemap></sitemapindex>"
    return {
        "itself": itself.encode(),
        "entities": f"{bomb}<urlset>{own.format('entities')}<url><loc>&e9;</loc></url></urlset>".encode(),
        "many": f"<urlset>{many}</urlset>".encode(),
        "foreign": f"<urlset>{foreign}{own.format('foreign')}</urlset>".encode(),
        "bomb": gzip.compress(b"<urlset>" + b" " * 60_000_000, mtime=0),
    }


def _sitemap_case(name: str, body: bytes) -> Case:
    where = "/sitemap.xml.gz" if name == "bomb" else "/sitemap.xml"
    robots = f"User-agent: *\nDisallow: /n/\nSitemap: http://www.h51-run-{name}.gov.cn{where}\n"
    return Case(
        name=f"run-{name}",
        answer=page(),
        paths={
            "/robots.txt": page(robots.encode(), kind=b"text/plain"),
            where: page(body, kind=b"text/xml"),
        },
        elsewhere=missing(),
        page_seen=True,
        check=no_foreign,
    )


def no_foreign(seen: Seen) -> Iterator[str]:
    """A sitemap brings no address of another host."""
    strange = {e["url"] for e in seen.exchanges if "foreign" in (urlsplit(e["url"]).hostname or "")}
    strange = {url for url in strange if "h51-" not in url}
    if strange:
        yield f"other hosts were asked: {sorted(strange)[:3]}"


def _trap_case(name: str, links: Callable[[str], list[str]], prefix: str, most: int) -> Case:
    site = _site(links, _trap(prefix))
    return Case(
        name=f"run-{name}",
        answer=site,
        elsewhere=site,
        page_seen=True,
        check=sees_the_real(most, _trap(prefix)),
    )


_MOST = int(_TRAP_SHARE * 300)
ROWS = [
    Row("H44", "a calendar without end", (_trap_case("calendar", _calendar, "/calendar", _MOST),)),
    Row("H45", "segments that repeat", (_trap_case("segments", _deeper, "/a", 50),)),
    Row(
        "H46",
        "a session in every link",
        (
            Case(
                name="run-session",
                answer=_session_site(),
                elsewhere=_session_site(),
                page_seen=True,
                check=once_each,
            ),
        ),
    ),
    Row(
        "H47",
        "filters times orders times sizes",
        (_trap_case("filters", _filters, "/list", _MOST),),
    ),
    Row(
        "H48",
        "the last page again and again",
        (
            Case(
                name="run-last",
                answer=_last_page_site(),
                elsewhere=_last_page_site(),
                page_seen=True,
                check=stops_soon,
            ),
        ),
    ),
    Row(
        "H49",
        "every subdomain answers",
        (
            Case(
                name="run-wild",
                answer=page(html("门户", links=_wild_links())),
                elsewhere=page(html("通配")),
                page_seen=True,
                check=few_subdomains,
            ),
            Case(
                name="run-wildcard",
                host="*.h49-run-wild.gov.cn",
                answer=page(html("子站", links=_wild_links())),
                elsewhere=page(html("子站")),
                inspected=False,
                dns=lambda v4, v6: Names(a=(v4,)),
            ),
        ),
    ),
    Row(
        "H50",
        "a tar pit of one byte at a time",
        (
            Case(
                name="run-pit",
                answer=_tar_pit,
                elsewhere=_tar_pit,
                paths={"/robots.txt": missing()},
                outcomes=("timeout_total", "truncated"),
            ),
        ),
    ),
    Row(
        "H51", "sitemaps that never end", tuple(_sitemap_case(n, b) for n, b in _sitemaps().items())
    ),
]
