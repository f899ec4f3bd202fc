"""Registered columns (``columns.csv``) and channels (``channels.csv``) of units."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

import attrs
from attrs import frozen

from govgauge.model.failure import Problem
from govgauge.model.text import Text
from govgauge.model.unit import Channel, Column
from govgauge.registry.tables import Row, read_table

T = TypeVar("T")
_COLUMN_HEADINGS = {
    "unit_id": ("网站标识码", "标识码"),
    "name": ("栏目名称", "名称"),
    "url": ("栏目网址", "网址"),
    "class": ("栏目类别", "类别"),
    "limit_days": ("更新期限", "期限天数"),
    "exempt": ("豁免", "是否豁免"),
    "reason": ("豁免原因", "原因"),
    "until": ("豁免截止", "截止日期"),
}
_CHANNEL_HEADINGS = {
    "unit_id": ("网站标识码", "标识码", "单位标识码"),
    "platform": ("平台",),
    "account": ("账号", "账号标识"),
    "name": ("名称", "账号名称"),
    "owner": ("主办单位", "开设主体"),
    "opened": ("开设日期", "开通时间"),
    "status": ("状态",),
}


@frozen
class Listed(Generic[T]):
    """What was read from a list, and everything worth telling about it."""

    rows: tuple[T, ...]
    problems: tuple[Problem, ...]


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_columns(path: Path, *, strict: bool = False) -> Listed[Column]:
    """Read ``columns.csv``; an exemption needs a reason and an end."""
    return _read(path, _COLUMN_HEADINGS, ["unit_id", "name", "url"], _column, strict)


def read_channels(path: Path, *, strict: bool = False) -> Listed[Channel]:
    """Read ``channels.csv``."""
    return _read(path, _CHANNEL_HEADINGS, ["unit_id", "platform", "account"], _channel, strict)


def _read(
    path: Path,
    headings: Mapping[str, Sequence[str]],
    required: Sequence[str],
    as_value: Callable[[Row], T],
    strict: bool,
) -> Listed[T]:
    table = read_table(path, headings, required)
    problems = list(table.problems)
    values: list[T] = []
    for row in table.rows:
        try:
            for field in required:
                if not row.values.get(field):
                    raise _Refused(
                        _problem(row, field, "empty-cell", "不能为空", "must not be empty")
                    )
            values.append(as_value(row))
        except _Refused as refused:
            if strict:
                raise refused.problem.as_error() from None
            problems.append(refused.problem)
    return Listed(tuple(values), tuple(problems))


def _problem(row: Row, field: str, code: str, zh: str, en: str) -> Problem:
    return Problem(
        code,
        Text(f"{field}: {zh}", f"{field}: {en}"),
        Text("修改该格", "mend this cell"),
        attrs.evolve(row.place, field=field),
    )


def _column(row: Row) -> Column:
    values = row.values
    limit = values.get("limit_days", "")
    if limit and (not limit.isdigit() or int(limit) == 0):
        raise _Refused(
            _problem(row, "limit_days", "bad-days", "应为天数", "must be a number of days")
        )
    exempt = values.get("exempt", "").casefold() in ("是", "yes", "1", "true", "y")
    until = values.get("until", "")
    if exempt and not values.get("reason"):
        raise _Refused(
            _problem(row, "reason", "no-reason", "豁免须写原因", "an exemption needs a reason")
        )
    if exempt and not until:
        raise _Refused(
            _problem(row, "until", "no-end", "豁免须写截止日期", "an exemption needs an end")
        )
    if until:
        try:
            date.fromisoformat(until[:10])
        except ValueError:
            raise _Refused(
                _problem(
                    row, "until", "bad-date", "应为 2026-12-31 形式", "must look like 2026-12-31"
                )
            ) from None
    return Column(
        unit_id=values["unit_id"],
        name=values["name"],
        url=values["url"],
        column_class=values.get("class", ""),
        limit_days=int(limit) if limit else None,
        exempt=exempt,
        exempt_reason=values.get("reason", ""),
        exempt_until=until[:10],
    )


def _channel(row: Row) -> Channel:
    values = row.values
    return Channel(
        unit_id=values["unit_id"],
        platform=values["platform"],
        account=values["account"],
        name=values.get("name", ""),
        owner=values.get("owner", ""),
        opened=values.get("opened", ""),
        status=values.get("status", ""),
    )
