"""Links joined as a browser joins them: encodings of queries, blanks around references."""

from __future__ import annotations

import pytest

from govgauge.extract.charset import decode
from govgauge.extract.page import read_page
from govgauge.extract.references import LinksCache, join

URL = "http://www.a.gov.cn/x/y.jsp"


def links(html: str, charset: str, codec: str, cache: LinksCache | None = None) -> list[str]:
    page = read_page(html.encode(codec), f"text/html; charset={charset}", URL, links_cache=cache)
    return [link.target for link in page.links]


@pytest.mark.parametrize(
    ("charset", "codec", "reference", "address"),
    [
        ("gb2312", "gbk", "/list.jsp?lm=通知公告", "/list.jsp?lm=%CD%A8%D6%AA%B9%AB%B8%E6"),
        ("GBK", "gbk", "/list.jsp?a=1&lm=通知#顶", "/list.jsp?a=1&lm=%CD%A8%D6%AA"),
        ("gbk", "gbk", "/通知.jsp", "/%E9%80%9A%E7%9F%A5.jsp"),
        ("gbk", "gbk", "/通知.jsp?通=知", "/%E9%80%9A%E7%9F%A5.jsp?%CD%A8=%D6%AA"),
        ("utf-8", "utf-8", "/list.jsp?lm=通知", "/list.jsp?lm=%E9%80%9A%E7%9F%A5"),
        ("utf-16le", "utf-16-le", "/list.jsp?lm=通", "/list.jsp?lm=%E9%80%9A"),
        ("big5", "big5", "/list.jsp?lm=通", "/list.jsp?lm=%B3q"),
        # 𠮷 has four bytes in GB18030 and none in GBK; the entity form is that of the standard.
        ("gb18030", "gb18030", "/list.jsp?lm=𠮷", "/list.jsp?lm=%954%B25"),
        ("gbk", "gb18030", "/list.jsp?lm=𠮷通", "/list.jsp?lm=%26%23134071%3B%CD%A8"),
        ("gbk", "gbk", "/list.jsp?lm=丂'\" <>", "/list.jsp?lm=%81@%27%22%20%3C%3E"),
        ("gbk", "gb18030", "/list.jsp?lm=€", "/list.jsp?lm=%80"),
    ],
)  # fmt: skip
def test_a_query_is_encoded_as_its_page_and_a_path_as_utf_8(
    charset: str, codec: str, reference: str, address: str
) -> None:
    quoted = reference.replace('"', "&quot;")
    assert links(f'<a href="{quoted}">x</a>', charset, codec) == [f"http://www.a.gov.cn{address}"]


def test_a_page_that_declares_nothing_and_is_no_utf_8_writes_gbk() -> None:
    page = read_page("<a href='?lm=通知'>x</a>".encode("gbk"), "text/html", URL)
    assert page.links[0].target == URL + "?lm=%CD%A8%D6%AA"


def test_the_cache_tells_encodings_apart() -> None:
    cache: LinksCache = LinksCache()
    html = "<a href='/l.jsp?lm=通'>x</a>"
    wide = "http://www.a.gov.cn/l.jsp?lm=%E9%80%9A"
    narrow = "http://www.a.gov.cn/l.jsp?lm=%CD%A8"
    assert links(html, "utf-8", "utf-8", cache) == [wide]
    assert links(html, "gbk", "gbk", cache) == [narrow]
    assert links(html, "utf-8", "utf-8", cache) == [wide]


def test_every_two_byte_character_is_written_back_as_it_was_read() -> None:
    """The bytes of a GBK query are the bytes of the page, but for a few rare signs.

    The standard writes € as 80 and U+3000 as A1A1; Python's table of 2000 lacks 19 others.
    """
    differing = []
    for lead in range(0x81, 0xFF):
        for trail in [*range(0x40, 0x7F), *range(0x80, 0xFF)]:
            pair = bytes((lead, trail))
            character = decode(pair, "text/html; charset=gbk").text
            if len(character) != 1 or "\ue000" <= character <= "\uf8ff" or character == "\ufffd":
                continue
            query = join(URL, "?" + character, "gbk").partition("?")[2]
            written = b"".join(
                bytes((int(part[:2], 16),)) + part[2:].encode() for part in query.split("%")[1:]
            )
            if written != pair:
                differing.append(pair.hex())
    assert len(differing) == 21
    assert {"a2e3", "a3a0"} < set(differing)


@pytest.mark.parametrize("blank", [" ", "\n", "\t", "\r\n  ", "&#10;"])
def test_blanks_around_a_reference_never_lead_to_another_page(blank: str) -> None:
    cache: LinksCache = LinksCache()
    html = f"<a href='{blank}?page=2'>n</a><a href='{blank}#top'>t</a><a href='{blank}'>e</a>"
    for name in ("a.jsp", "b.jsp"):
        url = f"http://www.a.gov.cn/d/{name}"
        page = read_page(html.encode(), "text/html; charset=utf-8", url, links_cache=cache)
        assert [link.target for link in page.links] == [url + "?page=2"]


def test_line_ends_within_a_reference_are_dropped() -> None:
    html = "<a href='/d/\n\t x.html '>x</a><a href='java\nscript:go()'>n</a>"
    assert links(html, "utf-8", "utf-8") == ["http://www.a.gov.cn/d/%20x.html"]
