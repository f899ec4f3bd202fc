"""unlinked_interpretations: documents and interpretations without links to each other."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Verdict

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("unlinked_interpretations"), ids=lambda case: case["name"])
def test_unlinked_interpretations(case: dict[str, Any]) -> None:
    detection = judged("unlinked_interpretations", case["facts"], case.get("params"))
    accused = [i for i in detection.instances if i.verdict is Verdict.UNMET]
    assert detection.verdict == case["verdict"]
    assert [i.target for i in accused] == case["accused"]
    assert detection.population == "interpretations"
    assert all(i.evidence for i in accused)
    if "values" in case:
        assert [i.value for i in accused] == case["values"]
    if "marks" in case:
        assert [i.mark for i in accused] == case["marks"]
    if "reason" in case:
        assert detection.reason == case["reason"]
    if "missing" in case:
        assert {k.value: v for k, v in detection.missing.items()} == case["missing"]
