"""Mistakes in what joins trees, stages, raters and units below: refused at their line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from govgauge.score.load import check_system, load_system

from ..test_load import KNOWN, written

BOTH = """\
id: both
version: "1"
status: draft
title: {zh: 甲, en: a}
sources: [甲]
raters: trimmed
shares: {indicators: 70, tree: 30}
indicators:
  - code: D-1
    stage: deduct
    title: {zh: 死链, en: dead links}
    clause: 第一条
    grade: A
    per_instance: 1
    measures: [{detector: dead_links}]
tree:
  - code: T1
    title: {zh: 一, en: one}
    weight: 1
    scale: {over: units, better: low, when_equal: 1}
    measures: [{figure: f}]
  - code: T2
    title: {zh: 二, en: two}
    weight: 1
    measures: [{below: mean}]
  - code: T3
    title: {zh: 三, en: three}
    weight: 1
    reduce: addresses
    scale: {from: 9, to: 0, unit: 处}
    measures: [{detector: dead_links}]
"""


def test_everything_together_loads_and_moves_the_digest(tmp_path: Path) -> None:
    system = load_system(written(tmp_path, BOTH), KNOWN)
    assert system.shares is not None and system.shares.tree == Decimal("0.3")
    assert [i.code for i in system.asked] == ["D-1", "T1", "T2", "T3"]
    assert [i.points for i in system.tree_indicators] == [10, 10, 10]
    assert system.runs() == (("dead_links", {}),)
    changed = [
        BOTH.replace("trimmed", "mean"),
        BOTH.replace("70, tree: 30", "80, tree: 20"),
        BOTH.replace("better: low, ", ""),
        BOTH.replace("below: mean", "below: least"),
        BOTH.replace("reduce: addresses", "reduce: count"),
    ]
    digests = {load_system(written(tmp_path, text), KNOWN).digest for text in changed}
    assert len(digests | {system.digest}) == 6


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("shares: {indicators: 70, tree: 30}\n", "", "tree-and-indicators", 16),
        ("tree: 30}", "tree: 40}", "shares-do-not-add", 7),
        ("tree: 30}", "}", "missing-key", 7),
        ("raters: trimmed", "raters: best", "unknown-raters", 6),
        ("over: units", "over: group", "unknown-over", 20),
        ("better: low", "better: less", "unknown-better", 20),
        ("over: units", "over: units, from: 1", "over-and-ends", 20),
        ("over: units, ", "", "better-without-over", 20),
        ("when_equal: 1", "when_equal: 2", "rate-above-1", 20),
        ("below: mean", "below: most", "unknown-below", 25),
        ("{below: mean}", "{below: mean}, {figure: g}", "measured-twice", 25),
        ("{detector: dead_links}]\ntree", "{below: mean}]\ntree", "below-outside-tree", 15),
        ("reduce: addresses", "reduce: sum", "unknown-reduce", 29),
        ("{from: 9, to: 0, unit: 处}", "{categories: {有: 1}}", "words-by-detector", 30),
        ("stage: deduct", "stage: tree", "unknown-stage", 10),
        ("raters: t", "placement: {divisions: mine}\nraters: t", "unknown-divisions", 6),
        ("raters: t", "placement: {divisions: [11, 123]}\nraters: t", "bad-division-order", 6),
        ("raters: t", "placement: {divisions: []}\nraters: t", "bad-division-order", 6),
        ("raters: t", "placement: {readings: {长治: chang2}}\nraters: t", "bad-reading", 6),
    ],
)
def test_a_mistake_is_refused_with_line_and_remedy(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    assert old in BOTH
    problems = check_system(written(tmp_path, BOTH.replace(old, new, 1)), KNOWN)
    told = [p for p in problems if p.code == code]
    assert told, [(p.code, p.place.line) for p in problems]
    assert told[0].place.line == line
    assert told[0].remedy.zh and told[0].remedy.en


def test_an_order_of_divisions_of_ones_own_loads(tmp_path: Path) -> None:
    text = BOTH.replace(
        "raters: t", "placement: {listing: division, divisions: [35, 34]}\nraters: t"
    )
    assert load_system(written(tmp_path, text), KNOWN).placement.divisions == ("35", "34")


def test_shares_without_a_second_part_are_refused(tmp_path: Path) -> None:
    alone = BOTH[: BOTH.index("tree:\n  - code")]
    problems = check_system(written(tmp_path, alone), KNOWN)
    assert [p.code for p in problems] == ["shares-of-one"]


def test_a_table_cannot_be_scored_by_a_system_that_is_half_findings(tmp_path: Path) -> None:
    from govgauge.model.failure import BadInput
    from govgauge.run.ranking.scoring import wanted_columns

    with pytest.raises(BadInput, match="two-scores"):
        wanted_columns(load_system(written(tmp_path, BOTH), KNOWN))
