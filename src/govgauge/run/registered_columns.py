"""The list of columns a campaign is judged with: read, checked, kept beside the units."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
from attrs import field, frozen

from govgauge.model.column_register import read_register
from govgauge.model.columns import column_classes
from govgauge.model.facts import ColumnFact
from govgauge.model.failure import Place, Problem
from govgauge.model.text import Text
from govgauge.model.unit import Column
from govgauge.registry.columns import read_columns
from govgauge.store.workspace import CampaignFolder

ByUnit = Mapping[str, Sequence[Column]]


def keep_columns(folder: CampaignFolder, path: Path) -> tuple[Problem, ...]:
    """Read ``columns.csv`` and keep its good rows for this and every later judging.

    Returns what is wrong with it: bad rows, units the campaign does not have, classes nobody knows.
    """
    listed = read_columns(path)
    problems = list(listed.problems)
    known = {unit.unit_id for unit in folder.read_units()}
    kept: list[Column] = []
    for column in listed.rows:
        if column.unit_id not in known:
            problems.append(_unknown_unit(column, path))
            continue
        if column.column_class and column.column_class not in column_classes():
            problems.append(_unknown_class(column, path))
            column = attrs.evolve(column, column_class="")
        kept.append(column)
    with folder.locked():
        folder.write_columns(kept)
    return tuple(problems)


@frozen
class ListedColumns:
    """The list a campaign is judged with: its rows by unit, and its digest, empty without one."""

    by_unit: ByUnit = field(factory=dict)
    digest: str = ""

    def of(self, unit_id: str) -> Sequence[Column]:
        """The rows of one unit."""
        return self.by_unit.get(unit_id, ())


def listed_columns(folder: CampaignFolder) -> ListedColumns:
    """The kept list; empty where none was given."""
    found: dict[str, list[Column]] = {}
    for column in folder.read_columns():
        found.setdefault(column.unit_id, []).append(column)
    return ListedColumns(found, folder.columns_digest())


def as_listed(facts: Sequence[ColumnFact], columns: Sequence[Column]) -> tuple[ColumnFact, ...]:
    """Column facts with the classes the list gives them."""
    if not columns:
        return tuple(facts)
    register = read_register(columns)
    classed = []
    for fact in facts:
        row = register.of(fact)
        given = row.column_class if row is not None else ""
        classed.append(fact._replace(column_class=given) if given else fact)
    return tuple(classed)


def _unknown_unit(column: Column, path: Path) -> Problem:
    return Problem(
        "unknown-unit",
        Text(
            f"栏目“{column.name}”的网站标识码 {column.unit_id} 不在本批次",
            f"column “{column.name}”: the campaign has no unit {column.unit_id}",
        ),
        Text("核对网站标识码，与网站清单一致", "write the unit's id as the list of sites has it"),
        Place.in_file(path),
    )


def _unknown_class(column: Column, path: Path) -> Problem:
    names = ", ".join(column_classes())
    return Problem(
        "unknown-class",
        Text(
            f"栏目“{column.name}”的类别 {column.column_class} 不认识，按名称判断",
            f"column “{column.name}”: nobody knows the class {column.column_class}; its name decides",
        ),
        Text(f"可用类别: {names}", f"classes: {names}"),
        Place.in_file(path),
        dropped=False,
    )
