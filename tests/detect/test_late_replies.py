"""late_replies: the working days of each letter's answer, by the calendar and the clock a rule names."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("late_replies"), ids=lambda case: case["name"])
def test_late_replies(case: dict[str, Any]) -> None:
    detection = judged("late_replies", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert detection.population == "letters"
    if "values" in case:
        assert [i.value for i in detection.instances] == case["values"]
    if "severities" in case:
        assert [i.severity for i in detection.instances] == case["severities"]
    if "reason" in case:
        assert detection.reason == case["reason"]
