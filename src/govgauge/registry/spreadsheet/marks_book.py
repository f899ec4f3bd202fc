"""A rater's workbook read back: every answer checked against its question, cell by cell."""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from govgauge.model.failure import BadInput, Place, Problem
from govgauge.model.question import Allowed, AnswerKind, GivenMark, Question
from govgauge.model.text import Text
from govgauge.registry.files import heading_key
from govgauge.registry.spreadsheet.reading import read_sheets
from govgauge.registry.spreadsheet.sheet import Cell, CellKind, Sheet
from govgauge.registry.spreadsheet.wanted import WantedColumn
from govgauge.registry.spreadsheet.written_values import Mark, MarkState, Refusal, read_mark

_COLUMNS = {"subject": "编号subject", "mark": "答mark", "why": "理由why"}
_QUESTION = "问题question"


@frozen
class MarksBook:
    """What one workbook answers; ``blank`` counts the questions left open."""

    rater: str
    campaign: str
    system: str
    marks: tuple[GivenMark, ...]
    blank: int
    problems: tuple[Problem, ...]


def read_marks_book(path: Path, questions: Mapping[str, Question]) -> MarksBook:
    """Read a workbook that ``marks export`` wrote; bad cells are named, good ones kept.

    :class:`BadInput` (``not-a-marks-book``): the file is another one.
    """
    sheets = read_sheets(path)
    columns = _columns(sheets[0])
    guide = {s.text(r, 1): s.text(r, 2) for s in sheets[1:] for r in range(1, len(s.rows) + 1)}
    if columns is None or "评分人 rater" not in guide:
        raise BadInput(
            "not-a-marks-book",
            Text("不是 marks export 生成的评分表", "not a workbook that marks export wrote"),
            Text(
                "用 govgauge marks export 重新导出后填写", "export one with govgauge marks export"
            ),
            Place.in_file(path),
        )
    marks: list[GivenMark] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    blank = 0
    for row in range(2, len(sheets[0].rows) + 1):
        answer = _answer(sheets[0], row, columns, questions, seen)
        if isinstance(answer, Problem):
            problems.append(answer)
        elif answer is None:
            blank += bool(sheets[0].text(row, columns["subject"]))
        else:
            marks.append(answer)
    return MarksBook(
        rater=guide["评分人 rater"],
        campaign=guide.get("批次 campaign", ""),
        system=guide.get("体系 system", ""),
        marks=tuple(marks),
        blank=blank,
        problems=tuple(problems),
    )


def _columns(sheet: Sheet) -> dict[str, int] | None:
    found = {heading_key(sheet.text(1, c)): c for c in range(1, sheet.width + 1)}
    wanted = _COLUMNS | {"question": _QUESTION}
    columns = {name: found.get(heading_key(words), 0) for name, words in wanted.items()}
    return columns if all(columns.values()) else None


def _answer(
    sheet: Sheet,
    row: int,
    columns: Mapping[str, int],
    questions: Mapping[str, Question],
    seen: set[str],
) -> GivenMark | Problem | None:
    """The answer of one row; ``None`` when it was left blank."""
    if sheet.cell(row, columns["mark"]).kind is CellKind.BLANK:
        return None
    subject = sheet.text(row, columns["subject"])
    question = questions.get(subject)
    if question is None:
        return _unknown(sheet.place(row, columns["subject"]), subject)
    if subject in seen:
        return _twice(sheet.place(row, columns["subject"]), subject)
    seen.add(subject)
    asked = sheet.text(row, columns["question"])
    if heading_key(asked) != heading_key(question.asks.zh + question.asks.en):
        return _reworded(sheet.place(row, columns["question"]))
    value = answer(sheet.cell(row, columns["mark"]), question)
    if isinstance(value, Refusal):
        place = sheet.place(row, columns["mark"])
        return Problem(value.code, value.what, value.remedy, place)
    return GivenMark(subject, value, sheet.text(row, columns["why"]))


def answer(cell: Cell, question: Question) -> str | Refusal:
    """An answer as it is kept, or why it is none."""
    allowed = question.allowed
    spec = WantedColumn(
        question.subject,
        question.title,
        least=allowed.least,
        most=allowed.most,
        categories=allowed.categories,
    )
    read = read_mark(cell, spec)
    if isinstance(read, Refusal):
        return read
    if read.state is not MarkState.VALUE or not _fits(read, allowed):
        words = allowed.in_words
        written = cell.text if cell.number is None else f"{cell.number:f}"
        return Refusal(
            "not-an-answer",
            Text(f"“{written}”不是可填的答案", f'"{written}" is no answer to this question'),
            Text(f"可填: {words.zh}；未判断则留空", f"allowed: {words.en}; blank while not judged"),
        )
    return read.category if read.low is None else f"{read.low.normalize():f}"


def _fits(mark: Mark, allowed: Allowed) -> bool:
    whole = mark.low is None or mark.low == mark.low.to_integral_value()
    return not mark.percent and (whole or allowed.kind is not AnswerKind.COUNT)


def _unknown(place: Place, subject: str) -> Problem:
    return Problem(
        "unknown-question",
        Text(f"没有编号为“{subject}”的问题", f'no question has the id "{subject}"'),
        Text(
            "不要改动编号列；确认批次和体系一致", "leave the ids alone; is it this campaign's book?"
        ),
        place,
    )


def _twice(place: Place, subject: str) -> Problem:
    return Problem(
        "question-twice",
        Text(f"“{subject}”答了两次", f'"{subject}" is answered twice'),
        Text("只留一行", "keep one row"),
        place,
    )


def _reworded(place: Place) -> Problem:
    return Problem(
        "question-changed",
        Text("问题文字与体系中的不同", "the question is not worded as in the system"),
        Text(
            "体系改过则重新导出；否则恢复原文", "export again if the system changed, or restore it"
        ),
        place,
    )
