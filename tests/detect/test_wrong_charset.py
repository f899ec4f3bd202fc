"""wrong_charset: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("wrong_charset"), ids=lambda case: case["name"])
def test_wrong_charset(case: dict[str, Any]) -> None:
    detection = judged("wrong_charset", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["unmet"]
    if "value" in case:
        assert detection.value == case["value"]
    if "reason" in case:
        assert detection.reason == case["reason"]
