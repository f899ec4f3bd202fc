"""unanswered_letters: only silence that the page itself shows; void and settled letters are not."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("unanswered_letters"), ids=lambda case: case["name"])
def test_unanswered_letters(case: dict[str, Any]) -> None:
    detection = judged("unanswered_letters", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert detection.population == "letters"
    if "values" in case:
        assert [i.value for i in detection.instances] == case["values"]
    if "severities" in case:
        assert [i.severity for i in detection.instances] == case["severities"]
    if "reason" in case:
        assert detection.reason == case["reason"]
