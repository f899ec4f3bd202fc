"""Windows and observation periods as keys of an indicator: what the detectors get, and mistakes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from govgauge.detect import find_detectors
from govgauge.model.detector import Span
from govgauge.score.differences import differences
from govgauge.score.load import check_system, load_system
from tests.detect.conftest import AS_OF, judged

KNOWN = {name: shelved.about for name, shelved in find_detectors().items()}
LIMITS: dict[str, int] = next(p.default for p in KNOWN["stale_columns"].parameters if p.span)
STAGES = """\
id: a
version: "1"
status: draft
title: {zh: 甲, en: a}
indicators:
  - code: V-1
    stage: veto
    title: {zh: 一, en: one}
    clause: 第一条
    grade: A
    at_least: 1
"""
TREE = """\
id: a
version: "1"
status: draft
title: {zh: 甲, en: a}
tree:
  - code: T1
    title: {zh: 一, en: one}
    weight: 1
    weight_grade: A
    clause: 第一条
    grade: A
    scale: {from: 5, to: 0}
"""


def written(folder: Path, head: str, *lines: str) -> Path:
    path = folder / "system.yaml"
    path.write_text(head + "".join(f"    {line}\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize(
    ("lines", "run"),
    [
        (
            ("window_days: 30", "measures: [{detector: stale_home_page}]"),
            ("stale_home_page", {"window_days": 30}),
        ),
        (
            (
                "measures: [{detector: stale_home_page, params: {least_items: 10}}]",
                "window_days: 7",
            ),
            ("stale_home_page", {"least_items": 10, "window_days": 7}),
        ),
        (
            ("observation_days: 14", "measures: [{detector: home_page_unreachable}]"),
            ("home_page_unreachable", {"days": 14}),
        ),
        (
            ("window_days: 90", "measures: [{detector: stale_columns, parts: [news, policy]}]"),
            ("stale_columns", {"limit_days": {**LIMITS, "news": 90, "policy": 90}}),
        ),
        (
            ("window_days: 90", "measures: [{detector: stale_columns}]"),
            ("stale_columns", {"limit_days": dict.fromkeys(LIMITS, 90)}),
        ),
    ],
)
@pytest.mark.parametrize("head", [STAGES, TREE])
def test_days_reach_the_detector_under_its_own_name(
    tmp_path: Path, head: str, lines: tuple[str, ...], run: tuple[str, dict[str, Any]]
) -> None:
    assert load_system(written(tmp_path, head, *lines), KNOWN).runs() == (run,)


def test_only_detectors_that_know_the_span_are_given_it(tmp_path: Path) -> None:
    path = written(
        tmp_path, STAGES, "window_days: 20",
        "measures:",
        "  - {detector: stale_columns, parts: [news]}",
        "  - {detector: blank_columns, parts: [news]}",
        "  - question: {zh: 问, en: ask}",
    )  # fmt: skip
    stale, blank, question = load_system(path, KNOWN).indicators[0].measures
    assert stale.params == {"limit_days": {**LIMITS, "news": 20}}
    assert (blank.params, question.params) == ({}, {})


def test_the_key_and_the_parameter_say_the_same(tmp_path: Path) -> None:
    """Written either way it is one system, and another number is told by systems diff."""
    key = ("window_days: 30", "measures: [{detector: stale_home_page}]")
    param = ("measures: [{detector: stale_home_page, params: {window_days: 30}}]",)
    less = ("window_days: 20", "measures: [{detector: stale_home_page}]")
    by_key, by_param, other = (
        load_system(written(tmp_path, STAGES, *lines), KNOWN) for lines in (key, param, less)
    )
    assert differences(by_key, by_param) == ()
    (told,) = differences(by_key, other)
    assert (told.code, told.key) == ("V-1", "measures")
    assert told.before == "[{detector: stale_home_page, params: {window_days: 30}}]"
    assert told.after == "[{detector: stale_home_page, params: {window_days: 20}}]"


@pytest.mark.parametrize(("days", "verdict"), [(19, "unmet"), (21, "met")])
def test_what_the_key_says_decides_what_is_found(tmp_path: Path, days: int, verdict: str) -> None:
    """One item, twenty days old."""
    path = written(
        tmp_path, STAGES, f"window_days: {days}", "measures: [{detector: stale_home_page}]"
    )
    ((detector, params),) = load_system(path, KNOWN).runs()
    day = (AS_OF - timedelta(days=20)).date().isoformat()
    home = {"page_seq": 0, "url": "http://www.a.gov.cn/", "name": "首页", "column_class": "home"}
    target = "http://www.a.gov.cn/0.html"
    item = {"page_seq": 0, "position": 0, "title": "第1条信息", "target": target}
    facts = {
        "columns": [home | {"level": 0, "item_count": 5}],
        "column_items": [item | {"date": day, "dated_by": "list"}],
    }
    assert judged(detector, facts, params).verdict == verdict


MISTAKES = [
    (("window_days: 14", "measures: [{detector: dead_links}]"), "span-nobody-knows", 12),
    (("window_days: 14", "measures: [{question: {zh: 问, en: a}}]"), "span-nobody-knows", 12),
    (("observation_days: 7", "measures: [{detector: stale_home_page}]"), "span-nobody-knows", 12),
    (("window_days: 0", "measures: [{detector: stale_home_page}]"), "not-a-whole-number", 12),
    (("window_days: 1.5", "measures: [{detector: stale_home_page}]"), "not-a-whole-number", 12),
    (("window_days: two", "measures: [{detector: stale_home_page}]"), "not-a-number", 12),
    (
        ("measures: [{detector: stale_home_page, params: {window_days: 9}}]", "window_days: 9"),
        "span-twice",
        13,
    ),
    (("window_day: 14", "measures: [{detector: stale_home_page}]"), "unknown-key", 12),
]


@pytest.mark.parametrize(("lines", "code", "line"), MISTAKES)
def test_mistakes_are_told_with_line_and_remedy(
    tmp_path: Path, lines: tuple[str, ...], code: str, line: int
) -> None:
    problems = check_system(written(tmp_path, STAGES, *lines), KNOWN)
    (found,) = [p for p in problems if p.code == code]
    assert found.place.line == line
    assert found.remedy.zh
    assert found.remedy.en


def test_the_remedy_names_detectors_that_take_the_key(tmp_path: Path) -> None:
    path = written(tmp_path, STAGES, "window_days: 14", "measures: [{detector: dead_links}]")
    (found,) = check_system(path, KNOWN)
    able = {n for n, about in KNOWN.items() if any(p.span is Span.WINDOW for p in about.parameters)}
    assert able >= {"stale_home_page", "stale_columns"}
    assert all(name in found.remedy.en for name in able)


def test_an_unknown_detector_is_told_once(tmp_path: Path) -> None:
    path = written(tmp_path, STAGES, "window_days: 14", "measures: [{detector: dead_lnks}]")
    assert [p.code for p in check_system(path, KNOWN)] == ["unknown-detector"]
