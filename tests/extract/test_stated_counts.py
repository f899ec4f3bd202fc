"""Counts of service items are read from lines and from the names of departments that lead on."""

from __future__ import annotations

import pytest

from govgauge.extract.stated_counts import read_stated_counts
from govgauge.model.facts import PageKind
from govgauge.model.reading import Link, StatedCount

_HOST = "http://www.a.gov.cn"


def counts_of(
    *lines: str,
    links: tuple[Link, ...] = (),
    kind: PageKind = PageKind.LIST,
    name: str = "办事大厅",
) -> list[tuple[str, int]]:
    found = read_stated_counts(kind, ("", name), lines, links)
    assert all(isinstance(count, StatedCount) for count in found)
    return [(count.name, count.stated) for count in found]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("本部门共有办事事项14项", 14), ("共14项", 14), ("目前公开服务事项 26 项，请按需查阅", 26),
        ("梳理公布行政许可事项103项，其中即办件3项", 103),
    ],
)  # fmt: skip
def test_a_line_tells_a_count(line: str, count: int) -> None:
    assert counts_of(line) == [("", count)]


@pytest.mark.parametrize(
    "line", ["共14条 第1/2页", "关于公布14个项目的通知", "第14项", "共有14个项目", "联系电话 12345"]
)
def test_other_numbers_are_none(line: str) -> None:
    assert not counts_of(line)


def test_departments_tell_theirs_and_numbered_titles_do_not() -> None:
    links = tuple(
        Link(f"{_HOST}/{n}", "a", anchor)
        for n, anchor in enumerate(
            (
                "县民政局（14）",
                "住房保障[8项]",
                "教育类 共21项",
                "食品安全补贴申领办事指南（237）",
                "2026年工作要点(3)",
            )
        )
    )
    assert counts_of(links=links) == [("县民政局", 14), ("住房保障", 8), ("教育类", 21)]


def test_only_lists_of_services_are_read() -> None:
    assert not counts_of("共14项", name="要闻动态")
    assert not counts_of("共14项", kind=PageKind.ARTICLE)
    assert not counts_of("共14项", kind=PageKind.HOME)
