"""One unit's score sheet: every indicator with its points, and the reckoning as formulas."""

import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from govgauge.model.score import Assessment, IndicatorScore
from govgauge.model.system import StageKind
from govgauge.model.text import Text
from govgauge.report.cells import neutral_cell, row_height_pt
from govgauge.report.publication import NOT_THEIRS, Publication
from govgauge.report.score_sheets.arithmetic import Lot, Step, lots_of, reckoning
from govgauge.report.words import words_of

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
SHEET = "评分表 score sheet"
EQUAL, DIFFERS = "一致 equal", "不一致 differs"
_HEADS = (
    (Text("代码", "Code"), 9), (Text("指标", "Indicator"), 28), (Text("环节", "Stage"), 12),
    (Text("结论", "Verdict"), 13), (Text("个数", "Count"), 10), (Text("上限", "Cap"), 8),
    (Text("至少", "At least"), 9), (Text("至多", "At most"), 9),
    (Text("计入 至少", "Counted, least"), 10), (Text("计入 至多", "Counted, most"), 10),
    (Text("依据", "Clause"), 30), (Text("核实程度", "Grade"), 10), (Text("说明", "Why"), 36),
)  # fmt: skip
_STAGES = (StageKind.VETO, StageKind.DEDUCT, StageKind.BONUS, StageKind.TREE)
_LEAST, _MOST = "I", "J"
_POINTS = "0.####;-0.####;0"


def unit_book(publication: Publication, unit_id: str) -> bytes:
    """The workbook of one unit; equal results give equal bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {**OPTIONS, "in_memory": True})
    results = publication.results
    created = results.campaign.as_of.replace(tzinfo=None)
    book.set_properties({"title": "评分表", "created": created})
    _Sheet(book, publication, unit_id).write()
    book.close()
    return file.getvalue()


def head_lines(publication: Publication) -> list[str]:
    """What stands above every sheet: by which system, as of when, and what it may be used for."""
    results = publication.results
    lines = [
        f"{results.system.title.zh} {results.system.title.en}（{results.system.key}）",
        f"监测时间点 as of {results.campaign.as_of.isoformat(' ', 'minutes')}",
    ]
    mark = publication.watermark
    if mark:
        lines.append(f"{mark.zh} {mark.en}")
    if results.system.status == "style":
        lines += [NOT_THEIRS.zh, NOT_THEIRS.en]
    return lines


class _Sheet:
    """Writes downwards; remembers the cells the reckoning adds."""

    def __init__(self, book: Any, publication: Publication, unit_id: str) -> None:
        self._publication = publication
        self._system = publication.results.system
        self._unit = publication.results.units[unit_id]
        self._assessment: Assessment = publication.results.assessments[unit_id]
        self._indicators = {i.code: i for i in self._system.asked}
        self._sheet = book.add_worksheet(SHEET)
        self._text = book.add_format({"valign": "top", "text_wrap": True, "border": 1})
        self._number = book.add_format({"valign": "top", "border": 1, "num_format": _POINTS})
        self._sum = book.add_format({"bold": True, "border": 1, "num_format": _POINTS})
        self._bold = book.add_format({"bold": True, "border": 1, "text_wrap": True})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._head = book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True,
             "border": 1, "valign": "top"}
        )  # fmt: skip
        self._row = 0
        self._cells: dict[StageKind, list[int]] = {}

    def write(self) -> None:
        """Head, indicators by stage, reckoning."""
        self._page()
        self._sheet.write_string(0, 0, neutral_cell(f"{self._unit.name} 评分表"), self._title)
        lines = [f"网站标识码 site code {self._unit.unit_id}", *head_lines(self._publication)]
        for number, line in enumerate(lines, 1):
            self._sheet.write_string(number, 0, neutral_cell(line))
        self._row = len(lines) + 2
        for column, (head, width) in enumerate(_HEADS):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(self._row, column, f"{head.zh}\n{head.en}", self._head)
        heads = ((f"{head.zh}\n{head.en}", width) for head, width in _HEADS)
        self._sheet.set_row(self._row, row_height_pt(heads))
        self._sheet.repeat_rows(self._row)
        self._row += 1
        for kind in _STAGES:
            for lot in lots_of(self._system, self._assessment, kind):
                self._lot(kind, lot)
        self._row += 1
        self._reckoning()

    def _page(self) -> None:
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&C&P / &N")

    # -- indicators -------------------------------------------------------------------------------

    def _lot(self, kind: StageKind, lot: Lot) -> None:
        first = self._row
        for member in lot.members:
            self._indicator(member)
            if not lot.shared and kind is not StageKind.VETO:
                self._counted(kind, lot, self._row, f"G{self._row + 1}", f"H{self._row + 1}")
            self._row += 1
        if lot.shared:
            self._text_cells({1: f"共用上限：{lot.title.zh}\nshared cap: {lot.title.en}"})
            self._points(5, lot.cap)
            self._counted(
                kind, lot, self._row, f"SUM(G{first + 1}:G{self._row})",
                f"SUM(H{first + 1}:H{self._row})",
            )  # fmt: skip
            self._row += 1

    def _counted(self, kind: StageKind, lot: Lot, row: int, least: str, most: str) -> None:
        """What a lot counts: the points, and no more than the cap in the same row."""
        self._cells.setdefault(kind, []).append(row + 1)
        for column, points, value in ((8, least, lot.least), (9, most, lot.most)):
            formula = f"=MIN(F{row + 1},{points})" if lot.cap is not None else f"={points}"
            self._sheet.write_formula(row, column, formula, self._number, float(value))

    def _indicator(self, score: IndicatorScore) -> None:
        indicator = self._indicators[score.code]
        zh, en = words_of("zh"), words_of("en")
        verdict, stage = f"verdict.{score.verdict.value}", f"stage.{score.stage}"
        grade = indicator.grade.value + ("" if indicator.verified else "\n未核实 unverified")
        self._text_cells({
            0: score.code, 1: f"{indicator.title.zh}\n{indicator.title.en}",
            2: f"{zh[stage]}\n{en[stage]}", 3: f"{zh[verdict]}\n{en[verdict]}",
            4: _counts(score), 10: indicator.clause, 11: grade,
            12: f"{score.why.zh}\n{score.why.en}",
        })  # fmt: skip
        if score.stage == StageKind.VETO.value:
            return
        self._points(5, score.cap)
        self._points(6, score.points.low)
        self._points(7, score.points.high)

    def _text_cells(self, texts: dict[int, str]) -> None:
        shown = ((text, _HEADS[column][1]) for column, text in texts.items())
        self._sheet.set_row(self._row, row_height_pt(shown))
        for column in range(len(_HEADS)):
            text = neutral_cell(texts.get(column, ""))
            self._sheet.write_string(self._row, column, text, self._text)

    def _points(self, column: int, points: Decimal | None) -> None:
        if points is not None:
            self._sheet.write_number(self._row, column, float(points), self._number)

    # -- reckoning --------------------------------------------------------------------------------

    def _reckoning(self) -> None:
        for column, head in ((1, "合计 reckoning"), (8, "低端\nlow"), (9, "高端\nhigh")):
            self._sheet.set_row(self._row, row_height_pt([("低端\nlow", 10)]))
            self._sheet.write_string(self._row, column, head, self._head)
        self._row += 1
        rows: dict[str, int] = {}
        for step in reckoning(self._system, self._assessment):
            rows[step.key] = self._row + 1
            self._step(step, rows)
            self._row += 1
        self._check(rows["score"])

    def _step(self, step: Step, rows: dict[str, int]) -> None:
        strong = step.key == "score"
        told = f"{step.title.zh}\n{step.title.en}"
        self._sheet.set_row(self._row, row_height_pt([(told, _HEADS[1][1])]))
        text, number = (self._bold, self._sum) if strong else (self._text, self._number)
        self._sheet.write_string(self._row, 1, told, text)
        for column, value in ((_LEAST, step.low), (_MOST, step.high)):
            at = ord(column) - ord("A")
            if not step.formula:
                self._sheet.write_number(self._row, at, float(value), number)
                continue
            cells = {key: f"{column}{row}" for key, row in rows.items()}
            formula = step.formula.format(**cells, **self._ranges(column))
            self._sheet.write_formula(self._row, at, formula, number, float(value))

    def _ranges(self, column: str) -> dict[str, str]:
        """The sums of lots: the low end of a score counts the most that can be deducted."""
        other = {_LEAST: _MOST, _MOST: _LEAST}[column]
        of = {StageKind.DEDUCT: other, StageKind.BONUS: column, StageKind.TREE: column}
        return {
            f"{kind.value}_lots": "+".join(f"{letter}{row}" for row in self._cells.get(kind, ()))
            or "0"
            for kind, letter in of.items()
        }

    def _check(self, row: int) -> None:
        """The score as published beside the one counted here, and whether they are the same."""
        ends = self._assessment.score
        for own in (self._row, self._row + 1):
            self._sheet.set_row(own, row_height_pt([("结果\nresults", _HEADS[1][1])]))
        self._sheet.write_string(self._row, 1, "结果文件所载\nas in the results", self._text)
        self._sheet.write_number(self._row, 8, float(ends.low), self._number)
        self._sheet.write_number(self._row, 9, float(ends.high), self._number)
        stated, at = self._row + 1, self._row + 1
        same = f"ABS(I{row}-I{stated})<0.000001,ABS(J{row}-J{stated})<0.000001"
        self._sheet.write_string(at, 1, "核对\ncheck", self._text)
        formula = f'=IF(AND({same}),"{EQUAL}","{DIFFERS}")'
        self._sheet.write_formula(at, 8, formula, self._text, EQUAL)


def _counts(score: IndicatorScore) -> str:
    low, high = score.counted_low, score.counted_high
    return str(low) if low == high else f"{low}–{high}"
