"""The workbook a rater fills in: one row for each question, only the answers can be changed."""

from pathlib import Path
from typing import Any

import xlsxwriter

from govgauge.model.question import AnswerKind, Question, RaterSheet

SHEET = "评分 marks"
GUIDE = "说明 guide"
HEADINGS = (
    ("单位代码 unit_id", 14),
    ("单位 unit", 26),
    ("指标 indicator", 12),
    ("名称 title", 24),
    ("问题 question", 60),
    ("看哪里 evidence", 40),
    ("可填 allowed", 26),
    ("答 mark", 12),
    ("理由 why", 40),
    ("编号 subject", 26),
)
_MARK, _WHY = 7, 8
_URL_LIMIT = 2_000
_CELL_LIMIT = 32_000


def write_marks_book(sheet: RaterSheet, path: Path) -> None:
    """Write one rater's workbook; texts stay texts, whatever characters they begin with."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "govgauge marks", "subject": sheet.system})
    _write_questions(book, sheet)
    _write_guide(book, sheet)
    book.close()


def _write_questions(book: Any, sheet: RaterSheet) -> None:
    page = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True})
    fixed = book.add_format({"text_wrap": True, "valign": "top"})
    free = book.add_format(
        {"text_wrap": True, "valign": "top", "locked": False, "bg_color": "#FFF9DB", "border": 1}
    )
    for column, (words, width) in enumerate(HEADINGS):
        page.set_column(column, column, width)
        page.write_string(0, column, words, head)
    for row, question in enumerate(sheet.questions, 1):
        for column, text in enumerate(_cells(question)):
            page.write_string(row, column, text, fixed)
        page.write_blank(row, _MARK, None, free)
        page.write_blank(row, _WHY, None, free)
        page.write_string(row, len(HEADINGS) - 1, question.subject, fixed)
        page.data_validation(row, _MARK, row, _MARK, _validation(question))
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(1, len(sheet.questions)), len(HEADINGS) - 1)
    page.protect(
        "", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
    )


def _cells(question: Question) -> tuple[str, ...]:
    allowed = question.allowed.in_words
    return (
        question.unit_id,
        question.unit_name,
        question.indicator,
        f"{question.title.zh}\n{question.title.en}",
        f"{question.asks.zh}\n{question.asks.en}",
        "\n".join((question.evidence[:_URL_LIMIT], *question.drawn))[:_CELL_LIMIT],
        f"{allowed.zh}\n{allowed.en}",
    )


def _validation(question: Question) -> dict[str, Any]:
    allowed = question.allowed
    words = allowed.in_words
    message = {"error_title": "可填 allowed", "error_message": f"{words.zh}\n{words.en}"[:255]}
    if allowed.kind is AnswerKind.CATEGORY:
        return {"validate": "list", "source": list(allowed.categories)} | message
    kind = "integer" if allowed.kind is AnswerKind.COUNT else "decimal"
    least = float(allowed.least)
    if allowed.most is None:
        return {"validate": kind, "criteria": ">=", "value": least} | message
    ends = {"minimum": least, "maximum": float(allowed.most)}
    return {"validate": kind, "criteria": "between"} | ends | message


def _write_guide(book: Any, sheet: RaterSheet) -> None:
    page = book.add_worksheet(GUIDE)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, (name, text) in enumerate(_guide(sheet)):
        page.write_string(row, 0, name, wrapped)
        page.write_string(row, 1, text, wrapped)
    page.protect()


def _due_days(sheet: RaterSheet) -> list[tuple[str, str]]:
    """When an answer to a test made today is due, for each clock among the questions."""
    found = {q.due: q.due_day for q in sheet.questions if q.due is not None}
    return [
        (
            f"{due.working_days} 个工作日 working days",
            f"今天提交的，{day.isoformat()} 前答复为按时。\nMade today: due on {day.isoformat()}."
            if day is not None
            else "节假日安排尚未公布，请自行核对。\nThe holidays are not known: count by hand.",
        )
        for due, day in found.items()
    ]


def _guide(sheet: RaterSheet) -> list[tuple[str, str]]:
    return [
        ("评分人 rater", sheet.rater),
        ("批次 campaign", sheet.campaign),
        ("体系 system", sheet.system),
        ("题数 questions", str(len(sheet.questions))),
        (
            "怎样填 how",
            "只填黄色格。看不到、无法判断的留空，不要填 0：留空表示尚未判断，不会算作问题。\n"
            "Fill the yellow cells only. Leave blank what you cannot see or judge, and do not "
            "write 0 for it: blank means not judged yet and is never counted as a fault.",
        ),
        (
            "理由 why",
            "写明所见和地址，复核和申诉时要看。\n"
            "Say what you saw and where: second readers and appeal boards will read it.",
        ),
        *_due_days(sheet),
        (
            "交回 return",
            f"govgauge marks import {sheet.rater}.xlsx -w DIR",
        ),
    ]
