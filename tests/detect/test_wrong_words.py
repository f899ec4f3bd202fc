"""wrong_words: right wording left alone, each wrong place named, unseen never judged."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("wrong_words"), ids=lambda case: case["name"])
def test_wrong_words(case: dict[str, Any]) -> None:
    detection = judged("wrong_words", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["unmet"]
    if "value" in case:
        assert detection.value == case["value"]
    if "reason" in case:
        assert detection.reason == case["reason"]
