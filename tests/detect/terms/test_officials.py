"""Officials against a dated table: mismatches, slips and orders are for a person, the rest is not."""

from __future__ import annotations

from datetime import date

import pytest

from govgauge.detect.terms.officials import misnamed_officials, officials_of_rows
from govgauge.model.failure import BadInput
from govgauge.model.verdict import Verdict

ROWS: list[dict[str, object]] = [
    {"name": "赵一鸣", "post": "市委书记", "from": "2024-01-01", "order": 1},
    {"name": "钱二", "post": "市长", "from": "2024-01-01", "to": "2026-03-01", "order": 2},
    {"name": "孙三立", "post": "市长", "from": "2026-03-01", "order": 2},
    {"name": "李四方", "post": "副市长", "order": 3},
]
OFFICIALS = officials_of_rows(ROWS, "officials.csv")


def found(line: str, day: str = "2026-05-01") -> list[tuple[str, str, str]]:
    terms = list(misnamed_officials(line, date.fromisoformat(day), OFFICIALS))
    assert all(t.rule.verdict is Verdict.NEEDS_PERSON for t in terms)
    return [(t.rule.rule_id, t.written, t.rule.meant) for t in terms]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("市长李四方主持会议。", ("official-post", "市长李四方", "市长孙三立")),
        ("市长孙三力主持会议。", ("official-name", "市长孙三力", "市长孙三立")),
        ("市委书记赵一呜到会。", ("official-name", "市委书记赵一呜", "市委书记赵一鸣")),
        ("李四方、孙三立、赵一鸣出席。",
         ("official-order", "李四方、孙三立、赵一鸣出席", "赵一鸣、孙三立、李四方")),
    ],
)  # fmt: skip
def test_what_the_table_contradicts_is_found(line: str, expected: tuple[str, str, str]) -> None:
    assert found(line) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "市长孙三立主持，副市长李四方参加，市委书记赵一鸣讲话。",
        "赵一鸣、孙三立、李四方出席。",
        "出席会议的有赵一鸣、王某某、李四方。",
        "时任市长钱二主持会议。",
        "曾任市长李四方回忆往事。",
        "原市长李四方。",
        "市长办公会议召开，市长信箱开通。",
        "副市长孙三丰到会。",
        "市长强调，要落实责任。",
    ],
)
def test_what_it_does_not_contradict_is_left_alone(line: str) -> None:
    assert not found(line)


def test_a_post_is_its_holders_of_that_day() -> None:
    assert not found("市长孙三立主持。", "2026-03-01")
    assert not found("市长钱二主持。", "2026-02-28")
    assert not list(misnamed_officials("市长李四方主持。", None, OFFICIALS))


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"name": "赵一鸣"}, "post"),
        ({"name": "赵一鸣", "post": "市长", "order": "一"}, "order"),
        ({"name": "赵一鸣", "post": "市长", "from": "2026-5"}, "from"),
        ({"name": "赵一鸣", "post": "市长", "from": "2026-05-01", "to": "2026-05-01"}, "to"),
        ({"name": "赵一鸣", "post": "市长", "职务": "x"}, ""),
    ],
)
def test_a_bad_row_is_named(row: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        officials_of_rows([ROWS[0], row], "officials.csv")
    assert (refused.value.place.row, refused.value.place.field) == (2, field)
