"""A whitelist as people keep it: CSV or XLSX, one phrase a row, mistakes told by row."""

from datetime import date
from pathlib import Path

import attrs

from govgauge.model.failure import BadInput, Problem
from govgauge.model.text import Text
from govgauge.model.whitelist import AllowedPhrase, Whitelist
from govgauge.registry.tables import Row, read_table

_HEADINGS = {
    "phrase": ("词语", "词句", "白名单词语"),
    "scope": ("适用范围", "网站标识码", "单位", "类别"),
    "from": ("起始日", "起", "生效日期"),
    "until": ("截止日", "止", "失效日期"),
    "reason": ("理由", "原因"),
    "who": ("批准人", "决定人"),
}
_NEEDED = ("phrase", "scope", "from", "reason", "who")
_SHORTEST = 2


def read_whitelist(path: Path) -> Whitelist:
    """The phrases of a table; ``until`` alone may be empty.

    Raises ``BadInput`` for the first row at fault and says how many more there are: with half a
    table what was allowed would be accused.
    """
    table = read_table(path, _HEADINGS, _NEEDED)
    problems = list(table.problems)
    phrases: dict[tuple[str, str, date], AllowedPhrase] = {}
    for row in table.rows:
        found = _phrase(row)
        if isinstance(found, AllowedPhrase):
            key = (found.phrase, found.scope, found.since)
            if key not in phrases:
                phrases[key] = found
                continue
            found = _problem(row, "phrase", "twice", "与上面一行重复", "stands above already")
        problems.append(found)
    _refuse(problems)
    return Whitelist(tuple(phrases.values()))


def _refuse(problems: list[Problem]) -> None:
    if not problems:
        return
    # An unknown heading may be a misspelt `until`: what it says would be lost.
    first, further = problems[0].as_error(), len(problems) - 1
    if not further:
        raise first
    raise BadInput(
        first.code,
        Text(f"{first.what.zh}（另有 {further} 处）", f"{first.what.en} (and {further} more)"),
        first.remedy,
        first.place,
    )


def _phrase(row: Row) -> AllowedPhrase | Problem:
    for name in _NEEDED:
        if not row.values.get(name):
            return _problem(row, name, "empty", "不能为空", "must not be empty")
    days: dict[str, date | None] = {}
    for name in ("from", "until"):
        given = row.values.get(name, "")
        try:
            days[name] = date.fromisoformat(given) if given else None
        except ValueError:
            return _problem(row, name, "no-date", "应写作 2026-11-24", "write it as 2026-11-24")
    since, until = days["from"], days["until"]
    if len(row.values["phrase"]) < _SHORTEST or since is None:
        return _problem(
            row, "phrase", "too-short", "至少两个字", "must have two characters or more"
        )
    if until is not None and until < since:
        return _problem(row, "until", "dates-reversed", "早于起始日", "is before `from`")
    return AllowedPhrase(
        row.values["phrase"],
        row.values["scope"],
        since,
        until,
        row.values["reason"],
        row.values["who"],
    )


def _problem(row: Row, field: str, code: str, zh: str, en: str) -> Problem:
    return Problem(
        f"whitelist-{code}",
        Text(f"白名单第 {row.number} 行 {_HEADINGS[field][0]}{zh}",
             f"row {row.number} of the whitelist: {field} {en}"),
        Text("改正该行后重试", "mend the row and try again"),
        attrs.evolve(row.place, field=field),
    )  # fmt: skip
