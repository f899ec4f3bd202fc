"""dead_links: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Verdict

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("dead_links"), ids=lambda case: case["name"])
def test_dead_links(case: dict[str, Any]) -> None:
    detection = judged("dead_links", case["facts"], case.get("params"))
    unmet = [i for i in detection.instances if i.verdict is Verdict.UNMET]
    assert detection.verdict == case["verdict"]
    assert [i.target for i in unmet] == case["unmet"]
    assert len(detection.instances) - len(unmet) == case.get("open", 0)
    assert sorted(detection.open_parts) == case.get("open_parts", sorted(detection.open_parts))
    if "part" in case:
        assert unmet[0].part == case["part"]
    if "evidence" in case:
        assert case["evidence"] in [e.digest for e in unmet[0].evidence]
    if "marks" in case:
        assert [i.mark for i in unmet] == case["marks"]
    if "reason" in case:
        assert detection.reason == case["reason"]
