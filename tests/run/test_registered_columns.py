"""A campaign is judged by its list of columns: classes, times, and exemptions until their end."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from govgauge.model.campaign import Opening, Plan
from govgauge.model.failure import Conflict
from govgauge.model.finding import Finding
from govgauge.model.results import Results
from govgauge.model.verdict import Verdict
from govgauge.modelcity.server import city_server
from govgauge.run.campaigns import judge_campaign, start_campaign
from govgauge.run.places import workspace_at
from govgauge.run.registered_columns import keep_columns
from govgauge.store.workspace import CampaignFolder

from .conftest import AS_OF, QUIET
from .small_campaign import copied

_HEAD = ["unit_id", "name", "url", "class", "limit_days", "exempt", "reason", "until"]


@pytest.fixture(scope="module")
def made(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one finished campaign ``c`` over the small city."""
    root = tmp_path_factory.mktemp("columns")
    log = root / "requests.log"
    log.touch()
    with city_server(city, log) as address:
        plan = Plan(opening=Opening(resolve=(("*", address),)), full_speed=True)
        sites = city / "sites.csv"
        workspace = workspace_at(root)
        start_campaign(sites, "census-2015", workspace, "c", AS_OF, plan, 1, False, QUIET)
    return root


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path / "w")


def write(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_HEAD, *rows])
    return path


def of_columns(results: Results) -> dict[tuple[str, str], list[Finding]]:
    """The findings of blank and stale columns, by unit and address."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for unit_id in results.units:
        for finding in results.findings_of(unit_id):
            if finding.detector in ("blank_columns", "stale_columns"):
                key = (unit_id, finding.instance.target)
                found.setdefault(key, []).append(finding)
    return found


def a_fault(folder: CampaignFolder) -> tuple[str, str]:
    """A column that is found blank or stale without a list."""
    results, _ = judge_campaign(folder, "", QUIET)
    for key, findings in sorted(of_columns(results).items()):
        if any(f.instance.verdict is Verdict.UNMET for f in findings):
            return key
    pytest.fail("the small campaign has no blank or stale column")


def verdicts(folder: CampaignFolder, key: tuple[str, str]) -> set[Verdict]:
    results, _ = judge_campaign(folder, "", QUIET)
    return {f.instance.verdict for f in of_columns(results).get(key, [])}


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2026-11-24", {Verdict.NOT_APPLICABLE}),
        ("2027-06-30", {Verdict.NOT_APPLICABLE}),
        ("2026-11-23", {Verdict.UNMET}),
    ],
)
def test_an_exempt_column_is_no_finding_until_its_end(
    folder: CampaignFolder, tmp_path: Path, until: str, expected: set[Verdict]
) -> None:
    unit_id, url = a_fault(folder)
    row = [unit_id, "某栏目", url, "", "", "是", "机构改革，栏目归并中", until]
    assert keep_columns(folder, write(tmp_path / "columns.csv", row)) == ()
    assert verdicts(folder, (unit_id, url)) == expected


def test_the_report_says_what_is_exempt_why_and_until_when(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    unit_id, url = a_fault(folder)
    row = [unit_id, "某栏目", url.rstrip("/"), "", "", "是", "机构改革，栏目归并中", "2026-12-31"]
    keep_columns(folder, write(tmp_path / "columns.csv", row))
    _, report = judge_campaign(folder, "", QUIET)
    pages = list(report.index.parent.glob(f"units/{unit_id}*.html"))
    assert pages
    text = pages[0].read_text("utf-8")
    assert "已登记豁免至 2026-12-31" in text
    assert "机构改革，栏目归并中" in text


def test_a_list_outdates_stored_findings(folder: CampaignFolder, tmp_path: Path) -> None:
    unit_id, url = a_fault(folder)
    row = [unit_id, "某栏目", url, "", "", "是", "改版", "2026-12-31"]
    keep_columns(folder, write(tmp_path / "columns.csv", row))
    with pytest.raises(Conflict, match="findings-outdated"):
        judge_campaign(folder, "", QUIET, stored_findings=True)


def test_rows_that_cannot_be_used_are_told_and_the_good_ones_kept(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    unit_id = folder.read_units()[0].unit_id
    path = write(
        tmp_path / "columns.csv",
        [unit_id, "甲", "http://a.gov.cn/x/", "news", "30", "", "", ""],
        [unit_id, "乙", "http://a.gov.cn/y/", "nonsense", "", "", "", ""],
        ["9999999999", "丙", "http://b.gov.cn/", "", "", "", "", ""],
        [unit_id, "丁", "http://a.gov.cn/z/", "", "", "是", "", "2026-12-31"],
    )
    problems = keep_columns(folder, path)
    assert {p.code for p in problems} == {"unknown-unit", "unknown-class", "no-reason"}
    assert [p.dropped for p in problems if p.code == "unknown-class"] == [False]
    assert [c.name for c in folder.read_columns()] == ["甲", "乙"]
