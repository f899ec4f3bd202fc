"""The command that draws sites from a list: ``sample``."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import LANGUAGE, Json, Lang, screen_for
from govgauge.model.text import Text
from govgauge.run.sampling import Method, draw_sample, write_sample


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("sample")(sample)


def sample(
    sites: Annotated[Path, typer.Argument(help="网站清单 CSV/XLSX / list of sites")],
    count: Annotated[int, typer.Option("--count", min=1, help="抽样数 / sites to draw")],
    seed: Annotated[int, typer.Option("--seed", help="随机种子 / seed")],
    strata: Annotated[
        str,
        typer.Option(
            "--strata",
            help="分层字段，如 层级、类别、省份 / field: level, groups, province, owner …",
        ),
    ] = "",
    method: Annotated[
        Method, typer.Option("--method", help="随机或等距 / by lot, or every k-th")
    ] = Method.RANDOM,
    replacements: Annotated[
        int, typer.Option("--replacements", min=0, help="每层候补数 / replacements per stratum")
    ] = 0,
    at_least: Annotated[
        int, typer.Option("--at-least", min=0, help="每层至少 / least draws per stratum")
    ] = 2,
    folder: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="输出目录 / folder", metavar="DIR"),
    ] = None,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """随机抽样 / Draw sites from a list; the same list and seed give the same sample again.

    Example: govgauge sample sites.csv --count 328 --seed 7 --strata 层级 -o sample
    """
    screen = screen_for(lang, as_json)
    drawn = draw_sample(
        sites, count, seed, strata=strata, method=method, replacements=replacements,
        at_least=at_least,
    )  # fmt: skip
    screen.problems(drawn.problems)
    screen.document(drawn.document())
    stratum_of = {u.unit_id: s.name for s in drawn.strata for u in s.chosen}
    screen.table(
        Text("样本", "Sample"),
        [
            Text("标识码", "id"),
            Text("名称", "name"),
            Text("网址", "address"),
            Text("层", "stratum"),
        ],
        [[u.unit_id, u.name, u.url, stratum_of[u.unit_id]] for u in drawn.chosen],
    )
    for stratum in drawn.strata:
        screen.say(
            f"{stratum.name}: 共 {stratum.units}，抽取 {len(stratum.chosen)}",
            f"{stratum.name}: {len(stratum.chosen)} drawn of {stratum.units}",
        )
    if folder is not None:
        write_sample(drawn, folder)
        screen.next_step("检查样本", "inspect them", f"govgauge run {folder / 'sites.csv'} -w work")
    return 1 if drawn.problems else 0
