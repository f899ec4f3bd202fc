"""The score sheet of all units: a row a unit, its score counted by formula, and the totals."""

import io
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from govgauge.model.score import Assessment, Result
from govgauge.model.text import Text
from govgauge.report.cells import neutral_cell, print_wide, row_height_pt
from govgauge.report.publication import Publication
from govgauge.report.score_sheets.arithmetic import Step, reckoning
from govgauge.report.score_sheets.unit_book import OPTIONS, head_lines
from govgauge.report.words import words_of

SHEET = "总表 all units"
HELD = "证据不在手边，暂不公布 held: evidence is not at hand"
_FIXED = (
    (Text("序号", "No."), 6), (Text("组别", "Group"), 20), (Text("网站标识码", "Site code"), 14),
    (Text("单位", "Unit"), 30), (Text("结论", "Result"), 14),
)  # fmt: skip
_KEYS = (
    "full", "lost", "left", "made_up", "bonus", "gate", "staged", "tree", "tree_rest", "rest", "score",
)  # fmt: skip
_POINTS = "0.####;-0.####;0"


def all_book(publication: Publication, held: Collection[str]) -> bytes:
    """The workbook; of units in ``held`` no number stands.  No text can become a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {**OPTIONS, "constant_memory": True})
    created = publication.results.campaign.as_of.replace(tzinfo=None)
    book.set_properties({"title": "评分总表", "created": created})
    _Book(book, publication, held).write()
    book.close()
    return file.getvalue()


class _Book:
    def __init__(self, book: Any, publication: Publication, held: Collection[str]) -> None:
        self._publication = publication
        self._held = held
        self._sheet = book.add_worksheet(SHEET)
        self._text = book.add_format({"valign": "top", "text_wrap": True, "border": 1})
        self._number = book.add_format({"valign": "top", "border": 1, "num_format": _POINTS})
        self._head = book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True,
             "border": 1, "valign": "top"}
        )  # fmt: skip
        self._used, self._titles = self._columns()

    def _columns(self) -> tuple[list[str], dict[str, Text]]:
        """The steps that any unit has, in the order of the reckoning."""
        titles: dict[str, Text] = {}
        for assessment in self._publication.results.assessments.values():
            for step in self._steps(assessment):
                titles.setdefault(step.key, step.title)
        return [key for key in _KEYS if key in titles], titles

    def _steps(self, assessment: Assessment) -> Sequence[Step]:
        return reckoning(self._publication.results.system, assessment)

    def write(self) -> None:
        """Head, units in the order of the list, counts of results, means."""
        lines = head_lines(self._publication)
        for number, line in enumerate(lines):
            self._sheet.write_string(number, 0, neutral_cell(line))
        top = len(lines) + 1
        self._heads(top)
        units = list(self._publication.results.units)
        for number, unit_id in enumerate(units, 1):
            self._unit(top + number, number, unit_id)
        self._totals(top + 2, top + 1 + len(units))

    def _heads(self, row: int) -> None:
        heads = list(_FIXED)
        for key in self._used:
            title = self._titles[key]
            heads += [
                (Text(f"{title.zh} 低端", f"{title.en}, low"), 11),
                (Text(f"{title.zh} 高端", f"{title.en}, high"), 11),
            ]
        shown = ((f"{head.zh}\n{head.en}", width) for head, width in heads)
        self._sheet.set_row(row, row_height_pt(shown))
        for column, (head, width) in enumerate(heads):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(row, column, f"{head.zh}\n{head.en}", self._head)
        self._sheet.freeze_panes(row + 1, len(_FIXED))
        print_wide(self._sheet, row)

    def _unit(self, row: int, number: int, unit_id: str) -> None:
        results = self._publication.results
        unit, assessment = results.units[unit_id], results.assessments[unit_id]
        zh, en = words_of("zh"), words_of("en")
        key = f"result.{assessment.result.value}"
        told = HELD if unit_id in self._held else f"{zh[key]} {en[key]}"
        told_in = zip(("、".join(unit.groups), "", unit.name, told), _FIXED[1:], strict=True)
        self._sheet.set_row(row, row_height_pt((text, width) for text, (_, width) in told_in))
        self._sheet.write_number(row, 0, number, self._text)
        for column, text in enumerate(("、".join(unit.groups), unit_id, unit.name, told), 1):
            self._sheet.write_string(row, column, neutral_cell(text), self._text)
        if unit_id in self._held:
            return
        steps = {step.key: step for step in self._steps(assessment)}
        for at, key in enumerate(self._used):
            if key in steps:
                for end in (0, 1):
                    self._cell(row, len(_FIXED) + 2 * at + end, steps[key], steps, end)

    def _cell(self, row: int, column: int, step: Step, steps: dict[str, Step], end: int) -> None:
        value = float((step.low, step.high)[end])
        formula = (
            self._formula(step, steps, row, end) if step.key in ("left", "staged", "score") else ""
        )
        if formula:
            self._sheet.write_formula(row, column, formula, self._number, value)
        else:
            self._sheet.write_number(row, column, value, self._number)

    def _formula(self, step: Step, steps: dict[str, Step], row: int, end: int) -> str:
        """A step's formula with what is not written here put in; empty where it adds nothing."""
        written = step.formula.replace("{before}", steps["before"].formula.removeprefix("="))
        names = [key for key in self._used if key in steps]
        cells = {
            key: xl_rowcol_to_cell(row, len(_FIXED) + 2 * self._used.index(key) + end)
            for key in names
        }
        return written.format(**cells) if written not in ("", "=") else ""

    def _totals(self, first: int, last: int) -> None:
        """Units by result and the mean score, over the rows ``first`` to ``last`` (from 1)."""
        zh, en = words_of("zh"), words_of("en")
        row = last + 1
        results = self._publication.results
        shown = [a for u, a in results.assessments.items() if u not in self._held]
        for result in Result:
            word = f"{zh[f'result.{result.value}']} {en[f'result.{result.value}']}"
            count = sum(a.result is result for a in shown)
            self._sheet.write_string(row, 3, word, self._head)
            formula = f'=COUNTIF(E{first}:E{last},"{word}")'
            self._sheet.write_formula(row, 4, formula, self._number, count)
            row += 1
        self._means(row, first - 1, last - 1, shown)

    def _means(self, row: int, first: int, last: int, shown: Sequence[Assessment]) -> None:
        """The mean score of units that are scored and not vetoed: those with the first step."""
        scored = [a for a in shown if not a.vetoed_by and a.scored is not False]
        if not scored:
            return
        told = "平均得分（不含被否决和不计分的单位）\nmean score (not of vetoed or unscored units)"
        self._sheet.set_row(row, row_height_pt([(told, _FIXED[3][1])]))
        self._sheet.write_string(row, 3, told, self._head)
        for end, points in enumerate(
            ([a.score.low for a in scored], [a.score.high for a in scored])
        ):
            column = len(_FIXED) + 2 * self._used.index("score") + end
            counted = xl_range(first, len(_FIXED) + end, last, len(_FIXED) + end)
            formula = f'=AVERAGEIF({counted},"<>",{xl_range(first, column, last, column)})'
            mean = float(sum(points, Decimal(0)) / len(points))
            self._sheet.write_formula(row, column, formula, self._number, mean)
