"""Indicator systems from YAML: every planted mistake is refused with its line and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.detect import find_detectors
from govgauge.model.failure import BadInput
from govgauge.model.system import StageKind
from govgauge.score.load import check_system, find_system, list_systems, load_system

KNOWN = {name: shelved.about for name, shelved in find_detectors().items()}
GOOD = """\
id: my-city
version: "1"
status: draft
title: {zh: 我市检查, en: My city}
sources: [市办发1号]
gates: {fail_below: 60, fail_grade: A, bonus_above: 80}
tiers:
  - {code: A, title: {zh: 优, en: best}, from: 90}
  - {code: B, title: {zh: 良, en: good}, from: 80}
indicators:
  - code: D-1
    stage: deduct
    title: {zh: 死链, en: dead links}
    clause: 第一条
    grade: A
    per_instance: 0.5
    points: 5
    measures:
      - detector: dead_links
        params: {dead_statuses: [404]}
  - code: V-1
    stage: veto
    title: {zh: 无法访问, en: unreachable}
    clause: 第二条
    grade: B
    at_least: 1
    unless_counted_under: D-1
    measures:
      - detector: home_page_unreachable
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "system.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_good_system_loads_and_its_digest_ignores_comments_and_order(tmp_path: Path) -> None:
    system = load_system(written(tmp_path, GOOD), KNOWN)
    assert system.key == "my-city@1"
    assert [i.code for i in system.stage(StageKind.VETO)] == ["V-1"]
    assert system.runs() == (
        ("dead_links", {"dead_statuses": [404]}),
        ("home_page_unreachable", {}),
    )
    lines = GOOD.splitlines()
    swapped = "\n".join(["# a comment", lines[1], lines[0], *lines[2:]]) + "\n"
    assert load_system(written(tmp_path, swapped), KNOWN).digest == system.digest
    changed = GOOD.replace("points: 5", "points: 6")
    assert load_system(written(tmp_path, changed), KNOWN).digest != system.digest


MISTAKES = [
    ("id: my-city\n", "", "missing-key", 1),
    ("status: draft", "status: almost", "unknown-status", 3),
    ("status: draft", "status: draft\nstatus: draft", "duplicate-key", 4),
    ("sources:", "source:", "unknown-key", 5),
    ("title: {zh: 我市检查, en: My city}", "title: {zh: 我市检查}", "missing-key", 4),
    ("title: {zh: 我市检查, en: My city}", "title: 我市检查", "not-a-mapping", 4),
    ("fail_below: 60", "fail_below: sixty", "not-a-number", 6),
    ("fail_below: 60", "fail_below: -1", "negative-number", 6),
    ("fail_below: 60", "fail_below: 90", "inverted-gates", 6),
    ("fail_grade: A", "fail_grade: Z", "unknown-fail-grade", 6),
    ("from: 90", "from: 70", "tiers-order", 8),
    ("from: 90", "from: 80", "tiers-order", 8),
    ("stage: deduct", "stage: minus", "unknown-stage", 12),
    ("    clause: 第一条\n", "", "missing-key", 11),
    ("grade: A\n    per", "grade: AA\n    per", "unknown-grade", 15),
    ("per_instance: 0.5", "per_instance: 50", "each-above-points", 16),
    ("    per_instance: 0.5\n", "", "no-deduction", 11),
    ("points: 5", "points: five", "not-a-number", 17),
    ("points: 5", "points: 5\n    point: 5", "unknown-key", 18),
    ("points: 5", "points: 5\n    at_least: 3", "threshold-outside-veto", 18),
    ("points: 5", "points: 5\n    applies_to: some", "unknown-condition", 18),
    ("detector: dead_links", "detector: dead_link", "unknown-detector", 19),
    ("dead_statuses: [404]", "dead_status: [404]", "unknown-parameter", 20),
    ("dead_statuses: [404]", "dead_statuses: 404", "wrong-parameter-type", 20),
    ("dead_statuses: [404]", "dead_statuses: [x]", "wrong-parameter-type", 20),
    (
        "      - detector: dead_links",
        "      - figure: x\n        detector: dead_links",
        "which-measure",
        19,
    ),
    ("code: V-1", "code: D-1", "duplicate-code", 21),
    ("at_least: 1", "at_least: 0", "zero-threshold", 26),
    ("unless_counted_under: D-1", "unless_counted_under: D-9", "unknown-code", 21),
    ("unless_counted_under: D-1", "unless_counted_under: V-1", "circular-code", 21),
    ("    at_least: 1", "\tat_least: 1", "yaml-syntax", 26),
    ("clause: 第二条", "clause: [第二条", "yaml-syntax", 25),
    ("indicators:\n", "indicators: none\nothers:\n", "not-a-list", 10),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), MISTAKES, ids=lambda v: str(v)[:24])
def test_a_planted_mistake_is_refused_with_line_and_remedy(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    problems = check_system(path, KNOWN)
    assert (code, line) in [(p.code, p.place.line) for p in problems]
    assert all(p.remedy.zh and p.what.zh for p in problems)
    with pytest.raises(BadInput):
        load_system(path, KNOWN)


def test_all_mistakes_are_told_at_once_in_order_of_lines(tmp_path: Path) -> None:
    text = GOOD.replace("status: draft", "status: x").replace("points: 5", "points: y")
    assert [p.code for p in check_system(written(tmp_path, text), KNOWN)] == [
        "unknown-status",
        "not-a-number",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty-system"), (b"- a\n", "not-a-mapping"), (b"\xff", "bad-encoding")],
)
def test_a_file_that_is_no_system_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "system.yaml"
    path.write_bytes(data)
    assert check_system(path, KNOWN)[0].code == code


def test_every_shipped_system_loads_and_measures_everything_somehow() -> None:
    for name in list_systems():
        system = load_system(find_system(name), KNOWN)
        assert all(i.measures for i in system.indicators)
        assert all(i.clause for i in system.indicators)


def test_the_census_keeps_its_vetoes_and_says_what_is_not_verified() -> None:
    system = load_system(find_system("census-2015"), KNOWN)
    assert [i.code for i in system.stage(StageKind.VETO)] == [f"P15-V{n}" for n in range(1, 6)]
    assert len(system.stage(StageKind.DEDUCT)) == 17
    unverified = {i.code for i in system.indicators if not i.grade.verified}
    assert {"P15-02", "P15-03", "P15-08"} <= unverified


def test_an_unknown_system_lists_what_there_is() -> None:
    with pytest.raises(BadInput, match="unknown-system") as raised:
        find_system("nope")
    assert "census-2015" in raised.value.remedy.zh
