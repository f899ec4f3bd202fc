"""The workbook of a report: overview, ranking, assessments, findings, coverage, method."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from govgauge.model.results import Results
from govgauge.report.cells import print_wide
from govgauge.report.words import place, why_unseen, words_of

_MAX_FINDINGS = 100_000
_MAX_CELL_CHARS = 32_000
_MAX_LINKS = 60_000
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
Cell = str | float | int | None


def write_tables(results: Results, path: Path) -> None:
    """Write the workbook; texts stay texts (nothing a stranger wrote can become a formula)."""
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    created = results.campaign.as_of.replace(tzinfo=None)
    book.set_properties({"title": "govgauge", "created": created})
    sheets = _Sheets(book)
    sheets.add("overview", (28, 60), ("word.name", "word.count"), _overview(results))
    sheets.add(
        "ranking",
        (18, 8, 34, 14, 10, 10, 12, 10, 12, 12, 10),
        (
            "word.group",
            "word.rank",
            "word.unit",
            "word.site_code",
            "word.low",
            "word.high",
            "word.rank_range",
            "word.change",
            "word.change_low",
            "word.change_high",
            "word.result",
        ),
        _ranking(results),
    )
    sheets.add(
        "assessments",
        (14, 34, 10, 30, 12, 10, 10, 10, 60),
        (
            "word.site_code",
            "word.unit",
            "word.stage",
            "word.indicator",
            "word.verdict",
            "word.low",
            "word.high",
            "word.count",
            "word.why",
        ),
        _assessments(results),
    )
    sheets.add(
        "findings",
        (22, 14, 24, 12, 60, 60, 30, 14, 40),
        (
            "word.findings",
            "word.site_code",
            "word.detector",
            "word.verdict",
            "word.why",
            "word.target",
            "word.excerpt",
            "word.reason",
            "word.evidence",
        ),
        _findings(results),
        link_column=5,
    )
    sheets.add(
        "coverage",
        (14, 34, 10, 10, 26, 10),
        ("word.site_code", "word.unit", "word.seen", "word.count", "word.reason", "word.count"),
        _coverage(results),
    )
    sheets.add(
        "attachments",
        (14, 34, 60, 40, 12, 22, 34),
        (
            "word.site_code",
            "word.unit",
            "word.target",
            "word.attachments",
            "word.kind",
            "word.state",
            "word.reason",
        ),
        _attachments(results),
        link_column=2,
    )
    sheets.add(
        "method",
        (10, 10, 34, 60, 12, 10, 26),
        (
            "word.indicator",
            "word.stage",
            "word.name",
            "word.clause",
            "word.grade",
            "word.points",
            "word.measured_by",
        ),
        _method(results),
    )
    book.close()


class _Sheets:
    """Sheets with headings in both languages, frozen, filtered and set to width."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format(
            {
                "bold": True,
                "bg_color": "#1F3A5F",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "top",
            }
        )
        self._cell = book.add_format({"valign": "top", "text_wrap": True})
        self._links = 0

    def add(
        self,
        name: str,
        widths: Sequence[int],
        headings: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        link_column: int = -1,
    ) -> None:
        """Write one sheet row by row."""
        zh, en = words_of("zh"), words_of("en")
        sheet = self._book.add_worksheet(f"{zh.get(f'word.{name}', name)} {name}"[:31])
        for column, (width, key) in enumerate(zip(widths, headings, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, f"{zh[key]}\n{en[key]}", self._head)
        sheet.freeze_panes(1, 0)
        print_wide(sheet)
        last = 0
        for number, row in enumerate(rows, 1):
            last = number
            for column, value in enumerate(row):
                self._write(sheet, number, column, value, column == link_column)
        sheet.autofilter(0, 0, max(last, 1), len(headings) - 1)

    def _write(self, sheet: Any, row: int, column: int, value: Cell, is_link: bool) -> None:
        if value is None:
            return
        if isinstance(value, int | float):
            sheet.write_number(row, column, value, self._cell)
            return
        text = _ILLEGAL.sub("�", value)[:_MAX_CELL_CHARS]
        if (
            is_link
            and self._links < _MAX_LINKS
            and text.startswith(("http://", "https://"))
            and len(text) < 2000
        ):
            self._links += 1
            sheet.write_url(row, column, text, self._cell, string=text)
        else:
            sheet.write_string(row, column, text, self._cell)


def _overview(results: Results) -> Iterator[Sequence[Cell]]:
    zh, en = words_of("zh"), words_of("en")
    system, campaign = results.system, results.campaign

    def both(key: str) -> str:
        return f"{zh[key]} {en[key]}"

    yield both("word.campaign"), campaign.name
    yield both("word.system"), f"{system.title.zh} {system.title.en} ({system.key})"
    yield both("word.as_of"), campaign.as_of.isoformat(timespec="minutes")
    yield both("word.units"), len(results.units)
    for result, count in results.statistics["results"].items():
        yield both(f"result.{result}"), count
    yield "", zh["text.interval"]
    yield "", en["text.interval"]
    yield both("word.unverified"), f"{zh['text.draft']} {en['text.draft']}"


def _ranking(results: Results) -> Iterator[Sequence[Cell]]:
    zh = words_of("zh")
    for row in results.ranking:
        assessment = results.assessments[row.unit_id]
        yield (
            row.group,
            row.rank if row.rank_best == row.rank_worst else None,
            row.name,
            row.unit_id,
            None if assessment.scored is False else float(row.score.low),
            None if assessment.scored is False else float(row.score.high),
            "" if row.rank is None else place(row),
            row.change,
            float(row.points_change.low) if row.points_change else None,
            float(row.points_change.high) if row.points_change else None,
            zh[f"result.{assessment.result.value}"],
        )


def _assessments(results: Results) -> Iterator[Sequence[Cell]]:
    zh = words_of("zh")
    titles = {i.code: i.title for i in results.system.asked}
    for unit_id, assessment in results.assessments.items():
        for score in assessment.indicators:
            yield (
                unit_id,
                results.units[unit_id].name,
                zh[f"stage.{score.stage}"],
                f"{score.code} {titles[score.code].zh}",
                zh[f"verdict.{score.verdict.value}"],
                float(score.points.low),
                float(score.points.high),
                score.counted_low,
                score.why.zh,
            )


def _findings(results: Results) -> Iterator[Sequence[Cell]]:
    zh = words_of("zh")
    written = 0
    for unit_id in results.units:
        for finding in results.findings_of(unit_id):
            if written == _MAX_FINDINGS:
                yield (zh["text.cut"].format(shown=_MAX_FINDINGS),)
                return
            written += 1
            instance = finding.instance
            yield (
                finding.finding_id,
                unit_id,
                results.detectors[finding.detector].title.zh,
                zh["verdict.rejected"]
                if finding.finding_id in results.rejected
                else zh[f"verdict.{instance.verdict.value}"],
                instance.says.zh,
                instance.target,
                instance.excerpt,
                zh[f"reason.{instance.reason.value}"] if instance.reason else "",
                "\n".join(e.digest for e in instance.evidence),
            )


def _coverage(results: Results) -> Iterator[Sequence[Cell]]:
    zh = words_of("zh")
    for unit_id, assessment in results.assessments.items():
        coverage = assessment.coverage
        name = results.units[unit_id].name
        yield unit_id, name, coverage.seen, coverage.expected, "", None
        for reason, count in coverage.missing.items():
            yield unit_id, name, None, None, zh[f"reason.{reason}"], count


def _attachments(results: Results) -> Iterator[Sequence[Cell]]:
    """The attachments that were not read to their end; how many there are stands on the pages."""
    zh = words_of("zh")
    rows = ((u, f) for u in results.units for f in results.attachments_of(u).troubled)
    for unit_id, fact in islice(rows, _MAX_FINDINGS):
        why = why_unseen(fact, "zh") if fact.state == "unseen" else fact.limit or fact.detail
        name = f"{fact.name} › {fact.member}" if fact.member else fact.name
        state = zh[f"attachment.{fact.state}"]
        yield unit_id, results.units[unit_id].name, fact.url, name, fact.kind, state, why


def _method(results: Results) -> Iterator[Sequence[Cell]]:
    zh = words_of("zh")
    for indicator in results.system.asked:
        grade = indicator.grade.value + ("" if indicator.verified else f" {zh['word.unverified']}")
        judged_by = ", ".join(m.detector or zh[f"word.{m.source}"] for m in indicator.measures)
        yield (
            indicator.code,
            zh[f"stage.{indicator.stage.value}"],
            indicator.title.zh,
            indicator.clause,
            grade,
            None if indicator.points is None else float(indicator.points),
            judged_by,
        )
