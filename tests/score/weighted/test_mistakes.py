"""Mistakes in a weighted tree are refused at their line with a remedy a method expert understands."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.score.load import check_system
from tests.score.test_load import MISTAKES, WIDE_MISTAKES

GOOD = """\
id: mine
version: "1"
status: style
title: {zh: 题, en: title}
sources: [某文]
full_marks: 100
placement: {decimals: 2, rank_on: reported, tier_method: fixed, listing: pinyin}
tree:
  - code: A
    title: {zh: 甲, en: a}
    weight: 60
    weight_grade: M
    children:
      - code: A1
        title: {zh: 子, en: child}
        weight: 1
        weight_grade: M
        scale: {from: 0, to: 10}
        measures: [{question: {zh: 问, en: ask}}]
      - code: A2
        title: {zh: 子二, en: child two}
        weight: 2
        scale: {ladder: [{from: 1, rate: 0.5}, {from: 6, rate: 1}]}
        measures: [{figure: survey}]
  - code: B
    title: {zh: 乙, en: b}
    weight: 40
    scale: {categories: {good: 1, fair: 0.6}}
    measures: [{question: {zh: 问, en: ask}}]
"""

TREE_MISTAKES = [
    ("  - code: B\n", "  - code: A1\n", "duplicate-code", 25),
    ("    weight: 40\n", "    weight: X\n", "unknown-weight", 27),
    ("    weight: 40\n", "", "missing-key", 25),
    ("    weight: 40\n", "    weight: forty\n", "not-a-number", 27),
    ("    weight: 40\n", "    weight: -40\n", "negative-number", 27),
    ("        weight: 1\n", "        wieght: 1\n", "unknown-key", 16),
    ("    weight_grade: M\n    children", "    weight_grade: Z\n    children", "unknown-weight-grade", 12),
    ("scale: {from: 0, to: 10}", "scale: {from: 10, to: 10}", "empty-scale", 18),
    ("scale: {from: 0, to: 10}", "scale: {from: 0, too: 10}", "unknown-key", 18),
    ("scale: {from: 0, to: 10}", "scale: 10", "not-a-mapping", 18),
    ("rate: 0.5", "rate: 50", "rate-above-1", 23),
    ("{from: 6, rate: 1}", "{from: 1, rate: 1}", "ladder-step-twice", 23),
    ("{good: 1, fair: 0.6}", "{good: 1, fair: 60}", "rate-above-1", 28),
    ("{good: 1, fair: 0.6}", "{good: 1}, ladder: [{from: 1, rate: 1}]", "ladder-and-categories", 28),
    ("        measures: [{figure: survey}]\n", "", "nothing-measures-it", 20),
    ("        measures: [{figure: survey}]\n", "        measures: [{detector: no_such}]\n", "unknown-detector", 24),
    ("    children:\n", "    measures: [{figure: x}]\n    children:\n", "measures-on-a-parent", 13),
    ("decimals: 2", "decimals: 2.5", "bad-decimals", 7),
    ("decimals: 2", "decimals: 20", "bad-decimals", 7),
    ("rank_on: reported", "rank_on: shown", "unknown-rank-on", 7),
    ("tier_method: fixed", "tier_method: jenks", "unknown-tier-method", 7),
    ("listing: pinyin", "listing: random", "unknown-listing", 7),
    ("tree:\n", "indicators: []\ntree:\n", "tree-and-indicators", 10),
]  # fmt: skip


def test_the_good_file_is_good(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, "utf-8")
    assert check_system(path, {}) == []


@pytest.mark.parametrize(("old", "new", "code", "line"), TREE_MISTAKES, ids=lambda v: str(v)[:30])
def test_each_mistake_is_refused_at_its_line_with_a_remedy(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    assert GOOD.count(old) >= 1
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD.replace(old, new, 1), "utf-8")
    problems = check_system(path, {})
    assert (code, line) in {(p.code, p.place.line) for p in problems}, [
        (p.code, p.place.line) for p in problems
    ]
    assert all(p.remedy.zh and p.remedy.en and p.what.zh != p.what.en for p in problems)


def test_there_are_more_than_forty_planted_mistakes() -> None:
    assert len(TREE_MISTAKES) + len(MISTAKES) + len(WIDE_MISTAKES) >= 40
