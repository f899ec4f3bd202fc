"""The tables of past evaluations (../shared/data/past-results), read and checked cell by cell.

Shared by ``bench/replays.py`` and ``tests/score/test_past_results.py``: each function reads one
file and says what came out.  Rows are numbered as a reader sees them (the heading is row 1).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from govgauge.score.places.ranks import Convention
from govgauge.score.places.shares import Share, adding_up, score_rate
from govgauge.score.published.class_lines import lowest_by_equal_intervals, midpoints
from govgauge.score.published.class_places import PrintedClass, PrintedUnit, check_class_places
from govgauge.score.published.rates import RateFault, check_counts, check_rate
from govgauge.score.published.totals import (
    Difference,
    PrintedRow,
    check_ranks,
    check_totals,
    fitting_conventions,
    printed_at,
)

CLASSES = ("创新领先", "积极追赶", "稳步推进", "亟待发展")
WEIGHTS_2016 = (34, 23, 20, 15, 8, 15)
WEIGHTS_2022 = (45, 10, 10, 15, 10, 10, 10)
BEFORE_PARTS = ("rank", "name", "total", "total_100")


@dataclass
class Replay:
    """What one table gives: the checks done, and every cell that contradicts the others."""

    file: str
    rows: int
    checks: dict[str, object] = field(default_factory=dict)
    contradictions: list[str] = field(default_factory=list)


def read(folder: Path, name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table with their numbers."""
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(enumerate(csv.DictReader(file), 2))


def printed_rows(
    rows: list[tuple[int, dict[str, str]]], total: str, part_decimals: int
) -> list[PrintedRow]:
    """Rows of a table of parts and totals, totals printed at one decimal."""
    return [
        PrintedRow(
            number,
            row["name"],
            int(row["rank"]),
            {c: printed_at(part_decimals, v) for c, v in row.items() if c not in BEFORE_PARTS},
            printed_at(1, row[total]),
        )
        for number, row in rows
    ]


def cstc(folder: Path, year: int) -> Replay:
    """CSTC 2016 and 2022: indices 0-1 at two decimals, weights of 115 and 110 points."""
    name = f"cstc-{year}-departments.csv"
    rows = printed_rows(read(folder, name), "total", 2)
    points = WEIGHTS_2016 if year == 2016 else WEIGHTS_2022
    weights = dict(zip(rows[0].parts, map(Decimal, points), strict=True))
    replay = _weighted(name, rows, weights)
    replay.checks["full marks"] = sum(points)
    _ranks(replay, rows, Convention.DENSE)
    return replay


def guomai(folder: Path) -> Replay:
    """Guomai 2014: parts in points, which add up as printed."""
    name = "guomai-2014-cities.csv"
    rows = printed_rows(read(folder, name), "total_100", 1)
    replay = _weighted(name, rows, dict.fromkeys(rows[0].parts, Decimal(1)))
    _ranks(replay, rows, Convention.COMPETITION)
    return replay


def _weighted(name: str, rows: list[PrintedRow], weights: dict[str, Decimal]) -> Replay:
    found = check_totals(rows, weights)
    replay = Replay(name, len(rows))
    replay.checks["largest difference of a total"] = max(float(d.size) for d in found)
    replay.checks["rounding allows"] = min(float(d.allowed) for d in found)
    replay.contradictions += _texts(found)
    return replay


def _ranks(replay: Replay, rows: list[PrintedRow], convention: Convention) -> None:
    replay.checks["tie rules that fit"] = [c.value for c in fitting_conventions(rows)]
    replay.contradictions += _texts(check_ranks(rows, convention))


def _texts(found: list[Difference]) -> list[str]:
    return [d.why.en for d in found if d.contradicts]


def uestc_parts(folder: Path) -> Replay:
    """UESTC: three parts of 40/40/20, totals of unrounded parts, class and rank of one city."""
    name = "uestc-2019-2021-parts.csv"
    rows = read(folder, name)
    replay = Replay(name, len(rows))
    full = {"供给能力": 40, "响应能力": 40, "智慧能力": 20}
    for number, row in rows:
        total = row["total_printed"] or row["sum_of_parts"]
        parts = {c: printed_at(2, row[c]) for c in full}
        printed = PrintedRow(number, row["place"], None, parts, printed_at(2, total))
        found = check_totals([printed], dict.fromkeys(full, Decimal(1)))
        replay.checks[f"{row['place']} total less parts"] = float(
            Decimal(total) - sum(parts.values())
        )
        replay.contradictions += _texts(found)
        if row["year"] == "2021":
            rates = [str(score_rate(parts[c], f).percent(2)) for c, f in full.items()]
            replay.checks["score rates"] = rates
    placed = [
        PrintedUnit(n, r["place"], r["class_printed"], Decimal(r["total_printed"]), int(r["rank_printed"]))
        for n, r in rows
        if r["class_printed"]
    ]  # fmt: skip
    wrong = check_class_places(placed, _classes(folder)["2019-10-11"])
    replay.checks["class and rank fit the classes"] = not wrong
    replay.contradictions += [why.en for _, _, why in wrong]
    return replay


def _classes(folder: Path) -> dict[str, list[PrintedClass]]:
    found = {}
    for _, row in read(folder, "uestc-classes.csv"):
        sizes = [int(row[c] or 0) for c in CLASSES]
        sizes[-1] = sizes[-1] or int(row["places"]) - sum(sizes)
        floor = row[f"floor_{CLASSES[0]}"]
        floors = [Decimal(floor) if floor else None, None, None, None]
        found[row["source_date"]] = [
            PrintedClass(c, s, f) for c, s, f in zip(CLASSES, sizes, floors, strict=True)
        ]
    return found


def uestc_classes(folder: Path) -> Replay:
    """UESTC: sizes of four classes, cut-offs against class means, two releases of one year."""
    name = "uestc-classes.csv"
    rows = read(folder, name)
    replay = Replay(name, len(rows))
    releases: dict[str, dict[str, tuple[str, str]]] = {}
    for number, row in rows:
        for column in ("places", *CLASSES):
            first, date = releases.setdefault(row["year"], {}).setdefault(
                column, (row[column], row["source_date"])
            )
            if row[column] and first != row[column]:
                replay.contradictions.append(
                    f"row {number} {column}: {row[column]} for {row['year']}, but {first} in the release of {date}"
                )
        if all(row[c] for c in CLASSES):
            fault = check_counts(
                number, "places", int(row["places"]), tuple(int(row[c]) for c in CLASSES)
            )
            replay.contradictions += [fault.why.en] if fault else []
        if row["top_score"]:
            _class_lines(replay, row)
    sizes = [c.size for c in _classes(folder)["2019-10-11"]]
    replay.checks["printed shares 2019"] = [int(p) for p in adding_up(sizes)]
    return replay


def _class_lines(replay: Replay, row: dict[str, str]) -> None:
    means = [Decimal(row[f"mean_{c}"]) for c in CLASSES[:2]]
    cut = Decimal(row[f"floor_{CLASSES[0]}"])
    (boundary,) = midpoints(means, [cut])
    year = row["year"]
    replay.checks[f"{year} empty points natural breaks need"] = float(boundary.empty_points)
    lowest = lowest_by_equal_intervals(Decimal(row["top_score"]), cut, 4)
    replay.checks[f"{year} lowest score equal intervals need"] = float(lowest)


def quarterly(folder: Path) -> Replay:
    """Spot checks: counts that add up, pass rates and shares that follow from them."""
    name = "quarterly-checks.csv"
    rows = read(folder, name)
    replay = Replay(name, len(rows))
    printed = reproduced = 0
    for number, row in rows:
        checked, passed, failed = (int(row[c]) for c in ("checked", "passed", "failed"))
        count = check_counts(number, "checked", checked, (passed, failed))
        replay.contradictions += [count.why.en] if count else []
        for column, above, below in (
            ("pass_rate_printed", passed, checked),
            ("share_checked_printed", checked, int(row["running"] or 0)),
        ):
            if not row[column] or not below:
                continue
            fault = check_rate(
                number, column, Share.of(above, below), Decimal(row[column].rstrip("%"))
            )
            if column == "pass_rate_printed":
                printed, reproduced = printed + 1, reproduced + (fault is None)
            if fault:
                replay.contradictions.append(fault.why.en)
                replay.checks["cut off, not rounded"] = fault.fault is RateFault.CUT_OFF
    replay.checks["printed pass rates"] = printed
    replay.checks["pass rates that follow"] = reproduced
    return replay


def every_table(folder: Path) -> list[Replay]:
    """All tables of the folder that hold numbers."""
    return [
        cstc(folder, 2016),
        cstc(folder, 2022),
        guomai(folder),
        uestc_parts(folder),
        uestc_classes(folder),
        quarterly(folder),
    ]
