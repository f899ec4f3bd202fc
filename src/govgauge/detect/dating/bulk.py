"""Columns that were silent for months and filled within days before the check (T-K2)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from govgauge.detect.dating.signs import day_of
from govgauge.model.facts import ColumnItemFact, ItemFact, PageFact, PageKind


@frozen
class Filled:
    """One column filled at once: how many items, from when to when, and the last one before."""

    page: PageFact
    name: str
    items: int
    first: date
    last: date
    before: date


def filled_at_once(
    pages: Mapping[int, PageFact],
    own: Iterable[ColumnItemFact],
    listed: Iterable[ItemFact],
    bulk: Mapping[str, int],
    end: date,
) -> Iterator[Filled]:
    """Columns with so many ``items`` ``within_days`` of ``end``, after ``after_days`` of silence.

    A column without anything older is a new one: nothing is said of it.
    """
    by_column: dict[int, dict[str, date | None]] = {}
    for item in own:
        if pages[item.page_seq].kind == PageKind.LIST if item.page_seq in pages else False:
            by_column.setdefault(item.page_seq, {})[item.target] = day_of(item.date)
    begin = end - timedelta(bulk["within_days"])
    later: dict[str, dict[str, date | None]] | None = None
    for seq, days in sorted(by_column.items()):
        if sum(begin <= day <= end for day in days.values() if day) < bulk["items"]:
            continue
        later = _by_name(pages, listed) if later is None else later
        filled = _filled(pages[seq], days, later.get(pages[seq].column, {}), begin, bulk, end)
        if filled is not None:
            yield filled


def _by_name(
    pages: Mapping[int, PageFact], listed: Iterable[ItemFact]
) -> dict[str, dict[str, date | None]]:
    """The dated items on all list pages of each column."""
    found: dict[str, dict[str, date | None]] = {}
    for item in listed:
        page = pages.get(item.page_seq)
        if page is not None and page.column and item.visible:
            found.setdefault(page.column, {})[item.target] = day_of(item.date)
    return found


def _filled(
    page: PageFact,
    days: Mapping[str, date | None],
    further: Mapping[str, date | None],
    begin: date,
    bulk: Mapping[str, int],
    end: date,
) -> Filled | None:
    # What further pages hold may stand beside every list: it can clear a column, not accuse it.
    if any(day is None for day in days.values()):
        return None
    every = [day for day in (*days.values(), *further.values()) if day is not None]
    before = max((day for day in every if day < begin), default=None)
    fresh = sorted(day for day in days.values() if day is not None and begin <= day <= end)
    if before is None or (fresh[0] - before).days < bulk["after_days"]:
        return None
    return Filled(page, page.column or page.title, len(fresh), fresh[0], fresh[-1], before)
