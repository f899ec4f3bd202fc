"""Service guides are read from tables, lists of terms, headed paragraphs and prose on any template."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.extract.page import read_page
from govgauge.model.reading import Guide

_EIGHT = ["name", "basis", "conditions", "materials", "place", "hours", "phone", "steps"]
_FIELDS = (
    ("事项名称", "残疾人两项补贴申领"), ("设定依据", "《甲省残疾人两项补贴办法》第三条"),
    ("申请条件", "具有本县户籍并持有残疾人证"), ("申请材料", "身份证、户口簿原件及复印件；申请表"),
    ("办理地点", "甲县政务服务中心二楼6号窗口"), ("办理时间", "工作日 上午8:30—12:00"),
    ("联系电话", "0310-6012345"), ("办理流程", "申请—受理—审核—发放"),
)  # fmt: skip
_FORMS = {
    "lines": ("<div>{}</div>", "<p>{}：{}</p>"),
    "list of terms": ("<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>"),
    "table of pairs": ("<table>{}</table>", "<tr><th>{}</th><td><p>{}</p></td></tr>"),
    "bold headings": ("<div>{}</div>", "<p>一、<b>{}</b></p><p>{}</p>"),
    "line breaks": ("<div>{}</div>", "<b>（二）{}：</b><br>{}<br>"),
    "brackets": ("<div>{}</div>", "【{}】{}<br>"),
    "split by tags": ("<div>{}</div>", "<p><span>1.</span><b>{}</b><span>：</span>{}</p>"),
    "one paragraph": ("<p>{}</p>", "{}：{}；"),
}
_REAL = Path(__file__).parents[3] / "shared" / "data" / "pages"


def guides_of(body: str, title: str = "残疾人补贴办事指南") -> tuple[Guide, ...]:
    html = (
        f"<html><head><title>{title}-甲县人民政府</title></head><body><ul><li><a href='/a/'>办事指南</a></li>"
        "<li><a href='/b/'>表格下载</a></li></ul><div>当前位置：<a href='/'>首页</a>&gt;<a href='/bszn/'>办事指南</a>"
        f"&gt;正文</div><h1>{title}</h1><div>发布日期：2026-01-02 来源：民政局 【打印】【关闭】</div>{body}"
        "<p>上一篇：无</p><div class='foot'>联系电话：0310-9999999 主办单位：甲县人民政府 <img src='/conac.png'></div>"
        "</body></html>"
    )
    return read_page(html.encode(), "text/html; charset=utf-8", "http://www.a.gov.cn/x.html").guides


def texts_of(guide: Guide) -> dict[str, str]:
    return {element.element: element.text for element in guide.elements}


@pytest.mark.parametrize("form", _FORMS)
def test_a_guide_reads_alike_in_every_form(form: str) -> None:
    around, pair = _FORMS[form]
    (guide,) = guides_of(around.format("".join(pair.format(*field) for field in _FIELDS)))
    assert texts_of(guide) == dict(zip(_EIGHT, (text for _, text in _FIELDS), strict=True))
    assert (guide.name, guide.form, guide.confidence) == ("残疾人两项补贴申领", "labels", 1.0)
    assert not guide.elsewhere


@pytest.mark.parametrize("form", _FORMS)
def test_t_d6_what_takes_no_room_hides_no_label(form: str) -> None:
    around, pair = _FORMS[form]
    fields = [(f"{label}\u200b", f"\ufeff{text}") for label, text in _FIELDS]
    (guide,) = guides_of(around.format("".join(pair.format(*field) for field in fields)))
    assert [element.element for element in guide.elements] == _EIGHT


def test_four_cells_a_row_and_labels_of_the_fuller_set() -> None:
    (guide,) = guides_of(
        "<table><tr><td>事项名称</td><td>取水许可</td><td>事项类型</td><td>行政许可</td></tr>"
        "<tr><td>实施主体</td><td>甲县水利局</td><td>服务对象</td><td>企业法人</td></tr>"
        "<tr><td>法定时限</td><td>20个工作日</td><td>是否收费</td><td>否</td></tr>"
        "<tr><td>受理条件</td><td colspan=3><p>（一）符合规划；</p><p>（二）不影响他人。</p></td></tr>"
        "<tr><td>监督投诉方式</td><td colspan=3>0310-1234567</td></tr></table>"
    )
    texts = texts_of(guide)
    assert texts["office"] == "甲县水利局"
    assert texts["who"] == "企业法人"
    assert (texts["limit"], texts["fee"], texts["complaints"]) == (
        "20个工作日",
        "否",
        "0310-1234567",
    )
    assert texts["conditions"] == "（一）符合规划；\n（二）不影响他人。"


def test_materials_in_a_table_of_their_own_belong_to_their_label() -> None:
    (guide,) = guides_of(
        "<p>一、办理条件</p><p>年满60周岁。</p><p>二、申请材料目录</p><table><tr><th>序号</th><th>材料</th><th>份数</th></tr>"
        "<tr><td>1</td><td>居民身份证</td><td>1</td></tr></table><p>三、办理程序</p><p>窗口受理，当场办结。</p>"
    )
    assert "居民身份证" in texts_of(guide)["materials"]
    assert texts_of(guide)["steps"] == "窗口受理，当场办结。"


@pytest.mark.parametrize("label", ["办理地点、时间", "受理地点和时间", "办公时间及地址"])
def test_a_label_of_two_elements_gives_both(label: str) -> None:
    (guide,) = guides_of(
        f"<p>申请条件：甲</p><p>办理流程：乙</p><p>{label}：工作日到县政务大厅</p>"
    )
    texts = texts_of(guide)
    assert texts["place"] == texts["hours"] == "工作日到县政务大厅"


def test_an_empty_cell_is_seen_and_a_picture_is_not_empty() -> None:
    (guide,) = guides_of(
        "<table><tr><td>设定依据</td><td></td><td>联系电话</td><td>0310-1234567</td></tr>"
        "<tr><td>申请条件</td><td>年满六十</td></tr><tr><td>办理流程</td><td><img src='lct.jpg'></td></tr>"
        "<tr><td>办理地点</td><td>甲县</td></tr></table>"
    )
    by_element = {element.element: element for element in guide.elements}
    assert by_element["basis"].is_empty
    assert (by_element["steps"].is_empty, by_element["steps"].carries) == (False, "image")
    assert not guide.elsewhere


def test_the_next_label_proves_that_nothing_stands_behind_a_colon() -> None:
    (guide,) = guides_of(
        "<p>申请条件：</p><p>申请材料：身份证</p><p>办理地点：甲</p><p>联系电话：乙</p>"
    )
    assert [e.element for e in guide.elements if e.is_empty] == ["conditions"]


def test_labels_of_a_menu_of_tabs_prove_nothing() -> None:
    tabs = "".join(
        f"<li><a href='#'>{name}</a></li>" for name in ("申请条件", "申请材料", "办理流程")
    )
    (guide,) = guides_of(
        f"<ul>{tabs}</ul><p>联系电话：甲</p><p>办理地点：乙</p><p>设定依据：丙</p><div>年满六十周岁</div>"
    )
    assert not any(element.is_empty for element in guide.elements)


def test_what_may_hold_more_is_told() -> None:
    base = "<p>申请条件：甲</p><p>联系电话：乙</p><p>设定依据：丙</p><p>办理地点：丁</p>"
    (with_file,) = guides_of(f"{base}<p><a href='/f/1.doc'>一次性告知单.doc</a></p>")
    (with_form,) = guides_of(f"{base}<p>附件：<a href='/f/2.doc'>残疾人补贴申请表.doc</a></p>")
    (with_image,) = guides_of(f"{base}<p><img src='/f/3.jpg'></p>")
    (with_link,) = guides_of(
        f"{base}<p>详见<a href='http://zwfw.b.gov.cn/1'>点击查看办事指南</a></p>"
    )
    (with_icon,) = guides_of(f"{base}<p><img src='/f/share.png' width=16></p>")
    assert with_file.elsewhere == "file"
    assert (with_form.elsewhere, with_form.files[0].target) == ("", "http://www.a.gov.cn/f/2.doc")
    assert with_image.elsewhere == "image"
    assert with_link.elsewhere == "link"
    assert with_icon.elsewhere == ""


def test_the_foot_and_the_menu_are_no_part_of_a_guide() -> None:
    (guide,) = guides_of("<p>申请条件：甲</p><p>设定依据：乙</p><p>申请材料：丙</p>")
    assert set(texts_of(guide)) == {"conditions", "basis", "materials"}
    assert "phone" not in guide.mentioned


def test_a_sentence_tells_place_hours_and_number() -> None:
    (guide,) = guides_of(
        "<p>请于周一至周五到建设路12号政务服务中心办理，拨打0310-6012345咨询。</p>"
        "<p>申请条件：甲</p><p>设定依据：乙</p><p>申请材料：丙</p>"
    )
    assert guide.mentioned == "place+hours+phone"


def test_a_label_in_the_middle_of_an_unlabelled_line_counts() -> None:
    (guide,) = guides_of(
        "<p>申请条件：甲</p><p>办件类型：即办；联系电话：0310-6012345；办理程序：当场办结</p><p>设定依据：乙</p>"
    )
    texts = texts_of(guide)
    assert (texts["phone"], texts["steps"]) == ("0310-6012345", "当场办结")


def test_a_table_with_headings_gives_a_guide_a_row() -> None:
    head = "".join(f"<th>{label}</th>" for label, _ in _FIELDS)
    one = "".join(f"<td>{text}</td>" for _, text in _FIELDS)
    two = "<td>低保</td><td></td>" + "".join(f"<td>{text}</td>" for _, text in _FIELDS[2:])
    first, second = guides_of(f"<table><tr>{head}</tr><tr>{one}</tr><tr>{two}</tr></table>")
    assert (first.form, first.name, second.name) == ("table", "残疾人两项补贴申领", "低保")
    assert [e.element for e in second.elements if e.is_empty] == ["basis"]


def test_prose_without_labels_is_prose() -> None:
    (guide,) = guides_of(
        "<p>请持身份证到县政务大厅三号窗口咨询，电话12345，符合条件的当场办理。</p>"
    )
    assert (guide.form, guide.confidence) == ("prose", 0.6)
    assert guide.mentioned == "conditions+materials+place+phone"


@pytest.mark.parametrize(
    "title",
    [
        "关于印发政务服务办事指南的通知", "政府信息公开指南", "甲县政府信息公开申请流程", "《办事指南》解读",
        "关于调整窗口办理时间的公告", "甲县开展办事指南编制培训会议动态", "甲县旅游服务指南",
    ],
)  # fmt: skip
def test_what_only_speaks_of_guides_is_none(title: str) -> None:
    assert not guides_of("".join(f"<p>{a}：{b}</p>" for a, b in _FIELDS), title)


def test_a_list_of_items_without_their_elements_is_no_guide() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>取水许可{n}</td><td>《水法》</td></tr>" for n in range(5))
    head = "<tr><th>序号</th><th>事项名称</th><th>设定依据</th></tr>"
    assert not guides_of(f"<table>{head}{rows}</table>", "甲县行政许可事项清单")


def test_a_list_above_the_address_of_an_office_is_no_guide() -> None:
    rows = "".join(f"<li><a href='/{n}.html'>第{n}项补贴申领办事指南</a></li>" for n in range(9))
    office = (
        "<p>共33项</p><p>地址：迎宾路293号 电话：0937-6766933</p><p>主办：甲县人民政府办公室</p>"
    )
    assert guides_of(f"<ul>{rows}</ul>{office}", title="服务指南") == ()


def test_deep_nesting_is_read_without_a_deep_stack() -> None:
    body = (
        "<div>" * 1_500
        + "<p>申请条件：甲</p><p>设定依据：乙</p><p>申请材料：丙</p>"
        + "</div>" * 1_500
    )
    (guide,) = guides_of(body)
    assert set(texts_of(guide)) == {"conditions", "basis", "materials"}


def test_numbers_of_persons_are_masked() -> None:
    (guide,) = guides_of("<p>申请条件：甲</p><p>联系电话：张三 13812345678</p><p>申请材料：丙</p>")
    assert texts_of(guide)["phone"] == "张三 138********"


@pytest.mark.skipif(not _REAL.exists(), reason="real pages are not beside the repository")
def test_no_real_page_at_hand_is_taken_for_a_service_guide() -> None:
    for path in sorted(_REAL.rglob("*.html")):
        reading = read_page(path.read_bytes(), "text/html", "http://www.a.gov.cn/x.html")
        assert not reading.guides, path.name


def test_buttons_amid_a_guide_do_not_end_it_and_labels_behind_its_end_are_told() -> None:
    (guide,) = guides_of(
        "<p>设定依据：甲</p><p>申请条件：乙</p><p><button>打印</button></p><div>分享到：微信</div><p>申请材料：丙</p>"
    )
    assert texts_of(guide)["materials"] == "丙"
    assert not guide.elsewhere
    (cut,) = guides_of(
        "<p>设定依据：甲</p><p>申请条件：乙</p><p>申请材料：丙</p><h3>相关信息</h3><p>办理流程：丁</p>"
    )
    assert cut.elsewhere == "behind"
