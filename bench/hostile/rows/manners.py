"""H52, H54, H64: what robots.txt forbids, what a busy server asks for, what it shows to whom."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

from hostile.answers import html, missing, page
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_LINKS = (
    "/open.html",
    "/shut/a.html",
    "/shut/open/b.html",
    "/x.pdf",
    "/x.pdf?y",
    "/%E4%BF%9D.html",
)
_EVERY = set(_LINKS)
_GROUP = "User-agent: *\n"
_RULES: dict[str, tuple[bytes, set[str]]] = {
    "bom": (b"\xef\xbb\xbf" + f"{_GROUP}Disallow: /shut/\n".encode(), {"/open.html"}),
    "split": (f"{_GROUP}Disallow: /shut/\n\n{_GROUP}Disallow: /x\n".encode(), {"/open.html"}),
    "longest": (f"{_GROUP}Disallow: /shut/\nAllow: /shut/open/\n".encode(), {"/open.html", "/shut/open/b.html"}),
    "tie": (f"{_GROUP}Disallow: /shut/\nAllow: /shut/\n".encode(), {"/open.html", "/shut/a.html"}),
    "star": (f"{_GROUP}Disallow: /*.pdf$\n".encode(), {"/open.html", "/x.pdf?y"}),
    "percent": (f"{_GROUP}Disallow: /保.html\n".encode(), {"/open.html"}),
    "html": (html("页面不存在"), _EVERY),
    "gbk": (f"# 网站\n{_GROUP}Disallow: /shut/\n".encode("gbk"), {"/open.html"}),
    "large": (f"{_GROUP}Disallow: /shut/\n".encode() + b"# filler line\n" * 80_000, {"/open.html"}),
    "longline": (f"# {'x' * 16_000}\n{_GROUP}Disallow: /shut/\n".encode(), {"/open.html"}),
}  # fmt: skip
_SHUT = {
    "bom": "/shut/", "split": "/x", "longest": "/shut/a", "tie": "", "star": "/x.pdf",
    "percent": "/%E4", "html": "", "gbk": "/shut/", "large": "/shut/", "longline": "/shut/",
}  # fmt: skip


def obeys(name: str, open_ones: set[str]) -> Any:
    """What is open is asked for; what is shut is not."""

    def check(seen: Seen) -> Iterator[str]:
        asked = set(seen.log.targets())
        if not open_ones <= asked:
            yield f"open and not asked for: {sorted(open_ones - asked)}"
        shut = _SHUT[name]
        bad = [t for t in asked if shut and (t == shut if shut == "/x.pdf" else t.startswith(shut))]
        if bad:
            yield f"shut and asked for: {bad}"

    return check


def _robots() -> tuple[Case, ...]:
    return tuple(
        Case(
            name=f"run-{name}",
            answer=page(html(links=_LINKS)),
            paths={
                "/robots.txt": page(body, kind=b"text/html" if name == "html" else b"text/plain"),
                "/sitemap.xml": missing(),
            },
            elsewhere=page(html("内页")),
            page_seen=True,
            check=obeys(name, open_ones),
        )
        for name, (body, open_ones) in _RULES.items()
    )


def _busy(status: bytes, *fields: bytes) -> Any:
    """Busy for ever: a plea each time."""
    return page(html("请稍后再试"), *fields, status=status)


def never_hammered(seen: Seen) -> Iterator[str]:
    """A home page that asks for patience is asked at most a few times, and is never down."""
    if seen.log.asked("/") > 4:
        yield f"asked {seen.log.asked('/')} times in spite of the plea"


def _pleas() -> tuple[Case, ...]:
    soon = formatdate(usegmt=True).encode()
    pleas = {
        "seconds": _busy(b"503 Busy", b"Retry-After: 1"),
        "date": _busy(b"503 Busy", b"Retry-After: " + soon),
        "zero": _busy(b"429 Too Many Requests", b"Retry-After: 0"),
    }
    return (
        *(
            Case(name=f"run-{n}", answer=a, outcomes=("rate_limited",), check=never_hammered)
            for n, a in pleas.items()
        ),
        Case(name="run-passing", answer=_once_busy, page_seen=True),
    )


async def _once_busy(peer: Peer) -> bool:
    first = peer.log.asked("/") == 1
    await peer.send(_busy(b"503 Busy", b"Retry-After: 1") if first else page())
    return True


_OTHER = "访问用户请下载客户端</p><p>本页面仅供浏览器</p><p>更多服务见下</p><p>敬请期待"


def _by_agent(browsers: bytes, others: bytes) -> Any:
    async def answer(peer: Peer) -> bool:
        browser = b"mozilla" in peer.field(b"user-agent").lower()
        await peer.send(browsers if browser else others)
        return True

    return answer


def compared(least: float, most: float, outcome: str = "ok") -> Any:
    """One page is compared between the two user agents, once, and the difference is on record."""

    def check(seen: Seen) -> Iterator[str]:
        asked = [e for e in seen.exchanges if e["purpose"] == "browser"]
        if len(asked) != 1:
            yield f"the home page was asked for {len(asked)} times as by a browser"
            return
        if "\r\nFrom: " not in asked[0]["request"]:
            yield "a browser's request without a contact"
        (shown,) = seen.browser_views
        if shown["outcome"] != outcome:
            yield f"a browser's answer is {shown['outcome']}, not {outcome}"
        if not least <= shown["links_alike"] <= most:
            yield f"{shown['links_alike']} of the links alike, not {least} to {most}"

    return check


def never_disguised(seen: Seen) -> Iterator[str]:
    """Without an authorisation nobody passes for a browser."""
    if any("mozilla" in e["request"].lower() for e in seen.exchanges) or seen.browser_views:
        yield "asked as a browser without an authorisation"


_CHALLENGE = page(
    b"<html><script>document.cookie='__jsl_clearance=1';location.reload()</script></html>",
    b"Set-Cookie: __jsluid_h=00000000000000000000000000000001; path=/",
    status=b"521 ",
)
_PLAIN = page(html("给程序的页面", links=_LINKS))


def _guises() -> tuple[Case, ...]:
    """Another page, a rotating banner, a challenge for browsers alone, and no authorisation."""
    another = page(html(_OTHER, links=("/app.html", "/client.html")))
    banner = page(html("第 1024 位访客：今日轮播第 2 图", links=_LINKS))
    return tuple(
        Case(
            name=f"run-{name}",
            answer=_by_agent(browsers, _PLAIN),
            elsewhere=page(html("内页")),
            page_seen=True,
            mandate=check is not never_disguised,
            check=check,
        )
        for name, browsers, check in (
            ("agent", another, compared(0.0, 0.3)),
            ("banner", banner, compared(0.9, 1.0)),
            ("guard", _CHALLENGE, compared(0.0, 0.0, "challenged")),
            ("research", another, never_disguised),
        )
    )


ROWS = [
    Row("H52", "robots.txt in every odd form", _robots()),
    Row("H54", "pleas for patience", _pleas()),
    Row(
        "H64",
        "another page for browsers",
        _guises(),
    ),
]
