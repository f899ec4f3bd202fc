"""undated_items: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("undated_items"), ids=lambda case: case["name"])
def test_undated_items(case: dict[str, Any]) -> None:
    detection = judged("undated_items", case["facts"])
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["unmet"]
    if "reason" in case:
        assert detection.reason == case["reason"]
