"""home_page_unreachable: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("home_page_unreachable"), ids=lambda case: case["name"])
def test_home_page_unreachable(case: dict[str, Any]) -> None:
    detection = judged("home_page_unreachable", case["facts"])
    assert detection.verdict == case["verdict"]
    assert all(i.verdict == case["verdict"] for i in detection.instances)
    if "value" in case:
        assert detection.value == case["value"]
    if "reason" in case:
        assert detection.reason == case["reason"]
