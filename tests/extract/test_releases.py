"""The dateline of news: who sent it and when, only where it begins the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.extract.page import read_page
from govgauge.model.reading import Release

_PROSE = "会议听取了有关情况汇报，分析了存在的困难，对下一阶段任务作出安排。" * 4


def release_of(text: str, published: str = "2026-11-05") -> Release | None:
    html = (
        "<html><head><title>要闻一则标题</title></head><body><h1>要闻一则标题</h1>"
        f"<p>发布日期：{published} 来源：新华社</p><p>{text}{_PROSE}</p></body></html>"
    )
    page = read_page(html.encode(), "text/html; charset=utf-8", "http://www.a.gov.cn/x/1.html")
    return page.release


@pytest.mark.parametrize(
    ("text", "agency", "sent_on"),
    [
        ("新华社北京11月3日电　", "新华社", "2026-11-03"),
        ("（新华社北京11月3日电）", "新华社", "2026-11-03"),
        ("　　新华社北京11月3日电（记者 王某）", "新华社", "2026-11-03"),
        ("据新华社11月3日电 ", "新华社", "2026-11-03"),
        ("中新网成都11月5日电", "中新网", "2026-11-05"),
        ("经济日报北京11月4日讯", "经济日报", "2026-11-04"),
        ("新华社上海2025年12月30日电", "新华社", "2025-12-30"),
    ],
)
def test_datelines_are_read(text: str, agency: str, sent_on: str) -> None:
    assert release_of(text) == Release(agency, sent_on)


def test_the_year_is_the_one_before_where_the_day_would_lie_ahead() -> None:
    assert release_of("新华社北京12月30日电 ", "2026-01-04") == Release("新华社", "2025-12-30")


@pytest.mark.parametrize(
    "text",
    [
        "此前，新华社11月3日电曾报道相关做法。",
        "本周用电量创新高，11月3日电网负荷达到峰值。",
        "新华社记者来访，11月3日座谈。",
        "新华社北京13月3日电 ",
        "全县11月3日电价调整，",
    ],
)
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    assert release_of(text) is None


def test_without_a_day_of_publication_there_is_no_year() -> None:
    html = f"<html><body><h1>要闻</h1><p>新华社北京11月3日电 {_PROSE}</p></body></html>"
    page = read_page(html.encode(), "text/html; charset=utf-8", "http://www.a.gov.cn/x/a")
    assert page.release is None


def test_real_pages_without_a_dateline_have_none(shared: Path) -> None:
    pages = sorted((shared / "data" / "pages").rglob("*.html"))
    found = [p.name for p in pages if read_page(p.read_bytes(), "text/html", "http://a/").release]
    assert len(pages) > 30
    assert found == []
