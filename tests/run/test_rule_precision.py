"""A rule that people reject too often only asks a person, by itself, and comes back by itself."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from govgauge.model.detector import Detection
from govgauge.model.failure import BadInput, Conflict
from govgauge.model.finding import Evidence, Instance
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict
from govgauge.run.campaigns import judge_results
from govgauge.run.decisions import decide, precision, waiting
from govgauge.run.rule_precision import Fallen, RulePrecision, asking_a_person, fallen_rules
from govgauge.score.sampling.proportion import wilson
from tests.cli.test_cli import govgauge

from .conftest import QUIET
from .words_campaign import SYSTEM, found, page, site, start

WORDS = "扫黑险恶"
PAGES = {
    f"p{n}": page(f"第{n}项工作是开展{WORDS}{tail}。")
    for n, tail in enumerate(("斗争", "行动", "治理", "宣传", "检查", "督导", "培训"))
} | {"date": page("会议于2026年2月30日召开。")}
ANSWERS = site("欢迎访问本站首页。", **PAGES)


def rule(upheld: int, rejected: int, least: float | None = 0.9) -> RulePrecision:
    total = upheld + rejected
    return RulePrecision("d", "r", upheld, rejected, wilson(upheld / total, total), least)


@pytest.mark.parametrize(
    ("upheld", "rejected", "least", "fallen"),
    [
        (0, 4, 0.9, False),
        (0, 5, 0.9, True),
        (3, 2, 0.9, True),
        (4, 1, 0.9, False),
        (8, 2, 0.9, False),
        (60, 20, 0.9, True),
        (0, 50, None, False),
        (0, 50, 0.0, False),
    ],
)
def test_a_rule_falls_when_it_is_surely_below_what_is_asked(
    upheld: int, rejected: int, least: float | None, fallen: bool
) -> None:
    assert rule(upheld, rejected, least).fallen is fallen


def instance(mark: str, verdict: Verdict = Verdict.UNMET) -> Instance:
    kept = (Evidence("sha256:a", "u"),)
    return Instance("u", Text("甲", "a"), verdict, mark=mark, evidence=kept, value=2.0)


def test_only_what_a_fallen_rule_accuses_is_left_to_a_person() -> None:
    fallen = fallen_rules([rule(0, 9), RulePrecision("d", "s", 9, 0, wilson(1, 9), 0.9)])
    some = Detection(
        Verdict.UNMET, (instance("r 一"), instance("s 二")), 1, 1, value=4.0, unit_of_value="places"
    )
    kept = asking_a_person(some, "d", fallen)
    assert [i.verdict for i in kept.instances] == [Verdict.NEEDS_PERSON, Verdict.UNMET]
    assert (kept.verdict, kept.value) == (Verdict.UNMET, 2.0)
    all_of_it = Detection(Verdict.UNMET, (instance("r 一"),), 1, 1, value=2.0)
    assert asking_a_person(all_of_it, "d", fallen).verdict is Verdict.NEEDS_PERSON
    assert asking_a_person(some, "other", fallen) is some
    assert asking_a_person(some, "d", Fallen()) is some


def test_a_rule_people_keep_rejecting_falls_and_comes_back(tmp_path: Path) -> None:
    folder = start(tmp_path, "c", ANSWERS).folder
    before = judge_results(folder, "", QUIET)
    phrases = [f for f in found(before) if f.instance.mark.startswith("fixed_phrase ")]
    assert len(phrases) == 7 and len(found(before)) == 8
    for finding in phrases[:4]:
        decide(folder, "", finding.finding_id, False, "甲", "引用原文")
    assert judge_results(folder, "", QUIET).statistics["fallen_rules"] == []
    decide(folder, "", phrases[4].finding_id, False, "甲", "引用原文")
    with pytest.raises(Conflict, match="findings-outdated"):
        judge_results(folder, "", QUIET, True)
    after = judge_results(folder, "", QUIET)
    (fallen,) = after.statistics["fallen_rules"]
    assert (fallen["detector"], fallen["rule"]) == ("wrong_words", "fixed_phrase")
    assert (fallen["upheld"], fallen["rejected"], fallen["least"]) == (0, 5, 0.9)
    verdicts = {f.instance.mark.split()[0]: f.instance.verdict for f in found(after)}
    assert verdicts == {"fixed_phrase": Verdict.NEEDS_PERSON, "impossible": Verdict.UNMET}
    assert [f.finding_id for f in waiting(folder, "")] == [f.finding_id for f in phrases[5:]]
    (assessment,) = after.assessments.values()
    assert (assessment.score.low, assessment.score.high) == (97, 99)
    assert judge_results(folder, "", QUIET, True).assessments == after.assessments
    for finding in phrases[:5]:
        decide(folder, "", finding.finding_id, True, "乙", "复看确有错误")
    back = judge_results(folder, "", QUIET)
    assert back.statistics["fallen_rules"] == []
    assert {f.instance.verdict for f in found(back)} == {Verdict.UNMET}


def test_the_command_shows_each_rule_and_what_it_is_used_for(tmp_path: Path) -> None:
    folder = start(tmp_path, "c", ANSWERS).folder
    results = judge_results(folder, "", QUIET)
    for finding in found(results):
        decide(folder, "", finding.finding_id, "impossible" in finding.instance.mark, "甲", "看过")
    read = orjson.loads(govgauge("findings", "precision", "-w", str(tmp_path), "--json").stdout)
    told = [(r["rule"], r["upheld"], r["rejected"], r["least"], r["fallen"]) for r in read]
    assert told == [("fixed_phrase", 0, 7, 0.9, True), ("impossible", 1, 0, 0.9, False)]
    assert read[0]["high"] == pytest.approx(0.354, abs=0.001)
    said = govgauge("findings", "precision", "-w", str(tmp_path))
    assert "转人工复核" in said.stdout
    judged = govgauge("judge", "-w", str(tmp_path), "--no-report", "--lang", "en")
    assert "rule wrong_words fixed_phrase: people upheld 0/7" in judged.stdout
    assert len(precision(folder, "")) == 2


def test_a_system_sets_how_precise_a_rule_must_be(tmp_path: Path) -> None:
    lenient = SYSTEM.replace(
        "{detector: wrong_words}", "{detector: wrong_words, params: {least_precision: 0}}"
    )
    folder = start(tmp_path / "a", "c", ANSWERS, system=lenient).folder
    for finding in found(judge_results(folder, "", QUIET)):
        decide(folder, "", finding.finding_id, False, "甲", "看过")
    assert judge_results(folder, "", QUIET).statistics["fallen_rules"] == []
    with pytest.raises(BadInput, match="bad-precision"):
        start(tmp_path / "b", "c", ANSWERS, system=lenient.replace("precision: 0", "precision: 9"))
