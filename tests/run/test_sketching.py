"""Campaign detectors over a real campaign: sketched, judged together, the same every time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from govgauge.model.campaign import Opening, Plan
from govgauge.model.finding import Finding
from govgauge.model.verdict import Reason, Verdict
from govgauge.run.campaigns import judge_campaign, resume_campaign, start_campaign
from govgauge.run.custody import delete_evidence
from govgauge.run.inspection import inspect_site
from govgauge.run.places import campaign_at, workspace_at
from govgauge.run.system_effects import system_effects
from govgauge.run.verifying import verify_evidence
from govgauge.store.results import ResultsFolder
from govgauge.store.workspace import CampaignFolder, Workspace

from .conftest import AS_OF, QUIET
from .raw_server import raw_server

SYSTEM = """
id: names
version: "1"
status: draft
title: {zh: 名称, en: names}
sources: [tests]
full_marks: 100
indicators:
  - code: N-1
    stage: note
    title: {zh: 套用, en: copied}
    clause: tests
    grade: D
    measures: [{detector: copycat_titles}]
  - code: N-2
    stage: note
    title: {zh: 异写, en: deviations}
    clause: tests
    grade: D
    measures:
      - detector: crowd_words
        params: {least_pages: 12, least_units: 2, ratio: 6, share: 0.8}
"""
SITES = (
    "unit_id,name,url\n1304000001,甲河县人民政府,http://one.x.gov.cn/\n"
    "1304000002,乙河县人民政府,http://two.x.gov.cn/\n"
)
# Both hosts show these pages: the title is the second unit's own.
NUMBERS = "一二三四五六七"
TITLE = "乙河县人民政府门户网站"
RIGHT, WRONG = "会议部署逐项整改销号工作", "会议部署逐项整改消号工作"


def page(title: str, body: str) -> bytes:
    text = f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
    )
    return head % len(text) + text


ANSWERS = {
    "/": page(
        TITLE, "".join(f"<p><a href='/{n}.html'>第{c}页</a></p>" for n, c in enumerate(NUMBERS))
    ),
    **{
        f"/{n}.html": page(c, f"<p>{c}月，{WRONG if n == 6 else RIGHT}，{'政务公开 ' * 60}。</p>")
        for n, c in enumerate(NUMBERS)
    },
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sketched")
    (root / "names.yaml").write_text(SYSTEM, "utf-8")
    (root / "sites.csv").write_text(SITES, "utf-8")
    with raw_server(ANSWERS) as (address, _):
        opening = Opening(("127.0.0.1/32",), (("*.x.gov.cn", address),))
        plan = Plan(opening=opening, full_speed=True)
        end = start_campaign(
            root / "sites.csv", str(root / "names.yaml"), workspace_at(root), "c", AS_OF, plan, 1,
            False, QUIET,
        )  # fmt: skip
    assert end.failed == ()
    return root


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    shutil.copytree(made, tmp_path / "w")
    return campaign_at(tmp_path / "w", "c")


def found(folder: CampaignFolder, detector: str) -> list[Finding]:
    (results,) = folder.all_results()
    every = [f for u in folder.read_units() for f in ResultsFolder(results).findings_of(u.unit_id)]
    return [f for f in every if f.detector == detector]


def files(folder: CampaignFolder) -> dict[str, bytes]:
    paths = [p for part in ("results", "report") for p in sorted((folder.path / part).rglob("*"))]
    kept = [p for p in paths if p.is_file() and p.name != "run.json"]
    return {str(p.relative_to(folder.path)): p.read_bytes() for p in kept}


def sketches(folder: CampaignFolder) -> list[Path]:
    return sorted((folder.path / "sketches").rglob("*.sketch"))


def test_the_copy_is_found_and_the_unit_whose_name_it_is_is_not(folder: CampaignFolder) -> None:
    (finding,) = found(folder, "copycat_titles")
    assert finding.unit_id == "1304000001"
    assert finding.instance.verdict is Verdict.NEEDS_PERSON
    assert "1304000002" in finding.instance.says.zh
    assert len(sketches(folder)) == 4


def test_the_crowd_finds_a_phrase_only_one_page_of_each_site_writes_so(
    folder: CampaignFolder,
) -> None:
    findings = found(folder, "crowd_words")
    assert [f.instance.target for f in findings] == [
        "http://one.x.gov.cn/6.html",
        "http://two.x.gov.cn/6.html",
    ]
    assert {f.instance.verdict for f in findings} == {Verdict.NEEDS_PERSON}
    assert "12 个页面" in findings[0].instance.says.zh


def test_judging_again_gives_the_same_bytes_with_sketches_and_without(
    folder: CampaignFolder,
) -> None:
    before = files(folder)
    judge_campaign(folder, "", QUIET)
    assert files(folder) == before
    judge_campaign(folder, "", QUIET, stored_findings=True)
    assert files(folder) == before
    shutil.rmtree(folder.path / "sketches")
    judge_campaign(folder, "", QUIET)
    assert files(folder) == before
    for unit in folder.read_units():
        folder.unit(unit.unit_id).done.unlink()
    resume_campaign(folder, 2, QUIET)
    assert files(folder) == before


def test_a_stored_sketch_is_used_and_a_damaged_one_made_again(folder: CampaignFolder) -> None:
    before, first = files(folder), sketches(folder)[0]
    whole = first.read_bytes()
    first.write_bytes(whole[:-9])
    judge_campaign(folder, "", QUIET)
    assert first.read_bytes() == whole
    assert files(folder) == before
    for unit in folder.read_units():
        (folder.unit(unit.unit_id).facts / "labels.parquet").write_bytes(b"damaged")
    judge_campaign(folder, "", QUIET)
    assert files(folder) == before


def test_a_unit_not_gathered_is_open_and_still_known_by_its_name(folder: CampaignFolder) -> None:
    folder.unit("1304000002").done.unlink()
    results, _ = judge_campaign(folder, "", QUIET)
    assert [f.unit_id for f in found(folder, "copycat_titles")] == ["1304000001"]
    missing = results.assessments["1304000002"].coverage.missing
    assert set(missing) == {Reason.NOT_GATHERED}


def test_sketches_are_no_evidence_and_go_with_it(folder: CampaignFolder) -> None:
    assert verify_evidence(folder, lambda done, total: None) == []
    delete_evidence(Workspace(folder.workspace), folder, "1304000001", "当事人申请", "张三")
    assert sketches(folder) == []


def test_systems_are_compared_with_campaign_detectors_answered(folder: CampaignFolder) -> None:
    (system,) = (folder.path / "systems").iterdir()
    assert system_effects(folder, str(system), str(system)).changed == ()


def test_one_site_inspected_alone_is_undetermined(made: Path, tmp_path: Path) -> None:
    with raw_server(ANSWERS) as (address, _):
        opening = Opening(("127.0.0.1/32",), (("*.x.gov.cn", address),))
        plan = Plan(opening=opening, full_speed=True)
        end = inspect_site(
            "http://one.x.gov.cn/", str(made / "names.yaml"), tmp_path, AS_OF, plan, QUIET
        )
    (assessment,) = end.results.assessments.values()
    assert [i.verdict for i in assessment.indicators] == [Verdict.UNDETERMINED] * 2
    assert set(assessment.coverage.missing) == {Reason.CAMPAIGN_NEEDED}
