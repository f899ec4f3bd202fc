"""stale_home_page: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Verdict

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("stale_home_page"), ids=lambda case: case["name"])
def test_stale_home_page(case: dict[str, Any]) -> None:
    detection = judged("stale_home_page", case["facts"], case.get("params"))
    unmet = [i for i in detection.instances if i.verdict is Verdict.UNMET]
    still_open = [[i.target, i.reason] for i in detection.instances if i not in unmet]
    assert detection.verdict == case["verdict"]
    assert [i.target for i in unmet] == case["unmet"]
    assert still_open == case["open"]
    assert detection.value == case.get("value", detection.value)
    assert sorted(detection.open_parts) == case.get("open_parts", sorted(detection.open_parts))
    if "excerpt" in case:
        assert unmet[0].excerpt == case["excerpt"]
    if "evidence" in case:
        assert len(unmet[0].evidence) == case["evidence"]


def test_two_rules_about_one_home_page_are_two_findings() -> None:
    facts = next(c["facts"] for c in cases("stale_home_page") if c["verdict"] == "unmet")
    found = [judged("stale_home_page", facts, {"least_items": n}) for n in (1, 10)]
    assert [d.verdict for d in found] == ["unmet", "unmet"]
    marks = [d.instances[0].mark for d in found]
    assert marks[0] != marks[1]
    assert "1 条" in found[0].instances[0].says.zh
    assert "10 条" in found[1].instances[0].says.zh
