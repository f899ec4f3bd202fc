"""Ten healthy sites that stand beside every row: what is found about them must never change."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from typing import Any

import brotli
import zstandard

from hostile.answers import page, redirect
from hostile.row import Case

_COLUMNS = (("政务要闻", "yw"), ("通知公告", "gg"), ("政策文件", "wj"))
_TOPICS = (
    "春耕生产", "河道清淤", "道路养护", "防汛演练", "义务植树", "医保征缴", "秸秆禁烧", "危房改造",
)  # fmt: skip


def _document(title: str, body: str, charset: str) -> bytes:
    text = (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title></head>'
        f"<body><div class=nav><a href='/'>首页</a> <a href='/yw/'>政务要闻</a> "
        f"<a href='/gg/'>通知公告</a> <a href='/wj/'>政策文件</a></div>{body}"
        "<div class=foot>主办：镇人民政府 网站标识码：4100000001 联系电话：0371-60000000</div>"
        "</body></html>"
    )
    return text.encode("gb18030" if charset == "gbk" else charset)


def _pages(number: int, charset: str) -> dict[str, bytes]:
    town = f"第{number + 1}镇人民政府"
    pages: dict[str, bytes] = {}
    home = [f"<h1>{town}</h1>"]
    for column, (label, folder) in enumerate(_COLUMNS):
        rows = []
        for item in range(2):
            name = f"/{folder}/{item + 1}.html"
            topic = _TOPICS[(number + 3 * column + item) % len(_TOPICS)]
            day = f"2026-1{item}-{10 + number + column}"
            title = f"{town}开展{topic}工作"
            rows.append(f"<li><a href='{name}'>{title}</a><span>{day}</span></li>")
            text = f"<h1>{title}</h1><p>发布时间：{day} 来源：{town}</p><p>{topic}，" + (
                f"{town}组织干部群众认真做好{topic}，各村按计划推进。" * 12
            )
            pages[name] = _document(title, text + "</p>", charset)
        pages[f"/{folder}/"] = _document(
            label, f"<h2>{label}</h2><ul>{''.join(rows)}</ul>", charset
        )
        home.append(f"<h2><a href='/{folder}/'>{label}</a></h2><ul>{''.join(rows)}</ul>")
    home.append(f"<p><a href='/gone-{number}.html'>旧版网站</a></p>")
    pages["/"] = _document(town, "".join(home), charset)
    return pages


def _plain(body: bytes, kind: bytes) -> bytes:
    return page(body, kind=kind)


def _coded(name: bytes, code: Callable[[bytes], bytes]) -> Callable[[bytes, bytes], bytes]:
    return lambda body, kind: page(code(body), b"Content-Encoding: " + name, kind=kind)


def _chunked(body: bytes, kind: bytes) -> bytes:
    middle = len(body) // 3
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(c), c) for c in (body[:middle], body[middle:]) if c)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + chunks + b"0\r\n\r\n"


def _old(body: bytes, kind: bytes) -> Any:
    from hostile.answers import closing

    return closing(b"HTTP/1.0 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n" + body)


_DELIVERIES: tuple[tuple[str, Callable[[bytes, bytes], Any]], ...] = (
    ("plain", _plain),
    ("gzip", _coded(b"gzip", lambda b: gzip.compress(b, mtime=0))),
    ("brotli", _coded(b"br", brotli.compress)),
    ("chunked", _chunked),
    ("gbk", _plain),
    ("old", _old),
    ("secure", _plain),
    ("sitemap", _plain),
    ("moved", _plain),
    ("zstd", _coded(b"zstd", lambda b: zstandard.compress(b))),
)


def controls() -> tuple[Case, ...]:
    """The ten cases, each delivered in another honest way."""
    return tuple(_control(number, *delivery) for number, delivery in enumerate(_DELIVERIES))


def _control(number: int, name: str, deliver: Callable[[bytes, bytes], Any]) -> Case:
    charset = "gbk" if name == "gbk" else "utf-8"
    kind = b"text/html; charset=" + charset.encode()
    host = f"www.control-{name}.gov.cn"
    paths: dict[str, Any] = {
        path: deliver(body, kind) for path, body in _pages(number, charset).items()
    }
    scheme = "https" if name == "secure" else "http"
    if name == "sitemap":
        paths |= _listed(host)
    if name == "moved":
        paths["/index.html"] = paths["/"]
        paths["/"] = redirect("/index.html")
    return Case(name=name, host=host, scheme=scheme, paths=paths, page_seen=True)


def _listed(host: str) -> Mapping[str, bytes]:
    urls = "".join(f"<url><loc>http://{host}/wj/{n}.html</loc></url>" for n in (1, 2))
    robots = f"User-agent: *\nDisallow: /gg/2.html\nSitemap: http://{host}/sitemap.xml\n"
    return {
        "/robots.txt": page(robots.encode(), kind=b"text/plain"),
        "/sitemap.xml": page(f"<urlset>{urls}</urlset>".encode(), kind=b"text/xml"),
    }
