"""Sites whose sitemap is hostile (H51): an index of itself, 60 MB, two bombs, other hosts."""

from __future__ import annotations

import gzip
from collections.abc import Callable

Answer = Callable[[str], "str | bytes | None"]
_HOME = "<title>首页</title><a href='/a.html'>栏目</a>"
_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{"&" + a + ";"}{("&" + a + ";") * 9}">'
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><urlset><url><loc>http://www.xmlbomb.gov.cn/&i;</loc></url></urlset>"
)


def _site(name: str, sitemap: Callable[[], bytes], file: str = "/sitemap.xml") -> Answer:
    def answer(target: str) -> str | bytes | None:
        if target == "/robots.txt":
            return f"User-agent: *\nSitemap: http://www.{name}.gov.cn{file}\n"
        if target.startswith("/sitemap"):
            return sitemap()
        return _HOME if target in ("/", "/a.html") else None

    return answer


def _index_of_itself() -> bytes:
    own = "".join(
        f"<sitemap><loc>http://www.itself.gov.cn/sitemap.xml{q}</loc></sitemap>"
        for q in ["", *(f"?{n}" for n in range(2_000))]
    )
    return f"<sitemapindex>{own}</sitemapindex>".encode()


def _huge() -> bytes:
    entry = b"<url><loc>http://www.huge.gov.cn/%07d.html</loc></url>\n"
    return b"<urlset>" + b"".join(entry % n for n in range(60_000_000 // (len(entry) + 3)))


def _gzip_bomb() -> bytes:
    entry = b"<url><loc>http://www.gzipbomb.gov.cn/x.html</loc></url>" + b" " * 2_000
    return gzip.compress(b"<urlset>" + entry * 100_000, 9)


def _foreign() -> bytes:
    entries = "".join(f"<loc>http://h{n}.foreign.example/</loc>" for n in range(1_000))
    return f"<urlset>{entries}</urlset>".encode()


SITEMAPS: dict[str, Answer] = {
    "itself": _site("itself", _index_of_itself),
    "huge": _site("huge", _huge),
    "gzipbomb": _site("gzipbomb", _gzip_bomb, "/sitemap.xml.gz"),
    "xmlbomb": _site("xmlbomb", _BOMB.encode),
    "foreign": _site("foreign", _foreign),
}
