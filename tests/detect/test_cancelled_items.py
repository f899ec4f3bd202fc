"""cancelled_items: names of guides and services held against a dated list, each name for what it is."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.detect.guides.cancelled import core_of, items_of_rows, items_of_table
from govgauge.model.failure import BadInput

from .conftest import cases, judged

_ROW = {"item": "塔钟报时员岗位许可", "abolished_on": "2019-02-15", "document": "虚发〔2019〕2号"}


@pytest.mark.parametrize("case", cases("cancelled_items"), ids=lambda case: case["name"])
def test_cancelled_items(case: dict[str, Any]) -> None:
    detection = judged("cancelled_items", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert detection.population == "offers"
    if "reason" in case:
        assert detection.reason == case["reason"]
    for instance, words in zip(detection.instances, case.get("says", ()), strict=False):
        assert all(word in instance.says.zh for word in words)


def test_a_csv_and_rows_are_one_list() -> None:
    table = "\ufeffitem,abolished_on,document\n塔钟报时员岗位许可,2019-02-15,虚发〔2019〕2号\n"
    assert items_of_table(table) == items_of_rows([_ROW])
    assert items_of_table("") == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"abolished_on": "2019年2月"}, "abolished_on"),
        ({"document": ""}, "document"),
        ({"item": "许可"}, "item"),
        ({"office": "甲"}, ""),
    ],
)
def test_a_bad_row_is_named(changed: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput, match="bad-cancelled-item") as caught:
        items_of_rows([_ROW, _ROW | changed])
    assert caught.value.place is not None
    assert (caught.value.place.row, caught.value.place.field) == (2, field)
    with pytest.raises(BadInput, match="bad-cancelled-item"):
        judged("cancelled_items", {}, {"items": [{"item": "甲"}]})


@pytest.mark.parametrize(
    "name",
    [
        "塔钟报时员岗位许可",
        "塔钟报时员岗位许可办事指南（12）",
        "3、“塔钟报时员”岗位许可办理流程",
        "（一）塔钟报时员岗位许可",
    ],
)
def test_numbers_marks_and_words_of_a_guide_are_no_part_of_a_name(name: str) -> None:
    assert core_of(name) == "塔钟报时员岗位许可"
