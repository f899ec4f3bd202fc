"""The rules that ship contradict no one; bad rows are refused by row; real texts raise few alarms."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from govgauge.detect.terms.matching import finder
from govgauge.detect.terms.rules import read_rules, shipped_rules
from govgauge.detect.wording.plain import plain_line
from govgauge.model.failure import BadInput
from govgauge.model.verdict import Verdict

TODAY = date(2026, 11, 24)


def found(line: str, day: date | None = TODAY) -> list[str]:
    return [term.rule.rule_id for term in finder(shipped_rules()).find(plain_line(line), day)]


def test_no_word_that_a_rule_recommends_is_a_fault_of_another() -> None:
    for rule in shipped_rules():
        assert not found(f"有关{rule.meant}的情况。"), rule.rule_id
        assert not found(rule.advice.zh)


def test_every_rule_that_ships_finds_its_term_somewhere() -> None:
    """A pattern nothing can match would be a rule that never speaks."""
    frames = (
        "{}", "有关{}的情况。", "国家{}发布。", "审计署{}到会。", "依据{}执行。", "东山村{}到会。",
        "欢迎订购{}产品，祖传特效。", "台湾同胞{}。", "{}时期的台湾。",
    )  # fmt: skip
    for rule in shipped_rules():
        day = rule.until or TODAY
        assert any(
            rule.rule_id in found(frame.format(text), day)
            for frame in frames
            for text in rule.texts
        ), rule.rule_id


def test_only_a_rule_whose_source_was_read_accuses() -> None:
    certain = [rule for rule in shipped_rules() if rule.verdict is Verdict.UNMET]
    assert certain
    assert not any(rule.unverified for rule in certain)


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ("a,,甲,,", "terms-empty", "text"),
        ("a,便民大厅,,,", "terms-empty", "source"),
        ("a,厅,甲,,", "terms-no-term", "text"),
        ("a,便民大厅,甲,便民大厅,", "terms-no-term", "text"),
        ("a,便民大厅,甲,,错", "terms-unknown-value", "verdict"),
        ("a,便民大厅,甲,,fault,多", "terms-uneven-row", ""),
    ],
)
def test_a_bad_row_is_named_by_row_and_field(row: str, code: str, field: str) -> None:
    table = f"id,text,source,meant,verdict\nok,便民窗口,甲,服务窗口,person\n{row}\n"
    with pytest.raises(BadInput) as refused:
        read_rules(table, "my.csv")
    assert (refused.value.code, refused.value.place.row) == (code, 3)
    assert (refused.value.place.field, refused.value.place.file) == (field, "my.csv")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("from", "2018/3/17", "terms-no-date"),
        ("unless", "(", "terms-bad-pattern"),
        ("window", "十", "terms-no-number"),
        ("also", "标题", "terms-unknown-value"),
        ("grade", "M", "terms-unverified"),
        ("更正", "甲", "terms-unknown-column"),
    ],
)
def test_a_bad_value_is_named_by_its_column(column: str, value: str, code: str) -> None:
    with pytest.raises(BadInput, match=code) as refused:
        read_rules(f"id,text,source,verdict,{column}\na,便民大厅,甲,fault,{value}\n", "my.csv")
    assert refused.value.place.field in (column, "verdict")


def test_dates_of_a_rule_are_its_first_day_and_the_first_day_after() -> None:
    rules = read_rules("id,text,source,from,to\na,便民大厅,甲,2020-01-01,2021-01-01\n", "my.csv")
    days = ("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01")
    said = [bool(list(finder(rules).find("去便民大厅", date.fromisoformat(d)))) for d in days]
    assert said == [False, True, True, False]
    assert not list(finder(rules).find("去便民大厅", None))


def test_work_reports_of_the_state_council_raise_no_alarm(shared: Path) -> None:
    """854,000 characters; read as if published today, so that no rule sleeps."""
    path = shared / "data" / "text" / "government-work-reports-1978-2025.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["content"] for line in lines]
    characters = sum(map(len, texts))
    alarms = Counter(rule for text in texts for line in text.splitlines() for rule in found(line))
    assert characters > 800_000
    assert not alarms


def test_replies_to_letters_accuse_nobody_and_ask_little(shared: Path) -> None:
    """477,000 characters: one question, about a ministry that had ended three years before."""
    with gzip.open(shared / "data" / "letters" / "letters.csv.gz", "rt", encoding="utf-8") as file:
        replies = [(row["replied_time"][:4], row["reply"]) for row in csv.DictReader(file)]
    terms = [
        term
        for year, reply in replies
        for line in reply.splitlines()
        for term in finder(shipped_rules()).find(plain_line(line), date(int(year), 12, 31))
    ]
    assert sum(len(reply) for _, reply in replies) > 400_000
    assert not [term for term in terms if term.rule.verdict is Verdict.UNMET]
    assert len(terms) <= 2
