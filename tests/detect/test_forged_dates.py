"""forged_dates: what contradicts what is raised for a person; honest differences are not."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Verdict

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("forged_dates"), ids=lambda case: case["name"])
def test_forged_dates(case: dict[str, Any]) -> None:
    detection = judged("forged_dates", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert [i.mark for i in detection.instances] == case["marks"]
    if "reason" in case:
        assert detection.reason == case["reason"]


def test_nobody_is_accused_of_forging_by_a_machine() -> None:
    raised = [
        i for c in cases("forged_dates") for i in judged("forged_dates", c["facts"]).instances
    ]
    assert raised
    assert {i.verdict for i in raised} == {Verdict.NEEDS_PERSON}
    assert all(i.evidence for i in raised)


def test_how_many_articles_it_takes_is_the_systems_to_say() -> None:
    case = next(c for c in cases("forged_dates") if c["name"] == "two slips are no pattern")
    assert len(judged("forged_dates", case["facts"], {"articles": 2}).instances) == 1
