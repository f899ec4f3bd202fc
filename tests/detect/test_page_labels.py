"""page_labels: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("page_labels"), ids=lambda case: case["name"])
def test_page_labels(case: dict[str, Any]) -> None:
    detection = judged("page_labels", case["facts"])
    assert detection.verdict == case["verdict"]
    assert [i.mark for i in detection.instances] == case["marks"]
    if "excerpt" in case:
        assert detection.instances[0].excerpt == case["excerpt"]
    if "reason" in case:
        assert detection.reason == case["reason"]
