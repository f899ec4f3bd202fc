"""``modelcity build`` and ``modelcity serve``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import LANGUAGE, AsOf, Json, Lang, screen_for, time_point
from govgauge.run.city import build_city, serve_city

modelcity_app = typer.Typer(
    help="模型城市 / a government web made by rule, with a truth file", no_args_is_help=True
)


class Sizes(StrEnum):
    """How large the sites are."""

    SMALL = "small"
    MIXED = "mixed"


class Balance(StrEnum):
    """What faults go by: the health of a site, or equal odds."""

    STORY = "story"
    EVEN = "even"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.add_typer(modelcity_app, name="modelcity")


@modelcity_app.command("build")
def build_command(
    folder: Annotated[Path, typer.Argument(help="目录 / folder")],
    seed: Annotated[int, typer.Option("--seed", help="随机种子 / seed")] = 1,
    sites: Annotated[int, typer.Option("--sites", min=1, max=9999, help="网站数 / sites")] = 12,
    as_of: AsOf = "",
    sizes: Annotated[Sizes, typer.Option("--sizes", help="规模 / sizes of sites")] = Sizes.MIXED,
    balance: Annotated[
        Balance, typer.Option("--balance", help="问题分布 / faults by health, or with equal odds")
    ] = Balance.STORY,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """生成模型城市 / Build a model city.  Example: govgauge modelcity build city --sites 12"""
    screen = screen_for(lang, as_json)
    with screen.progress("生成模型城市", "building", sites) as bar:
        summary = build_city(
            folder, seed, sites, time_point(as_of).date(), lambda d, t: bar.to(d, t), sizes, balance
        )
    screen.document(
        {
            "folder": str(folder),
            "sites": summary.sites,
            "pages": summary.pages,
            "faults": summary.faults,
            "near_misses": summary.near_misses,
            "undecidable": summary.undecidable,
        }
    )
    screen.say(
        f"{summary.sites} 个网站，{summary.pages} 个页面，植入 {summary.faults} 处问题、{summary.near_misses} 处近似项",
        f"{summary.sites} sites, {summary.pages} pages, {summary.faults} planted faults, "
        f"{summary.near_misses} near-misses",
    )
    screen.next_step("启动服务", "serve it", f"govgauge modelcity serve {folder} --port 8080")
    return 0


@modelcity_app.command("serve")
def serve_command(
    folder: Annotated[Path, typer.Argument(help="目录 / folder")],
    port: Annotated[int, typer.Option("--port", help="端口 / port")] = 0,
    log: Annotated[Path | None, typer.Option("--log", help="请求日志 / log of requests")] = None,
    lang: Lang = LANGUAGE,
) -> int:
    """在本机提供模型城市 / Serve a city on loopback until Ctrl-C; prints ADDRESS:PORT first.

    Example: govgauge modelcity serve city --port 8080
    """
    screen = screen_for(lang, False)
    screen.next_step(
        "另开终端检查它",
        "inspect it from another terminal",
        f"govgauge run {folder / 'sites.csv'} -w work --resolve '*=127.0.0.1:{port or 'PORT'}' --full-speed",
    )
    serve_city(folder, port, log)
    return 0
