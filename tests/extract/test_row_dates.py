"""Which of the dates in a list row is the item's own."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page
from govgauge.model.reading import Item


def items_of(body: str) -> tuple[Item, ...]:
    page = f"<meta charset=utf-8><title>信息</title><body>{body}"
    return read_page(page.encode(), "text/html", "http://www.a.gov.cn/zc/").items


def dates_of(row: str, around: str = "<ul>{}</ul>") -> list[str]:
    """The dates read from three rows; ``{n}`` is the number of the row."""
    rows = "".join(row.replace("{n}", str(n)) for n in (1, 2, 3))
    return [item.date for item in items_of(around.format(rows))]


LINK = "<a href=/zc/{n}.html>某项工作的第{n}份办法</a>"


def test_a_date_quoted_in_a_summary_leaves_open_which_is_the_rows() -> None:
    row = (
        f"<li><h3>{LINK}</h3><span>2026-10-1{{n}}</span><p>（2019年3月{{n}}日通过）第一条</p></li>"
    )
    assert dates_of(row) == [f"2019-03-0{n}|2026-10-1{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "shown",
    [
        "发布：2026-09-1{n}　施行：2026-10-01　修订前：2018-01-03",
        "成文日期：2025-01-0{n} 发布日期： 2026-09-1{n}",
        "<b>发布时间</b><i>2026-09-1{n}</i><b>有效期至</b><i>2031-09-01</i>",
        "公布日期：2019-02-01 更新日期：2026-09-1{n}",
    ],
)
def test_the_date_called_the_day_of_publication_is_taken(shown: str) -> None:
    assert dates_of(f"<li>{LINK}<p>{shown}</p></li>") == [f"2026-09-1{n}" for n in (1, 2, 3)]


def test_the_column_headed_publication_of_a_table_is_taken() -> None:
    head = "<tr><th>名称</th><th>发布日期</th><th>成文日期</th></tr>"
    row = f"<tr><td>{LINK}</td><td>2026-09-1{{n}}</td><td>2025-09-0{{n}}</td></tr>"
    table = f"<table><tbody>{head}{{}}</tbody></table>"
    assert dates_of(row, table) == [f"2026-09-1{n}" for n in (1, 2, 3)]


def test_a_date_in_a_title_of_several_pieces_is_the_titles() -> None:
    row = (
        "<li><span>2026-11-1{n}</span>"
        "<a href=/{n}.html><em>[乡镇]</em> 2019年5月1日以来第{n}次活动</a></li>"
    )
    assert dates_of(row) == [f"2026-11-1{n}" for n in (1, 2, 3)]


def test_a_date_beside_the_title_inside_one_anchor_is_the_rows() -> None:
    row = "<li><a href=/{n}.html><p>自2019年5月1日以来的第{n}次活动</p><i>2026-11-1{n}</i></a></li>"
    assert dates_of(row) == [f"2026-11-1{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "said",
    [
        "自2021年5月{n}日开工以来，项目建设进展顺利。",
        "（2021年5月{n}日县政府第12次常务会议通过）第一条",
        "2021年5月{n}日，某县召开会议。",
    ],
)
def test_the_only_date_of_a_row_may_be_one_its_summary_speaks_of(said: str) -> None:
    assert dates_of(f"<li>{LINK}<p>{said}</p></li>") == [f"|2021-05-0{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "shown",
    [
        "[2021-05-0{n}]",
        "（2021年5月{n}日）",
        "2021年05月0{n}日 来源：某局",
        "2021-05-0{n} 10:00 浏览：12",
    ],
)
def test_the_only_date_of_a_row_that_stands_for_itself_is_the_rows(shown: str) -> None:
    assert dates_of(f"<li>{LINK} {shown}</li>") == [f"2021-05-0{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "shown",
    [
        "2026\u200b-09-1{n}", "2026-09-\ufeff1{n}", "\u202a2026-09-1{n}\u202c", "2026&shy;-09-1{n}",
        "2026\u201109\u20111{n}", "2026–09–1{n}", "２０２６\u200b－０９－1{n}",
    ],
)  # fmt: skip
def test_t_d6_a_date_is_read_as_a_reader_sees_it(shown: str) -> None:
    assert dates_of(f"<li>{LINK}<i>{shown}</i></li>") == [f"2026-09-1{n}" for n in (1, 2, 3)]


def test_spans_of_years_and_of_numbers_are_no_dates() -> None:
    assert dates_of(f"<li>{LINK}<i>2021–2025</i><i>第3–5号</i></li>") == ["", "", ""]
