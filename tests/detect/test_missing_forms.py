"""missing_forms: dead downloads of guides, and forms that only a person can look for."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("missing_forms"), ids=lambda case: case["name"])
def test_missing_forms(case: dict[str, Any]) -> None:
    detection = judged("missing_forms", case["facts"])
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert detection.population == "forms"
    if "reason" in case:
        assert detection.reason == case["reason"]
    for instance, words in zip(detection.instances, case.get("says", ()), strict=False):
        assert all(word in instance.says.zh for word in words)
