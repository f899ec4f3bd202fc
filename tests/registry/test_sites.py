"""The list of sites: bad rows are named by row and field, good rows always run."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from govgauge.model.failure import BadInput
from govgauge.model.unit import Level
from govgauge.registry.columns import read_channels, read_columns
from govgauge.registry.sites import read_sites, units_digest

HEAD = "网站标识码,网站名称,首页网址,域名,主办单位,类别,上级,行政区划代码,层级,是否有对外服务职能\n"
GOOD = "1304000009,邯样市人民政府,http://www.a.gov.cn,,市政府办公室,市级;门户,,130400,市,是\n"


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "sites.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_reads_the_same_in_every_encoding_people_use(tmp_path: Path, encoding: str) -> None:
    listed = read_sites(written(tmp_path, HEAD + GOOD, encoding))
    assert not listed.problems
    (unit,) = listed.units
    assert (unit.unit_id, unit.name, unit.url) == (
        "1304000009",
        "邯样市人民政府",
        "http://www.a.gov.cn/",
    )
    assert unit.groups == ("市级", "门户")
    assert (unit.level, unit.has_services, unit.division) == (Level.CITY, True, "130400")


def test_xlsx_and_english_headings_read_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["unit_id", "Name", " URL ", "groups", "has_services"])
    sheet.append(["1304000009", "A", "www.a.gov.cn", "x；y", "no"])
    book.save(tmp_path / "sites.xlsx")
    listed = read_sites(tmp_path / "sites.xlsx")
    (unit,) = listed.units
    assert (unit.url, unit.groups, unit.has_services) == ("http://www.a.gov.cn/", ("x", "y"), False)
    assert [(p.code, p.place.row, p.dropped) for p in listed.problems] == [("no-scheme", 2, False)]


@pytest.mark.parametrize(
    ("row", "code", "field", "dropped"),
    [
        (",A,,,,,,,,", "no-url", "url", True),
        (",A,not a host,,,,,,,", "bad-url", "url", True),
        (",A,ftp://a.gov.cn/,,,,,,,", "bad-url", "url", True),
        (",A,javascript:alert(1),,,,,,,", "bad-url", "url", True),
        (",A,http://user:pw@a.gov.cn/,,,,,,,", "bad-url", "url", True),
        ("123456789,A,http://b.gov.cn/,,,,,,,", "bad-site-code", "unit_id", False),
        ("../../etc,A,http://b.gov.cn/,,,,,,,", "unusable-id", "unit_id", True),
        ("3304000009,A,http://b.gov.cn/,,,,,130400,,", "other-division", "unit_id", False),
        (",A,http://b.gov.cn/,,,,,999999,,", "unknown-division", "division", False),
        (",A,http://b.gov.cn/,no host here,,,,,,", "bad-host", "hosts", False),
        (",A,http://b.gov.cn/,,,,,,城邦,", "unknown-level", "level", False),
        (",A,http://b.gov.cn/,,,,,,,也许", "not-yes-or-no", "has_services", False),
        (",A,http://b.gov.cn/,,,,8888000001,,,", "unknown-parent", "parent_id", False),
        (",A,http://www.a.gov.cn/,,,,,,,", "duplicate-url", "url", True),
        ("1304000009,A,http://b.gov.cn/,,,,,,,", "duplicate-unit-id", "unit_id", True),
        (",A,http://b.gov.cn/,,,,,,,,surplus", "too-many-cells", "", True),
    ],
)
def test_each_bad_row_is_named_and_the_good_row_still_runs(
    tmp_path: Path, row: str, code: str, field: str, dropped: bool
) -> None:
    listed = read_sites(written(tmp_path, HEAD + GOOD + row + "\n"))
    problem = next(p for p in listed.problems if p.code == code)
    assert (problem.place.row, problem.place.field, problem.dropped) == (3, field, dropped)
    assert problem.remedy.zh
    assert problem.remedy.en
    assert listed.units[0].unit_id == "1304000009"
    assert len(listed.units) == (1 if dropped else 2)
    if dropped:
        with pytest.raises(BadInput, match=code):
            read_sites(written(tmp_path, HEAD + GOOD + row + "\n"), strict=True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-table"),
        (b"a,b\n1,2\n", "missing-heading"),
        (b"url\n\xff\xfe\xfd\n", "bad-encoding"),
        (b"url\nhttp://a.gov.cn/\0\n", "nul-bytes"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "sites.csv"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=code):
        read_sites(path)


def test_a_folder_or_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="unreadable-file"):
        read_sites(tmp_path)
    with pytest.raises(BadInput, match="broken-xlsx"):
        read_sites(written(tmp_path, "not a zip", name="sites.xlsx"))


def test_a_missing_id_is_made_up_stable_and_can_never_be_a_real_code(tmp_path: Path) -> None:
    text = "url\nhttp://a.gov.cn/\nhttp://b.gov.cn/\n"
    first = read_sites(written(tmp_path, text)).units
    again = read_sites(written(tmp_path, "url\nhttp://b.gov.cn/\nhttp://a.gov.cn/\n")).units
    assert all(u.unit_id_made_up and u.unit_id[0] == "X" and len(u.unit_id) == 10 for u in first)
    assert {u.unit_id for u in first} == {u.unit_id for u in again}
    assert units_digest(first) == units_digest(again)


def test_columns_need_a_reason_and_an_end_for_an_exemption(tmp_path: Path) -> None:
    head = "unit_id,name,url,class,limit_days,exempt,reason,until\n"
    rows = (
        "u,要闻,http://a/x,news,14,,,\n"
        "u,人事,http://a/y,personnel,365,是,全年无变动,2026-12-31\n"
        "u,规划,http://a/z,plan,365,是,,2026-12-31\n"
        "u,规划,http://a/z,plan,365,是,原因,\n"
        "u,公告,http://a/w,notice,soon,,,\n"
    )
    listed = read_columns(written(tmp_path, head + rows))
    assert [c.name for c in listed.rows] == ["要闻", "人事"]
    assert [(p.code, p.place.row) for p in listed.problems] == [
        ("no-reason", 4), ("no-end", 5), ("bad-days", 6),
    ]  # fmt: skip


def test_channels_are_read_and_empty_accounts_named(tmp_path: Path) -> None:
    listed = read_channels(written(tmp_path, "unit_id,platform,account\nu,微博,a\nu,微信,\n"))
    assert [c.account for c in listed.rows] == ["a"]
    assert [(p.code, p.place.field) for p in listed.problems] == [("empty-cell", "account")]


@pytest.mark.parametrize(
    ("rows", "good", "bad_rows"),
    [
        ('"http://a.gov.cn/,x\nhttp://b.gov.cn/,y\n', ["http://b.gov.cn/"], [2]),
        ('"http://a.gov.cn/,x\nhttp://b.gov.cn/,"y"\n', ["http://b.gov.cn/"], [2]),
        ('"http://a.gov.cn/,x\nhttp://b.gov.cn/",y\n', [], [2, 3]),
        ('http://a.gov.cn/,"x\nhttp://b.gov.cn/,y\n', ["http://b.gov.cn/"], [2]),
        ('http://a.gov.cn/,"x\nhttp://b.gov.cn/,y"\n', ["http://b.gov.cn/"], [2]),
        ('http://a.gov.cn/,"x" y\nhttp://b.gov.cn/,y\n', ["http://b.gov.cn/"], [2]),
        ('http://a.gov.cn/,"甲\n乙"\nhttp://b.gov.cn/,y\n', ["http://a.gov.cn/", "http://b.gov.cn/"], []),
        ("http://a.gov.cn/ x,甲\nhttp://b.gov.cn/,y\n", ["http://b.gov.cn/"], [2]),
        ('"http://a.gov.cn/\nhttp://c.gov.cn/",甲\nhttp://b.gov.cn/,y\n', ["http://b.gov.cn/"], [2, 3]),
    ],
)  # fmt: skip
def test_a_missing_quote_costs_its_own_row_and_is_said(
    tmp_path: Path, rows: str, good: list[str], bad_rows: list[int]
) -> None:
    listed = read_sites(written(tmp_path, "url,name\n" + rows))
    assert [u.url for u in listed.units] == good
    assert [p.place.row for p in listed.problems if p.dropped] == bad_rows
    assert {p.code for p in listed.problems} <= {"broken-csv", "bad-url"}
    assert all(p.remedy.zh and p.remedy.en for p in listed.problems)


def test_headings_with_a_missing_quote_are_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="broken-csv"):
        read_sites(written(tmp_path, 'url,"name\nhttp://a.gov.cn/,x\n'))


def test_an_address_with_a_line_break_in_a_workbook_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["url"])
    sheet.append(["http://a.gov.cn/\nhttp://b.gov.cn/"])
    sheet.append(["http://c.gov.cn/"])
    book.save(tmp_path / "sites.xlsx")
    listed = read_sites(tmp_path / "sites.xlsx")
    assert [u.url for u in listed.units] == ["http://c.gov.cn/"]
    assert [(p.code, p.place.row) for p in listed.problems] == [("bad-url", 2)]


def test_the_path_of_a_host_keeps_its_letters(tmp_path: Path) -> None:
    row = "1304000009,A,http://h.cn/BmA/,HTTP://Www.Other.gov.cn/BmA;H.cn/BmB/;X.gov.cn,,,,,,\n"
    (unit,) = read_sites(written(tmp_path, HEAD + row)).units
    assert unit.hosts == ("www.other.gov.cn/BmA/", "h.cn/BmB/", "x.gov.cn")
