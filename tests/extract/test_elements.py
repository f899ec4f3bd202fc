"""The one walk through a page finds every element that may carry a fact, and each once."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from govgauge.extract.elements import read_elements
from govgauge.extract.page import read_page

URL = "http://www.a.gov.cn/x/y.html"
ALL = """<title>t</title><meta name=a><base href=/><script>1</script><h1>h</h1>
<p onclick=f()>p</p><div id=bigMAP></div><span id=map></span><b style="background:url(x.png)">b</b>
<area><area href=1><frame><iframe src=2></iframe><img src=3><i>i</i><input><textarea></textarea>
<embed src=4><object data=5></object><video src=6></video><audio src=7></audio><canvas></canvas>
<svg></svg><select></select><li style="color:red">li</li>"""


def tags(html: str) -> list[str | None]:
    return [node.tag for node in read_elements(LexborHTMLParser(html)).others]


def test_elements_come_in_the_order_of_the_document() -> None:
    assert tags(ALL) == [
        "title",
        "meta",
        "base",
        "script",
        "h1",
        "p",
        "div",
        "b",
        "area",
        "iframe",
        "img",
        "input",
        "textarea",
        "embed",
        "object",
        "video",
        "audio",
        "canvas",
        "svg",
        "select",
    ]


def test_an_element_that_is_sought_for_two_reasons_comes_once() -> None:
    assert tags("<img src=1 onclick=f() style='background:url(2)'><p onclick=f() style=x>") == [
        "img",
        "p",
    ]
    page = read_page(b"<input onclick=f()><img src=/1.png onclick=f()>", "", URL)
    assert (page.field_count, len(page.links)) == (1, 1)


def test_what_only_stands_in_noscript_is_not_found() -> None:
    assert tags("<body><noscript><img src=1></noscript><img src=2>") == ["img"]


def test_nothing_hides_a_row_where_no_style_and_no_attribute_says_so() -> None:
    def may_hide(html: str) -> bool:
        return read_elements(LexborHTMLParser(html)).may_hide

    assert not may_hide("<p style='color:red'>hidden none</p><li class=hidden>")
    assert may_hide("<ul><li style='DISPLAY: None'>x</ul>")
    assert may_hide("<ul><li hidden>x</ul>")
