"""site_code: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("site_code"), ids=lambda case: case["name"])
def test_site_code(case: dict[str, Any]) -> None:
    detection = judged("site_code", case["facts"])
    assert detection.verdict == case["verdict"]
    assert [i.mark for i in detection.instances] == case["marks"]
    if "reason" in case:
        assert detection.reason == case["reason"]
