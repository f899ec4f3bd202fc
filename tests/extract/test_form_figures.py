"""Figures of a yearly work form, from tables, lists and prose."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page

NAME = "甲市政府网站工作年度报表（2025年度）"
TABLE = """<table>
<tr><td>网站名称</td><td colspan=3>甲市人民政府</td></tr>
<tr><td>独立用户访问总量</td><td>（单位：个）</td><td colspan=2>1,234,567</td></tr>
<tr><td rowspan=2>信息发布</td><td>总数</td><td>（单位：条）</td><td>1200</td></tr>
<tr><td>概况类信息更新量</td><td>（单位：条）</td><td>20</td></tr>
<tr><td rowspan=2>解读回应</td><td rowspan=2>解读信息发布</td><td>总数（单位：条）</td><td>33</td></tr>
<tr><td>解读材料数量</td><td>30</td></tr>
<tr><td rowspan=2>互动交流</td><td>是否使用统一平台</td><td>是</td></tr>
<tr><td>留言办理</td><td>收到留言数量</td><td>—</td></tr>
<tr><td>办结留言数量</td><td>12条</td></tr></table>"""


def figures(body: str, title: str = NAME) -> list[tuple[str, str, int]]:
    html = f"<meta charset=utf-8><title>{title}</title><body><h1>{title}</h1>{body}"
    page = read_page(html.encode(), "text/html", "http://www.a.gov.cn/bb/1.html")
    return [tuple(figure) for figure in page.form_figures]  # type: ignore[misc]


def test_a_table_of_cells_spanning_rows() -> None:
    assert figures(TABLE) == [
        ("", "独立用户访问总量", 1_234_567),
        ("信息发布", "总数", 1200),
        ("信息发布", "概况类信息更新量", 20),
        ("解读信息发布", "总数", 33),
        ("解读信息发布", "解读材料数量", 30),
        ("留言办理", "办结留言数量", 12),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>收到留言数量：12</p>",
        "<li>收到留言数量（条）：12</li>",
        "<dl><dt>收到留言数量：</dt><dd>12条</dd></dl>",
        "<table><tr><td>收到留言数量<td>单位：条<td>12</table>",
    ],
)
def test_other_forms_of_one_figure(body: str) -> None:
    assert figures(body) == [("", "收到留言数量", 12)]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("甲市统计局政府信息公开年度报告", TABLE),
        ("政府网站监管年度报表（2025年度）", TABLE),
        ("关于报送政府网站年度报表的通知", TABLE),
        (NAME, "<p>收到留言数量</p><p>12家单位</p>"),
        (NAME, "<p>收到留言数量</p><p>办理情况良好</p><p>12</p>"),
        (NAME, "<p>总数</p>"),
    ],
)
def test_what_is_no_figure_of_a_form(title: str, body: str) -> None:
    assert figures(body, title) == []
