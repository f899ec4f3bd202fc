"""stated_vs_provided_items: counts that pages state beside the items their columns list."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("stated_vs_provided_items"), ids=lambda case: case["name"])
def test_stated_vs_provided_items(case: dict[str, Any]) -> None:
    detection = judged("stated_vs_provided_items", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert detection.population == "counts"
    if "values" in case:
        assert [i.value for i in detection.instances] == case["values"]
    if "reason" in case:
        assert detection.reason == case["reason"]
