"""Columns and home pages that look old and may be new: what keeps the question open."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Reason, Verdict

from .conftest import judged

HOME = {"url": "http://www.a.gov.cn/", "name": "首页", "column_class": "home", "level": 0}
XW = "http://www.a.gov.cn/xw/"


def item(date: str, position: int = 0, seq: int = 1, **more: Any) -> dict[str, Any]:
    target = f"http://www.a.gov.cn/{seq}/{position}.html"
    row = {"page_seq": seq, "position": position, "target": target, "date": date}
    return row | {"dated_by": "list"} | more


def verdict(*items: dict[str, Any], **column: Any) -> tuple[Verdict, Reason | None]:
    """What stale_columns says of one column of news with these items."""
    news = {"page_seq": 1, "url": XW, "name": "工作动态", "column_class": "news"}
    columns = [HOME, news | {"item_count": len(items)} | column]
    detection = judged("stale_columns", {"columns": columns, "column_items": list(items)})
    return detection.verdict, detection.reason


def test_of_several_dates_all_must_be_old() -> None:
    assert verdict(item("2019-03-04|2026-11-20")) == (Verdict.UNDETERMINED, Reason.AMBIGUOUS)
    assert verdict(item("2019-03-04|2026-11-27"))[0] is Verdict.UNDETERMINED
    assert verdict(item("2026-11-19|2026-11-20"))[0] is Verdict.MET
    assert verdict(item("2019-03-04|2020-11-20"))[0] is Verdict.UNMET
    # A summary speaks of a day; the row's own day is not shown.
    assert verdict(item("|2019-03-04"))[0] is Verdict.UNDETERMINED
    # No day of publication lies years ahead.
    assert verdict(item("2019-03-04|2031-11-20"))[0] is Verdict.UNMET


def test_the_newest_of_several_old_dates_is_shown() -> None:
    facts = {
        "columns": [HOME, {"page_seq": 1, "url": XW, "name": "动态", "column_class": "news"}],
        "column_items": [item("2019-03-04|2020-11-20")],
    }
    assert judged("stale_columns", facts).instances[0].excerpt == "2020-11-20"


@pytest.mark.parametrize("date", ["2026-11-23", "2026-11-26"])
def test_a_new_line_outside_the_lists_keeps_a_column_open(date: str) -> None:
    line = item(date, 1, target="", dated_by="line")
    assert verdict(item("2025-10-02"), line) == (Verdict.UNDETERMINED, Reason.AMBIGUOUS)


def test_an_old_line_outside_the_lists_says_nothing() -> None:
    line = item("2026-10-03", 1, target="", dated_by="line")
    assert verdict(item("2025-10-02"), line)[0] is Verdict.UNMET
    assert verdict(item("2026-11-20"), line)[0] is Verdict.MET


PAGED = "navigation+list+paged"


@pytest.mark.parametrize(
    ("years", "signs", "expected"),
    [
        ((2022, 2023, 2024), PAGED, Verdict.UNDETERMINED),
        ((2021, 2023, 2020, 2024, 2022), PAGED, Verdict.UNDETERMINED),
        ((2024, 2023, 2022), PAGED, Verdict.UNMET),
        ((2020, 2024, 2023, 2022), PAGED, Verdict.UNMET),  # An old row kept on top.
        ((2022, 2023, 2024), "navigation+list", Verdict.UNMET),
    ],
)
def test_further_pages_of_a_list_out_of_order_may_be_newer(
    years: tuple[int, ...], signs: str, expected: Verdict
) -> None:
    items = [item(f"{year}-05-05", n) for n, year in enumerate(years)]
    assert verdict(*items, signs=signs)[0] is expected
    # The home page that is mere navigation is judged by the same column.
    news = {"page_seq": 1, "url": XW, "name": "动态", "column_class": "news", "signs": signs}
    facts = {"columns": [HOME, news | {"item_count": len(items)}], "column_items": items}
    assert judged("stale_home_page", facts).verdict is expected


@pytest.mark.parametrize(
    ("column", "judged_at_all"),
    [
        ({"name": "2019年公告"}, False),
        ({"name": "公告", "parent": "2019年"}, False),
        ({"name": "2026年公告"}, True),
        ({"name": "2021-2026年动态"}, True),
    ],
)
def test_a_column_of_a_year_that_is_over_is_not_judged(
    column: dict[str, str], judged_at_all: bool
) -> None:
    expected = Verdict.UNMET if judged_at_all else Verdict.UNDETERMINED
    assert verdict(item("2019-05-05"), **column)[0] is expected


def test_a_line_outside_the_lists_is_no_undated_item() -> None:
    page = {"seq": 1, "url": XW, "kind": "list"}
    line = item("2026-11-23", target="", dated_by="line")
    assert judged("undated_items", {"pages": [page], "column_items": [line]}).seen == 0
