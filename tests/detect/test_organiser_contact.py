"""organiser_contact: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Verdict

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("organiser_contact"), ids=lambda case: case["name"])
def test_organiser_contact(case: dict[str, Any]) -> None:
    detection = judged("organiser_contact", case["facts"])
    assert detection.verdict == case["verdict"]
    assert [i.mark for i in detection.instances] == case["marks"]
    if "reason" in case:
        assert detection.reason == case["reason"]
    if "excerpt" in case:
        assert detection.instances[0].excerpt == case["excerpt"]
    if detection.verdict is Verdict.NEEDS_PERSON:
        assert all(i.verdict is Verdict.NEEDS_PERSON for i in detection.instances)
