"""Words of attachments are read in a campaign, with the file and the row told, and rejected by them."""

from __future__ import annotations

import random
from pathlib import Path

from govgauge.model.verdict import Verdict
from govgauge.run.campaigns import judge_results
from govgauge.run.decisions import decide, waiting
from tests.detect.personal.test_finding import mobile

from .conftest import QUIET
from .raw_server import html
from .test_words import WRONG, docx
from .words_campaign import FILLER, SYSTEM, found, site, start


def file_answer(data: bytes) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n"
    return head.encode() + data


def test_a_word_in_an_attachment_waits_for_a_person_and_may_be_rejected(tmp_path: Path) -> None:
    page = f"<p>现将方案印发。</p><a href='/plan.docx'>工作方案</a>{FILLER}"
    pages = site("欢迎访问本站首页。", a=page.encode()) | {
        "/plan.docx": file_answer(docx(["工作方案", WRONG]))
    }
    pages["/a"] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (
        len(page.encode()), page.encode()
    )  # fmt: skip
    end = start(tmp_path, "c", pages)
    (one,) = found(end.results)
    assert one.instance.verdict is Verdict.NEEDS_PERSON
    assert "附件《工作方案》第2行（http://one.x.gov.cn/plan.docx）" in one.instance.says.zh
    (assessment,) = end.results.assessments.values()
    assert (assessment.score.low, assessment.score.high) == (99, 100)
    assert [f.finding_id for f in waiting(end.folder, "")] == [one.finding_id]
    decide(end.folder, "", one.finding_id, False, "甲", "引用原文")
    (assessment,) = judge_results(end.folder, "", QUIET).assessments.values()
    assert assessment.score.low == assessment.score.high == 100


def test_alternatives_of_pictures_and_rows_of_tables_are_read_in_a_campaign(tmp_path: Path) -> None:
    phone = mobile(random.Random(8))
    rows = f"<tr><td>姓名</td><td>家庭电话</td></tr><tr><td>张某</td><td>{phone}</td></tr>"
    pages = site(
        "欢迎访问本站首页。",
        a=html(f"<img src='/x.png' alt='扫黑险恶宣传画'><table>{rows}</table>{FILLER}"),
        b=html(f"<img src='/x.png' alt='扫黑险恶宣传画'>{FILLER}"),
    )
    system = SYSTEM.replace("{detector: improper_terms}", "{detector: personal_data}")
    results = start(tmp_path, "c", pages, system=system).results
    (word,) = found(results)
    assert (
        word.instance.target == "http://one.x.gov.cn/a" and "图片替代文字" in word.instance.says.zh
    )
    (number,) = found(results, "personal_data")
    assert "表格第2行" in number.instance.says.zh and phone not in repr(number)


def test_an_offer_in_a_hidden_block_of_every_page_is_told_once_with_its_place(
    tmp_path: Path,
) -> None:
    block = "<div style='display:none'>澳门百家乐在线投注，注册送88元</div>"
    pages = site("欢迎访问本站首页。", a=html(block + FILLER), b=html(block + FILLER))
    system = SYSTEM.replace("{detector: improper_terms}", "{detector: hijacked_text}")
    (one,) = found(start(tmp_path, "c", pages, system=system).results, "hijacked_text")
    assert one.instance.target == "http://one.x.gov.cn/a"
    assert "隐藏区块" in one.instance.says.zh and one.instance.verdict is Verdict.NEEDS_PERSON
