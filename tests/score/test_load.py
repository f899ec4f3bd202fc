"""Indicator systems from YAML: every planted mistake is refused with its line and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.detect import find_detectors
from govgauge.model.failure import BadInput
from govgauge.model.system import MakeUp, Reduce, StageKind
from govgauge.score.load import check_system, find_system, load_system

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


TERMS = "detector: improper_terms\n        params: {terms: [%s]}"
MEASURE = "detector: dead_links\n        params: {dead_statuses: [404]}"


def test_rows_of_terms_are_checked_when_a_system_is_loaded(tmp_path: Path) -> None:
    right = GOOD.replace(MEASURE, TERMS % "{id: a, text: 便民大厅, source: 本市, from: 2026-01-01}")
    assert not check_system(written(tmp_path, right), KNOWN)
    for row, code in (("{id: a, text: 便民大厅}", "terms-empty"), ("便民大厅", "terms-no-row")):
        wrong = GOOD.replace(MEASURE, TERMS % row)
        problems = check_system(written(tmp_path, wrong), KNOWN)
        assert [(p.code, p.place.line) for p in problems] == [(code, 20)]


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


def test_an_unknown_system_lists_what_there_is() -> None:
    with pytest.raises(BadInput, match="unknown-system") as raised:
        find_system("nope")
    assert "census-2015" in raised.value.remedy.zh


# -- shared caps, scope, points made up, parts -------------------------------------------------------

WIDE = """\
id: my-portals
version: "1"
status: draft
title: {zh: 门户检查, en: portals}
scored: portals
make_up: rescale
caps:
  - {code: D-1, title: {zh: 可用性, en: links}, points: 60, points_grade: B}
  - {code: B-all, title: {zh: 加分, en: bonus}, points: 30}
indicators:
  - code: D-1a
    stage: deduct
    title: {zh: 死链, en: dead links}
    clause: 第一条
    grade: A
    within: D-1
    per_instance: X
    reduce: addresses
    measures:
      - detector: dead_links
        parts: [home, inner]
  - code: D-2
    stage: deduct
    title: {zh: 办事, en: services}
    clause: 第二条
    grade: B
    per_instance: 1
    points: 40
    applies_to: has_services
    unless_counted_under: [D-1]
    measures: [{question: {zh: 几处, en: how many}}]
  - code: B-1
    stage: bonus
    title: {zh: 创新, en: innovation}
    clause: 第三条
    grade: M
    within: B-all
    measures: [{question: {zh: 几分, en: how many points}}]
  - code: V-1
    stage: veto
    title: {zh: 无法访问, en: unreachable}
    clause: 第四条
    grade: A
    at_least: 0.05
    reduce: value
    measures:
      - detector: home_page_unreachable
"""


def test_the_wider_keys_load_and_move_the_digest(tmp_path: Path) -> None:
    system = load_system(written(tmp_path, WIDE), KNOWN)
    first, second = system.indicators[:2]
    assert (system.scored, system.make_up) == ("portals", MakeUp.RESCALE)
    assert (first.within, first.per_instance, first.reduce) == ("D-1", None, Reduce.ADDRESSES)
    assert first.measures[0].parts == ("home", "inner")
    assert (system.cap_of(first), system.gives_way_to(second)) == (60, {"D-1a"})
    for old, new in [("scored: portals", "scored: all"), ("make_up: rescale", "make_up: none")]:
        changed = load_system(written(tmp_path, WIDE.replace(old, new)), KNOWN)
        assert changed.digest != system.digest
    shifted = load_system(written(tmp_path, "# a comment\n" + WIDE), KNOWN)
    assert shifted.digest == system.digest


WIDE_MISTAKES = [
    ("scored: portals", "scored: somebody", "unknown-condition", 5),
    ("make_up: rescale", "make_up: guess", "unknown-make-up", 6),
    ("points: 40", "points: 39", "points-do-not-sum", 6),
    ("reduce: addresses\n", "reduce: addresses\n    applies_to: has_services\n", "nothing-left", 6),
    ("points: 60,", "points: X,", "cap-without-points", 8),
    ("points: 60, points_grade: B", "points_grade: B", "missing-key", 8),
    ("points: 60,", "points: 60, each: 2,", "unknown-key", 8),
    ("code: B-all", "code: D-1", "duplicate-code", 8),
    ("within: D-1\n", "within: D-9\n", "unknown-cap", 11),
    ("within: D-1\n", "within: B-all\n", "cap-members", 8),
    ("per_instance: X", "per_instance: 61", "above-cap", 11),
    ("per_instance: X", "points: 61\n    per_instance: X", "above-cap", 11),
    ("    per_instance: X\n", "", "no-deduction", 11),
    ("        parts: [home, inner]", "        parts: []", "bad-parts", 21),
    ("parts: [home, inner]", "parts: [home, home]", "bad-parts", 21),
    ("parts: [home, inner]", "parts: [home]\n        part: inner", "part-and-parts", 22),
    ("how many}}]", "how many}, part: home}]", "parts-without-detector", 31),
    ("    points: 40\n", "", "rescale-needs-points", 22),
    ("unless_counted_under: [D-1]", "unless_counted_under: [V-1]", "value-gives-way", 22),
    ("unless_counted_under: [D-1]", "unless_counted_under: [D-3]", "unknown-code", 22),
    (
        "    reduce: addresses\n",
        "    reduce: addresses\n    unless_counted_under: [V-1, B-1]\n",
        "broken-chain",
        23,
    ),
    ("    within: B-all\n", "", "no-bonus-points", 32),
    (
        "measures: [{question: {zh: 几分, en: how many points}}]",
        "measures: [{detector: dead_links}]",
        "bonus-by-detector",
        38,
    ),
    ("at_least: 0.05", "within: D-1\n    at_least: 0.05", "cap-outside-points", 44),
    (
        "      - detector: home_page_unreachable",
        "      - detector: home_page_unreachable\n        part: home",
        "value-of-several",
        45,
    ),
    (
        "      - detector: home_page_unreachable",
        "      - detector: home_page_unreachable\n      - detector: dead_links",
        "value-of-several",
        45,
    ),
    ("reduce: value", "reduce: value\n    unless_counted_under: [D-2]", "value-gives-way", 46),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), WIDE_MISTAKES, ids=lambda v: str(v)[:24])
def test_a_mistake_in_the_wider_keys_is_refused_with_line_and_remedy(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    assert old in WIDE
    path = written(tmp_path, WIDE.replace(old, new, 1))
    problems = check_system(path, KNOWN)
    assert (code, line) in [(p.code, p.place.line) for p in problems]
    assert all(p.remedy.zh and p.remedy.en and p.what.zh and p.what.en for p in problems)
    with pytest.raises(BadInput):
        load_system(path, KNOWN)
