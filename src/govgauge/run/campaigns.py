"""A campaign from a list of sites to results: start, go on, judge again."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import attrs
from attrs import frozen

from govgauge import __version__
from govgauge.model.campaign import Campaign, Plan
from govgauge.model.failure import Problem
from govgauge.model.results import Results
from govgauge.model.unit import Unit
from govgauge.model.whitelist import Whitelist
from govgauge.registry.sites import units_digest
from govgauge.report.write import ReportFiles, remove_report, write_report
from govgauge.run.authorisation import check_mandate, check_scope
from govgauge.run.heeded import heeded
from govgauge.run.judging import (
    attachments_of,
    cards,
    judge_units,
    no_full_collections,
    not_gathered,
    refuse_deleted,
)
from govgauge.run.noteworthy import noteworthy
from govgauge.run.planning import (
    Asked,
    OnListed,
    check_opening,
    check_version,
    end_of_today,
    enter_campaign,
    ignore,
    read_list,
    resumed_plan,
)
from govgauge.run.previous import Source, read_previous, refuse_itself
from govgauge.run.run_clock import RunClock
from govgauge.run.scoring_again import made_by, score_again
from govgauge.run.settings import with_settings
from govgauge.run.systems import (
    asks_for_texts,
    judging_system,
    load_known_system,
)
from govgauge.run.whitelists import keep_whitelist
from govgauge.run.workers import Event, Failed, gather_units
from govgauge.store.detections import findings_writers
from govgauge.store.manifest import SIGNATURES, seal_campaign
from govgauge.store.results import ResultsFolder
from govgauge.store.reviews import append_reviews
from govgauge.store.visits import fold_visits
from govgauge.store.workspace import CampaignFolder, Workspace

__all__ = [
    "RunEnd",
    "Watcher",
    "judge_campaign",
    "judge_results",
    "load_known_system",
    "resume_campaign",
    "start_campaign",
]

Progress = Callable[[int, int], None]


@frozen
class Watcher:
    """Who is told how far a run is: units gathered, units judged, pages of the report.

    ``listed`` is told what the list of sites holds, before anything is asked.
    """

    gathered: Callable[[Event], None]
    judged: Progress
    reported: Progress
    listed: OnListed = ignore


@frozen
class RunEnd:
    """What a run came to."""

    results: Results
    report: ReportFiles
    problems: tuple[Problem, ...]
    failed: tuple[Failed, ...]
    folder: CampaignFolder


def start_campaign(
    sites: Path,
    system_name: str,
    workspace: Workspace,
    name: str,
    as_of: datetime | None,
    plan: Plan,
    workers: int,
    strict: bool,
    watcher: Watcher,
    previous: Source | None = None,
    whitelist: Whitelist | None = None,
) -> RunEnd:
    """Read the sites, plan the campaign, gather, judge, report.

    A campaign of this name that exists must be the same campaign: it is then gone on with;
    anything else is a :class:`Conflict`.  Without ``as_of`` a new campaign's monitoring time
    point is the end of today.  ``previous`` is what results are compared with: it is read before
    anything is asked, so that a slip is known before the servers are.  ``whitelist`` replaces the one
    the campaign is judged with.
    """
    check_opening(plan.opening)
    check_mandate(plan)
    system, shelf = load_known_system(system_name)
    if previous is not None:
        read_previous(previous, system)
    listed = read_list(sites, watcher.listed, strict=strict)
    check_scope(plan, listed.units)
    folder = workspace.campaign(name)
    refuse_itself(folder, previous)
    texts = asks_for_texts(system, shelf)
    plan = attrs.evolve(with_settings(plan, workspace), units=len(listed.units), texts=texts)
    digest = units_digest(listed.units)
    planned = Campaign(
        name, system.key, system.digest, digest, as_of or end_of_today(), plan, __version__
    )
    asked = Asked(system_name, as_of, plan)
    with folder.locked():
        campaign = enter_campaign(folder, planned, asked, system, listed.units)
        keep_whitelist(folder, whitelist)
        problems = listed.problems
        return _carry_on(folder, campaign, listed.units, workers, watcher, problems, previous)


def resume_campaign(
    folder: CampaignFolder, workers: int, watcher: Watcher, previous: Source | None = None
) -> RunEnd:
    """Go on with a campaign that was stopped: gather what is missing, judge, report."""
    refuse_itself(folder, previous)
    campaign = folder.read_campaign()
    with folder.locked():
        plan = resumed_plan(campaign, folder.read_run_facts())
        # How fast is a matter of the day, and of today's settings.
        pace = with_settings(plan, Workspace(folder.workspace)).pace
        campaign = attrs.evolve(campaign, plan=attrs.evolve(plan, pace=pace))
        return _carry_on(folder, campaign, folder.read_units(), workers, watcher, (), previous)


def _carry_on(
    folder: CampaignFolder,
    campaign: Campaign,
    units: Sequence[Unit],
    workers: int,
    watcher: Watcher,
    problems: Sequence[Problem],
    previous: Source | None,
) -> RunEnd:
    check_version(campaign, len(not_gathered(units, folder)))
    clock = RunClock()

    def note(event: Event) -> None:
        clock.note(event)
        watcher.gathered(event)

    failed: list[Failed] = []
    fold_visits(folder)
    # A killed run writes nothing more: until the end it counts as interrupted.
    folder.write_run_facts(clock.facts(units, failed, campaign.plan, interrupted=True))
    try:
        failed = gather_units(units, campaign.plan, folder, workers, note)
    except BaseException:
        folder.write_run_facts(clock.facts(units, failed, campaign.plan, interrupted=True))
        raise
    seal_campaign(folder.path)
    _stamp_waiting(folder, campaign.plan.opening.allowed)
    folder.write_run_facts(clock.facts(units, failed, campaign.plan, interrupted=False))
    results, report = judge_campaign(folder, "", watcher, previous=previous)
    return RunEnd(results, report, tuple(problems), tuple(failed), folder)


def _stamp_waiting(folder: CampaignFolder, allowed: Sequence[str]) -> None:
    """Ask for stamps where signatures wait for any; most campaigns have none at their end."""
    if (folder.path / SIGNATURES).exists():
        from govgauge.run.signing import stamp_waiting

        stamp_waiting(folder, allowed)


def judge_campaign(
    folder: CampaignFolder,
    system_name: str,
    watcher: Watcher,
    stored_findings: bool = False,
    previous: Source | None = None,
) -> tuple[Results, ReportFiles]:
    """Judge a gathered campaign by a system and write results and report.  No network.

    Raises what ``judge_results`` raises.
    """
    results = judge_results(folder, system_name, watcher, stored_findings, previous)
    where = folder.report(results.system.key)
    return results, write_report(results, where, progress=watcher.reported)


def judge_results(
    folder: CampaignFolder,
    system_name: str,
    watcher: Watcher,
    stored_findings: bool = False,
    previous: Source | None = None,
) -> Results:
    """Judge a gathered campaign by a system and write results; a report of earlier ones goes.

    ``previous`` is the campaign (or table of places) that results are compared with.

    With ``stored_findings`` what was found stands and is scored again (see ``score_again``).
    Units whose gathering did not come to its end are open, and ``run.json`` counts them.  Raises
    ``Conflict`` (``evidence-deleted``) where evidence was deleted: results that stand stay.
    """
    refuse_deleted(folder)
    refuse_itself(folder, previous)
    campaign = folder.read_campaign()
    units = folder.read_units()
    system, shelf = judging_system(folder, campaign, system_name)
    target = ResultsFolder(folder.results(system.key))
    before = None if previous is None else read_previous(previous, system)
    about = (units, folder, system, shelf, campaign.as_of)
    heed = heeded(folder, system, shelf)
    with no_full_collections():
        if stored_findings:
            judgement = score_again(*about, target, watcher.judged, heed)
        else:
            made = made_by(system, shelf, campaign.as_of, heed)
            seals = folder.judged_from(system.key)
            with findings_writers(target, made, seals) as (findings, kept):
                judgement = judge_units(*about, findings, kept, watcher.judged, heed)
        judgement = noteworthy(judgement, units, system, before)
        remove_report(folder.report(system.key))
        target.write_assessments(judgement.assessments.values())
    target.write_ranking(judgement.ranking)
    target.write_statistics(judgement.statistics)
    target.write_features(judgement.features)
    target.open_reviews()
    if judgement.carried:
        append_reviews(target.path, judgement.carried, campaign.as_of.isoformat())
    undone = len(not_gathered(units, folder))
    machine = {"interrupted": undone > 0, "not_gathered": undone}
    target.write_run(folder.read_run_facts() | machine)
    return Results(
        campaign=campaign,
        system=system,
        units={u.unit_id: u for u in units},
        assessments=judgement.assessments,
        ranking=judgement.ranking,
        findings_of=target.findings_of,
        detectors=cards(shelf),
        statistics=judgement.statistics,
        run=target.read_run(),
        attachments_of=partial(attachments_of, folder),
        features=judgement.features,
        rejected=heed.decisions.rejected.union(act.subject for act in judgement.carried),
    )
