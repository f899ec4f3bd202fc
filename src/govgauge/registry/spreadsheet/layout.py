"""Where a sheet's headings stand, and what each column is."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum

from attrs import frozen

from govgauge.model.failure import Problem
from govgauge.model.text import Text
from govgauge.registry.files import heading_key
from govgauge.registry.spreadsheet.sheet import CellKind, Sheet
from govgauge.registry.spreadsheet.wanted import (
    Heading,
    WantedColumn,
    heading_of,
    matches,
    stands_under,
)

_ROWS_LOOKED_AT = 30


class Role(StrEnum):
    """What a column says of a unit besides its marks."""

    UNIT_ID = "unit_id"
    NAME = "name"
    GROUP = "group"
    REGION = "region"
    PRINTED_TOTAL = "printed_total"
    PRINTED_RANK = "printed_rank"
    REMARK = "remark"


_WORDS: Mapping[Role, Sequence[str]] = {
    Role.UNIT_ID: ("网站标识码", "标识码", "单位代码", "区划代码", "代码", "unit_id", "id", "code"),
    Role.NAME: (
        "单位名称", "名称", "单位", "网站名称", "被评单位", "评估对象", "地方", "城市",
        "部门", "部门名称", "网站", "name", "unit", "place", "site",
    ),
    Role.GROUP: ("类别", "组别", "分组", "group", "groups", "category"),
    Role.REGION: ("地区", "区域", "省份", "所属省份", "所属地区", "省", "region", "province"),
    Role.PRINTED_TOTAL: ("总分", "总得分", "得分", "综合得分", "合计", "total", "score"),
    Role.PRINTED_RANK: ("排名", "名次", "位次", "rank"),
    Role.REMARK: ("备注", "说明", "序号", "编号", "note", "remark", "no", "number"),
}  # fmt: skip
_ROLES = {heading_key(word): role for role, words in _WORDS.items() for word in words}


@frozen
class Layout:
    """The heading rows, and which column holds what; ``marks`` in the order asked for."""

    top: int
    bottom: int
    roles: Mapping[Role, int]
    marks: Sequence[int]
    headings: Mapping[int, Heading]


def find_heading_rows(sheet: Sheet) -> tuple[int, int] | None:
    """The first and last heading row: around the row that names the units' column."""
    for row in range(1, min(len(sheet.rows), _ROWS_LOOKED_AT) + 1):
        for column in range(1, sheet.width + 1):
            if _role(sheet.text(row, column)) in (Role.NAME, Role.UNIT_ID) and _in_a_table(
                sheet, row
            ):
                return _top(sheet, row), _bottom(sheet, row, column)
    return None


def find_layout(
    sheet: Sheet, wanted: Sequence[WantedColumn], rows: tuple[int, int]
) -> tuple[Layout, list[Problem]]:
    """Each column's meaning; problems with ``dropped`` keep the table from being read."""
    headings = {c: _heading(sheet, rows, c) for c in range(1, sheet.width + 1)}
    problems: list[Problem] = []
    roles: dict[Role, int] = {}
    taken: dict[str, int] = {}
    unknown: list[int] = []
    for column, heading in headings.items():
        if not heading.words:
            continue
        found = _meant(heading, wanted)
        role = _role(heading.last)
        if len(found) == 1:
            problems += _take(sheet, rows[1], column, heading, found[0], taken)
        elif found:
            problems.append(_ambiguous(sheet, rows[1], column, heading, found))
        elif role is not None:
            roles.setdefault(role, column)
        else:
            unknown.append(column)
    problems += _missing(sheet, rows[1], wanted, taken, [headings[c] for c in unknown])
    problems += [_unknown(sheet, rows[1], c, headings[c], wanted) for c in unknown]
    marks = [taken.get(w.code, 0) for w in wanted]
    return Layout(rows[0], rows[1], roles, marks, headings), problems


def _role(words: str) -> Role | None:
    return _ROLES.get(heading_key(heading_of([words]).last))


def _in_a_table(sheet: Sheet, row: int) -> bool:
    """A heading stands among others; a word alone in its row is a title."""
    return len(_words_of(sheet, row)) > 1


def _words_of(sheet: Sheet, row: int) -> set[tuple[int, str]]:
    """The cells of a row that say something, a merged area once."""
    found = set()
    for column in range(1, sheet.width + 1):
        _, first = sheet.anchors.get((row, column), (row, column))
        if sheet.text(row, column):
            found.add((first, sheet.text(row, column)))
    return found


def _top(sheet: Sheet, row: int) -> int:
    while row > 1 and _in_a_table(sheet, row - 1):
        row -= 1
    return row


def _bottom(sheet: Sheet, row: int, name: int) -> int:
    while row < len(sheet.rows) and _is_heading(sheet, row + 1, row, name):
        row += 1
    return row


def _is_heading(sheet: Sheet, row: int, above: int, name: int) -> bool:
    shown_from = sheet.anchors.get((row, name), (row, name))[0]
    if shown_from <= above:
        return True
    cells = [sheet.cell(row, column) for column in range(1, sheet.width + 1)]
    said = [cell for cell in cells if cell.kind is not CellKind.BLANK]
    return (
        not sheet.text(row, name)
        and len(said) > 1
        and all(cell.kind is CellKind.TEXT and not cell.text[0].isdigit() for cell in said)
    )


def _heading(sheet: Sheet, rows: tuple[int, int], column: int) -> Heading:
    top, bottom = rows
    parts = [sheet.text(row, column) for row in range(top, bottom + 1)]
    for n in range(len(parts) - 1):
        # Without merged areas an upper heading stands only over the first of its columns.
        if not parts[n] and any(parts[n + 1 :]) and _role(parts[-1]) is None:
            parts[n] = _to_the_left(sheet, top + n, column)
    return heading_of([part for part in parts if part])


def _to_the_left(sheet: Sheet, row: int, column: int) -> str:
    for left in range(column - 1, 0, -1):
        words = sheet.text(row, left)
        if words:
            return "" if _role(words) is not None else words
    return ""


def _meant(heading: Heading, wanted: Sequence[WantedColumn]) -> list[WantedColumn]:
    found = [w for w in wanted if matches(heading, w)]
    under = [w for w in found if stands_under(heading, w)]
    return under if len(found) > 1 and under else found


def _take(
    sheet: Sheet,
    row: int,
    column: int,
    heading: Heading,
    meant: WantedColumn,
    taken: dict[str, int],
) -> list[Problem]:
    place = sheet.place(row, column)
    if meant.code in taken:
        first = sheet.place(row, taken[meant.code]).cell
        return [
            Problem(
                "heading-twice",
                Text(
                    f"指标 {meant.title.zh} 有两列（另一列 {first}）",
                    f"two columns for {meant.title.en} (the other is {first})",
                ),
                Text("删去或改名其中一列", "delete one of them or change its heading"),
                place,
            )
        ]
    taken[meant.code] = column
    if heading.points is None or meant.most is None or heading.points == meant.most:
        return []
    return [
        Problem(
            "full-marks-differ",
            Text(
                f"表头写满分 {heading.points:f}，体系为 {meant.most:f}（{meant.title.zh}）",
                f"full marks {heading.points:f} in the heading, {meant.most:f} in the system"
                f" ({meant.title.en})",
            ),
            Text("核对所用体系，或改表头", "check which system is meant, or mend the heading"),
            place,
        )
    ]


def _ambiguous(
    sheet: Sheet, row: int, column: int, heading: Heading, found: Sequence[WantedColumn]
) -> Problem:
    codes = ", ".join(w.code for w in found)
    return Problem(
        "ambiguous-heading",
        Text(f"“{heading}”可以是 {codes}", f'"{heading}" may be any of {codes}'),
        Text(
            "表头写指标代码，或在上一行写所属指标",
            "write the indicator's code, or its parent in the row above",
        ),
        sheet.place(row, column),
    )


def _missing(
    sheet: Sheet,
    row: int,
    wanted: Sequence[WantedColumn],
    taken: Mapping[str, int],
    unknown: Sequence[Heading],
) -> list[Problem]:
    problems = []
    names = [heading.last for heading in unknown]
    for column in wanted:
        if column.code in taken:
            continue
        near = get_close_matches(column.title.zh, names, 1, 0.5) or get_close_matches(
            column.title.en, names, 1, 0.6
        )
        hint = Text(
            f"，是否即“{near[0]}”一列？" if near else "", f' is "{near[0]}" meant?' if near else ""
        )
        problems.append(
            Problem(
                "missing-column",
                Text(
                    f"缺少指标 {column.code} {column.title.zh} 的列",
                    f"no column for {column.code} {column.title.en}",
                ),
                Text(
                    f"加一列，表头写 {column.code} 或 {column.title.zh}{hint.zh}",
                    f"add a column headed {column.code} or {column.title.en};{hint.en}".rstrip(";"),
                ),
                sheet.place(row, 1),
            )
        )
    return problems


def _unknown(
    sheet: Sheet, row: int, column: int, heading: Heading, wanted: Sequence[WantedColumn]
) -> Problem:
    near = get_close_matches(heading.last, [w.title.zh for w in wanted], 1, 0.5)
    hint = f"；近似的指标: {near[0]}" if near else ""
    hint_en = f"; nearest indicator: {near[0]}" if near else ""
    return Problem(
        "unknown-heading",
        Text(f"未使用的列“{heading}”{hint}", f'column "{heading}" is not used{hint_en}'),
        Text("如是指标，改用体系中的代码或名称", "if it is an indicator, use its code or title"),
        sheet.place(row, column),
        dropped=False,
    )
