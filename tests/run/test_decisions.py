"""People decide about findings: what they reject never counts again, and rules are measured by them."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from govgauge.model.failure import BadInput
from govgauge.model.results import Results
from govgauge.model.verdict import Verdict
from govgauge.run.campaigns import judge_results
from govgauge.run.decisions import decide, precision, waiting
from govgauge.run.places import campaign_at
from govgauge.store.workspace import CampaignFolder
from tests.cli.test_cli import govgauge

from .conftest import QUIET
from .raw_server import html
from .small_campaign import ANSWERS, PARAGRAPH, copied, dead_link, make_campaign

SYSTEM = "census-2015"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("decisions"))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path / "w")


def counted(results: Results, unit_id: str) -> int:
    scores = results.assessments[unit_id].indicators
    return sum(s.counted_low for s in scores if s.finding_ids)


def test_a_rejected_finding_never_counts_again_and_nothing_is_gathered_anew(
    folder: CampaignFolder,
) -> None:
    fault = dead_link(folder)
    before = judge_results(folder, SYSTEM, QUIET)
    decide(folder, SYSTEM, fault.finding_id, False, "甲", "链接已恢复")
    for stored in (True, False):
        after = judge_results(folder, SYSTEM, QUIET, stored)
        assert counted(after, fault.unit_id) < counted(before, fault.unit_id)
        assert fault.finding_id in {f.finding_id for f in after.findings_of(fault.unit_id)}


def test_a_decision_may_be_turned_round_and_both_stand_in_the_record(
    folder: CampaignFolder,
) -> None:
    fault = dead_link(folder)
    assert decide(folder, SYSTEM, fault.finding_id[:10], False, "甲", "看错").state == "rejected"
    assert decide(folder, SYSTEM, fault.finding_id[:10], True, "乙", "复看").state == "confirmed"
    lines = (folder.results("census-2015@2") / "reviews.jsonl").read_bytes().splitlines()
    assert [orjson.loads(line)["who"] for line in lines] == ["甲", "乙"]


def test_how_often_people_upheld_a_rule_is_told_with_its_interval(folder: CampaignFolder) -> None:
    assert precision(folder, SYSTEM) == []
    found = [
        f
        for unit in folder.read_units()
        for f in judge_results(folder, SYSTEM, QUIET).findings_of(unit.unit_id)
        if f.detector == "dead_links" and f.instance.verdict is Verdict.UNMET
    ]
    for number, finding in enumerate(found):
        decide(folder, SYSTEM, finding.finding_id, number > 0, "甲", "逐条看过")
    (one,) = precision(folder, SYSTEM)
    assert (one.detector, one.rejected, one.upheld) == ("dead_links", 1, len(found) - 1)
    assert 0 <= one.interval.low <= one.precision <= one.interval.high <= 1


DATES = """\
id: dates
version: "1"
status: draft
title: {zh: 日期, en: Dates}
sources: [甲]
indicators:
  - code: N-1
    stage: note
    title: {zh: 日期存疑, en: doubtful dates}
    clause: 第一条
    grade: A
    measures: [{detector: forged_dates}]
"""
AHEAD = html(f"<h1>关于开展工作的通知</h1><p>发布时间：2027-05-01</p>{PARAGRAPH}")


def test_what_waits_for_a_person_is_listed_until_it_is_decided(tmp_path: Path) -> None:
    (tmp_path / "dates.yaml").write_text(DATES, "utf-8")
    root = make_campaign(tmp_path / "w", {**ANSWERS, "/a": AHEAD})
    folder, system = campaign_at(root, "c"), str(tmp_path / "dates.yaml")
    judge_results(folder, system, QUIET)
    asked = list(waiting(folder, system))
    assert {f.detector for f in asked} == {"forged_dates"} and len(asked) == 2
    decide(folder, system, asked[0].finding_id, False, "甲", "会议日期")
    assert list(waiting(folder, system)) == asked[1:]


@pytest.mark.parametrize(
    ("finding_id", "who", "why", "code"),
    [
        ("ffffffffffff0000", "甲", "看过", "no-finding"),
        ("", "甲", "看过", "which-finding"),
        (None, " ", "看过", "no-reason"),
        (None, "甲", "", "no-reason"),
    ],
)
def test_a_decision_needs_a_finding_a_name_and_a_reason(
    folder: CampaignFolder, finding_id: str | None, who: str, why: str, code: str
) -> None:
    wanted = dead_link(folder).finding_id if finding_id is None else finding_id
    with pytest.raises(BadInput, match=code):
        decide(folder, SYSTEM, wanted, False, who, why)


def test_the_commands_say_what_comes_next(folder: CampaignFolder) -> None:
    where = ("-w", str(folder.path.parent.parent))
    assert govgauge("findings", "list", *where).returncode == 0
    fault = dead_link(folder).finding_id
    said = govgauge("findings", "reject", fault, "--by", "甲", "--why", "已恢复", *where)
    assert said.returncode == 0 and "已驳回" in said.stdout and "--stored-findings" in said.stdout
    table = orjson.loads(govgauge("findings", "precision", *where, "--json").stdout)
    assert table[0]["rejected"] == 1
    wrong = govgauge("findings", "confirm", "nonsense", "--by", "甲", "--why", "x", *where)
    assert wrong.returncode == 2 and "no-finding" in wrong.stderr
