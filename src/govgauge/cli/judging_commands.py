"""The command that judges kept evidence again: ``judge``."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.gathering_commands import Watching
from govgauge.cli.next_steps import say_remedies
from govgauge.cli.options import (
    LANGUAGE,
    CampaignName,
    Json,
    Lang,
    Previous,
    System,
    WhitelistFile,
    Workspace,
    screen_for,
)
from govgauge.cli.tables import say_allowed, say_fallen, say_not_gathered, show_results
from govgauge.model.failure import Problem
from govgauge.run.campaigns import judge_campaign, judge_results
from govgauge.run.places import campaign_at, workspace_at
from govgauge.run.previous import previous_source
from govgauge.run.registered_columns import keep_columns
from govgauge.run.whitelists import keep_whitelist, read_whitelist

StoredFindings = Annotated[
    bool,
    typer.Option(
        "--stored-findings",
        help="按上次已存的发现重新计分，不再运行检测器 / score stored findings again, run no detector",
    ),
]
Columns = Annotated[
    Path | None,
    typer.Option(
        "--columns",
        help="栏目清单 columns.csv：类别、更新期限、豁免 / list of columns: class, limit, exemption",
    ),
]
NoReport = Annotated[
    bool, typer.Option("--no-report", help="只写结果，不生成报告 / write results alone, no report")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(judge)


def judge(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    stored_findings: StoredFindings = False,
    no_report: NoReport = False,
    previous: Previous = "",
    columns: Columns = None,
    whitelist: WhitelistFile = None,
    lang: Lang = LANGUAGE,
) -> int:
    """用已存证据重新评判 / Judge kept evidence again, by the same or another system; no network.

    --stored-findings scores again what the last judge by the same system found, without running
    detectors: the same answer in a small part of the time, refused where it might differ.
    --previous names the campaign before, its folder, or a table of ranks: places gained, points
    gained by the same system, and the largest shifts of rates of what both systems say alike.
    --whitelist replaces the whitelist the campaign is judged with; allowed.csv lists what it allowed.
    --columns gives the list of columns (columns.csv) for this and every later judging: a class and a
    limit given there go before our own, and a column that is exempt is no fault until its end.
    Exit code 1 when some unit was not gathered to its end (it is open in the results), or a
    row of the list of columns could not be used.

    Example: govgauge judge -w work --system census-2015
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    before = previous_source(workspace_at(workspace), previous) if previous else None
    problems = keep_columns(folder, columns) if columns is not None else ()
    screen.problems(problems)
    keep_whitelist(folder, read_whitelist(whitelist) if whitelist else None)
    with Watching(screen, None) as watching:
        asked = (folder, system, watching.watcher, stored_findings, before)
        results, report = (judge_results(*asked), None) if no_report else judge_campaign(*asked)
    show_results(screen, results, report)
    where = f"-w {workspace} --campaign {folder.path.name}"
    undone = say_not_gathered(screen, results, where)
    say_allowed(screen, results)
    say_fallen(screen, results)
    say_remedies(screen, results)
    if report is not None:
        screen.next_step("打开报告", "open the report", str(report.index))
    return 1 if undone or Problem.any_dropped(problems) else 0
