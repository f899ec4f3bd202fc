"""Commands that work on kept evidence only: ``judge`` and ``verify``."""

from pathlib import Path

import typer

from govgauge.cli.gathering_commands import Watching
from govgauge.cli.options import LANGUAGE, CampaignName, Json, Lang, System, Workspace, screen_for
from govgauge.cli.tables import say_not_gathered, show_results
from govgauge.model.text import Text
from govgauge.run.campaigns import judge_campaign
from govgauge.run.places import campaign_at
from govgauge.run.verifying import verify_evidence


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(judge)
    app.command()(verify)


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


def verify(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """核验证据是否原样 / Check every byte of the evidence against its manifest.

    Exit code 1 when something is damaged, missing or surplus.
    Example: govgauge verify -w work
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    with screen.progress("核验", "verifying", None) as bar:
        damages = verify_evidence(folder, lambda done, total: bar.to(done, total))
    screen.document(
        {
            "campaign": folder.path.name,
            "whole": not damages,
            "damages": [
                {"path": str(d.path), "what": d.what.in_(screen.language)} for d in damages
            ],
        }
    )
    if not damages:
        screen.say("证据完整：每个文件与清单一致", "whole: every file is as its manifest says")
        return 0
    screen.table(
        Text("受损文件", "Damaged files"),
        [Text("文件", "file"), Text("情况", "what")],
        [[str(d.path), d.what.in_(screen.language)] for d in damages],
    )
    return 1
