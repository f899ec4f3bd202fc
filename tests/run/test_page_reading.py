"""Which answers are read as pages, whatever type the server declares."""

from __future__ import annotations

import asyncio

import pytest

from govgauge.gather.crawl import Content
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome
from govgauge.run.page_reading import PageReader

PAGE = b"<html><head><title>t</title></head><body><a href='/dead.html'>x</a></body></html>"
XHTML = (
    b"<?xml version='1.0' encoding='gb2312'?>\n<!-- note -->"
    b"<html xmlns='http://www.w3.org/1999/xhtml'><head><script src='a.js'/><title>"
    + "通知".encode("gb2312")
    + b"</title></head><body><a href='/dead.html'>x</a></body></html>"
)


def read(declared: str, body: bytes, *fields: str) -> Content:
    lines = ["HTTP/1.1 200 OK", *([f"Content-Type: {declared}"] if declared else []), *fields]
    header = ("\r\n".join(lines) + "\r\n\r\n").encode()
    url = "http://a.gov.cn/x"
    exchange = Exchange(url, Purpose.PAGE, 1, Outcome.OK, 200, header=header, body=body)
    return asyncio.run(PageReader(Budget()).read(exchange, False))


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("text/xml", XHTML),
        ("application/xml; charset=gb2312", XHTML),
        ("application/octet-stream", PAGE),
        ("application/octet-stream", b"\xef\xbb\xbf\r\n<!DOCTYPE html>" + PAGE),
        ("application/xml", ("\ufeff" + PAGE.decode()).encode("utf-16-le")),
        ("", PAGE),
        ("", b"<body><a href='/dead.html'>x</a></body>"),
        ("image/png", b"<!-- x --><!doctype HTML PUBLIC ''>" + PAGE),
        ("text/html", b"<p><a href='/dead.html'>x</a>"),
    ],
)
def test_a_page_is_read_under_any_declared_type_t_e5(declared: str, body: bytes) -> None:
    content = read(declared, body)
    assert content.reading is not None
    assert [link.target for link in content.reading.links] == ["http://a.gov.cn/dead.html"]


def test_an_xhtml_page_is_read_in_its_own_encoding_and_to_its_end_t_d2() -> None:
    reading = read("text/xml", XHTML).reading
    assert reading is not None
    assert reading.title == "通知"
    assert reading.charset == "gb18030"


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("text/xml", b"<?xml version='1.0'?><urlset><url><loc>http://a/</loc></url></urlset>"),
        ("application/rss+xml", b"<?xml version='1.0'?><rss><![CDATA[<html>]]></rss>"),
        ("", b"<?xml version='1.0'?><rss><![CDATA[<html>]]></rss>"),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'><html></html></svg>"),
        ("application/vnd.ms-excel", b"<html><table><tr><td>1</td></tr></table></html>"),
        (
            "application/octet-stream",
            b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body></body></html>',
        ),
        ("application/json", b'{"html": "<html></html>"}'),
        ("text/html", b"%PDF-1.4 <html>"),
    ],
)
def test_feeds_sitemaps_and_documents_stay_files(declared: str, body: bytes) -> None:
    assert read(declared, body).reading is None


def test_what_is_sent_as_a_download_stays_a_file() -> None:
    field = "Content-Disposition: attachment; filename=a.doc"
    assert read("application/octet-stream", PAGE, field).reading is None


def test_the_limited_child_reads_what_we_would_read_ourselves_t_d4(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = "<html><title>通知</title><body>位置：<a href='/'>首页</a> &gt; <a href='/a/'>公告</a>".encode()
    here = read("text/html; charset=utf-8", body).reading
    monkeypatch.setattr("govgauge.run.page_reading.too_deep", lambda payload: True)
    assert read("text/html; charset=utf-8", body).reading == here
