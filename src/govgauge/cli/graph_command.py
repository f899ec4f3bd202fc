"""The command that draws who links to what: ``graph``."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import (
    LANGUAGE,
    Allow,
    Authorised,
    FullSpeed,
    Json,
    Lang,
    MaxPages,
    Policy,
    Resolve,
    plan_of,
    screen_for,
)
from govgauge.model.campaign import PolicyKind
from govgauge.model.failure import Problem
from govgauge.run.link_graph import draw_graph


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(graph)


def graph(
    sites: Annotated[Path, typer.Argument(help="网站清单 CSV/XLSX / list of sites")],
    folder: Annotated[Path, typer.Option("-o", "--output", help="输出目录 / folder")] = Path(
        "graph"
    ),
    max_pages: MaxPages = 2000,
    policy: Policy = PolicyKind.RESEARCH,
    authorisation: Authorised = "",
    allow_address: Allow = None,
    resolve: Resolve = None,
    full_speed: FullSpeed = False,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """绘制链接图 / Draw who links to what, as Parquet; nothing is judged, no evidence is kept.

    Example: govgauge graph sites.csv -o graph
    """
    screen = screen_for(lang, as_json)
    plan = plan_of(policy, max_pages, 0, allow_address, resolve, full_speed, authorisation)
    with screen.progress("采集链接", "gathering links", None) as bar:
        end = draw_graph(
            sites, folder, plan, bar.to, lambda listed: screen.problems(listed.problems)
        )
    total = end.total()
    screen.document(
        {
            "folder": str(folder),
            "pages": total.pages,
            "links": total.links,
            "units": {name: counted._asdict() for name, counted in end.units.items()},
        }
    )
    screen.say(
        f"{len(end.units)} 个网站，{total.pages} 个页面，{total.links} 条链接：{folder}/links、{folder}/pages",
        f"{len(end.units)} sites, {total.pages} pages, {total.links} links: {folder}/links, {folder}/pages",
    )
    return 1 if Problem.any_dropped(end.problems) else 0
