"""H44 to H48 and H51: places without an end beside twenty real pages, and hostile sitemaps.

Small forms: what a budget of 10,000 pages loses on them is measured by ``bench/traps.py``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

from hostile.answers import html, missing, page
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_REAL = [f"/real/{chr(ord('a') + n)}.html" for n in range(20)]
_SETTLED = ("/robots.txt", "/sitemap.xml")


def endless(trap: Callable[[str], str | None], *way_in: str) -> Callable[[Peer], object]:
    """The real pages, and whatever the trap answers."""

    async def answer(peer: Peer) -> None:
        target = peer.target
        shown = trap(target)
        if target in _REAL or target == "/":
            links = way_in if target in _REAL else (*way_in, *_REAL)
            await peer.send(page(html(f"第{target}篇的正文", links)))
        elif shown is None or target in _SETTLED:
            await peer.send(missing())
        else:
            await peer.send(page(shown.encode()))

    return answer


def bounded(most: int, is_trap: Callable[[str], bool]) -> Callable[[Seen], Iterator[str]]:
    """Every real page was asked for, and the trap no more than so many times."""

    def check(seen: Seen) -> Iterator[str]:
        asked = seen.log.targets()
        trapped = sum(is_trap(target) for target in asked)
        lost = [target for target in _REAL if target not in asked]
        if trapped > most:
            yield f"{trapped} addresses of the trap were asked for, not {most} at most"
        if lost:
            yield f"{len(lost)} real pages were not asked for"

    return check


def _anchors(*targets: str) -> str:
    return "".join(f"<a href='{target}'>转到</a>" for target in targets)


def _number(target: str, name: str) -> int:
    return int(parse_qs(urlsplit(target).query).get(name, ["0"])[0])


def calendar(target: str) -> str | None:
    n = _number(target, "month")
    title = f"<title>日历</title><h1>{n // 12}年{n % 12 + 1}月</h1>"
    turns = _anchors(f"/cal.jsp?month={n - 1}", f"/cal.jsp?month={n + 1}")
    return title + turns if target.startswith("/cal.jsp") else None


def growing(target: str) -> str | None:
    return "<p>同一页</p>" + _anchors("a/", "b/", "c/") if target.startswith("/bbs/") else None


def filters(target: str) -> str | None:
    query = urlsplit(target).query
    more = [f"{target}&{n}={v}" for n in "bcdef" if f"&{n}=" not in query for v in range(6)]
    rows = "".join(f"<p>第{_number(target, n)}种结果</p>" for n in "abcdef")
    return rows + _anchors(*more) if target.startswith("/list.jsp") else None


def last_page(target: str) -> str | None:
    n = _number(target, "page")
    rows = "".join(f"<p>第{min(n, 5)}页第{k}条</p>" for k in "甲乙丙丁戊己庚辛")
    return rows + _anchors(f"/more.jsp?page={n + 1}") if target.startswith("/more.jsp") else None


def _session() -> Callable[[Peer], object]:
    drawn = random.Random(46)

    async def answer(peer: Peer) -> None:
        path = peer.target.partition(";")[0]
        mark = f";jsessionid={drawn.getrandbits(128):032X}"
        if path == "/" or path in _REAL:
            await peer.send(page(html(path, [target + mark for target in _REAL])))
        else:
            await peer.send(missing())

    return answer


def _case(name: str, answer: object, most: int, trap: Callable[[str], bool]) -> Case:
    check = bounded(most, trap)
    return Case(name=name, answer=answer, elsewhere=answer, page_seen=True, check=check)  # type: ignore[arg-type]


def _named(sitemap: bytes) -> dict[str, bytes]:
    robots = b"User-agent: *\nSitemap: /sitemap.xml\n"
    return {
        "/robots.txt": page(robots, kind=b"text/plain"),
        "/sitemap.xml": page(sitemap, kind=b"application/xml"),
    }


_ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
_SITEMAPS = {
    "itself": b"<sitemapindex><sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>",
    "entities": f"<!DOCTYPE x [{_ENTITIES}]><urlset><loc>/&e9;</loc></urlset>".encode(),
    "foreign": b"<urlset><url><loc>http://www.nobody.gov.cn/</loc></url></urlset>",
}


ROWS = [
    Row("H44", "calendar with next and previous for ever", (
        _case("month", endless(calendar, "/cal.jsp?month=24000"), 60, lambda t: "cal.jsp" in t),
    )),
    Row("H45", "paths that grow", (
        _case("bbs", endless(growing, "/bbs/"), 50, lambda t: t.startswith("/bbs/")),
    )),
    Row("H46", "a session id on every link", (
        _case("jsessionid", _session(), 0, lambda t: "jsessionid" in t),
    )),
    Row("H47", "filters that combine", (
        _case("list", endless(filters, "/list.jsp?a=1"), 200, lambda t: "list.jsp" in t),
    )),
    Row("H48", "a last page that repeats", (
        _case("more", endless(last_page, "/more.jsp?page=1"), 9, lambda t: "more.jsp" in t),
    )),
    Row("H51", "hostile sitemaps", tuple(
        Case(name=name, answer=page(html()), paths=_named(body), page_seen=True)
        for name, body in _SITEMAPS.items()
    )),
]  # fmt: skip
