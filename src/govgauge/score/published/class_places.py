"""A unit's printed class, score and rank against the printed classes: sizes and floors."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attrs import frozen

from govgauge.model.text import Text


@frozen
class PrintedClass:
    """A class as printed, from the best down: its name, its size, its lowest score if told."""

    name: str
    size: int
    floor: Decimal | None = None


@frozen
class PrintedUnit:
    """One unit as printed; what is not told is ``None``."""

    row: int
    name: str
    class_name: str
    score: Decimal | None = None
    rank: int | None = None


def rank_ranges(classes: Sequence[PrintedClass]) -> dict[str, tuple[int, int]]:
    """The first and last rank that a class of its size can hold."""
    ranges, before = {}, 0
    for each in classes:
        ranges[each.name] = before + 1, before + each.size
        before += each.size
    return ranges


def check_class_places(
    units: Sequence[PrintedUnit], classes: Sequence[PrintedClass]
) -> list[tuple[int, str, Text]]:
    """The cells (row, column, why) in which a unit cannot be where it is printed."""
    ranges = rank_ranges(classes)
    ceilings = _ceilings(classes)
    floors = {c.name: c.floor for c in classes}
    wrong: list[tuple[int, str, Text]] = []
    for unit in units:
        if unit.class_name not in ranges:
            wrong.append((unit.row, "class", _says(unit, "没有这一类", "there is no such class")))
            continue
        first, last = ranges[unit.class_name]
        if unit.rank is not None and not first <= unit.rank <= last:
            wrong.append(
                (unit.row, "rank", _says(unit, f"该类为第 {first}–{last} 名", f"{first} to {last}"))
            )
        if not _fits(unit.score, floors[unit.class_name], ceilings[unit.class_name]):
            wrong.append((unit.row, "score", _says(unit, "得分不在该类内", "score outside it")))
    return wrong


def _ceilings(classes: Sequence[PrintedClass]) -> Mapping[str, Decimal | None]:
    above: dict[str, Decimal | None] = {}
    lowest: Decimal | None = None
    for each in classes:
        above[each.name] = lowest
        lowest = each.floor if each.floor is not None else lowest
    return above


def _fits(score: Decimal | None, floor: Decimal | None, ceiling: Decimal | None) -> bool:
    if score is None:
        return True
    return (floor is None or score >= floor) and (ceiling is None or score < ceiling)


def _says(unit: PrintedUnit, zh: str, en: str) -> Text:
    return Text(
        f"第 {unit.row} 行 {unit.name}（{unit.class_name}）: {zh}",
        f"row {unit.row} {unit.name} ({unit.class_name}): {en}",
    )
