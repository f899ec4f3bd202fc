"""Scoring stored findings again: the same bytes as judging from facts, or a refusal."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from govgauge.model.failure import BadInput, Conflict
from govgauge.run import scoring_again
from govgauge.run.campaigns import judge_campaign, judge_results
from govgauge.store.detections import DETECTIONS
from govgauge.store.workspace import CampaignFolder

from .conftest import QUIET
from .small_campaign import copied, make_campaign


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("stored"))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path / "w")


def files_of(folder: CampaignFolder) -> dict[str, bytes]:
    """Every file of results and report but run.json."""
    paths = [p for part in ("results", "report") for p in sorted((folder.path / part).rglob("*"))]
    kept = [p for p in paths if p.is_file() and p.name != "run.json"]
    return {str(p.relative_to(folder.path)): p.read_bytes() for p in kept}


def results_of(folder: CampaignFolder) -> Path:
    (results,) = folder.all_results()
    return results


@pytest.mark.parametrize("system", ["", "inspection-2019-draft"])
def test_stored_findings_give_the_results_of_facts_byte_by_byte(
    folder: CampaignFolder, system: str
) -> None:
    judge_campaign(folder, system, QUIET)
    before = files_of(folder)
    judge_campaign(folder, system, QUIET, stored_findings=True)
    assert files_of(folder) == before
    assert any(name.endswith("assessments.jsonl") for name in before)


def test_no_fact_is_read(folder: CampaignFolder) -> None:
    before = files_of(folder)
    for unit in folder.read_units():
        for path in folder.unit(unit.unit_id).facts.iterdir():
            path.write_bytes(b"")
    judge_campaign(folder, "", QUIET, stored_findings=True)
    assert files_of(folder) == before


def test_evidence_gathered_anew_is_judged_from_facts(folder: CampaignFolder) -> None:
    unit_id = folder.read_units()[1].unit_id
    folder.unit(unit_id).done.write_bytes(b'{"manifest_sha256": "other"}')
    with pytest.raises(Conflict, match=unit_id) as refused:
        judge_campaign(folder, "", QUIET, stored_findings=True)
    assert refused.value.code == "findings-outdated"


def test_a_unit_that_was_open_then_and_is_gathered_now_is_judged_from_facts(
    folder: CampaignFolder,
) -> None:
    done = folder.unit(folder.read_units()[0].unit_id).done
    marker = done.read_bytes()
    done.unlink()
    judge_campaign(folder, "", QUIET)
    half = files_of(folder)
    judge_campaign(folder, "", QUIET, stored_findings=True)
    assert files_of(folder) == half
    done.write_bytes(marker)
    with pytest.raises(Conflict):
        judge_campaign(folder, "", QUIET, stored_findings=True)


def test_findings_of_another_detector_version_are_refused(
    folder: CampaignFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = scoring_again.made_by

    def newer(*about: object) -> dict[str, object]:
        made = real(*about)  # type: ignore[arg-type]
        return made | {"runs": [[name, digest, n + 1] for name, digest, n in made["runs"]]}

    monkeypatch.setattr(scoring_again, "made_by", newer)
    with pytest.raises(Conflict) as refused:
        judge_campaign(folder, "", QUIET, stored_findings=True)
    assert refused.value.code == "findings-outdated"


def test_findings_of_another_time_point_are_refused(folder: CampaignFolder) -> None:
    campaign = folder.read_campaign()
    folder.write_campaign(attrs.evolve(campaign, as_of=campaign.as_of.replace(day=1)))
    with pytest.raises(Conflict) as refused:
        judge_campaign(folder, "", QUIET, stored_findings=True)
    assert refused.value.code == "findings-outdated"


def test_without_stored_findings_the_way_to_get_them_is_told(folder: CampaignFolder) -> None:
    (results_of(folder) / DETECTIONS).unlink()
    with pytest.raises(BadInput) as refused:
        judge_campaign(folder, "", QUIET, stored_findings=True)
    assert refused.value.code == "no-stored-findings"
    with pytest.raises(BadInput) as refused:
        judge_campaign(folder, "inspection-2019-draft", QUIET, stored_findings=True)
    assert refused.value.code == "no-stored-findings"


def test_findings_whose_seals_are_lost_are_refused(folder: CampaignFolder) -> None:
    folder.judged_from(results_of(folder).name).unlink()
    with pytest.raises(BadInput) as refused:
        judge_campaign(folder, "", QUIET, stored_findings=True)
    assert refused.value.code == "damaged-file"


@pytest.mark.parametrize("name", [DETECTIONS, "findings.parquet"])
def test_damaged_findings_are_refused(folder: CampaignFolder, name: str) -> None:
    path = results_of(folder) / name
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BadInput) as refused:
        judge_campaign(folder, "", QUIET, stored_findings=True)
    assert refused.value.code == "damaged-findings"


def test_results_without_a_report_take_the_old_report_away(folder: CampaignFolder) -> None:
    before = files_of(folder)
    results = judge_results(folder, "", QUIET, stored_findings=True)
    assert not folder.report(results.system.key).exists()
    assert files_of(folder) == {n: b for n, b in before.items() if n.startswith("results")}
