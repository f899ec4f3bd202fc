"""What a yearly work form is called, and which year's is due."""

from __future__ import annotations

from datetime import date

import pytest

from govgauge.model.yearly_form import names_form, year_due, year_named


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("政府网站工作年度报表（2025年度）", 2025),
        ("甲市人民政府网站2025年度工作报表", 2025),
        ("2025年政府网站年度工作报表", 2025),
        ("甲市政府网站工作报表（2025 年）", 2025),
        ("2025年度网站年度报表", 2025),
        ("政府网站年度报表", None),
        ("政府网站工作年度报表2024-2025", None),
    ],
)
def test_names_of_forms(words: str, year: int | None) -> None:
    assert names_form(words)
    assert year_named(words) == year


@pytest.mark.parametrize(
    "words",
    [
        "政府网站监管年度报表（2025年度）",
        "关于报送2025年政府网站年度报表的通知",
        "2025年财务年度报表",
        "政府信息公开工作年度报告",
        "统计年度报表",
        "政务新媒体年度报表",
        "政府网站工作报表",
    ],
)
def test_what_only_sounds_like_one(words: str) -> None:
    assert not names_form(words)


def test_the_year_due_changes_when_its_last_day_is_over() -> None:
    assert year_due(date(2026, 1, 31), 1, 31) == 2024
    assert year_due(date(2026, 2, 1), 1, 31) == 2025
    assert year_due(date(2026, 11, 24), 1, 31) == 2025
