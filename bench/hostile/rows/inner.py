"""H22: seven ways to send a crawler to an address inside, in more than forty spellings."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.answers import html, page, redirect
from hostile.dns import Names
from hostile.row import Case, Row
from hostile.seen import Seen

# Each name resolves to an inner address only.
_INNER_NAMES = {
    "ten": Names(a=("10.0.0.1",)),
    "metadata": Names(a=("169.254.169.254",)),
    "cloud": Names(a=("100.100.100.200",)),
    "loop": Names(a=("127.0.0.1",)),
    "mapped": Names(aaaa=("::ffff:10.0.0.1",)),
    "nat64": Names(aaaa=("64:ff9b::a00:1",)),
    "sixtofour": Names(aaaa=("2002:a00:1::1",)),
    "unique": Names(aaaa=("fd12:3456::1",)),
    "alias": Names(cname="www.h22-inner-ten.gov.cn"),
    "many": Names(a=("10.0.0.1", "192.168.0.1", "172.16.0.1"), aaaa=("fc00::1",)),
}
_WRITTEN = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1",
    "017700000001", "0", "0.0.0.0", "127。0。0。1", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127.0.0.1.",
    "10.0.0.1", "167772161", "0xa.0.0.1", "012.0.0.1", "10.1", "%31%30.0.0.1",
    "172.16.0.1", "172.31.255.254", "192.168.1.1", "0xC0A80101", "169.254.169.254", "2852039166",
    "0xa9fea9fe", "0251.0376.0251.0376", "100.100.100.200", "100.64.0.1", "100.127.255.254",
    "192.0.0.1", "192.88.99.1", "198.18.0.1", "240.0.0.1", "255.255.255.255", "224.0.0.1",
    "[::1]", "[::]", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[0:0:0:0:0:ffff:7f00:1]",
    "[64:ff9b::a00:1]", "[64:ff9b:1::a00:1]", "[2002:a00:1::1]", "[fec0::1]", "[fc00::1]",
    "[fd00:ec2::254]", "[::10.0.0.1]", "[::127.0.0.1]", "[2001::1]", "[2001:db8::1]", "[fe80::1]",
    "10.0.0.1:8080", "127.0.0.1:6379", "localhost", "LOCALHOST", "user:pass@10.0.0.1",
    "www.public.gov.cn@10.0.0.1", "10.0.0.1\\@www.public.gov.cn", "10.0.0.1#@www.public.gov.cn",
)  # fmt: skip
SPELLINGS = (*_WRITTEN, *(f"www.h22-inner-{name}.gov.cn" for name in _INNER_NAMES))
_ENTRIES = ("redirect", "link", "image", "iframe", "sitemap", "robots", "refresh")


def _inner(number: int) -> str:
    return f"http://{SPELLINGS[number]}/inner-{number}"


def tried(least: int) -> object:
    """The policy was really put to the test: so many targets were blocked."""

    def check(seen: Seen) -> Iterator[str]:
        blocked = {e["url"] for e in seen.exchanges if e["outcome"] == "blocked_address"}
        if len(blocked) < least:
            yield f"only {len(blocked)} addresses were tried and blocked, not {least}"

    return check


_NUMBERS = range(len(SPELLINGS))
_MOST = 45
"""Some spellings are no address at all and are never tried."""


def _stub(number: int) -> bytes:
    text = f'<html><head><meta http-equiv="refresh" content="0;url={_inner(number)}"></head></html>'
    return page(text.encode())


def _listing(number: int) -> str:
    return f"Sitemap: {_inner(number)}\n"


def _cases() -> tuple[Case, ...]:
    locations = "".join(f"<url><loc>{_inner(n)}</loc></url>" for n in _NUMBERS)
    maps = "".join(f"<sitemap><loc>{_inner(n)}.xml</loc></sitemap>" for n in _NUMBERS)
    images = "".join(f'<img src="{_inner(n)}.png">' for n in _NUMBERS)
    frames = "".join(f'<iframe src="{_inner(n)}"></iframe>' for n in _NUMBERS)
    robots = page("".join(map(_listing, _NUMBERS)).encode(), kind=b"text/plain")
    return (
        Case(
            name="redirect",
            answer=page(html(links=[f"/r/{n}" for n in _NUMBERS])),
            paths={f"/r/{n}": redirect(_inner(n)) for n in _NUMBERS},
            page_seen=True,
            check=tried(_MOST),
        ),
        Case(
            name="link",
            answer=page(html(links=map(_inner, _NUMBERS))),
            page_seen=True,
            check=tried(_MOST),
        ),
        Case(name="image", answer=page(html(images)), page_seen=True, check=tried(_MOST)),
        Case(name="iframe", answer=page(html(frames)), page_seen=True, check=tried(_MOST)),
        Case(
            name="refresh",
            answer=page(html(links=[f"/m/{n}" for n in _NUMBERS])),
            paths={f"/m/{n}": _stub(n) for n in _NUMBERS},
            page_seen=True,
            check=tried(_MOST),
        ),
        Case(
            name="sitemap",
            answer=page(),
            paths={
                "/sitemap.xml": page(f"<urlset>{locations}</urlset>".encode(), kind=b"text/xml"),
                "/robots.txt": page(
                    b"Sitemap: http://www.h22-sitemap.gov.cn/index.xml", kind=b"text/plain"
                ),
                "/index.xml": page(
                    f"<sitemapindex>{maps}</sitemapindex>".encode(), kind=b"text/xml"
                ),
            },
            page_seen=True,
        ),
        Case(name="robotslist", answer=page(), paths={"/robots.txt": robots}, page_seen=True),
        Case(
            name="robots",
            answer=page(html(links=[f"http://{_robots_host(n)}/" for n in _NUMBERS])),
            also=tuple(_robots_host(n) for n in _NUMBERS),
            page_seen=True,
            check=tried(_MOST),
        ),
        *(
            Case(
                name=f"robots{n}",
                answer=page(),
                paths={"/robots.txt": redirect(_inner(n))},
                inspected=False,
            )
            for n in _NUMBERS
        ),
        *(
            Case(name=f"inner-{name}", inspected=False, dns=lambda v4, v6, names=names: names)
            for name, names in _INNER_NAMES.items()
        ),
        *(
            Case(
                name=f"home-{name}",
                outcomes=("blocked_address",),
                dns=lambda v4, v6, names=names: names,
            )
            for name, names in _INNER_NAMES.items()
            if name != "alias"
        ),
    )


def _robots_host(number: int) -> str:
    return f"www.h22-robots{number}.gov.cn"


ROWS = [
    Row(
        "H22",
        f"{len(SPELLINGS)} spellings of inner addresses by {len(_ENTRIES)} ways",
        _cases(),
    )
]
