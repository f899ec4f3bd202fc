"""Whitelists are read in either language, written back as they were, and refused by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from govgauge.model.failure import BadInput
from govgauge.model.unit import Unit
from govgauge.model.whitelist import NOTHING_ALLOWED, Whitelist
from govgauge.registry.whitelist import read_whitelist
from govgauge.store.whitelists import write_whitelist

HEAD = "词语,适用范围,起始日,截止日,理由,批准人\n"
UNIT = Unit("1304000009", "甲", "http://www.a.gov.cn/", groups=("县区",))


def table(path: Path, rows: str, head: str = HEAD) -> Whitelist:
    path.write_text(head + rows, "utf-8-sig")
    return read_whitelist(path)


def test_a_phrase_holds_for_its_scope_and_its_days_both_ends_counted(tmp_path: Path) -> None:
    read = table(
        tmp_path / "w.csv",
        "通用词,*,2026-01-01,,文件名,甲\n县区词,县区,2026-01-01,2026-06-30,地名,甲\n"
        "本站词,1304000009,2026-03-01,,栏目名,甲\n别站词,1304000010,2026-01-01,,栏目名,甲\n",
    )

    def held(day: str) -> list[str]:
        return [p.phrase for p in read.of(UNIT, date.fromisoformat(day))]

    assert held("2025-12-31") == []
    assert held("2026-01-01") == ["通用词", "县区词"]
    assert held("2026-06-30") == ["通用词", "县区词", "本站词"]
    assert held("2026-07-01") == ["通用词", "本站词"]


def test_what_is_written_is_read_back_as_it_was(tmp_path: Path) -> None:
    read = table(
        tmp_path / "w.csv",
        '"a,b 词",*,2026-01-01,2026-01-02,"说 ""明""",甲\n词二,*,2026-01-01,,b,乙\n',
    )
    write_whitelist(tmp_path / "kept.csv", read)
    assert read_whitelist(tmp_path / "kept.csv") == read
    write_whitelist(tmp_path / "kept.csv", NOTHING_ALLOWED)
    assert read_whitelist(tmp_path / "kept.csv") == NOTHING_ALLOWED
    assert read.digest != "" == NOTHING_ALLOWED.digest


GOOD = "好词,*,2026-01-01,,理由,甲\n"


@pytest.mark.parametrize(
    ("rows", "code", "row", "field"),
    [
        ("词语,,2026-01-01,,理由,甲\n", "whitelist-empty", 3, "scope"),
        ("词语,*,,,理由,甲\n", "whitelist-empty", 3, "from"),
        ("词语,*,2026-01-01,,理由,\n", "whitelist-empty", 3, "who"),
        ("词语,*,2026-01-01,,,甲\n", "whitelist-empty", 3, "reason"),
        ("词语,*,2026年1月1日,,理由,甲\n", "whitelist-no-date", 3, "from"),
        ("词语,*,2026-01-01,明年,理由,甲\n", "whitelist-no-date", 3, "until"),
        ("词语,*,2026-01-02,2026-01-01,理由,甲\n", "whitelist-dates-reversed", 3, "until"),
        ("词,*,2026-01-01,,理由,甲\n", "whitelist-too-short", 3, "phrase"),
        (GOOD, "whitelist-twice", 3, "phrase"),
        ("词语,*,2026-01-01,,理由,甲,多\n", "too-many-cells", 3, ""),
    ],
)
def test_a_row_at_fault_is_named_and_nothing_of_the_table_is_used(
    tmp_path: Path, rows: str, code: str, row: int, field: str
) -> None:
    with pytest.raises(BadInput, match=code) as refused:
        table(tmp_path / "w.csv", GOOD + rows)
    assert (refused.value.place.row, refused.value.place.field) == (row, field)


def test_how_many_rows_more_are_at_fault_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="and 1 more") as refused:
        table(tmp_path / "w.csv", "词语,,2026-01-01,,理由,甲\n词,*,2026-01-01,,理由,甲\n")
    assert "另有 1 处" in refused.value.what.zh


def test_a_heading_that_is_not_known_is_refused_lest_an_end_be_lost(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="unknown-heading"):
        table(tmp_path / "w.csv", GOOD, HEAD.replace("截止日", "到期"))
    with pytest.raises(BadInput, match="missing-heading"):
        table(tmp_path / "w.csv", "好词,*\n", "词语,适用范围\n")
