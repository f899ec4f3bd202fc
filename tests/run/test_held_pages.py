"""Readings kept until a unit's end: few in memory for all units, none lost, none left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.extract.column_content import ColumnPage
from govgauge.extract.page import read_page
from govgauge.run import held_pages
from govgauge.run.held_pages import HeldPages


def page(number: int) -> ColumnPage:
    html = f"<html><title>第{number}页</title><ul><li><a href='/{number}.html'>通知公告第{number}条</a></ul>"
    url = f"http://www.a.gov.cn/{number}/"
    reading = read_page(html.encode(), "text/html; charset=utf-8", url, is_home=False)
    return ColumnPage.of(number, url, f"sha256:{number}", reading)


@pytest.mark.parametrize("held", [0, 3, 100])
def test_pages_come_back_equal_and_in_order_wherever_they_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(held_pages, "_HELD_PAGES", held)
    before = HeldPages._held_by_all
    monkeypatch.setattr(HeldPages, "_held_by_all", 0)
    pages = HeldPages(tmp_path)
    for number in (*range(10), 4):
        pages[page(number).url] = page(number)
    assert list(pages.values()) == [page(n) for n in range(10)]
    assert page(7).url in pages
    assert "http://elsewhere/" not in pages
    assert HeldPages._held_by_all <= held
    del pages[page(0).url]
    assert len(pages) == 9
    pages.close()
    assert list(tmp_path.iterdir()) == []
    assert HeldPages._held_by_all == 0
    monkeypatch.setattr(HeldPages, "_held_by_all", before)


def test_two_units_share_what_may_be_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_pages, "_HELD_PAGES", 5)
    monkeypatch.setattr(HeldPages, "_held_by_all", 0)
    (tmp_path / "b").mkdir()
    first, second = HeldPages(tmp_path), HeldPages(tmp_path / "b")
    for number in range(4):
        first[page(number).url] = page(number)
        second[page(number).url] = page(number)
    assert HeldPages._held_by_all == 5
    assert list(first.values()) == list(second.values()) == [page(n) for n in range(4)]
    first.close()
    second[page(9).url] = page(9)
    assert HeldPages._held_by_all == 3
    second.close()
