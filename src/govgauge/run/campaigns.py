"""A campaign from a list of sites to results: start, go on, judge again."""

import os
import resource
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from govgauge import __version__
from govgauge.detect import find_detectors
from govgauge.model.campaign import Campaign, Plan
from govgauge.model.detector import ShelvedDetector
from govgauge.model.failure import Conflict, NothingDone, Problem
from govgauge.model.results import Results
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.registry.sites import read_sites, units_digest
from govgauge.report.write import ReportFiles, write_report
from govgauge.run.judging import cards, judge_units
from govgauge.run.workers import Event, Failed, Gathered, gather_units
from govgauge.score.load import find_system, load_system
from govgauge.store.manifest import seal_campaign
from govgauge.store.results import ResultsFolder
from govgauge.store.workspace import CampaignFolder, Workspace

Progress = Callable[[int, int], None]


@frozen
class Watcher:
    """Who is told how far a run is: units gathered, units judged, pages of the report."""

    gathered: Callable[[Event], None]
    judged: Progress
    reported: Progress


@frozen
class RunEnd:
    """What a run came to."""

    results: Results
    report: ReportFiles
    problems: tuple[Problem, ...]
    failed: tuple[Failed, ...]
    folder: CampaignFolder


def load_known_system(name: str) -> tuple[IndicatorSystem, dict[str, ShelvedDetector]]:
    """An indicator system by id or file, checked against the detectors on the shelf."""
    shelf = find_detectors()
    known = {detector: shelved.about for detector, shelved in shelf.items()}
    return load_system(find_system(name), known), shelf


def start_campaign(
    sites: Path,
    system_name: str,
    workspace: Workspace,
    name: str,
    as_of: datetime,
    plan: Plan,
    workers: int,
    strict: bool,
    watcher: Watcher,
) -> RunEnd:
    """Read the sites, plan the campaign, gather, judge, report.

    A campaign of this name that already holds evidence must be the same campaign: it is then
    gone on with; anything else is a :class:`Conflict`.
    """
    system, _ = load_known_system(system_name)
    listed = read_sites(sites, strict=strict)
    if not listed.units:
        raise NothingDone(
            "no-units",
            Text("清单中没有可用的网站", "the list has no usable site"),
            Text("按提示修改清单后重试", "mend the list as told above and run again"),
        )
    folder = workspace.campaign(name)
    campaign = Campaign(
        name, system_name, system.digest, units_digest(listed.units), as_of, plan, __version__
    )
    with folder.locked():
        campaign = _entered(folder, campaign, listed.units)
        return _carry_on(folder, campaign, listed.units, workers, watcher, listed.problems)


def resume_campaign(folder: CampaignFolder, workers: int, watcher: Watcher) -> RunEnd:
    """Go on with a campaign that was stopped: gather what is missing, judge, report."""
    campaign = folder.read_campaign()
    with folder.locked():
        return _carry_on(folder, campaign, folder.read_units(), workers, watcher, ())


def _entered(folder: CampaignFolder, campaign: Campaign, units: Sequence[Unit]) -> Campaign:
    if not folder.exists:
        folder.write_campaign(campaign)
        folder.write_units(units)
        return campaign
    held = folder.read_campaign()
    if held.units_digest != campaign.units_digest:
        raise Conflict(
            "other-units",
            Text(
                f"批次 {held.name} 已有另一份网站清单的证据",
                f"campaign {held.name} already holds evidence of another list of sites",
            ),
            Text("用 --campaign 另起名称", "name another campaign with --campaign"),
        )
    return held


def _carry_on(
    folder: CampaignFolder,
    campaign: Campaign,
    units: Sequence[Unit],
    workers: int,
    watcher: Watcher,
    problems: Sequence[Problem],
) -> RunEnd:
    clock = RunClock()

    def note(event: Event) -> None:
        clock.note(event)
        watcher.gathered(event)

    failed: list[Failed] = []
    try:
        failed = gather_units(units, campaign.plan, folder, workers, note)
    except BaseException:
        folder.write_run_facts(clock.facts(units, failed, campaign.plan, interrupted=True))
        raise
    seal_campaign(folder.path)
    facts = clock.facts(units, failed, campaign.plan, interrupted=False)
    results, report = judge_campaign(folder, campaign.system, watcher, facts)
    return RunEnd(results, report, tuple(problems), tuple(failed), folder)


def judge_campaign(
    folder: CampaignFolder,
    system_name: str,
    watcher: Watcher,
    run_facts: dict[str, Any] | None = None,
) -> tuple[Results, ReportFiles]:
    """Judge a gathered campaign by a system and write results and report.  No network."""
    campaign = folder.read_campaign()
    units = folder.read_units()
    system, shelf = load_known_system(system_name or campaign.system)
    target = ResultsFolder(folder.results(system.key))
    with target.findings_writer() as findings:
        judgement = judge_units(
            units, folder, system, shelf, campaign.as_of, findings, watcher.judged
        )
    target.write_assessments(judgement.assessments.values())
    target.write_ranking(judgement.ranking)
    target.write_statistics(judgement.statistics)
    target.open_reviews()
    target.write_run(run_facts if run_facts is not None else folder.read_run_facts())
    results = Results(
        campaign=campaign,
        system=system,
        units={u.unit_id: u for u in units},
        assessments=judgement.assessments,
        ranking=judgement.ranking,
        findings_of=target.findings_of,
        detectors=cards(shelf),
        statistics=judgement.statistics,
        run=target.read_run(),
    )
    report = write_report(results, folder.report(system.key), progress=watcher.reported)
    return results, report


class RunClock:
    """Counts what a run did and how long it took: the content of ``run.json``."""

    def __init__(self) -> None:
        self._wall = time.monotonic()
        self._pages = self._exchanges = self._replayed = 0
        self._outcomes: dict[str, int] = {}

    def note(self, event: Event) -> None:
        """Count one gathered unit."""
        if isinstance(event, Gathered):
            self._pages += event.tally.pages
            self._exchanges += event.tally.exchanges
            self._replayed += event.tally.replayed
            outcome = event.tally.home_outcome
            self._outcomes[outcome] = self._outcomes.get(outcome, 0) + 1

    def facts(
        self, units: Sequence[Unit], failed: Sequence[Failed], plan: Plan, interrupted: bool
    ) -> dict[str, Any]:
        """Machine facts of the run; never part of what is compared."""
        own, children = (
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        cpu_s = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
        return {
            "units": len(units),
            "pages": self._pages,
            "exchanges": self._exchanges,
            "replayed": self._replayed,
            "wall_s": round(time.monotonic() - self._wall, 3),
            "cpu_s": round(cpu_s, 3),
            "pages_per_cpu_s": round(self._pages / cpu_s, 1) if cpu_s else 0.0,
            "peak_rss_mb": round(max(own.ru_maxrss, children.ru_maxrss) / 1024, 1),
            "outcomes": dict(sorted(self._outcomes.items())),
            "failed": {f.unit_id: f.detail for f in failed},
            "interrupted": interrupted,
            "full_speed": plan.full_speed,
            "opened": [*plan.opening.allowed, *(f"{h}={a}" for h, a in plan.opening.resolve)],
            "version": __version__,
            "cores": os.cpu_count(),
        }
