"""What may write or hold a home page's foot, and home pages that only lead on."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page

HOME = "http://www.a.gov.cn/"
ICP = "<p>冀ICP备12345678号</p>"
NEWS = "".join(
    f"<li><a href='/x/{n}.html'>全县第{n}次工作会议在县城召开</a></li>" for n in range(40)
)


def signs(html: str, *names: str) -> list[tuple[str, str]]:
    page = read_page(f"<meta charset=utf-8>{html}".encode(), "text/html", HOME, is_home=True)
    return [(sign, place) for sign, _, place in page.identity if sign in names]


def hiding(html: str) -> list[str]:
    return [place for _, place in signs(html, "unseen")]


@pytest.mark.parametrize(
    "html",
    [
        f"<body>{NEWS}<script src=/js/foot.js></script>{ICP}",
        f"<head><script src='/js/copyright.js?v=2'></script></head><body>{NEWS}{ICP}",
        f"<body>{NEWS}<script>document.write('<p>主办单位：甲县')</script>{ICP}",
        f"<body>{NEWS}<div id=foot></div>{ICP}<script>$('#foot').load('/inc/f.html')</script>",
        f"<body>{NEWS}<iframe src=/inc/f.html height=100></iframe>{ICP}",
        f"<body>{NEWS}<object data=/inc/f.html></object>{ICP}",
    ],
)
def test_what_may_write_or_hold_the_foot(html: str) -> None:
    assert hiding(html) == ["foot"]


@pytest.mark.parametrize(
    "html",
    [
        f"<body>{NEWS}{ICP}<script src=/js/jquery-3.6.min.js></script><script src=/js/swiper.js></script>",
        f"<body>{NEWS}<script src=//hm.baidu.com/hm.js?1></script>{ICP}",
        f"<body>{NEWS}<script>document.write(unescape('%3Cspan id=cnzz_stat%3E'))</script>{ICP}",
        f"<body>{NEWS}<script>var tab = 1; function show() {{ tab += 1; }}</script>{ICP}",
        f"<body><iframe src=/weather.html></iframe>{NEWS}{ICP}",
        f"<body>{NEWS}<iframe src=/beat.html width=0 height=0></iframe>{ICP}",
        f"<body>{NEWS}<iframe src='about:blank'></iframe>{ICP}",
    ],
)
def test_libraries_counters_and_high_frames_hide_no_foot(html: str) -> None:
    assert hiding(html) == []


def test_a_script_that_stands_in_the_foot() -> None:
    assert hiding(f"<body>{NEWS}<script src=/inc/4711.js></script>{ICP}") == ["low"]
    written = "<script>document.write(unescape('%u4E3B'))</script>"
    assert hiding(f"<body>{NEWS}{written}{ICP}") == ["low"]


def test_another_script_may_write_anywhere_in_the_page() -> None:
    assert hiding(f"<body>{NEWS}{ICP}<script src=/js/index.js></script>") == ["page"]
    assert hiding(f"<body><script>document.write(new Date())</script>{NEWS}{ICP}") == ["page"]


def test_home_pages_that_only_lead_on() -> None:
    enter = f"<body><a href=/main/>进入</a>{ICP}"
    assert signs(enter, "front_door") == [("front_door", "link")]
    stub = "<script>window.location.href='/main/'</script><body>"
    assert signs(stub, "front_door") == [("front_door", "script")]
    frames = "<frameset rows='*,80'><frame src=/m.html><frame src=/f.html></frameset>"
    assert signs(frames, "front_door") == [("front_door", "script")]
    columns = "".join(f"<a href=/c{n}/>栏目</a>" for n in range(5))
    assert signs(f"<body>{columns}{ICP}", "front_door") == []
    assert signs(f"<body>{NEWS}{ICP}", "front_door") == []


def test_templates_and_noscript_hold_no_links() -> None:
    html = (
        "<a href='{{item.url}}'>x</a><a href='/d/${id}.html'>x</a><a href='?id={{id}}'>x</a>"
        "<noscript><img src=/stat/0.gif><a href=/n.html>x</a></noscript><a href=/y.html>y</a>"
    )
    page = read_page(html.encode(), "text/html", HOME + "c/")
    assert [link.target for link in page.links] == [HOME + "y.html"]
