"""personal_data: identity numbers found, masked and work numbers left alone; excerpts masked."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("personal_data"), ids=lambda case: case["name"])
def test_personal_data(case: dict[str, Any]) -> None:
    detection = judged("personal_data", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["unmet"]
    if "value" in case:
        assert detection.value == case["value"]
    if "reason" in case:
        assert detection.reason == case["reason"]
    whole = r"\d{15}"
    assert not any(re.search(whole, i.excerpt + i.says.zh) for i in detection.instances)
