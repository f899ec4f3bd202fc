"""Names and posts of officials, held against a dated table that the user supplies."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from govgauge.detect.terms.matching import FoundTerm, sentence_of
from govgauge.detect.terms.rules import TermRule, bad_row, day_cell, history_words
from govgauge.model.measure import Grade
from govgauge.model.text import Text
from govgauge.model.verdict import Severity, Verdict

_COLUMNS = frozenset({"name", "post", "from", "to", "order"})
_NOT_THIS_POST = frozenset("副原前代任总支部组")
_LISTED = re.compile(r"[\u4e00-\u9fff]{2,8}(?:[、 ][\u4e00-\u9fff]{2,8})+")
_LEAST_NAME_WITH_SLIP = 3
"""Of names of two characters, one other character makes another person's name too often."""


@frozen
class Official:
    """Who holds a post from ``since`` up to the day before ``until``, and the place in lists."""

    name: str
    post: str
    since: date | None
    until: date | None
    order: int | None


def read_officials(table: str, file: str) -> tuple[Official, ...]:
    """Officials of a table with a heading, whose first row is number 2."""
    return officials_of_rows(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))), file, 2)


def officials_of_rows(
    rows: Iterable[Mapping[str, object]], file: str, first: int = 1
) -> tuple[Official, ...]:
    """Officials of rows as a system gives them; ``BadInput`` names the one at fault."""
    return tuple(_official(row, file, number) for number, row in enumerate(rows, first))


def _official(row: Mapping[str, object], file: str, number: int) -> Official:
    if not isinstance(row, Mapping) or not row.keys() <= _COLUMNS:
        raise bad_row("no-official", file, number, "", "每行应有 name、post、from、to、order",
                      "a row has name, post, from, to, order")  # fmt: skip
    if None in row.values():
        raise bad_row(
            "uneven-row", file, number, "", "列数与表头不一致", "not as long as the heading"
        )
    cells = {key: str(value).strip() for key, value in row.items()}
    for name in ("name", "post"):
        if len(cells.get(name, "")) < 2:
            raise bad_row("empty", file, number, name, "至少两个字", "two characters or more")
    order = cells.get("order", "")
    if order and not (order.isascii() and order.isdigit()):
        raise bad_row("no-number", file, number, "order", "应为数字", "it must be a number")
    since, until = (day_cell(cells, name, file, number) for name in ("from", "to"))
    if since and until and since >= until:
        raise bad_row(
            "dates-reversed", file, number, "to", "截止日应晚于起始日", "it ends before it begins"
        )
    return Official(cells["name"], cells["post"], since, until, int(order) if order else None)


def misnamed_officials(
    line: str, day: date | None, officials: tuple[Official, ...]
) -> Iterator[FoundTerm]:
    """Posts with somebody else's name or a slip in the holder's, and lists out of order.

    A page without a date is not judged, nor is a sentence about the past.
    """
    if day is None:
        return
    holding = [
        o for o in officials if (not o.since or o.since <= day) and (not o.until or day < o.until)
    ]
    posts = sorted({o.post for o in holding}, key=lambda post: (-len(post), post))
    taken: set[int] = set()
    for post in posts:
        for match in re.finditer(re.escape(post), line):
            # The longest post that ends here is the one meant.
            if match.end() in taken or line[: match.start()][-1:] in _NOT_THIS_POST:
                continue
            taken.add(match.end())
            yield from _misnamed(line, match.start(), match.end(), post, holding)
    yield from _out_of_order(line, holding)


def _misnamed(
    line: str, start: int, at: int, post: str, holding: list[Official]
) -> Iterator[FoundTerm]:
    holders = sorted({o.name for o in holding if o.post == post})
    rest = line[at:]
    if any(rest.startswith(name) for name in holders):
        return
    others = sorted({o.name for o in holding if o.post != post}, key=lambda n: (-len(n), n))
    wrong = next((name for name in others if rest.startswith(name)), "")
    meant = holders if wrong else [name for name in holders if _one_other(rest[: len(name)], name)]
    if not meant or history_words().search(sentence_of(line, start, at)):
        return
    end = at + len(wrong or meant[0])
    says = " / ".join(f"{post}{name}" for name in meant)
    yield _found("official-post" if wrong else "official-name", line, start, end, says)


def _one_other(written: str, name: str) -> bool:
    differ = sum(a != b for a, b in zip(written, name, strict=False))
    return len(written) == len(name) >= _LEAST_NAME_WITH_SLIP and differ == 1


def _out_of_order(line: str, holding: list[Official]) -> Iterator[FoundTerm]:
    places: dict[str, set[int]] = {}
    for official in holding:
        if official.order is not None:
            places.setdefault(official.name, set()).add(official.order)
    # A name with two places in lists has none that is certain.
    order = {name: next(iter(found)) for name, found in places.items() if len(found) == 1}
    for match in _LISTED.finditer(line):
        parts = re.split("[、 ]", match[0])
        names = [n for part in parts for n in order if part.startswith(n) or part.endswith(n)]
        right = sorted(names, key=lambda name: order[name])
        if [order[n] for n in names] == [order[n] for n in right]:
            continue
        if not history_words().search(sentence_of(line, match.start(), match.end())):
            yield _found("official-order", line, match.start(), match.end(), "、".join(right))


def _found(rule_id: str, line: str, start: int, end: int, meant: str) -> FoundTerm:
    written = line[start:end]
    rule = TermRule(
        rule_id=rule_id,
        texts=(written,),
        where=None,
        unless=None,
        near=None,
        window=0,
        also=frozenset(),
        since=None,
        until=None,
        meant=meant,
        verdict=Verdict.NEEDS_PERSON,
        severity=Severity.GRAVE,
        grade=Grade.A,
        source="任职表",
        advice=Text("", ""),
    )
    return FoundTerm(rule, start, end, written)
