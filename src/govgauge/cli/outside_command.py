"""The command that writes the register of outside links: ``outside``."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import LANGUAGE, CampaignName, Json, Lang, Workspace, screen_for
from govgauge.run.outside_links import write_outside_links
from govgauge.run.places import campaign_at, workspace_at


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(outside)


def outside(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    output: Annotated[Path, typer.Option("-o", "--output", help="输出目录 / folder")] = Path(
        "outside"
    ),
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """外部链接登记表 / The register of outside links: who links where, last check and outcome.

    Written from stored facts: outside-links and outside-hosts as CSV, JSON and Parquet.  Nothing is
    asked for again, and nobody is accused: what fails is judged by dead_links and hijacked_links.

    Example: govgauge outside -w work -o outside
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    with screen.progress("整理外部链接", "collecting outside links", None) as bar:
        end = write_outside_links(folder, workspace_at(workspace), output, bar.to)
    screen.document(
        {
            "folder": str(output),
            "links": end.links,
            "hosts": end.hosts,
            "unchecked": end.unchecked,
            "not_gathered": list(end.not_gathered),
        }
    )
    screen.say(
        f"{end.links} 个外部链接地址，{end.hosts} 个主机，其中 {end.unchecked} 个地址未核查："
        f"{output}/outside-links.csv",
        f"{end.links} outside addresses on {end.hosts} hosts, {end.unchecked} of them not asked for: "
        f"{output}/outside-links.csv",
    )
    return 1 if end.not_gathered else 0
