"""People's marks: questions dealt out to raters, answers taken back, disagreements settled."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from govgauge.model.failure import BadInput, Conflict, NotAllowed, Place, Problem
from govgauge.model.question import GivenMark, Question, RaterSheet
from govgauge.model.review import Decisions, Marks, ReviewAct, decided
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.registry.spreadsheet.marks_book import MarksBook, answer, read_marks_book
from govgauge.registry.spreadsheet.sheet import Cell, CellKind
from govgauge.registry.spreadsheet.written_values import Refusal
from govgauge.report.marks_book import write_marks_book
from govgauge.run.question_samples import prepared
from govgauge.run.rater_agreement import QuestionAgreement, agreement
from govgauge.run.systems import judging_system
from govgauge.score.questions import questions
from govgauge.store.reviews import Act, append_reviews, whole_reviews
from govgauge.store.workspace import CampaignFolder, safe_name


@frozen
class Sheets:
    """The workbooks written: each rater's file and number of questions."""

    files: Mapping[str, tuple[Path, int]]
    twice: int


@frozen
class Taken:
    """What one workbook brought: new marks, marks kept already, blanks, and bad cells."""

    path: Path
    rater: str
    new: int
    known: int
    blank: int
    problems: tuple[Problem, ...]


@frozen
class Standing:
    """Where the questions of a campaign stand, and how far raters agree where two answered."""

    asked: int
    answered: int
    disagreements: Mapping[str, Mapping[str, str]]
    agreement: tuple[QuestionAgreement, ...]


def export_marks(
    folder: CampaignFolder,
    system_name: str,
    raters: Sequence[str],
    again_percent: int,
    seed: int,
    target: Path,
) -> Sheets:
    """Write one workbook for each rater with the questions that are still open.

    Units are dealt out by ``seed``; ``again_percent`` of them go to a second rater too, who is
    not told (a blind second reading; methodology: at least 10 % of units).
    """
    if len(set(raters)) < len(raters):
        raise BadInput(
            "rater-twice",
            Text("评分人重名", "two raters of one name"),
            Text("用不同的名字", "give them different names"),
            Place(field="--rater"),
        )
    system, asked, decisions = _asked(folder, system_name)
    open_questions = [q for q in asked if q.subject not in decisions.marks]
    deals = _deal(sorted({q.unit_id for q in open_questions}), raters, again_percent, seed)
    files: dict[str, tuple[Path, int]] = {}
    for rater in raters:
        given = prepared(folder, [q for q in open_questions if rater in deals[q.unit_id]])
        path = target / f"{safe_name(rater)}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_marks_book(RaterSheet(rater, folder.path.name, system.key, given), path)
        files[rater] = (path, len(given))
    return Sheets(files, sum(len(who) > 1 for who in deals.values()))


def _deal(
    unit_ids: Sequence[str], raters: Sequence[str], again_percent: int, seed: int
) -> dict[str, tuple[str, ...]]:
    shuffled = list(unit_ids)
    random.Random(seed).shuffle(shuffled)
    again = -(-len(shuffled) * again_percent // 100) if len(raters) > 1 else 0
    deals: dict[str, tuple[str, ...]] = {}
    for number, unit_id in enumerate(shuffled):
        first = raters[number % len(raters)]
        second = raters[(number + 1) % len(raters)]
        deals[unit_id] = (first, second) if number < again else (first,)
    return deals


def import_marks(folder: CampaignFolder, system_name: str, paths: Sequence[Path]) -> list[Taken]:
    """Take answers back; what a rater says already is not appended again, a change is."""
    system, asked, _ = _asked(folder, system_name)
    by_subject = {q.subject: q for q in asked}
    taken = []
    for path in paths:
        book = read_marks_book(path, by_subject)
        _refuse_other(book, folder, system, path)
        with folder.locked():
            taken.append(_append(folder, system, book, path))
    return taken


def _append(folder: CampaignFolder, system: IndicatorSystem, book: MarksBook, path: Path) -> Taken:
    results = folder.results(system.key)
    latest = decided(whole_reviews(results).events).marks
    new = [m for m in book.marks if _said(latest, m.subject, book.rater) != m.value]
    acts = [Act(book.rater, ReviewAct.MARK, m.subject, m.value, m.why) for m in new]
    if acts:
        append_reviews(results, acts, _now())
    known = len(book.marks) - len(new)
    return Taken(path, book.rater, len(new), known, book.blank, book.problems)


def _said(latest: Mapping[str, Marks], subject: str, rater: str) -> str | None:
    return latest[subject].by_rater.get(rater) if subject in latest else None


def standing(folder: CampaignFolder, system_name: str) -> Standing:
    """How many questions are asked, answered, and answered differently by two raters."""
    _, asked, decisions = _asked(folder, system_name)
    subjects = {q.subject for q in asked}
    marks = {s: m for s, m in decisions.marks.items() if s in subjects}
    differing = {s: m.by_rater for s, m in sorted(marks.items()) if m.disagree}
    return Standing(len(subjects), len(marks), differing, agreement(asked, marks))


def arbitrate(folder: CampaignFolder, system_name: str, mark: GivenMark, who: str) -> Decisions:
    """Settle a question raters answered differently; the arbiter is none of them."""
    system, asked, decisions = _asked(folder, system_name)
    marks = decisions.marks.get(mark.subject)
    question = next((q for q in asked if q.subject == mark.subject), None)
    if marks is None or question is None:
        raise BadInput(
            "unknown-question",
            Text(f"“{mark.subject}”还没有答案", f'"{mark.subject}" has no answers yet'),
            Text("用 govgauge marks status 查看分歧", "see govgauge marks status"),
        )
    if who in marks.by_rater:
        raise NotAllowed(
            "own-arbiter",
            Text(f"{who} 是评分人之一，不能仲裁", f"{who} gave one of the marks"),
            Text("由未评此题的人仲裁", "let somebody else settle it"),
        )
    value = answer(Cell(CellKind.TEXT, mark.value), question)
    if isinstance(value, Refusal):
        raise BadInput(value.code, value.what, value.remedy, Place(field="--value"))
    act = Act(who, ReviewAct.ARBITRATE, mark.subject, value, mark.why)
    with folder.locked():
        reviews = append_reviews(folder.results(system.key), [act], _now())
    return decided(reviews.events)


def _asked(
    folder: CampaignFolder, system_name: str
) -> tuple[IndicatorSystem, list[Question], Decisions]:
    system, _ = judging_system(folder, folder.read_campaign(), system_name)
    asked = list(questions(folder.read_units(), system))
    return system, asked, decided(whole_reviews(folder.results(system.key)).events)


def _refuse_other(
    book: MarksBook, folder: CampaignFolder, system: IndicatorSystem, path: Path
) -> None:
    if (book.campaign, book.system) == (folder.path.name, system.key):
        return
    raise Conflict(
        "other-campaign",
        Text(
            f"评分表属于 {book.campaign} / {book.system}，不是 {folder.path.name} / {system.key}",
            f"the workbook belongs to {book.campaign} / {book.system},"
            f" not to {folder.path.name} / {system.key}",
        ),
        Text("用 --campaign 和 --system 指定", "choose with --campaign and --system"),
        Place.in_file(path),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
