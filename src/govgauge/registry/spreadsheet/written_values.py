"""Values as people write them: percent signs, units, words for "not measured" and "not asked"."""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from govgauge.model.text import Text
from govgauge.registry.spreadsheet.sheet import Cell, CellKind
from govgauge.registry.spreadsheet.wanted import WantedColumn

_NUMBER = re.compile(r"^[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?$")
_PLAUSIBLE = re.compile(r"[0-9]")
_RANGE = re.compile(r"^([^~至]+)[~至]([^~至]+)$")
_MISSING = {"", "缺", "缺失", "未测", "未评", "未测评", "暂无", "missing", "null", "none"}
_NOT_APPLICABLE = {"不适用", "n/a", "na", "notapplicable", "不涉及"}
_DASHES = {"-", "--", "—", "——", "–", "/", "\\", "无", "*", "…", "...", "?"}


class MarkState(StrEnum):
    """What is known of one unit under one indicator; never mixed."""

    VALUE = "value"
    OPEN = "open"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@frozen
class Mark:
    """One cell read: a value (``low`` = ``high``), an open one between two bounds, or none.

    An open mark without bounds may be anything its indicator allows.
    """

    state: MarkState
    low: Decimal | None = None
    high: Decimal | None = None
    percent: bool = False
    category: str = ""


MISSING = Mark(MarkState.MISSING)
NOT_APPLICABLE = Mark(MarkState.NOT_APPLICABLE)
UNREADABLE = Mark(MarkState.OPEN)


@frozen
class Refusal:
    """Why a cell cannot be read, and what to write instead."""

    code: str
    what: Text
    remedy: Text


def read_mark(cell: Cell, wanted: WantedColumn) -> Mark | Refusal:
    """What a cell says under an indicator, or why that cannot be told for certain."""
    if cell.kind in _REFUSED:
        return _refused_kind(cell)
    if cell.number is not None:
        return _bounded(_value(cell.number, cell.kind is CellKind.PERCENT, wanted), wanted, cell)
    text = unicodedata.normalize("NFKC", cell.text).strip()
    plain = text.replace(" ", "").casefold()
    if plain in _MISSING:
        return MISSING
    if plain in _NOT_APPLICABLE:
        return NOT_APPLICABLE
    if wanted.categories:
        return _category(text, wanted)
    if plain in _DASHES:
        return _dash(cell.text)
    return _number(plain, wanted, cell)


def read_number(cell: Cell) -> Decimal | None:
    """A plain number beside the marks (a printed total or rank); ``None`` when it is none."""
    if cell.number is not None:
        return cell.number
    parsed = _parsed(unicodedata.normalize("NFKC", cell.text).replace(" ", ""))
    return parsed[0] if parsed else None


def _number(plain: str, wanted: WantedColumn, cell: Cell) -> Mark | Refusal:
    span = _RANGE.match(plain)
    parts = [_parsed(part) for part in (span.groups() if span else (plain,))]
    if any(part is None for part in parts):
        return _not_a_number(cell.text)
    marks = [_value(number, percent, wanted) for number, percent in filter(None, parts)]
    for mark in marks:
        bounded = _bounded(mark, wanted, cell)
        if isinstance(bounded, Refusal):
            return bounded
    low, high = marks[0].low, marks[-1].high
    if low is None or high is None or low > high:
        return _backwards(cell.text)
    state = MarkState.VALUE if low == high else MarkState.OPEN
    return Mark(state, low, high, any(m.percent for m in marks))


def _parsed(plain: str) -> tuple[Decimal, bool] | None:
    percent = plain.endswith("%")
    body = plain.removesuffix("%") if percent else plain.removesuffix("分").removesuffix("points")
    if not _PLAUSIBLE.search(body) or not _NUMBER.match(body):
        return None
    return Decimal(body.replace(",", "")), percent


def _value(number: Decimal, percent: bool, wanted: WantedColumn) -> Mark:
    value = number * wanted.at_100_percent / 100 if percent else number
    return Mark(MarkState.VALUE, value, value, percent)


def _bounded(mark: Mark, wanted: WantedColumn, cell: Cell) -> Mark | Refusal:
    value = mark.low
    if value is None:
        return mark
    if wanted.categories and wanted.most is None:
        return _category(f"{value:f}", wanted)
    if wanted.least is not None and value < wanted.least:
        return _out_of_range(cell, wanted, Text("低于最低值", "below the least"))
    if wanted.most is not None and value > wanted.most:
        return _out_of_range(cell, wanted, Text("超过满分", "above the most"))
    return mark


def _category(text: str, wanted: WantedColumn) -> Mark | Refusal:
    for category in wanted.categories:
        if category.casefold() == text.casefold():
            return Mark(MarkState.VALUE, category=category)
    allowed = ", ".join(wanted.categories)
    return Refusal(
        "not-a-category",
        Text(f"“{text}”不是该指标的取值", f'"{text}" is not a value of this indicator'),
        Text(f"可写: {allowed}", f"write one of: {allowed}"),
    )


_REFUSED = {
    CellKind.DATE: Text(
        "单元格是日期；表格软件会把 3-4 之类改成日期",
        "the cell is a date; spreadsheets turn 3-4 and the like into dates",
    ),
    CellKind.BOOLEAN: Text("单元格是真假值，不是分数", "the cell is true or false, not a mark"),
    CellKind.ERROR: Text("单元格是公式错误", "the cell holds a formula's error"),
    CellKind.UNSTORED_FORMULA: Text(
        "单元格是公式，但文件里没有存下结果", "a formula whose result is not stored in the file"
    ),
}


def _refused_kind(cell: Cell) -> Refusal:
    what = _REFUSED[cell.kind]
    remedies = {
        CellKind.UNSTORED_FORMULA: Text(
            "用表格软件打开并保存一次，或改写为数值",
            "open and save the file in a spreadsheet program, or write the number",
        ),
        CellKind.ERROR: Text("改正公式，或留空表示未测", "mend the formula, or leave it blank"),
    }
    default = Text("把单元格格式设为数值后重新填写", "format the cell as a number and write again")
    return Refusal(
        f"{cell.kind.value.replace('_', '-')}-cell",
        Text(f"{what.zh}: {cell.text}", f"{what.en}: {cell.text}"),
        remedies.get(cell.kind, default),
    )


def _dash(text: str) -> Refusal:
    return Refusal(
        "ambiguous-mark",
        Text(
            f"“{text}”看不出是未测还是不适用，两者计分不同",
            f'"{text}" may mean not measured or not applicable, which score differently',
        ),
        Text(
            "未测留空或写“缺”；不适用写“不适用”", 'blank for not measured; "n/a" for not applicable'
        ),
    )


def _not_a_number(text: str) -> Refusal:
    return Refusal(
        "not-a-number",
        Text(f"“{text}”不是数", f'"{text}" is not a number'),
        Text(
            "只写数，如 85.5 或 85.5%；未定写 80~85；未测留空",
            "write a number, 85.5 or 85.5%; 80~85 while open; blank when not measured",
        ),
    )


def _backwards(text: str) -> Refusal:
    return Refusal(
        "backwards-range",
        Text(f"“{text}”前大后小", f'"{text}" has its greater end first'),
        Text("先写低的一端: 80~85", "write the lower end first: 80~85"),
    )


def _out_of_range(cell: Cell, wanted: WantedColumn, how: Text) -> Refusal:
    sign = "%" if cell.kind is CellKind.PERCENT else ""
    shown = cell.text or f"{cell.number:f}{sign}"
    least = "-∞" if wanted.least is None else f"{wanted.least:f}"
    most = "∞" if wanted.most is None else f"{wanted.most:f}"
    return Refusal(
        "out-of-range",
        Text(
            f"{shown} {how.zh}（{wanted.title.zh}: {least} 至 {most}）",
            f"{shown} is {how.en} ({wanted.title.en}: {least} to {most})",
        ),
        Text("核对该格，或改体系中的满分", "check the cell, or the system's full marks"),
    )
