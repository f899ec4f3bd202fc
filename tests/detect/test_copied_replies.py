"""copied_replies: one text to different questions, and texts that say nothing, for a person."""

from __future__ import annotations

import csv
import gzip
import io
import re
from pathlib import Path
from typing import Any

import pytest

from govgauge.detect.mail.answers import is_evasive

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("copied_replies"), ids=lambda case: case["name"])
def test_copied_replies(case: dict[str, Any]) -> None:
    detection = judged("copied_replies", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert detection.population == "letters"
    if "values" in case:
        assert [i.value for i in detection.instances] == case["values"]
    if "severities" in case:
        assert [i.severity for i in detection.instances] == case["severities"]
    if "reason" in case:
        assert detection.reason == case["reason"]


def test_real_receipts_say_nothing_and_nearly_all_other_real_replies_say_something(
    shared: Path,
) -> None:
    with gzip.open(shared / "data" / "letters" / "letters.csv.gz") as raw:
        replies = [row["reply"] for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8"))]
    receipts = [r for r in replies if re.fullmatch(r"\s*网友：您好！留言已收悉\s*", r)]
    assert len(receipts) == 30
    assert all(map(is_evasive, receipts))
    assert len(replies) > 1_000
    assert sum(map(is_evasive, replies)) - len(receipts) <= 0.01 * len(replies)
