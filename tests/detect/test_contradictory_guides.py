"""contradictory_guides: fees and telephones inside one guide that cannot both be right."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("contradictory_guides"), ids=lambda case: case["name"])
def test_contradictory_guides(case: dict[str, Any]) -> None:
    detection = judged("contradictory_guides", case["facts"])
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert detection.population == "guides"
    if "reason" in case:
        assert detection.reason == case["reason"]
    for instance, words in zip(detection.instances, case.get("says", ()), strict=False):
        assert all(word in instance.says.zh for word in words)
