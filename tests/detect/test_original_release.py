"""original_release: own news and news taken over, with how long after, for a person."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Verdict

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("original_release"), ids=lambda case: case["name"])
def test_original_release(case: dict[str, Any]) -> None:
    detection = judged("original_release", case["facts"], case.get("params"))
    raised = [i for i in detection.instances if i.verdict is Verdict.NEEDS_PERSON]
    assert detection.verdict == case["verdict"]
    assert [i.target for i in raised] == case["accused"]
    assert detection.population == "news"
    assert all(i.evidence for i in raised)
    if "value" in case:
        assert detection.value == case["value"]
    if "values" in case:
        assert [i.value for i in raised] == case["values"]
    if "reason" in case:
        assert detection.reason == case["reason"]
    if "missing" in case:
        assert {k.value: v for k, v in detection.missing.items()} == case["missing"]
