"""Commands that go out to servers: ``run``, ``resume``, ``inspect``."""

import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import attrs
import typer

from govgauge.cli.next_steps import say_next_steps, say_remedies
from govgauge.cli.options import (
    LANGUAGE,
    Allow,
    AsOf,
    Attachments,
    Authorised,
    CampaignName,
    FullSpeed,
    Json,
    Lang,
    MaxPages,
    Policy,
    Previous,
    Resolve,
    Seed,
    SitesAtOnce,
    System,
    WhitelistFile,
    Workers,
    Workspace,
    given_time_point,
    plan_of,
    screen_for,
    words_of_opening,
)
from govgauge.cli.screen import Screen
from govgauge.cli.tables import (
    say_allowed,
    say_attachments,
    say_fallen,
    say_not_gathered,
    show_problem_list,
    show_results,
)
from govgauge.model.campaign import Pace, Plan, PolicyKind
from govgauge.model.failure import Problem
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.registry.sites import SiteList
from govgauge.report.words import outcome_words
from govgauge.run.campaigns import RunEnd, Watcher, resume_campaign, start_campaign
from govgauge.run.inspection import inspect_site
from govgauge.run.places import campaign_at, workspace_at
from govgauge.run.planning import BEIJING
from govgauge.run.polite import Courtesy
from govgauge.run.previous import previous_source
from govgauge.run.settings import waits_until
from govgauge.run.whitelists import read_whitelist
from govgauge.run.workers import Event, Progressed

DEFAULT_SYSTEM = "census-2015"
_INSPECT_PAGES = 300
_SITES_AT_ONCE = Pace().units_at_once
_NOTHING_DONE = 3


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(run)
    app.command()(resume)
    app.command()(inspect)


def run(
    sites: Annotated[Path, typer.Argument(help="网站清单 CSV/XLSX / list of sites")],
    workspace: Workspace = Path("workspace"),
    system: System = DEFAULT_SYSTEM,
    campaign: CampaignName = "campaign-1",
    as_of: AsOf = "",
    seed: Seed = 0,
    workers: Workers = 1,
    sites_at_once: SitesAtOnce = _SITES_AT_ONCE,
    max_pages: MaxPages = 2000,
    policy: Policy = PolicyKind.RESEARCH,
    authorisation: Authorised = "",
    allow_address: Allow = None,
    resolve: Resolve = None,
    full_speed: FullSpeed = False,
    attachments: Attachments = True,
    strict: Annotated[bool, typer.Option(help="遇坏行即停 / stop at the first bad row")] = False,
    previous: Previous = "",
    whitelist: WhitelistFile = None,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """检查一批网站 / Inspect a list of sites: gather, judge, score, report.

    Example: govgauge run sites.csv --system census-2015 -w work
    """
    screen = screen_for(lang, as_json)
    plan = plan_of(
        policy, max_pages, seed, allow_address, resolve, full_speed, authorisation, attachments
    )
    plan = attrs.evolve(plan, pace=attrs.evolve(plan.pace, units_at_once=sites_at_once))
    before = previous_source(workspace_at(workspace), previous) if previous else None
    allowed = read_whitelist(whitelist) if whitelist else None
    _say_waiting(screen, plan, workspace)
    with Watching(screen, None) as watching:
        end = start_campaign(
            sites,
            system,
            workspace_at(workspace),
            campaign,
            given_time_point(as_of),
            plan,
            workers,
            strict,
            watching.watcher,
            before,
            allowed,
        )
    return _show_end(screen, end, workspace, campaign)


def resume(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    workers: Workers = 1,
    previous: Previous = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """从中断处继续 / Go on with a stopped campaign; what is kept is not asked again.

    --previous is given anew: it belongs to the judging, not to the gathering.

    Example: govgauge resume -w work
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    _say_waiting(screen, folder.read_campaign().plan, workspace)
    before = previous_source(workspace_at(workspace), previous) if previous else None
    with Watching(screen, len(folder.read_units())) as watching:
        end = resume_campaign(folder, workers, watching.watcher, before)
    return _show_end(screen, end, workspace, folder.path.name)


def inspect(
    url: Annotated[str, typer.Argument(help="首页网址 / home page address")],
    system: System = DEFAULT_SYSTEM,
    workspace: Annotated[
        Path | None, typer.Option("-w", "--workspace", help="保留证据的目录 / keep evidence in")
    ] = None,
    as_of: AsOf = "",
    max_pages: MaxPages = _INSPECT_PAGES,
    policy: Policy = PolicyKind.RESEARCH,
    authorisation: Authorised = "",
    allow_address: Allow = None,
    resolve: Resolve = None,
    full_speed: FullSpeed = False,
    attachments: Attachments = True,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """立即检查一个网站 / Inspect one site now: problems with evidence, score so far, not seen.

    Example: govgauge inspect https://www.example.gov.cn/ -w work
    """
    screen = screen_for(lang, as_json)
    plan = plan_of(
        policy, max_pages, 0, allow_address, resolve, full_speed, authorisation, attachments
    )
    if workspace is not None:
        _say_waiting(screen, plan, workspace)
    with Watching(screen, 1) as watching:
        end = inspect_site(url, system, workspace, given_time_point(as_of), plan, watching.watcher)
    show_problem_list(screen, end.results)
    say_attachments(screen, end.results)
    nothing_opened = _say_unopened(screen, end)
    say_remedies(screen, end.results)
    if workspace is not None:
        say_next_steps(screen, end, workspace)
    else:
        screen.next_step(
            "保留证据和报告",
            "keep evidence and report",
            f"govgauge inspect {url} -w DIR{words_of_opening(allow_address, resolve, full_speed)}",
        )
    return _NOTHING_DONE if nothing_opened else 0


class Watching:
    """Progress bars for gathering, judging and reporting, one after the other."""

    def __init__(self, screen: Screen, units: int | None) -> None:
        self._screen = screen
        self._units = units
        self._stack = ExitStack()
        self._bars: dict[str, Any] = {}
        self._pages = 0

    def __enter__(self) -> "Watching":
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    @property
    def watcher(self) -> Watcher:
        """What ``run`` reports to."""
        return Watcher(self._gathered, self._judged, self._reported, self._listed)

    def _bar(self, zh: str, en: str, total: int | None) -> Any:
        if zh not in self._bars:
            self._stack.close()
            self._bars[zh] = self._stack.enter_context(self._screen.progress(zh, en, total))
        return self._bars[zh]

    def _listed(self, listed: SiteList) -> None:
        self._units = len(listed.units)
        self._screen.problems(listed.problems)

    def _gathered(self, event: Event) -> None:
        if isinstance(event, Courtesy):
            return
        bar = self._bar("采集", "gathering", self._units)
        if isinstance(event, Progressed):
            self._pages += event.pages
        note = Text(f"{self._pages} 页", f"{self._pages} pages").in_(self._screen.language)
        bar.on(note, 0 if isinstance(event, Progressed) else 1)

    def _judged(self, done: int, total: int) -> None:
        self._bar("评判", "judging", total).to(done, total)

    def _reported(self, done: int, total: int) -> None:
        self._bar("生成报告", "reporting", total).to(done, total)


def _say_waiting(screen: Screen, plan: Plan, workspace: Path) -> None:
    """Say that nothing will happen for hours, where quiet hours ask for that."""
    until = waits_until(plan, workspace_at(workspace), time.time())
    if until is not None:
        clock = datetime.fromtimestamp(until, BEIJING).strftime("%H:%M")
        what = Text(
            f"现在是安静时段（govgauge.toml 的 quiet_hours），到 {clock}（北京时间）才开始访问",
            f"quiet hours (quiet_hours in govgauge.toml): nothing is asked before {clock} (Beijing)",
        )
        screen.err.print(f"! {what.in_(screen.language)}", markup=False)


def _say_unopened(screen: Screen, end: RunEnd) -> bool:
    """Say for each way home pages could not be opened how many; true when none was opened."""
    outcomes = end.results.run["outcomes"]
    for outcome, count in outcomes.items():
        if outcome == Outcome.OK:
            continue
        reason = outcome_words(outcome, screen.language)
        what = Text(f"{count} 个首页未能打开", f"{count} home page(s) could not be opened")
        named = f"{reason} {outcome}"
        screen.err.print(f"! {what.in_(screen.language)}: {named}", markup=False)
        if outcome == Outcome.BLOCKED_ADDRESS:
            remedy = Text(
                "内网和本机地址默认禁止；确需检查请用 --allow-address CIDR[:PORT] 放行",
                "private and loopback addresses are refused; open one with --allow-address CIDR[:PORT]",
            )
            screen.err.print(f"→ {remedy.in_(screen.language)}", markup=False)
    return bool(outcomes) and Outcome.OK not in outcomes


def _show_end(screen: Screen, end: RunEnd, workspace: Path, campaign: str) -> int:
    for failure in end.failed:
        screen.err.print(f"! {failure.unit_id}: {failure.detail}", markup=False)
    show_results(screen, end.results, end.report)
    say_not_gathered(screen, end.results, f"-w {workspace} --campaign {campaign}")
    say_attachments(screen, end.results)
    say_allowed(screen, end.results)
    say_fallen(screen, end.results)
    nothing_opened = _say_unopened(screen, end)
    say_remedies(screen, end.results)
    say_next_steps(screen, end, workspace)
    if nothing_opened:
        return _NOTHING_DONE
    return 1 if Problem.any_dropped(end.problems) or end.failed else 0
