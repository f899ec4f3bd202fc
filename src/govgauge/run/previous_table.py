"""Places of a ranking that was kept as a table: ``ranking.csv``, a workbook, or an office's own list."""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.registry.spreadsheet.reading import read_sheets
from govgauge.registry.spreadsheet.sheet import CellKind, Sheet
from govgauge.registry.spreadsheet.written_values import read_number
from govgauge.score.rank import ALL

_HEADINGS = {
    "group": {"group", "组别", "类别"},
    "rank": {"rank", "名次", "排名"},
    "unit_id": {"unit_id", "代码", "网站标识码"},
    "name": {"name", "单位", "单位名称", "网站名称", "名称"},
    "best": {"rank_best", "best", "最好"},
    "worst": {"rank_worst", "worst", "最差"},
}
_NEEDED = ("rank", "unit_id")


@frozen
class TablePlaces:
    """The certain ranks of a table by group and unit, and every unit's name by its id."""

    places: Mapping[tuple[str, str], int]
    names: Mapping[str, str]


def read_places(path: Path) -> TablePlaces:
    """Read ranks by unit id; a rank between two bounds that differ is not certain and left out.

    The first sheet with a heading of ranks and one of ids is read; without groups all are one.
    :class:`BadInput` names what is missing, or the row of a rank that is no whole number.
    """
    for sheet in read_sheets(path):
        columns = _columns(sheet)
        if all(name in columns for name in _NEEDED):
            return _read(sheet, columns)
    raise BadInput(
        "previous-columns",
        Text("表中没有“名次”和“代码”两列", "the table has no columns of ranks and of unit ids"),
        Text(
            "表头写 名次、代码（可加 组别、单位），或直接用 ranking.csv",
            "head them rank and unit_id (group and name may follow), or give a ranking.csv",
        ),
        Place.in_file(path),
    )


def _columns(sheet: Sheet) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(1, sheet.width + 1):
        words = set(sheet.cell(1, column).text.split())
        for name, known in _HEADINGS.items():
            if words & known:
                found.setdefault(name, column)
    return found


def _read(sheet: Sheet, columns: Mapping[str, int]) -> TablePlaces:
    places: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in range(2, len(sheet.rows) + 1):
        unit_id = _text(sheet, row, columns["unit_id"])
        if not unit_id:
            continue
        names[unit_id] = _text(sheet, row, columns.get("name", columns["unit_id"]))
        group = (_text(sheet, row, columns["group"]) if "group" in columns else "") or ALL
        bounds = [_whole(sheet, row, columns[c]) for c in ("best", "worst") if c in columns]
        rank = _whole(sheet, row, columns["rank"])
        if (group, unit_id) in seen:
            raise _twice(sheet, row, unit_id, seen[group, unit_id])
        seen[group, unit_id] = row
        if rank is not None and len(set(bounds)) <= 1:
            places[group, unit_id] = rank
    return TablePlaces(places, names)


def _twice(sheet: Sheet, row: int, unit_id: str, first: int) -> BadInput:
    return BadInput(
        "previous-unit-twice",
        Text(f"{unit_id} 已在第 {first} 行出现", f"{unit_id} stands in row {first} already"),
        Text("同一组中每个单位只保留一行", "keep one row for each unit of a group"),
        Place(file=str(sheet.path), row=row),
    )


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cell(row, column)
    written = f"{cell.number:f}" if cell.number is not None else cell.text
    return written.strip().removeprefix("'")


def _whole(sheet: Sheet, row: int, column: int) -> int | None:
    cell = sheet.cell(row, column)
    if cell.kind is CellKind.BLANK or cell.text.strip() in ("—", "-"):
        return None
    number = read_number(cell)
    if number is None or "%" in cell.text or number != int(number) or number < 1:
        raise BadInput(
            "previous-rank",
            Text(
                f"名次“{_text(sheet, row, column)}”不是正整数",
                f'rank "{_text(sheet, row, column)}" is no whole number from 1',
            ),
            Text(
                "改正该格，没有名次的留空", "correct the cell; leave it blank where there is none"
            ),
            Place(file=str(sheet.path), row=row),
        )
    return int(number)
