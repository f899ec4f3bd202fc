"""The list of sites (``sites.csv``): every bad row named, every good row kept."""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import ada_url
import attrs
from attrs import frozen

from govgauge.model.divisions import division_name
from govgauge.model.failure import Place, Problem
from govgauge.model.site_code import SiteCodeKind, fits_division, parse_site_code
from govgauge.model.text import Text
from govgauge.model.unit import Level, Unit
from govgauge.registry.tables import Row, read_table

_HEADINGS = {
    "unit_id": ("网站标识码", "标识码", "site code", "id"),
    "name": ("网站名称", "名称", "单位名称", "site name"),
    "url": ("首页网址", "网址", "首页", "home", "address"),
    "hosts": ("域名", "主机", "范围"),
    "owner": ("主办单位", "主管单位"),
    "groups": ("类别", "分组", "组别", "group"),
    "parent_id": ("上级", "上级标识码", "parent"),
    "division": ("行政区划代码", "区划代码"),
    "level": ("层级", "级别"),
    "has_services": ("是否有对外服务职能", "对外服务"),
}
_SEPARATOR = re.compile(r"[;;；]")
_LEVELS = {
    "central": Level.CENTRAL, "中央": Level.CENTRAL, "国家": Level.CENTRAL, "部委": Level.CENTRAL,
    "province": Level.PROVINCE, "省": Level.PROVINCE, "省级": Level.PROVINCE,
    "city": Level.CITY, "市": Level.CITY, "市级": Level.CITY, "地市": Level.CITY,
    "county": Level.COUNTY, "县": Level.COUNTY, "县级": Level.COUNTY, "区县": Level.COUNTY,
    "区": Level.COUNTY, "township": Level.TOWNSHIP, "乡镇": Level.TOWNSHIP, "乡": Level.TOWNSHIP,
    "镇": Level.TOWNSHIP, "街道": Level.TOWNSHIP, "": Level.UNKNOWN,
}  # fmt: skip
_YES = {"是", "有", "yes", "y", "1", "true"}
_NO = {"否", "无", "没有", "no", "n", "0", "false"}


@frozen
class SiteList:
    """The units that can run and everything worth telling about the list."""

    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]


class _Dropped(Exception):
    """This row cannot run; its problem is already noted."""


Note = Callable[[str, str, Text, Text, bool], None]


def read_sites(path: Path, *, strict: bool = False) -> SiteList:
    """Read a list of sites; ``strict`` raises the first dropped row instead of going on."""
    table = read_table(path, _HEADINGS, ["url"])
    problems = list(table.problems)
    units: list[Unit] = []
    taken: dict[str, int] = {}
    for row in table.rows:
        noted: list[Problem] = []
        try:
            unit = _unit(row, _noter(row, noted))
            _refuse_twice(unit, row, taken, _noter(row, noted))
            units.append(unit)
        except _Dropped:
            pass
        problems += noted
    problems += _parents(units, taken, path)
    if strict:
        for problem in problems:
            if problem.dropped:
                raise problem.as_error()
    return SiteList(tuple(units), tuple(problems))


def units_digest(units: Sequence[Unit]) -> str:
    """SHA-256 over the units, whatever their order in the list."""
    rows = sorted(repr(attrs.astuple(u)) for u in units)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _noter(row: Row, noted: list[Problem]) -> Note:
    def note(code: str, field: str, what: Text, remedy: Text, dropped: bool) -> None:
        noted.append(Problem(code, what, remedy, attrs.evolve(row.place, field=field), dropped))
        if dropped:
            raise _Dropped

    return note


def _unit(row: Row, note: Note) -> Unit:
    values = row.values
    url = _url(values.get("url", ""), note)
    division = _division(values.get("division", ""), note)
    unit_id, made_up = _unit_id(values.get("unit_id", ""), url, division, note)
    return Unit(
        unit_id=unit_id,
        name=values.get("name", "") or urlsplit(url).netloc,
        url=url,
        hosts=_hosts(values.get("hosts", ""), note),
        owner=values.get("owner", ""),
        groups=_parts(values.get("groups", "")),
        parent_id=values.get("parent_id", ""),
        division=division,
        level=_level(values.get("level", ""), note),
        has_services=_has_services(values.get("has_services", ""), note),
        unit_id_made_up=made_up,
    )


def _url(text: str, note: Note) -> str:
    if not text:
        note(
            "no-url",
            "url",
            Text("没有首页网址", "no home page address"),
            Text("填写 http:// 或 https:// 网址", "give an http:// or https:// address"),
            True,
        )
    if "://" not in text:
        if re.match(r"[a-zA-Z]+:(?!\d)", text):
            _bad_url(text, note)
        note(
            "no-scheme",
            "url",
            Text(f"{text} 缺少 http://，已按 http:// 处理", f"{text}: taken as http://"),
            Text("补全网址", "write the whole address"),
            False,
        )
        text = "http://" + text
    try:
        url = ada_url.normalize_url(text)
    except ValueError:
        url = ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        _bad_url(text, note)
    return url.partition("#")[0]


def _bad_url(text: str, note: Note) -> None:
    note(
        "bad-url",
        "url",
        Text(f"不是可访问的网址: {text}", f"not an address that can be visited: {text}"),
        Text("填写 http:// 或 https:// 网址", "give an http:// or https:// address"),
        True,
    )


def _unit_id(text: str, url: str, division: str, note: Note) -> tuple[str, bool]:
    if not text:
        # X and nine digits: no site code has this form, so it can never be taken for one.
        number = int.from_bytes(hashlib.sha256(url.encode()).digest()[:8], "big") % 10**9
        return f"X{number:09d}", True
    code = parse_site_code(text)
    if code.kind is SiteCodeKind.MALFORMED:
        note(
            "bad-site-code",
            "unit_id",
            Text(f"标识码 {text} 不是 10 位规范形式", f"{text} has not the form of a site code"),
            Text("地方: 6 位区划+4 位序号; 中央: bm+8 位", "6+4 digits, or bm and 8 digits"),
            False,
        )
        return _safe_id(text, note), False
    if fits_division(code, division) is False:
        note(
            "other-division",
            "unit_id",
            Text(f"标识码 {code.text} 与区划 {division} 不符", f"{code.text} is not of {division}"),
            Text("核对标识码和行政区划代码", "compare the site code and the division code"),
            False,
        )
    return code.text, False


def _safe_id(text: str, note: Note) -> str:
    if not re.fullmatch(r"\w[\w.@-]{0,99}", text) or ".." in text:
        note(
            "unusable-id",
            "unit_id",
            Text(f"标识码 {text!r} 含不可用字符", f"{text!r} has characters an id cannot have"),
            Text("只用字母和数字", "use letters and digits"),
            True,
        )
    return text


def _division(text: str, note: Note) -> str:
    if not text:
        return ""
    code = text.ljust(6, "0") if text.isdigit() and len(text) in (2, 4) else text
    if not re.fullmatch(r"[0-9]{6}", code) or division_name(code) is None:
        note(
            "unknown-division",
            "division",
            Text(f"区划代码 {text} 不在区划表中", f"{text} is not in the list of divisions"),
            Text("核对；开发区等可忽略", "check it; development zones may be missing"),
            False,
        )
    return code


def _hosts(text: str, note: Note) -> tuple[str, ...]:
    hosts = []
    for part in _parts(text):
        # Only the host is the same in every letter case; a path is not.
        host, slash, path = re.sub(r"^https?://", "", part, flags=re.I).rstrip("/").partition("/")
        if re.search(r"[\s,@?#]", host + path) or "." not in host:
            note(
                "bad-host",
                "hosts",
                Text(f"不是域名: {part}", f"not a host: {part}"),
                Text("写域名或 域名/路径/，用 ; 分隔", "write host or host/path/, separated by ;"),
                False,
            )
            continue
        hosts.append(f"{host.lower()}/{path}/" if slash else host.lower())
    return tuple(hosts)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.strip() for p in _SEPARATOR.split(text) if p.strip()))


def _level(text: str, note: Note) -> Level:
    level = _LEVELS.get(text.casefold())
    if level is None:
        note(
            "unknown-level",
            "level",
            Text(f"未知层级 {text}", f"unknown level {text}"),
            Text("用 中央、省、市、县、乡镇", "use central, province, city, county, township"),
            False,
        )
    return level or Level.UNKNOWN


def _has_services(text: str, note: Note) -> bool | None:
    word = text.casefold()
    if word and word not in _YES | _NO:
        note(
            "not-yes-or-no",
            "has_services",
            Text(f"{text} 不是 是/否", f"{text} is neither yes nor no"),
            Text("填 是 或 否，不知道则留空", "write yes or no; leave it empty if not known"),
            False,
        )
    return True if word in _YES else False if word in _NO else None


def _refuse_twice(unit: Unit, row: Row, taken: dict[str, int], note: Note) -> None:
    for field, value in (("unit_id", unit.unit_id), ("url", unit.url)):
        key = f"{field} {value}"
        if key in taken:
            note(
                f"duplicate-{field.replace('_', '-')}",
                field,
                Text(
                    f"{value} 与第 {taken[key]} 行重复", f"{value} stands in row {taken[key]} too"
                ),
                Text("删去其中一行", "drop one of the two rows"),
                True,
            )
        taken[key] = row.number


def _parents(units: Sequence[Unit], taken: dict[str, int], path: Path) -> list[Problem]:
    known = {u.unit_id for u in units}
    problems = []
    for unit in units:
        if unit.parent_id and unit.parent_id not in known:
            row = taken[f"unit_id {unit.unit_id}"]
            problems.append(
                Problem(
                    "unknown-parent",
                    Text(
                        f"上级 {unit.parent_id} 不在清单中", f"{unit.parent_id} is not in the list"
                    ),
                    Text("补上该单位或清空", "add that unit or leave it empty"),
                    Place(file=str(path), row=row, field="parent_id"),
                    dropped=False,
                )
            )
    return problems
