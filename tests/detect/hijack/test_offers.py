"""Official texts of every kind at hand offer nothing."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

from govgauge.detect.hijack.offers import offer_in


def test_official_texts_titles_and_letters_offer_nothing(shared: Path) -> None:
    """1.6 million characters of reports, titles of policies and laws, replies to letters."""
    data = shared / "data"
    lines: list[str] = []
    with gzip.open(
        data / "text/government-work-reports-1978-2025.jsonl.gz", "rt", encoding="utf-8"
    ) as f:
        lines += [line for row in f for line in json.loads(row)["content"].splitlines()]
    with gzip.open(data / "letters/letters.csv.gz", "rt", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            lines += [row["subject"], *row["reply"].splitlines()]
    with (data / "policy/dates-3000.csv").open(encoding="utf-8-sig") as f:
        lines += [row["title"] for row in csv.DictReader(f)]
    lines += (data / "spelling/政策法规标题.txt").read_text("utf-8").splitlines()
    assert sum(map(len, lines)) > 1_400_000
    assert not [line for line in lines if offer_in(line)]
