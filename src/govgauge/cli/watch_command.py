"""``watch``: visits over time, the series the rule on availability is judged by."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from govgauge.cli.options import (
    LANGUAGE,
    Allow,
    CampaignName,
    FullSpeed,
    Json,
    Lang,
    Resolve,
    Seed,
    Workspace,
    plan_of,
    screen_for,
    words_of_opening,
)
from govgauge.cli.screen import Screen
from govgauge.model.campaign import PolicyKind
from govgauge.model.failure import BadInput, Problem
from govgauge.model.outcome import Outcome
from govgauge.model.text import Language, Text
from govgauge.report.words import outcome_words
from govgauge.run.places import workspace_at
from govgauge.run.planning import BEIJING
from govgauge.run.vantages import merge_watch
from govgauge.run.watches import (
    RULE_DAYS,
    RULE_VISITS_A_DAY,
    VISITS_A_DAY,
    AskedWatch,
    WatchEnd,
    start_watch,
)
from govgauge.run.watching import WatchTally

_MINUTES_A_DAY = 24 * 60


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(watch)


def watch(
    sites: Annotated[Path, typer.Argument(help="网站清单 CSV/XLSX / list of sites")],
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "campaign-1",
    visits_a_day: Annotated[
        int,
        typer.Option(
            "--visits-a-day", min=1, max=1440, help="每站每日访问次数，规则为至少 20 / the rule: 20"
        ),
    ] = VISITS_A_DAY,
    every: Annotated[
        int,
        typer.Option("--every", min=0, max=1440, help="或每隔多少分钟 / or every so many minutes"),
    ] = 0,
    days: Annotated[
        int, typer.Option("--days", min=1, max=366, help="监测整天数 / whole days")
    ] = RULE_DAYS,
    vantage: Annotated[
        str, typer.Option("--vantage", help="监测点名称 / where the visits come from")
    ] = "local",
    witness: Annotated[
        list[str] | None,
        typer.Option(
            "--witness",
            help="证明本机网络正常的网址 / an address that shows our own line works",
        ),
    ] = None,
    merge: Annotated[
        Path | None,
        typer.Option(
            "--merge",
            help="不访问，并入另一监测点的批次文件夹 / take over the visits in another campaign folder",
        ),
    ] = None,
    once: Annotated[
        bool,
        typer.Option("--once", help="现在各访问一次即止（cron）/ one visit each now, for cron"),
    ] = False,
    seed: Seed = 0,
    allow_address: Allow = None,
    resolve: Resolve = None,
    full_speed: FullSpeed = False,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """持续访问首页 / Visit home pages over days, before the campaign is run.

    Example: govgauge watch sites.csv -w work --days 7
    """
    screen = screen_for(lang, as_json)
    if merge is not None:
        return _merge(screen, sites, workspace, campaign, merge)
    if every and visits_a_day != VISITS_A_DAY:
        raise BadInput(
            "two-paces",
            Text(
                "--every 与 --visits-a-day 只能给一个", "give --every or --visits-a-day, not both"
            ),
            Text("去掉其中一个", "leave one of them out"),
        )
    asked = AskedWatch(
        visits_a_day=_MINUTES_A_DAY // every if every else visits_a_day,
        days=days,
        vantage=vantage,
        witnesses=tuple(witness or ()),
        once=once,
    )
    plan = plan_of(PolicyKind.RESEARCH, 1, seed, allow_address, resolve, full_speed)
    with screen.progress("访问首页", "visiting home pages", None) as bar:
        shown = _Shown(screen, bar, asked)
        end = start_watch(
            sites,
            workspace_at(workspace),
            campaign,
            plan,
            asked,
            shown.start,
            shown.visit,
            on_listed=lambda listed: screen.problems(listed.problems),
        )
    _show_end(screen, end, asked)
    opened = words_of_opening(allow_address, resolve, full_speed)
    where = f"-w {workspace} --campaign {campaign}{opened}"
    if not once:
        screen.next_step(
            "另一监测点：在另一条线路的机器上监测同一清单，拷回其批次文件夹后并入",
            "second vantage point: watch the same list from a machine on another line, "
            "copy its campaign folder here and take it over",
            f"govgauge watch {sites} {where} --vantage 名称   →   "
            f"govgauge watch {sites} -w {workspace} --campaign {campaign} --merge FOLDER",
        )
        screen.next_step(
            "采集并评判该批次",
            "gather and judge this campaign",
            f"govgauge run {sites} {where} --as-of {end.last_day}",
        )
    else:
        screen.next_step(
            "到时再访问一次（可放入定时任务），规则要求 7 天、每天至少 20 次",
            "visit again when due (a timer may), 7 days of at least 20 visits",
            f"govgauge watch {sites} {where} --once",
        )
    return 1 if Problem.any_dropped(end.problems) else 0


def _merge(screen: Screen, sites: Path, workspace: Path, campaign: str, other: Path) -> int:
    merged = merge_watch(sites, workspace_at(workspace), campaign, other)
    names = ", ".join(merged.vantages)
    screen.say(
        f"并入 {merged.units} 个网站的 {merged.visits} 次访问，监测点 {names}",
        f"{merged.visits} visits to {merged.units} site(s) taken over from {names}",
    )
    screen.next_step(
        "采集并评判该批次",
        "gather and judge this campaign",
        f"govgauge run {sites} -w {workspace} --campaign {campaign}",
    )
    screen.document(
        {"units": merged.units, "visits": merged.visits, "vantages": list(merged.vantages)}
    )
    return 0


class _Shown:
    """What people see while a watch runs."""

    def __init__(self, screen: Screen, bar: Any, asked: AskedWatch) -> None:
        self._screen = screen
        self._bar = bar
        self._asked = asked
        self._total = 0

    def start(self, units: int, begin: float, end: float) -> None:
        """The watch begins, or goes on."""
        asked = self._asked
        if asked.once:
            self._total = units
            return
        self._total = round(units * asked.visits_a_day * (end - begin) / 86_400)
        self._screen.say(
            f"{units} 个网站，每站每日 {asked.visits_a_day} 次，{_moment(begin)} 至 {_moment(end)}（北京时间）",
            f"{units} site(s), {asked.visits_a_day} visits a day each, "
            f"{_moment(begin)} to {_moment(end)} (Beijing)",
        )
        if asked.visits_a_day < RULE_VISITS_A_DAY or asked.days < RULE_DAYS:
            self._screen.say(
                "! 规则要求连续 7 天、每天至少 20 次：少于此数只得测量值，不作评判",
                "! the rule asks for 7 days of at least 20 visits: fewer give a measurement only",
            )
        self._screen.say(
            "! 只有一个监测点时，打不开只作线索交人工核实；两个监测点一致才作认定",
            "! one vantage point alone only gives a lead for a person: two must agree on a verdict",
        )
        if units == 1 and not asked.witnesses:
            self._screen.say(
                "! 只有一个网站：连不上时无法区分是网站还是本机网络的问题，请用 --witness 指定一个对照网址",
                "! one site only: whether it or our own line is down cannot be told; "
                "name an address with --witness",
            )

    def visit(self, tally: WatchTally) -> None:
        """One more visit was made or missed."""
        down = len(tally.not_answering)
        note = Text(
            f"{tally.visits} 次访问，错过 {tally.missed}，当前无应答 {down} 站",
            f"{tally.visits} visits, {tally.missed} missed, {down} site(s) not answering",
        )
        self._bar.to(tally.visits + tally.missed, self._total, note.in_(self._screen.language))


def _moment(moment: float) -> str:
    return datetime.fromtimestamp(moment, BEIJING).strftime("%Y-%m-%d %H:%M")


def _meaning(outcome: str, language: Language) -> str:
    if outcome == Outcome.OK:
        return Text("已应答", "answered").in_(language)
    return outcome_words(outcome, language)


def _show_end(screen: Screen, end: WatchEnd, asked: AskedWatch) -> None:
    tally = end.tally
    screen.say(
        f"{end.units} 个网站，{tally.visits} 次访问，错过 {tally.missed} 次",
        f"{end.units} site(s), {tally.visits} visits, {tally.missed} missed",
    )
    rows = [
        (outcome, _meaning(outcome, screen.language), str(count))
        for outcome, count in tally.outcomes.most_common()
    ]
    screen.table(
        Text("访问结果", "Results of the visits"),
        (Text("代码", "code"), Text("含义", "meaning"), Text("次数", "visits")),
        rows,
    )
    screen.document(
        tally.as_json()
        | {
            "units": end.units,
            "visits_a_day": asked.visits_a_day,
            "vantage": asked.vantage,
            "begin": end.begin,
            "end": end.end,
            "once": asked.once,
        }
    )
