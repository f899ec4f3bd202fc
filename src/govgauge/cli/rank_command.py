"""The command for evaluators who never crawl: ``rank`` a spreadsheet."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import LANGUAGE, Json, Lang, screen_for
from govgauge.cli.screen import Screen
from govgauge.model.ranked_table import RankedTable
from govgauge.model.text import Text
from govgauge.registry.spreadsheet.score_table import BadTable
from govgauge.report.ranked.files import statistics_document
from govgauge.run.ranking.command import rank_and_report
from govgauge.run.systems import load_known_system

_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(rank)


def rank(
    table: Annotated[Path, typer.Argument(help="得分表 CSV/XLSX / table of marks")],
    system: Annotated[str, typer.Option("--system", help="加权体系 / weighted system id or file")],
    output: Annotated[Path, typer.Option("-o", "--output", help="输出目录 / folder")] = Path(
        "ranking"
    ),
    previous: Annotated[
        Path | None, typer.Option("--previous", help="上一年的同式样表 / last year's table")
    ] = None,
    sheet: Annotated[str, typer.Option("--sheet", help="工作表名 / which sheet")] = "",
    replications: Annotated[
        int,
        typer.Option("--replications", min=0, max=100_000, help="稳健性重算次数 / replications"),
    ] = 1_000,
    seed: Annotated[int, typer.Option("--seed", help="随机种子 / seed")] = 1,
    strict: Annotated[
        bool, typer.Option("--strict", help="有错误单元格即停止 / stop at any bad cell")
    ] = False,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """按指标体系计算得分和排名 / Score, rank and tier a spreadsheet: one row a unit, one column an indicator.

    Headings are indicators' codes or titles; merged headings, percent signs and sums below are
    understood.  A cell that cannot be read is named and left open, never scored as bad.
    Exit code 1 when the table has problems.

    Example: govgauge rank 得分表.xlsx --system tsinghua-2021-style -o 结果
    """
    screen = screen_for(lang, as_json)
    loaded, _ = load_known_system(system)
    try:
        with screen.progress("计算", "ranking", None):
            ranked, index = rank_and_report(
                table, loaded, output, sheet=sheet, previous=previous,
                replications=replications, seed=seed, strict=strict,
            )  # fmt: skip
    except BadTable as refused:
        screen.problems(refused.problems)
        raise
    screen.problems(ranked.problems)
    screen.document(statistics_document(ranked))
    _show(screen, ranked)
    screen.next_step("打开报告", "open the report", str(index))
    return 1 if ranked.problems else 0


def _show(screen: Screen, ranked: RankedTable) -> None:
    assumed = len(ranked.system.assumed)
    if assumed:
        screen.say(
            f"注意: {assumed} 项权重未经核实（自定）",
            f"note: {assumed} weights are not verified (our own)",
        )
    group = ranked.groups[0]
    rows = []
    for place in group.by_rank[:_SHOWN]:
        unit = ranked.units[place.unit_id]
        rank_shown = "—" if place.rank is None else f"{place.rank}{'=' if place.tie else ''}"
        if place.best != place.worst:
            rank_shown = f"{place.best}–{place.worst}"
        span = "—" if unit.low is None else f"{unit.low:f}"
        if unit.low != unit.high:
            span = f"{unit.low:f} – {unit.high:f}"
        rows.append([rank_shown, unit.name, span, place.grade or place.tier or "—"])
    screen.table(
        Text(
            f"前 {len(rows)} 名（共 {len(group.places)}）",
            f"first {len(rows)} of {len(group.places)}",
        ),
        [Text("名次", "rank"), Text("单位", "unit"), Text("得分", "score"), Text("等级", "tier")],
        rows,
    )
    if ranked.differences:
        screen.say(
            f"{len(ranked.differences)} 个单位的总分或名次与表中印出的不同，见报告",
            f"{len(ranked.differences)} totals or ranks are not as the table prints; see the report",
        )
