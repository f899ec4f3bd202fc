"""All that speaks of one article's day of publication: its text, its label, its lists, its address.

Days are those a reader or a machine finds; ``None`` where a sign is missing or not to be read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from govgauge.model.facts import ItemFact, LabelFact, PageFact, PageKind, TargetFact
from govgauge.model.outcome import Outcome

_LABEL = "pubdate"
_DAY = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_IN_ADDRESS = (
    re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})[-/_](\d{1,2})[-/_](\d{1,2})(?!\d)"),
)


@frozen
class Signs:
    """One article that was read, with every day that is given for it.

    ``shown`` stands on its own page, ``label`` in its PubDate label, ``listed`` beside it in all
    lists alike, ``address`` in its address; ``written`` is the day of issue (成文日期).
    ``list_seq`` is the first list page that has it, -1 where none does.
    """

    page: PageFact
    shown: date | None
    label: date | None
    listed: date | None
    address: date | None
    written: date | None
    list_seq: int


def read_signs(
    pages: Sequence[PageFact],
    labels: Iterable[LabelFact],
    items: Iterable[ItemFact],
    targets: Sequence[TargetFact],
) -> list[Signs]:
    """The signs of every article that was delivered, in the order of taking."""
    articles = {p.seq: p for p in pages if _is_read_article(p)}
    labelled = _labelled(labels, articles)
    ends = {t.target: t.final_url for t in targets if t.final_url != t.target}
    listed, first_list = _listed(items, ends)
    return [
        Signs(
            page=page,
            shown=day_of(page.published) if page.published_from.startswith("text") else None,
            label=labelled.get(seq),
            listed=listed.get(page.url),
            address=_in_address(page.url),
            written=day_of(page.written),
            list_seq=first_list.get(page.url, -1),
        )
        for seq, page in sorted(articles.items())
    ]


def day_of(iso: str) -> date | None:
    """The day of an ISO date; ``None`` for anything else, a date without its year among it."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _is_read_article(page: PageFact) -> bool:
    delivered = page.outcome == Outcome.OK and page.status == 200
    return delivered and page.kind == PageKind.ARTICLE


def _labelled(
    labels: Iterable[LabelFact], articles: Mapping[int, PageFact]
) -> dict[int, date | None]:
    """The first PubDate label of each article that holds a day."""
    found: dict[int, date | None] = {}
    for label in labels:
        if label.page_seq in articles and label.name.lower() == _LABEL:
            match = _DAY.search(label.content)
            if match and found.get(label.page_seq) is None:
                found[label.page_seq] = _made_of(match)
    return found


def _listed(
    items: Iterable[ItemFact], ends: Mapping[str, str]
) -> tuple[dict[str, date | None], dict[str, int]]:
    """The day all lists show beside an address, and the first list page that has it.

    Where two lists differ, one of them shows something else (a deadline, a day of issue).
    """
    days: dict[str, date | None] = {}
    first: dict[str, int] = {}
    for item in items:
        if not item.visible:
            continue
        url = ends.get(item.target, item.target)
        first[url] = min(first.get(url, item.page_seq), item.page_seq)
        if not item.date:
            continue
        day = day_of(item.date)
        days[url] = day if days.get(url, day) == day else None
    return days, first


def _in_address(url: str) -> date | None:
    return next((_made_of(m) for p in _IN_ADDRESS if (m := p.search(url))), None)


def _made_of(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
