"""One campaign, one plan, one system: what differs is named, and nothing is ignored."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import attrs
import orjson
import pytest

from govgauge.model.campaign import Authorisation, Opening, Plan, PolicyKind
from govgauge.model.failure import BadInput, Conflict
from govgauge.model.verdict import Verdict
from govgauge.run.campaigns import RunEnd, judge_campaign, resume_campaign, start_campaign
from govgauge.run.inspection import inspect_site
from govgauge.run.places import workspace_at
from govgauge.run.planning import BEIJING
from govgauge.run.verifying import verify_evidence
from govgauge.score.load import find_system
from govgauge.store.facts_reading import read_visits
from govgauge.store.records import canonical_json

from .conftest import AS_OF, QUIET, result_files
from .raw_server import html, raw_server

PLAN = Plan(max_pages=2, full_speed=True)
MANDATED = attrs.evolve(
    PLAN,
    policy=PolicyKind.MANDATE,
    authorisation=Authorisation("省政府办公厅", "办函〔2026〕1号", "2026-01-01"),
)
PAGES = {"/": html("<a href='/a'>a</a><a href='/b'>b</a>"), "/a": html("a"), "/b": html("b")}


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    """A small site: its ``ADDRESS:PORT`` and the paths asked for."""
    with raw_server(PAGES) as served:
        yield served


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A system file of the user's own."""
    path = tmp_path / "mine.yaml"
    text = find_system("census-2015").read_text("utf-8")
    text = re.sub('^version: ".*"$', 'version: "1"', text, flags=re.MULTILINE)
    path.write_text(text.replace("id: census-2015", "id: mine"), "utf-8")
    return path


def run(
    root: Path,
    address: str,
    system: str | Path = "census-2015",
    as_of: datetime | None = AS_OF,
    plan: Plan = PLAN,
) -> RunEnd:
    root.mkdir(exist_ok=True)
    sites = root / "sites.csv"
    sites.write_text("url\nhttp://www.a.gov.cn/\n", "utf-8")
    if plan.opening.empty and address:
        plan = attrs.evolve(plan, opening=Opening(resolve=(("www.a.gov.cn", address),)))
    workspace = workspace_at(root)
    return start_campaign(sites, str(system), workspace, "c", as_of, plan, 1, False, QUIET)


def raised_version(path: Path) -> None:
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("version: '1'", "version: '2'").replace('version: "1"', 'version: "2"'),
        "utf-8",
    )


def changed(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "fail_below: " in text
    path.write_text(text.replace("fail_below: ", "fail_below: 1"), "utf-8")


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"plan": attrs.evolve(PLAN, max_pages=500)}, "--max-pages was 2, is now 500"),
        ({"plan": MANDATED}, "--policy was research"),
        ({"plan": attrs.evolve(PLAN, seed=7)}, "--seed was 0, is now 7"),
        ({"as_of": AS_OF.replace(year=2025)}, "--as-of was 2026-11-24T23:59:00"),
        ({"system": "mine"}, "--system was census-2015@"),
    ],
)
def test_an_option_that_differs_from_the_campaign_s_is_a_conflict_that_names_it(
    tmp_path: Path,
    site: tuple[str, list[str]],
    system: Path,
    asked: dict[str, object],
    named: str,
) -> None:
    address, paths = site
    end = run(tmp_path / "w", address)
    before, made = result_files(end), len(paths)
    if asked.get("system") == "mine":
        asked = {"system": system}
    with pytest.raises(Conflict, match="other-plan") as caught:
        run(tmp_path / "w", address, **asked)  # type: ignore[arg-type]
    assert named in caught.value.what.en
    assert "--campaign" in caught.value.remedy.en
    assert "resume" in caught.value.remedy.en
    assert (result_files(end), len(paths)) == (before, made)


def test_the_same_words_go_on_and_an_unsaid_time_point_is_the_campaign_s_own(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    end = run(tmp_path / "w", site[0])
    again = run(tmp_path / "w", site[0], as_of=None)
    assert again.results.campaign.as_of == AS_OF
    assert result_files(again) == result_files(end)


def test_a_moved_server_is_asked_at_its_new_address_by_run_and_by_resume(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    end = run(tmp_path / "w", "127.0.0.1:9")
    before = (end.folder.path / "campaign.json").read_bytes()
    unit = end.folder.unit(next(iter(end.results.units)))

    def forget() -> None:
        # A seal holds its campaign to the evidence: who gathers a unit anew takes it off.
        (end.folder.path / "manifest.json").unlink()
        shutil.rmtree(unit.path)

    forget()
    again = run(tmp_path / "w", site[0])
    assert "/" in site[1]
    assert again.results.run["opened"] == [f"www.a.gov.cn={site[0]}"]
    assert (end.folder.path / "campaign.json").read_bytes() == before
    asked = len(site[1])
    forget()
    assert resume_campaign(end.folder, 1, QUIET).results.run["outcomes"] == {"ok": 1}
    assert len(site[1]) == 2 * asked
    forget()
    assert run(tmp_path / "w", "").results.run["outcomes"] == {"ok": 1}


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        (Opening(("not a network",)), "bad-address"),
        (Opening(("127.0.0.1/32:port",)), "bad-address"),
        (Opening(resolve=(("www.a.gov.cn", "localhost:80"),)), "bad-resolve"),
        (Opening(resolve=(("www.a.gov.cn", "127.0.0.1:99999"),)), "bad-resolve"),
    ],
)
def test_an_unusable_address_is_refused_before_anything_is_written(
    tmp_path: Path, site: tuple[str, list[str]], opening: Opening, code: str
) -> None:
    with pytest.raises(BadInput, match=code):
        run(tmp_path / "w", "", plan=attrs.evolve(PLAN, opening=opening))
    assert not (tmp_path / "w/campaigns").exists()
    assert run(tmp_path / "w", site[0]).results.run["outcomes"] == {"ok": 1}


def test_without_a_time_point_the_run_s_own_visit_counts(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    end = run(tmp_path / "w", site[0], as_of=None)
    campaign = end.folder.read_campaign()
    (visit,) = read_visits(end.folder.unit(next(iter(end.results.units))).visits)
    assert datetime.fromtimestamp(visit.started_at, BEIJING) <= campaign.as_of
    assert campaign.as_of.date() == datetime.now(BEIJING).date()
    before = result_files(end)
    judge_campaign(end.folder, "", QUIET)
    assert result_files(end) == before


def test_a_refused_port_is_a_measurement_of_the_inspection(tmp_path: Path) -> None:
    opening = Opening(resolve=(("www.a.gov.cn", "127.0.0.1:9"),))
    plan = Plan(opening=opening, full_speed=True)
    end = inspect_site("http://www.a.gov.cn/", "census-2015", None, None, plan, QUIET)
    (unit_id,) = end.results.units
    (seen,) = (f for f in end.results.findings_of(unit_id) if f.detector == "home_page_unreachable")
    assert seen.instance.verdict is Verdict.UNDETERMINED
    assert seen.instance.value == 1.0


def test_every_inspection_looks_anew(tmp_path: Path, site: tuple[str, list[str]]) -> None:
    plan = attrs.evolve(PLAN, opening=Opening(("127.0.0.1/32",)))
    for _ in range(2):
        inspect_site(f"http://{site[0]}/", "census-2015", tmp_path / "w", AS_OF, plan, QUIET)
    assert site[1].count("/") == 2
    assert len(workspace_at(tmp_path / "w").campaign_names()) == 2


def test_a_bad_address_to_inspect_is_named_and_no_list_nobody_wrote(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="bad-url") as caught:
        inspect_site("ftp://x/", "census-2015", None, None, PLAN, QUIET)
    assert "ftp://x/" in caught.value.what.zh
    assert "csv" not in str(caught.value)


# -- the system is part of the evidence -----------------------------------------------------------


def test_a_campaign_is_judged_by_its_own_copy_of_the_system(
    tmp_path: Path, site: tuple[str, list[str]], system: Path
) -> None:
    end = run(tmp_path / "w", site[0], system)
    before = result_files(end)
    system.unlink()
    judge_campaign(end.folder, "", QUIET)
    assert result_files(end) == before
    resume_campaign(end.folder, 1, QUIET)
    assert result_files(end) == before


def test_a_changed_system_under_its_old_version_is_refused_and_a_new_version_stands_beside(
    tmp_path: Path, site: tuple[str, list[str]], system: Path
) -> None:
    end = run(tmp_path / "w", site[0], system)
    before = result_files(end)
    changed(system)
    with pytest.raises(Conflict, match="system-changed") as caught:
        judge_campaign(end.folder, str(system), QUIET)
    assert "version" in caught.value.remedy.zh
    with pytest.raises(Conflict, match="changed under the same version"):
        run(tmp_path / "w", site[0], system)
    assert result_files(end) == before
    raised_version(system)
    results, _ = judge_campaign(end.folder, str(system), QUIET)
    assert results.system.key == "mine@2"
    assert result_files(end) == before
    assert verify_evidence(end.folder, lambda done, total: None) == []
    changed(system)
    with pytest.raises(Conflict, match="system-changed"):
        judge_campaign(end.folder, str(system), QUIET)


def test_verify_covers_the_copies_of_systems(
    tmp_path: Path, site: tuple[str, list[str]], system: Path
) -> None:
    end = run(tmp_path / "w", site[0], system)
    copy = end.folder.system_copy("mine@1")
    whole = copy.read_bytes()
    changed(copy)
    assert [d.path for d in verify_evidence(end.folder, lambda d, t: None)] == [copy]
    with pytest.raises(BadInput, match="damaged-system"):
        judge_campaign(end.folder, "", QUIET)
    copy.unlink()
    assert [d.path for d in verify_evidence(end.folder, lambda d, t: None)] == [copy]
    copy.write_bytes(whole)
    stranger = copy.with_name("stranger@1.yaml")
    stranger.write_bytes(whole)
    assert [d.path for d in verify_evidence(end.folder, lambda d, t: None)] == [stranger]


def test_a_campaign_from_before_copies_were_kept_still_goes_on(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    end = run(tmp_path / "w", site[0])
    before = result_files(end)
    shutil.rmtree(end.folder.path / "systems")
    head = end.folder.path / "campaign.json"
    document = orjson.loads(head.read_bytes()) | {"system": "census-2015"}
    head.write_bytes(canonical_json(document))
    resume_campaign(end.folder, 1, QUIET)
    judge_campaign(end.folder, "", QUIET)
    run(tmp_path / "w", site[0])
    assert result_files(end) == before
    head.write_bytes(canonical_json(document | {"system_digest": "other"}))
    with pytest.raises(Conflict, match="system-changed"):
        judge_campaign(end.folder, "", QUIET)


# -- a gathering that did not come to its end -----------------------------------------------------


def test_a_unit_that_was_not_gathered_to_its_end_is_open_whatever_was_seen_of_it(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    end = run(tmp_path / "w", site[0])
    (unit_id,) = end.results.units
    assert end.results.findings_of(unit_id)
    end.folder.unit(unit_id).done.unlink()
    results, _ = judge_campaign(end.folder, "", QUIET)
    assert results.run["interrupted"] is True
    assert results.run["not_gathered"] == 1
    assert results.findings_of(unit_id) == ()
    indicators = results.assessments[unit_id].indicators
    assert {i.verdict for i in indicators} <= {
        Verdict.UNDETERMINED,
        Verdict.NEEDS_PERSON,
        Verdict.NOT_APPLICABLE,
    }
    assert results.assessments[unit_id].score.low == 0


def test_a_finished_run_is_not_called_interrupted(
    tmp_path: Path, site: tuple[str, list[str]]
) -> None:
    end = run(tmp_path / "w", site[0])
    results, _ = judge_campaign(end.folder, "", QUIET)
    assert results.run["interrupted"] is False
    assert results.run["outcomes"] == {"ok": 1}
