"""Attachments: every find has its file, its place in it and its row; what is cut accuses nobody."""

from __future__ import annotations

import random
from typing import Any

import pytest

from govgauge.detect.wording.attached import attached_files
from tests.detect.conftest import judged, view
from tests.detect.personal.test_finding import identity, mobile

HOME, PAGE, FILE = (
    "http://www.a.gov.cn/",
    "http://www.a.gov.cn/a.html",
    "http://www.a.gov.cn/b.docx",
)
DIGEST = "sha256:file"


def facts(*texts: Any, **more: Any) -> dict[str, Any]:
    """One article with an attachment of these texts (a text, or place and text)."""
    rows = [t if isinstance(t, tuple) else ("", t) for t in texts]
    return {
        "pages": [
            {"seq": 0, "url": HOME, "kind": "home"},
            {"seq": 1, "url": PAGE, "kind": "article", "published": more.pop("day", "2026-05-01")},
            {"seq": 2, "url": FILE, "kind": "file", "parent_seq": 1, "digest": DIGEST},
        ],
        "texts": [{"seq": 0, "line": 0, "text": "欢迎访问本站首页"}],
        "attachments": [{"seq": 2, "url": FILE, "anchor": "工作方案"}],
        "attachment_texts": [
            {"part": n, "place": place, "text": text} for n, (place, text) in enumerate(rows)
        ],
    } | more


@pytest.mark.parametrize(
    ("detector", "line", "verdict"),
    [
        ("wrong_words", "深入开展扫黑险恶专项斗争。", "needs_person"),
        ("improper_terms", "请残废人到窗口办理。", "needs_person"),
        ("personal_data", f"申请人身份证号{identity(random.Random(1))}", "unmet"),
        ("personal_data", f"申请人家庭电话{mobile(random.Random(1))}", "needs_person"),
    ],
)
def test_a_find_in_an_attachment_tells_file_page_and_row(
    detector: str, line: str, verdict: str
) -> None:
    detection = judged(detector, facts(("page:3", f"第一行\n\n{line}\n末行")))
    assert detection.verdict == verdict
    (one,) = detection.instances
    assert one.target == FILE
    assert f"附件《工作方案》第3页第3行（{FILE}）" in one.says.zh
    assert f"attachment “工作方案”, page 3, row 3 ({FILE})" in one.says.en
    assert [(e.digest, e.place) for e in one.evidence] == [(DIGEST, "page:3 3")]
    assert judged(detector, facts(line), {"attachments": False}).instances == ()


@pytest.mark.parametrize(
    "line",
    [
        "（一）加强领导。各单位要按照“两个",
        "会议由县委书记主持，（下转第二页",
        "深入开展扫黑除恶专项斗争",
    ],
)
def test_lines_that_end_where_the_paper_does_are_no_fault(line: str) -> None:
    assert judged("wrong_words", facts(("page:1", line))).instances == ()


def test_a_file_linked_twice_is_told_once_and_its_members_by_name() -> None:
    wrong = "深入开展扫黑险恶专项斗争。"
    twice = facts(wrong)
    twice["attachments"].append({"seq": 3, "url": FILE.replace("b", "c")})
    assert [i.target for i in judged("wrong_words", twice).instances] == [FILE]
    packed = facts(wrong)
    packed["attachments"].append({"seq": 2, "url": FILE, "member": "附表/一.docx"})
    packed["attachment_texts"][0]["member"] = "附表/一.docx"
    (one,) = judged("wrong_words", packed).instances
    assert "附件《工作方案/附表/一.docx》第1行" in one.says.zh


def test_a_rule_with_a_date_goes_by_the_day_of_the_page_that_links() -> None:
    rule = {"id": "own", "text": "便民大厅", "source": "本市规范", "from": "2026-01-01"}
    line = "请到便民大厅办理。"
    for day, number in (("2026-05-01", 1), ("2025-05-01", 0), ("", 0)):
        found = judged("improper_terms", facts(line, day=day), {"terms": [rule]})
        assert len(found.instances) == number, day


def phones(*rows: str) -> list[str]:
    found = judged("personal_data", facts(("sheet:名单", "\n".join(rows))))
    return [i.says.zh for i in found.instances if "手机" in i.says.zh]


def test_a_sheets_headings_tell_whose_the_numbers_are() -> None:
    rng = random.Random(4)
    one, two, office = mobile(rng), mobile(rng), mobile(rng)
    rows = [f"1\t张某\t{one}\t300", "2\t李某\t无\t300", f"3\t王某\t{two}\t300"]
    (said,) = phones("2026年救助名单", "序号\t姓名\t联系电话\t低保金额", *rows)
    assert "2 处" in said and "工作表“名单”第3行" in said
    assert phones("序号\t单位\t职务\t姓名\t手机", f"1\t县医保局\t局长\t张某\t{office}") == []
    assert phones("单位\t值班电话", f"县医保局\t{office}") == []


def test_a_text_kept_in_pieces_has_its_rows_counted_through() -> None:
    filler = "今天召开工作会议\n" * 4000
    cut = filler[:32_000]
    rest = "工作\n深入开展扫黑险恶专项斗争。"
    lines = next(attached_files(view(facts(("sheet:一", cut), ("sheet:一", rest)))))
    row = cut.count("\n") + 2
    assert (lines[-1].row, lines[-1].text) == (row, "深入开展扫黑险恶专项斗争。")
    (one,) = judged("wrong_words", facts(("sheet:一", cut), ("sheet:一", rest))).instances
    assert f"第{row}行" in one.says.zh


def test_numbers_of_attachments_leave_only_masked() -> None:
    number = identity(random.Random(9))
    (one,) = judged("personal_data", facts(f"申请人张某 身份证号 {number}")).instances
    assert number not in repr(one) and number[:3] + "*" in one.excerpt


@pytest.mark.parametrize(
    ("detector", "row"),
    [("wrong_words", "深入开展扫黑\t险恶专项斗争"), ("improper_terms", "致残\t废人口")],
)
def test_what_stands_in_two_cells_is_no_word(detector: str, row: str) -> None:
    assert judged(detector, facts(row)).instances == ()
    assert judged(detector, facts(row.replace("\t", ""))).instances != ()
