"""blank_columns: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Verdict

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("blank_columns"), ids=lambda case: case["name"])
def test_blank_columns(case: dict[str, Any]) -> None:
    detection = judged("blank_columns", case["facts"], case.get("params"))
    unmet = [i for i in detection.instances if i.verdict is Verdict.UNMET]
    still_open = [[i.target, i.reason] for i in detection.instances if i not in unmet]
    assert detection.verdict == case["verdict"]
    assert [i.target for i in unmet] == case["unmet"]
    assert still_open == case["open"]
    assert detection.value == case.get("value", detection.value)
    assert sorted(detection.open_parts) == case.get("open_parts", sorted(detection.open_parts))
    if "excerpt" in case:
        assert unmet[0].excerpt == case["excerpt"]
    if "part" in case:
        assert unmet[0].part == case["part"]
