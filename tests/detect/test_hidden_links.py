"""hidden_links: what no reader sees is raised for a person; menus, tabs and counters are not."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Verdict

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("hidden_links"), ids=lambda case: case["name"])
def test_hidden_links(case: dict[str, Any]) -> None:
    detection = judged("hidden_links", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    if "marks" in case:
        assert [i.mark for i in detection.instances] == case["marks"]
    if "reason" in case:
        assert detection.reason == case["reason"]


def test_nobody_is_accused_by_a_machine() -> None:
    raised = [
        i for c in cases("hidden_links") for i in judged("hidden_links", c["facts"]).instances
    ]
    assert raised
    assert {i.verdict for i in raised} == {Verdict.NEEDS_PERSON}
    assert all(i.evidence for i in raised)


def test_which_ways_of_hiding_count_is_the_systems_to_say() -> None:
    case = next(c for c in cases("hidden_links") if c["name"].startswith("a menu"))
    assert len(judged("hidden_links", case["facts"], {"ways": ["not_shown"]}).instances) == 1


def test_one_address_on_several_pages_says_on_how_many() -> None:
    case = next(c for c in cases("hidden_links") if "two pages" in c["name"])
    (raised,) = judged("hidden_links", case["facts"]).instances
    assert (raised.value, raised.unit_of_value) == (2.0, "pages")
