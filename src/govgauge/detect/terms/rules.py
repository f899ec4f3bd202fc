"""Rules on terms, read from a table: one row a rule, mistakes told by row."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from attrs import frozen

from govgauge.detect.wording.plain import plain_line
from govgauge.model.failure import BadInput, Place
from govgauge.model.measure import Grade
from govgauge.model.text import Text
from govgauge.model.verdict import Severity, Verdict

COLUMNS = (
    "id", "text", "where", "unless", "near", "window", "also", "from", "to", "meant",
    "verdict", "severity", "grade", "source", "advice_zh", "advice_en",
)  # fmt: skip
_NEEDED = ("id", "text", "source")
_PLACES = frozenset({"title", "quotation", "history"})
_VERDICTS = {"fault": Verdict.UNMET, "person": Verdict.NEEDS_PERSON}
_USUAL_WINDOW = 20
_Value = TypeVar("_Value")
_UNSEEN = frozenset({Grade.C, Grade.D, Grade.M, Grade.X})


@frozen
class TermRule:
    """One term that is not to be used.

    ``texts`` are its spellings.  ``where`` must match around a spelling, ``unless`` must not, and
    ``near`` must match within ``window`` characters.  ``also`` names where it counts besides
    running text: ``title``, ``quotation``, ``history``.  The rule holds for pages of ``since`` up
    to the day before ``until``.
    """

    rule_id: str
    texts: tuple[str, ...]
    where: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    near: re.Pattern[str] | None
    window: int
    also: frozenset[str]
    since: date | None
    until: date | None
    meant: str
    verdict: Verdict
    severity: Severity
    grade: Grade
    source: str
    advice: Text

    @property
    def unverified(self) -> bool:
        """True where nobody has read the rule's own text."""
        return self.grade in _UNSEEN


def read_rules(table: str, file: str) -> tuple[TermRule, ...]:
    """The rules of a table with a heading; :class:`BadInput` names the row and field at fault."""
    reader = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    for name in reader.fieldnames or ():
        if name not in COLUMNS:
            raise bad_row("unknown-column", file, 1, str(name), f"列名应为: {', '.join(COLUMNS)}",
                       f"columns are: {', '.join(COLUMNS)}")  # fmt: skip
    return rules_of_rows(reader, file, first=2)


def rules_of_rows(
    rows: Iterable[Mapping[str, object]], file: str, first: int = 1
) -> tuple[TermRule, ...]:
    """Rules of rows as a system gives them, or a table, whose first row is number 2."""
    rules: dict[str, TermRule] = {}
    for number, row in enumerate(rows, first):
        if not isinstance(row, Mapping):
            raise bad_row("no-row", file, number, "", "每条规则应有 id、text、source",
                       "a rule has id, text and source")  # fmt: skip
        if None in row or None in row.values():
            raise bad_row(
                "uneven-row", file, number, "", "列数与表头不一致", "not as long as the heading"
            )
        cells = {key: str(value).strip() for key, value in row.items()}
        rule = _rule(cells, file, number)
        if rule.rule_id in rules:
            raise bad_row("twice", file, number, "id", "编号重复", "the id stands above already")
        rules[rule.rule_id] = rule
    return tuple(rules.values())


def _rule(cells: Mapping[str, str], file: str, row: int) -> TermRule:
    for name in _NEEDED:
        if not cells.get(name):
            raise bad_row("empty", file, row, name, f"{name} 不能为空", f"{name} must be given")
    for name in cells:
        if name not in COLUMNS:
            raise bad_row("unknown-column", file, row, name, f"没有列 {name}", f"no column {name}")
    grade = _chosen(cells, "grade", {g.value: g for g in Grade}, Grade.A, file, row)
    verdict = _chosen(cells, "verdict", _VERDICTS, Verdict.NEEDS_PERSON, file, row)
    if verdict is Verdict.UNMET and grade in _UNSEEN:
        # A rule nobody has read accuses nobody.
        raise bad_row("unverified", file, row, "verdict", "依据未核实（C、D、M、X）时只能为 person",
                   "a rule of grade C, D, M or X can only ask a person")  # fmt: skip
    texts = tuple(filter(None, map(plain_line, cells["text"].split("|"))))
    meant = cells.get("meant", "")
    if not texts or meant in texts or any(len(text) < 2 for text in texts):
        raise bad_row("no-term", file, row, "text", "用语至少两个字，且不能是建议用语",
                   "a term has two characters or more and is not the advised one")  # fmt: skip
    since, until = (day_cell(cells, name, file, row) for name in ("from", "to"))
    if since and until and since >= until:
        raise bad_row(
            "dates-reversed", file, row, "to", "截止日应晚于起始日", "it ends before it begins"
        )
    return TermRule(
        rule_id=cells["id"],
        texts=texts,
        where=_pattern(cells, "where", file, row),
        unless=_pattern(cells, "unless", file, row),
        near=_pattern(cells, "near", file, row),
        window=_number(cells, "window", file, row),
        also=_places(cells, file, row),
        since=since,
        until=until,
        meant=meant,
        verdict=verdict,
        severity=_chosen(
            cells, "severity", {s.value: s for s in Severity}, Severity.FAULT, file, row
        ),
        grade=grade,
        source=cells["source"],
        advice=Text(cells.get("advice_zh", ""), cells.get("advice_en", "")),
    )


def _pattern(cells: Mapping[str, str], name: str, file: str, row: int) -> re.Pattern[str] | None:
    try:
        return re.compile(cells[name]) if cells.get(name) else None
    except re.error as error:
        raise bad_row("bad-pattern", file, row, name, f"正则表达式有误: {error}",
                   f"no valid pattern: {error}") from error  # fmt: skip


def _number(cells: Mapping[str, str], name: str, file: str, row: int) -> int:
    given = cells.get(name) or str(_USUAL_WINDOW)
    if not given.isascii() or not given.isdigit():
        raise bad_row("no-number", file, row, name, "应为字数", "it must be a number of characters")
    return int(given)


def day_cell(cells: Mapping[str, str], name: str, file: str, row: int) -> date | None:
    """A cell's day; ``None`` where it is empty."""
    try:
        return date.fromisoformat(cells[name]) if cells.get(name) else None
    except ValueError as error:
        raise bad_row("no-date", file, row, name, "日期应写作 2018-03-17",
                   "dates are written 2018-03-17") from error  # fmt: skip


def _places(cells: Mapping[str, str], file: str, row: int) -> frozenset[str]:
    places = frozenset(cells.get("also", "").split())
    if not places <= _PLACES:
        raise bad_row("unknown-value", file, row, "also", f"可用: {' '.join(sorted(_PLACES))}",
                   f"it may be {' '.join(sorted(_PLACES))}")  # fmt: skip
    return places


def _chosen(
    cells: Mapping[str, str],
    name: str,
    among: Mapping[str, _Value],
    usual: _Value,
    file: str,
    row: int,
) -> _Value:
    given = cells.get(name, "")
    if given and given not in among:
        raise bad_row("unknown-value", file, row, name, f"可用: {', '.join(among)}",
                   f"it may be {', '.join(among)}")  # fmt: skip
    return among[given] if given else usual


def bad_row(code: str, file: str, row: int, field: str, zh: str, en: str) -> BadInput:
    """What is wrong with a row of a user's table."""
    return BadInput(
        f"terms-{code}",
        Text(f"用语表第 {row} 行 {field}：{zh}", f"row {row} of the terms, {field}: {en}"),
        Text("改正该行后重试", "mend the row and try again"),
        Place(file=file, row=row, field=field),
    )


@cache
def shipped_rules() -> tuple[TermRule, ...]:
    """The rules that ship, read once a process."""
    path = files("govgauge") / "lexicons" / "terms" / "terms.csv"
    return read_rules(path.read_text("utf-8"), "terms.csv")


@cache
def history_words() -> re.Pattern[str]:
    """What tells that a sentence speaks of the past: words of the shipped list."""
    path = files("govgauge") / "lexicons" / "terms" / "history.txt"
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    return re.compile("|".join(line for line in lines if line and not line.startswith("#")))
