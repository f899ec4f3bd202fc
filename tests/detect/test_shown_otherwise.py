"""shown_otherwise: the same, rotating and other pages, refusals, and what was never asked."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("shown_otherwise"), ids=lambda case: case["name"])
def test_shown_otherwise(case: dict[str, Any]) -> None:
    detection = judged("shown_otherwise", case["facts"])
    assert detection.verdict == case["verdict"]
    assert detection.reason == case.get("reason")
    assert [i.verdict for i in detection.instances] == ["needs_person"] * (
        case["verdict"] == "needs_person"
    )
