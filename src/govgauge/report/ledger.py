"""The problem ledger (整改台账): one row a certain problem, one sheet a group, and a summary."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

import xlsxwriter

from govgauge.model.finding import Finding
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict
from govgauge.report.cells import neutral_cell, print_wide, row_height_pt
from govgauge.report.circular.accusations import first_seen
from govgauge.report.docx.blocks import printable
from govgauge.report.publication import NOT_THEIRS, Publication

STATUSES = (
    "待整改 to do",
    "整改中 under way",
    "已整改 done",
    "申请复核 disputed",
    "不属实 refuted",
)
_HEADS = (
    (Text("序号", "No."), 6),
    (Text("网站标识码", "Site code"), 14),
    (Text("单位", "Unit"), 30),
    (Text("问题", "Problem"), 50),
    (Text("依据", "Clause"), 34),
    (Text("核实程度", "Grade"), 10),
    (Text("问题地址", "Address"), 46),
    (Text("证据编号", "Evidence id"), 24),
    (Text("所见时间", "Seen at"), 22),
    (Text("整改建议", "Remedy"), 44),
    (Text("整改期限", "Deadline"), 14),
    (Text("状态", "Status"), 16),
    (Text("责任人", "Responsible"), 14),
    (Text("整改说明", "What was done"), 30),
)
_STATUS = 11
_ROWS_A_SHEET = 500_000
_SHEET_CHARS = 31
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_SUMMARY = "汇总 summary"
_ALONE = "全部"
Row = Sequence[str | int]


def ledger_bytes(publication: Publication) -> bytes:
    """The workbook; equal results give equal bytes.  No text in it can become a formula."""
    file = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    book = xlsxwriter.Workbook(file, options)
    as_of = publication.results.campaign.as_of
    book.set_properties({"title": "整改台账", "created": as_of.replace(tzinfo=None)})
    _Book(book, publication).write()
    book.close()
    return file.getvalue()


class _Book:
    def __init__(self, book: Any, publication: Publication) -> None:
        self._book = book
        self._publication = publication
        self._clauses = _clauses(publication)
        self._names = _Names()
        self._cell = book.add_format({"valign": "top", "text_wrap": True, "border": 1})
        self._head = book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True}
        )

    def write(self) -> None:
        """The summary first, then the groups; a unit of several groups stands in each."""
        summary = self._book.add_worksheet(_SUMMARY)
        groups = self._groups()
        counts = [(g, len(units), self._group(g, units)) for g, units in groups.items()]
        self._summary(summary, counts)

    def _groups(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for unit_id, unit in self._publication.results.units.items():
            for group in unit.groups or (_ALONE,):
                groups.setdefault(group, []).append(unit_id)
        return groups

    def _group(self, group: str, units: Sequence[str]) -> int:
        """The sheets of one group: one, and another each time it is full."""
        rows = self._rows(units)
        count = self._sheet(group, rows)
        while count and count % _ROWS_A_SHEET == 0 and (first := next(rows, None)) is not None:
            count += self._sheet(group, chain([first], rows))
        return count

    def _sheet(self, group: str, rows: Iterator[Row]) -> int:
        sheet = self._book.add_worksheet(self._names.take(group))
        self._heads(sheet, _HEADS)
        count = 0
        for row in islice(rows, _ROWS_A_SHEET):
            count += 1
            self._row(sheet, count, row)
        if count:
            statuses = {"validate": "list", "source": list(STATUSES)}
            sheet.data_validation(1, _STATUS, count, _STATUS, statuses)
        sheet.autofilter(0, 0, max(count, 1), len(_HEADS) - 1)
        return count

    def _heads(self, sheet: Any, heads: Sequence[tuple[Text, int]]) -> None:
        shown = ((f"{head.zh}\n{head.en}", width) for head, width in heads)
        sheet.set_row(0, row_height_pt(shown))
        for column, (head, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, f"{head.zh}\n{head.en}", self._head)
        sheet.freeze_panes(1, 0)
        print_wide(sheet)

    def _row(
        self, sheet: Any, number: int, row: Row, heads: Sequence[tuple[Text, int]] = _HEADS
    ) -> None:
        widths = (width for _, width in heads)
        shown = ((v, width) for v, width in zip(row, widths, strict=False) if isinstance(v, str))
        sheet.set_row(number, row_height_pt(shown))
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value, self._cell)
            else:
                sheet.write_string(number, column, neutral_cell(value), self._cell)

    def _rows(self, units: Sequence[str]) -> Iterator[Row]:
        number = 0
        for unit_id in units:
            results = self._publication.results
            counted = {i for s in results.assessments[unit_id].indicators for i in s.finding_ids}
            certain = [
                f
                for f in results.findings_of(unit_id)
                if f.instance.verdict is Verdict.UNMET and f.finding_id in counted
            ]
            digests = {e.digest for f in certain for e in f.instance.evidence if e.digest}
            seen = self._publication.seen_at(unit_id, frozenset(digests))
            for finding in certain:
                if all(e.digest in seen for e in finding.instance.evidence if e.digest):
                    number += 1
                    yield self._problem(number, finding, first_seen(finding, seen))

    def _problem(self, number: int, finding: Finding, seen: str) -> Row:
        results = self._publication.results
        card = results.detectors[finding.detector]
        clause, grade = self._clauses[finding.detector]
        return (
            number,
            finding.unit_id,
            results.units[finding.unit_id].name,
            f"{card.title.zh}：{finding.instance.says.zh}\n{finding.instance.says.en}",
            clause,
            grade,
            finding.instance.target,
            finding.finding_id,
            seen,
            f"{card.remedy.zh}\n{card.remedy.en}",
            self._publication.deadline,
            STATUSES[0],
            "",
            "",
        )

    def _summary(self, sheet: Any, counts: Sequence[tuple[str, int, int]]) -> None:
        heads = (
            (Text("组别", "Group"), 40),
            (Text("单位", "Units"), 12),
            (Text("问题", "Problems"), 12),
        )
        self._heads(sheet, heads)
        for number, row in enumerate(counts, 1):
            self._row(sheet, number, row, heads)
        notes = [
            f"{self._publication.results.system.title.zh} {self._publication.results.system.key}"
        ]
        mark = self._publication.watermark
        if mark:
            notes.append(f"{mark.zh} {mark.en}")
        if self._publication.results.system.status == "style":
            notes += [NOT_THEIRS.zh, NOT_THEIRS.en]
        for number, note in enumerate(notes, len(counts) + 2):
            sheet.write_string(number, 0, neutral_cell(note))


def _clauses(publication: Publication) -> dict[str, tuple[str, str]]:
    """By detector: the clauses of the indicators that ask it, and how well they are verified."""
    asked: dict[str, list[tuple[str, str]]] = {}
    for indicator in publication.results.system.asked:
        grade = indicator.grade.value + ("" if indicator.verified else " 未核实 unverified")
        for detector in {m.detector for m in indicator.measures if m.detector}:
            asked.setdefault(detector, []).append((f"{indicator.code} {indicator.clause}", grade))
    return {
        detector: ("\n".join(c for c, _ in told), "\n".join(dict.fromkeys(g for _, g in told)))
        for detector, told in asked.items()
    }


class _Names:
    """Names a workbook allows for sheets; a name that is taken is numbered."""

    def __init__(self) -> None:
        self._taken = {_SUMMARY}

    def take(self, group: str) -> str:
        """A name for a sheet of a group."""
        name = base = _NO_SHEET_NAME.sub("_", printable(group)).strip()[:_SHEET_CHARS] or "_"
        number = 1
        while name.lower() in self._taken:
            number += 1
            name = f"{base[: _SHEET_CHARS - 6]} ({number})"
        self._taken.add(name.lower())
        return name
