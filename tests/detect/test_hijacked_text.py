"""hijacked_text: offers in titles and labels found; reports, judgments and medicines left alone."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("hijacked_text"), ids=lambda case: case["name"])
def test_hijacked_text(case: dict[str, Any]) -> None:
    detection = judged("hijacked_text", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["unmet"]
