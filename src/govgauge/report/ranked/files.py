"""Files other programs read: ranking, scores, statistics, robustness, problems."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import orjson

from govgauge.model.ranked_table import GroupStatistics, RankedTable
from govgauge.model.yearly import Dimension, Mean

_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
RANKING = (
    "group", "rank", "tie", "unit_id", "name", "low", "high", "tier", "change", "rank_best",
    "rank_worst", "grade", "change_points", "coverage",
)  # fmt: skip


def write_files(table: RankedTable, folder: Path) -> None:
    """Write every file; equal tables give equal bytes."""
    _write(folder / "ranking.csv", RANKING, ranking_rows(table))
    codes = [node.code for node in table.system.tree.walk()] if table.system.tree else []
    heads = ["unit_id", "name", *(f"{code}{end}" for code in codes for end in ("", "_high"))]
    _write(folder / "scores.csv", heads, score_rows(table, codes))
    _write(
        folder / "robustness.csv",
        ("unit_id", "rank_5_percent", "rank_median", "rank_95_percent", "share_first", "share_top"),
        ((u, *attrs.astuple(span)) for u, span in sorted(table.robustness.spans.items())),
    )
    _write(
        folder / "problems.csv",
        ("code", "sheet", "cell", "row", "zh", "en", "remedy_zh", "remedy_en"),
        (
            (p.code, p.place.sheet, p.place.cell, p.place.row, p.what.zh, p.what.en,
             p.remedy.zh, p.remedy.en)
            for p in table.problems
        ),
    )  # fmt: skip
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    for name, document in (
        ("statistics.json", statistics_document(table)),
        ("noteworthy.json", [attrs.asdict(feature) for feature in table.features]),
    ):
        (folder / name).write_bytes(orjson.dumps(document, option=options))


def ranking_rows(table: RankedTable) -> Iterable[Sequence[object]]:
    """One row for each group and unit, in the order of places."""
    for group in table.groups:
        for place in group.places:
            unit = table.units[place.unit_id]
            yield (
                group.name, place.rank, int(place.tie), place.unit_id, unit.name, unit.low,
                unit.high, place.tier, place.change_places, place.best, place.worst, place.grade,
                place.change_points, unit.coverage,
            )  # fmt: skip


def score_rows(table: RankedTable, codes: Sequence[str]) -> Iterable[Sequence[object]]:
    """Every node's points of every unit, low and high."""
    for unit_id, unit in sorted(table.units.items()):
        points = [unit.nodes[code] for code in codes]
        yield (unit_id, unit.name, *(end for p in points for end in (p.low, p.high)))


def statistics_document(table: RankedTable) -> dict[str, Any]:
    """Statistics of groups and regions, robustness, and what was assumed."""
    robust = table.robustness
    return {
        "system": table.system.key,
        "system_digest": table.system.digest,
        "unverified_weights": [node.code for node in table.system.assumed],
        "units": len(table.units),
        "decimals": table.system.placement.decimals,
        "rank_on": table.system.placement.rank_on,
        "rank_style": table.system.rank_style.value,
        "groups": {g.name: _figures(g.statistics) for g in table.groups},
        "cut_offs": {
            g.name: {code: _plain(bound) for code, bound in g.cut_offs} for g in table.groups
        },
        "regions": {r.name: _figures(r) for r in table.regions},
        "dimensions": {d.code: _rates(d) for d in table.dimensions},
        "inequality": dict(table.inequality),
        "robustness": {
            "replications": robust.replications,
            "seed": robust.seed,
            "weights_moved_percent": robust.spread_percent,
            "mean_shift": robust.mean_shift,
            "alpha": robust.alpha,
            "without": dict(robust.without),
            "units_left_out": robust.left_out,
            "indicators": [
                {k: _finite(v) for k, v in attrs.asdict(i).items()} for i in robust.indicators
            ],
        },
        "compared_with": table.previous,
        "units_in_both_years": table.compared,
        "units_unmatched": {how: list(ids) for how, ids in table.unmatched.items()},
        "differences": {u: attrs.asdict(text) for u, text in table.differences},
    }


def _figures(found: GroupStatistics) -> dict[str, Any]:
    figures = attrs.asdict(found, filter=lambda a, _: a.name not in ("name", "tiers"))
    tiers = {t: {"count": n, "percent": _plain(p)} for t, (n, p) in found.tiers.items()}
    return figures | {"tiers": tiers}


def _rates(dimension: Dimension) -> dict[str, Any]:
    """Mean score rates in percent, both ends while something is open."""

    def ends(mean: Mean) -> dict[str, Any]:
        return {"low": _plain(mean.low), "high": _plain(mean.high), "units": mean.units}

    groups = {group: ends(mean) for group, mean in dimension.groups.items()}
    return {"whole": ends(dimension.whole), "groups": groups}


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _write(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO()
    text.write(_BOM)
    table = csv.writer(text)
    table.writerow(heads)
    for row in rows:
        table.writerow([_cell(value) for value in row])
    path.write_text(text.getvalue(), "utf-8", newline="")


def _cell(value: object) -> object:
    """A cell no spreadsheet takes for a formula; decimals as they are written."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return f"{value:.4f}" if math.isfinite(value) else ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
