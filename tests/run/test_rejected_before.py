"""What people rejected in one campaign does not come back in the next, and only that."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import orjson

from govgauge.model.finding import Finding
from govgauge.model.results import Results
from govgauge.run.campaigns import judge_campaign, judge_results
from govgauge.run.decisions import decide, precision
from govgauge.run.places import campaign_at
from govgauge.run.stored_results import stored_results
from govgauge.store.workspace import CampaignFolder
from tests.cli.test_cli import govgauge

from .conftest import AS_OF, QUIET
from .raw_server import html
from .small_campaign import ANSWERS, PARAGRAPH
from .words_campaign import FILLER, SYSTEM, found, page, site, start

LATER = AS_OF + timedelta(days=90)
LINE = "深入开展扫黑险恶专项斗争。"
FIRST = site("欢迎访问本站首页。", a=page(LINE), b=page("请到扫黑险恶路一号办理。"))


def counted(results: Results) -> int:
    (assessment,) = results.assessments.values()
    return sum(score.counted_low for score in assessment.indicators)


def events(folder: CampaignFolder) -> list[dict[str, str]]:
    path = folder.results("wording@1") / "reviews.jsonl"
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def reject(folder: CampaignFolder, finding: Finding, why: str = "引用原文") -> None:
    decide(folder, "", finding.finding_id, False, "甲", why)


def at(findings: list[Finding], ending: str) -> Finding:
    (one,) = (f for f in findings if f.instance.target.endswith(ending))
    return one


def test_a_rejected_finding_stays_rejected_though_its_page_changed(tmp_path: Path) -> None:
    first = start(tmp_path, "c1", FIRST)
    one = at(found(first.results), "/a")
    reject(first.folder, one)
    changed = FIRST | {"/a": page("今年又有新的进展。", f"据悉，{LINE}", "下一步继续推进。")}
    second = start(tmp_path, "c2", changed, as_of=LATER)
    assert at(found(second.results), "/a").finding_id == one.finding_id
    assert (counted(first.results), counted(second.results)) == (2, 1)
    (taken_over,) = events(second.folder)
    assert (taken_over["subject"], taken_over["value"]) == (one.finding_id, "c1")
    assert (taken_over["who"], taken_over["why"]) == ("甲", "引用原文")
    for stored in (False, True):
        assert counted(judge_results(second.folder, "", QUIET, stored)) == 1
    assert len(events(second.folder)) == 1


def test_the_same_words_on_another_page_are_the_same_finding_to_people(tmp_path: Path) -> None:
    first = start(tmp_path, "c1", FIRST)
    reject(first.folder, at(found(first.results), "/a"))
    moved = site(LINE, a=page(LINE), b=page("请到扫黑险恶路一号办理。"))
    second = start(tmp_path, "c2", moved, as_of=LATER)
    assert sorted(f.instance.target[-2:] for f in found(second.results)) == ["/b", "n/"]
    assert counted(second.results) == 1 and len(events(second.folder)) == 1
    other = moved | {"/": html(f"<p>继续推进扫黑险恶。</p><a href='/a'>第a页</a>{FILLER}")}
    assert counted(start(tmp_path, "c3", other, as_of=LATER).results) == 1


def test_who_decides_anew_has_the_last_word_also_later(tmp_path: Path) -> None:
    first = start(tmp_path, "c1", FIRST)
    one = at(found(first.results), "/a")
    reject(first.folder, one)
    second = start(tmp_path, "c2", FIRST, as_of=LATER)
    decide(second.folder, "", one.finding_id, True, "乙", "复看确有错误")
    assert counted(judge_results(second.folder, "", QUIET)) == 2
    third = start(tmp_path, "c3", FIRST, as_of=LATER + timedelta(days=1))
    assert counted(third.results) == 2 and events(third.folder) == []
    assert [(p.upheld, p.rejected) for p in precision(third.folder, "")] == [(1, 0)]


def test_a_campaign_before_hears_nothing_of_what_was_decided_later(tmp_path: Path) -> None:
    first = start(tmp_path, "c1", FIRST)
    second = start(tmp_path, "c2", FIRST, as_of=LATER)
    reject(second.folder, at(found(second.results), "/a"))
    assert counted(judge_results(first.folder, "", QUIET)) == 2
    assert events(first.folder) == []


def test_a_link_said_dead_wrongly_may_be_dead_in_the_next_campaign(tmp_path: Path) -> None:
    system = SYSTEM.replace("{detector: wrong_words}", "{detector: dead_links}")
    answers = {**ANSWERS, "/gone": html(f"<p>恢复</p>{PARAGRAPH}")} | {
        "/c": html(f"<a href='/missing'>不存在的页面</a>{PARAGRAPH}")
    }
    first = start(tmp_path, "c1", answers, system=system)
    (dead, *_) = found(first.results, "dead_links")
    reject(first.folder, dead, "链接已恢复")
    second = start(tmp_path, "c2", answers, system=system, as_of=LATER)
    assert dead.finding_id in {f.finding_id for f in found(second.results, "dead_links")}
    assert counted(second.results) == counted(first.results) and events(second.folder) == []


def test_results_that_were_judged_before_need_no_other_campaign(tmp_path: Path) -> None:
    first = start(tmp_path, "c1", FIRST)
    reject(first.folder, at(found(first.results), "/a"))
    start(tmp_path, "c2", FIRST, as_of=LATER)
    first.folder.path.rename(tmp_path / "gone")
    assert counted(judge_results(campaign_at(tmp_path, "c2"), "", QUIET)) == 1


def test_reports_and_screens_accuse_nobody_of_what_was_rejected(tmp_path: Path) -> None:
    folder = start(tmp_path, "c1", FIRST).folder
    results = judge_results(folder, "", QUIET)
    reject(folder, at(found(results), "/a"))
    results, report = judge_campaign(folder, "", QUIET)
    unit = (report.index.parent / "units" / "1304000009.html").read_text("utf-8")
    assert "另有 1 条经人工驳回" in unit
    assert "one.x.gov.cn/b</a>" in unit and "one.x.gov.cn/a</a>" not in unit
    assert [f.instance.target[-2:] for f in results.standing_of("1304000009")] == ["/b"]
    with zipfile.ZipFile(report.index.parent / "tables.xlsx") as book:
        sheets = [book.read(n).decode() for n in book.namelist() if "worksheets/" in n]
    assert sum(sheet.count("已驳回") for sheet in sheets) == 1
    said = govgauge(
        "judge", "-w", str(tmp_path), "--stored-findings", "--no-report", "--lang", "zh"
    )
    assert "1 问题" in said.stdout and said.returncode == 0, said.stderr
    stored = stored_results(folder, "wording@1")
    assert stored.rejected == results.rejected and len(stored.rejected) == 1
