"""The command that judges kept evidence again: ``judge``."""

from pathlib import Path

import typer

from govgauge.cli.gathering_commands import Watching
from govgauge.cli.options import LANGUAGE, CampaignName, Json, Lang, System, Workspace, screen_for
from govgauge.cli.tables import say_not_gathered, show_results
from govgauge.run.campaigns import judge_campaign
from govgauge.run.places import campaign_at


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(judge)


def judge(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """用已存证据重新评判 / Judge kept evidence again, by the same or another system; no network.

    Exit code 1 when some unit was not gathered to its end: it is open in the results.

    Example: govgauge judge -w work --system census-2015
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    with Watching(screen, None) as watching:
        results, report = judge_campaign(folder, system, watching.watcher)
    show_results(screen, results, report)
    where = f"-w {workspace} --campaign {folder.path.name}"
    undone = say_not_gathered(screen, results, where)
    screen.next_step("打开报告", "open the report", str(report.index))
    return 1 if undone else 0
