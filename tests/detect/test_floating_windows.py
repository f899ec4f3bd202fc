"""floating_windows: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("floating_windows"), ids=lambda case: case["name"])
def test_floating_windows(case: dict[str, Any]) -> None:
    detection = judged("floating_windows", case["facts"])
    assert detection.verdict == case["verdict"]
    assert [i.mark for i in detection.instances] == case["marks"]
    if "reason" in case:
        assert detection.reason == case["reason"]
    if "excerpt" in case:
        assert detection.instances[0].excerpt == case["excerpt"]
