"""Letters are read from tables, definition lists and prose on any template, persons masked."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page
from govgauge.model.reading import Letter

_FIELDS = (
    ("来信标题", "路灯不亮"), ("来信时间", "2026-11-02 09:10"), ("答复时间", "2026年11月6日"),
    ("答复单位", "甲县住房和城乡建设局"), ("办理状态", "已办结"), ("来信内容", "新华街路灯坏了，请维修。"),
    ("答复内容", "您好，路灯已于昨日修好，感谢监督。"),
)  # fmt: skip
_FORMS = {
    "prose": ("<div>{}</div>", "<p>{}：{}</p>"),
    "definition list": ("<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>"),
    "table of pairs": ("<table>{}</table>", "<tr><th>{}</th><td>{}</td></tr>"),
    "bold labels": ("<div>{}</div>", "<li><b>{}：</b>{}</li>"),
}


def letters_of(body: str) -> tuple[Letter, ...]:
    html = f"<html><head><title>信</title></head><body><h1>信件</h1>{body}<p>版权所有：甲县</p></body></html>"
    return read_page(html.encode(), "text/html; charset=utf-8", "http://www.a.gov.cn/x").letters


@pytest.mark.parametrize("form", _FORMS)
def test_a_letter_reads_alike_in_every_form(form: str) -> None:
    around, pair = _FORMS[form]
    (letter,) = letters_of(around.format("".join(pair.format(*field) for field in _FIELDS)))
    assert (letter.title, letter.asked, letter.answered) == ("路灯不亮", "2026-11-02", "2026-11-06")
    assert (letter.unit, letter.status) == ("甲县住房和城乡建设局", "已办结")
    assert letter.question == "新华街路灯坏了，请维修。"
    assert letter.reply == "您好，路灯已于昨日修好，感谢监督。"
    assert (letter.form, letter.confidence) == ("labels", 1.0)


def test_a_table_with_headings_gives_a_letter_a_row_and_keeps_empty_cells_in_place() -> None:
    head = "<tr><th>标题</th><th>来信时间</th><th>答复时间</th><th>状态</th></tr>"
    rows = (
        "<tr><td>甲</td><td>2026-01-05</td><td></td><td>办理中</td></tr>"
        "<tr><td>乙</td><td>2026-01-06</td><td>2026-01-08</td><td>已回复</td></tr>"
    )
    first, second = letters_of(f"<table>{head}{rows}</table>")
    assert (first.title, first.answered, first.status, first.reply_place) == (
        "甲",
        "",
        "办理中",
        True,
    )
    assert (second.asked, second.answered, second.form) == ("2026-01-06", "2026-01-08", "table")


def test_several_letters_on_one_page_stay_apart() -> None:
    one = "<p>留言时间：2026-0{n}-01　留言内容：问题{n}，如何办理？</p><p>回复内容：答复{n}。</p>"
    found = letters_of("".join(one.format(n=n) for n in (1, 2, 3)))
    assert [letter.asked for letter in found] == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert [letter.reply for letter in found] == ["答复1。", "答复2。", "答复3。"]


def test_several_labels_in_one_line() -> None:
    (letter,) = letters_of(
        "<p>咨询时间：2026-03-02　回复时间：2026-03-04　回复单位：甲县教育局</p>"
    )
    assert (letter.asked, letter.answered, letter.unit) == (
        "2026-03-02",
        "2026-03-04",
        "甲县教育局",
    )


def test_persons_are_masked_before_anything_is_kept() -> None:
    (letter,) = letters_of(
        "<p>来信人：张三丰</p><p>来信时间：2026-03-02</p>"
        "<p>来信内容：我叫李四光，电话13812345678，身份证110101199003077715，邮箱abc@mail.com，车牌冀A12345。</p>"
        "<p>答复内容：已电话联系13812345678。</p>"
    )
    kept = "".join(map(str, letter))
    for private in ("张三丰", "李四光", "13812345678", "110101199003077715", "abc@mail", "A12345"):
        assert private not in kept


@pytest.mark.parametrize(
    "body",
    [
        "<p>标题：</p><p>内容：</p><input name=a>",
        "<p>受理单位：政务大厅</p><p>办理时间：周一至周五</p><p>受理时间：工作日上午</p>",
        "<p>发布时间：2026-01-02</p><p>来源：本站</p><p>咨询电话：12345，来信请寄甲县。</p>",
        "<p>本次共收到来信，答复时间：均在五个工作日内，欢迎咨询。</p>",
        "<table><tr><th>标题</th><th>发布时间</th><th>来源</th></tr><tr><td>甲</td><td>2026-01-02</td><td>乙</td></tr></table>",
    ],
)
def test_what_is_no_letter_gives_none(body: str) -> None:
    assert letters_of(body) == ()


def test_links_and_notes_behind_a_reply_are_no_part_of_it() -> None:
    (letter,) = letters_of(
        "<p>来信时间：2026-03-02</p><p>来信内容：请问如何办理。</p><p>答复内容：请咨询有关部门。</p>"
        "<p>甲县民政局</p><p>（责任编辑：信息科）</p><ul><li><a href='http://b.gov.cn/'>乙县人民政府</a></li></ul>"
    )
    assert letter.reply == "请咨询有关部门。\n甲县民政局"


def test_an_empty_place_for_the_reply_is_told_from_no_place() -> None:
    asked = "<p>来信时间：2026-03-02</p><p>来信内容：请问如何办理。</p>"
    (empty,) = letters_of(f"{asked}<p>答复内容：</p>")
    (none,) = letters_of(asked)
    assert (empty.reply_place, empty.reply) == (True, "")
    assert none.reply_place is False
