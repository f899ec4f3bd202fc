"""People's marks go out as workbooks, come back cell by cell, and are only ever appended."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import orjson
import pytest

from govgauge.model.failure import BadInput, Conflict, NotAllowed
from govgauge.model.question import GivenMark
from govgauge.run.campaigns import judge_campaign
from govgauge.run.marks import arbitrate, export_marks, import_marks, standing
from govgauge.store.reviews import REVIEWS, read_reviews
from govgauge.store.workspace import CampaignFolder

from .conftest import QUIET
from .small_campaign import copied, make_campaign

MARK, WHY, SUBJECT, QUESTION = 8, 9, 10, 5
SYSTEM = "census-2015"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("marks"))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path / "w")


def exported(folder: CampaignFolder, target: Path, *raters: str, again: int = 0) -> list[Path]:
    sheets = export_marks(folder, SYSTEM, raters, again, 1, target)
    return [sheets.files[rater][0] for rater in raters]


def fill(path: Path, value: object, why: str = "看了首页", rows: int | None = None) -> list[str]:
    """Answer the first rows; the ids of the questions answered."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    last = sheet.max_row if rows is None else rows + 1
    for row in range(2, last + 1):
        sheet.cell(row, MARK).value = value
        sheet.cell(row, WHY).value = why
    book.save(path)
    return [str(sheet.cell(row, SUBJECT).value) for row in range(2, last + 1)]


def reviews_of(folder: CampaignFolder) -> Path:
    (results,) = folder.all_results()
    return results


def test_every_question_goes_to_a_rater_and_blank_stays_open(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    first, second = exported(folder, tmp_path, "甲", "乙")
    asked = standing(folder, SYSTEM).asked
    rows = [openpyxl.load_workbook(p).worksheets[0].max_row - 1 for p in (first, second)]
    assert sum(rows) == asked > 0
    taken = import_marks(folder, SYSTEM, [first, second])
    assert [(t.new, t.blank, t.problems) for t in taken] == [(0, n, ()) for n in rows]
    assert standing(folder, SYSTEM).answered == 0


def test_only_answers_can_be_changed_and_only_as_allowed(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    (path,) = exported(folder, tmp_path, "甲")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.cell(2, MARK).protection.locked and sheet.cell(2, SUBJECT).protection.locked
    ranges = {str(r) for v in sheet.data_validations.dataValidation for r in v.sqref.ranges}
    assert any(r.startswith("H2") for r in ranges)


def test_answers_are_appended_once_and_changes_after_them(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    (path,) = exported(folder, tmp_path, "甲")
    subjects = fill(path, 0, rows=3)
    assert import_marks(folder, SYSTEM, [path])[0].new == 3
    assert import_marks(folder, SYSTEM, [path])[0].new == 0
    fill(path, 2, rows=1)
    assert import_marks(folder, SYSTEM, [path])[0].new == 1
    events = read_reviews(reviews_of(folder)).events
    assert [(e.subject, e.value, e.who) for e in events] == [
        *((s, "0", "甲") for s in subjects),
        (subjects[0], "2", "甲"),
    ]
    assert events[0].why == "看了首页" and events[0].previous == ""


def test_what_is_answered_is_not_asked_again(folder: CampaignFolder, tmp_path: Path) -> None:
    (path,) = exported(folder, tmp_path, "甲")
    answered = set(fill(path, 0, rows=2))
    import_marks(folder, SYSTEM, [path])
    (again,) = exported(folder, tmp_path / "again", "甲")
    sheet = openpyxl.load_workbook(again).worksheets[0]
    asked = {str(sheet.cell(row, SUBJECT).value) for row in range(2, sheet.max_row + 1)}
    assert asked and not asked & answered


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (MARK, "有", "not-a-number"),
        (MARK, -1, "out-of-range"),
        (MARK, 1.5, "not-an-answer"),
        (MARK, "50%", "not-an-answer"),
        (MARK, "1~2", "not-an-answer"),
        (MARK, "缺", "not-an-answer"),
        (MARK, "=1+1", "unstored-formula-cell"),
        (SUBJECT, "X/Y", "unknown-question"),
        (QUESTION, "别的问题", "question-changed"),
    ],
)
def test_a_bad_cell_is_named_and_the_others_are_kept(
    folder: CampaignFolder, tmp_path: Path, column: int, value: object, code: str
) -> None:
    (path,) = exported(folder, tmp_path, "甲")
    fill(path, 0, rows=3)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(3, column).value = value
    book.save(path)
    (taken,) = import_marks(folder, SYSTEM, [path])
    (problem,) = taken.problems
    assert (problem.code, problem.place.row, taken.new) == (code, 3, 2)
    assert problem.place.cell == f"{'ABCDEFGHIJ'[column - 1]}3"


def test_an_answer_given_twice_in_one_book_is_refused(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    (path,) = exported(folder, tmp_path, "甲")
    fill(path, 0, rows=2)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for column in (SUBJECT, QUESTION):
        sheet.cell(3, column).value = sheet.cell(2, column).value
    book.save(path)
    (taken,) = import_marks(folder, SYSTEM, [path])
    assert [p.code for p in taken.problems] == ["question-twice"]


def test_raters_who_disagree_are_listed_until_somebody_else_settles_it(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    first, second = exported(folder, tmp_path, "甲", "乙", again=100)
    subject = fill(first, 0, rows=1)[0]
    other = fill(second, 0)
    assert subject in other
    book = openpyxl.load_workbook(second)
    for row in range(2, len(other) + 2):
        if book.worksheets[0].cell(row, SUBJECT).value == subject:
            book.worksheets[0].cell(row, MARK).value = 3
    book.save(second)
    import_marks(folder, SYSTEM, [first, second])
    assert standing(folder, SYSTEM).disagreements == {subject: {"甲": "0", "乙": "3"}}
    with pytest.raises(NotAllowed, match="own-arbiter"):
        arbitrate(folder, SYSTEM, GivenMark(subject, "3", "再看"), "甲")
    with pytest.raises(BadInput, match="not-a-number"):
        arbitrate(folder, SYSTEM, GivenMark(subject, "三", "再看"), "丙")
    arbitrate(folder, SYSTEM, GivenMark(subject, "3", "再看"), "丙")
    assert standing(folder, SYSTEM).disagreements == {}


def test_a_book_of_another_campaign_and_another_file_are_refused(
    folder: CampaignFolder, made: Path, tmp_path: Path
) -> None:
    (path,) = exported(folder, tmp_path, "甲")
    book = openpyxl.load_workbook(path)
    for row in book["说明 guide"].iter_rows():
        if row[0].value == "批次 campaign":
            row[1].value = "other"
    book.save(path)
    with pytest.raises(Conflict, match="other-campaign"):
        import_marks(folder, SYSTEM, [path])
    plain = openpyxl.Workbook()
    assert plain.active is not None
    plain.active.append(["a", "b"])
    plain.save(tmp_path / "plain.xlsx")
    with pytest.raises(BadInput, match="not-a-marks-book"):
        import_marks(folder, SYSTEM, [tmp_path / "plain.xlsx"])


@pytest.mark.parametrize("line", [1, 2])
def test_a_changed_line_of_the_record_is_noticed(
    folder: CampaignFolder, tmp_path: Path, line: int
) -> None:
    (path,) = exported(folder, tmp_path, "甲")
    fill(path, 0, rows=3)
    import_marks(folder, SYSTEM, [path])
    record = reviews_of(folder) / REVIEWS
    lines = record.read_bytes().splitlines(keepends=True)
    lines[line - 1] = lines[line - 1].replace(b'"value":"0"', b'"value":"9"')
    record.write_bytes(b"".join(lines))
    with pytest.raises(Conflict, match="broken-reviews") as refused:
        import_marks(folder, SYSTEM, [path])
    # The digest in the next line gives a changed line away.
    assert refused.value.place.line == line + 1


def test_two_raters_of_one_name_are_refused(folder: CampaignFolder, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="rater-twice"):
        export_marks(folder, SYSTEM, ["甲", "甲"], 10, 1, tmp_path)


def test_judging_replays_what_people_answered(folder: CampaignFolder, tmp_path: Path) -> None:
    before, _ = judge_campaign(folder, SYSTEM, QUIET)
    (path,) = exported(folder, tmp_path, "甲")
    fill(path, 0)
    import_marks(folder, SYSTEM, [path])
    after, _ = judge_campaign(folder, SYSTEM, QUIET)
    again, _ = judge_campaign(folder, SYSTEM, QUIET)
    assert after.assessments == again.assessments
    for unit_id, assessment in after.assessments.items():
        was = before.assessments[unit_id]
        asked = {i.code for i in was.indicators if i.reason == "question_open"}
        assert asked
        assert all(i.reason != "question_open" for i in assessment.indicators)
        assert assessment.score.low >= was.score.low


def test_status_tells_how_far_raters_agree(folder: CampaignFolder, tmp_path: Path) -> None:
    from tests.cli.test_cli import govgauge

    where = ("-w", str(folder.path.parent.parent), "--system", SYSTEM)
    assert "marks export --again" in govgauge("marks", "status", *where).stdout
    first, second = exported(folder, tmp_path, "甲", "乙", again=100)
    fill(first, 1)
    fill(second, 1, rows=3)
    import_marks(folder, SYSTEM, [first, second])
    status = govgauge("marks", "status", *where)
    assert status.returncode == 0 and "评分人一致性" in status.stdout
    document = orjson.loads(govgauge("marks", "status", *where, "--json").stdout)
    assert {one["equal"] for one in document["agreement"]} == {1.0}
