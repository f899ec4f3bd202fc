"""From visited pages to rows of facts, in the order of taking."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Protocol

from govgauge.extract.likeness import Likeness, likeness
from govgauge.gather.crawl import VisitedPage
from govgauge.gather.frontier import Address
from govgauge.gather.visitor import Answer
from govgauge.model.exchange import Exchange
from govgauge.model.facts import BrowserViewFact, PageFact, PageKind, VisitFact
from govgauge.model.reading import Guide, PageReading

Kinds = Sequence[tuple[str, Sequence[Sequence[object]]]]
"""Kinds of facts, each with the rows one page gives."""


class FactsSink(Protocol):
    """Where rows of facts go."""

    def extend(self, kind: str, rows: Sequence[Sequence[object]]) -> None:
        """Add rows of one kind."""
        ...

    def extend_columns(self, kind: str, columns: Sequence[Iterable[object]]) -> None:
        """Add rows of one kind, given as columns."""
        ...

    def extend_repeated(self, kind: str, page: int, rows: Sequence[Sequence[object]]) -> None:
        """Add the rows of one page, most of which other pages have too."""
        ...


def add_page(facts: FactsSink, visited: VisitedPage) -> None:
    """Hand over every row one visited page gives."""
    reading = visited.content.reading
    facts.extend("pages", [_page_fact(visited)])
    if reading is None:
        return
    seq = visited.seq
    # Links are by far the most rows, and pages repeat them.
    if reading.links:
        facts.extend_repeated("links", seq, reading.links)
    numbered: Kinds = (
        ("items", reading.items),
        ("letters", reading.letters),
        ("form_figures", reading.form_figures),
        ("stated_counts", reading.stated_counts),
    )
    for kind, rows in numbered:
        if rows:
            columns = zip(*rows, strict=True)
            facts.extend_columns(kind, [repeat(seq, len(rows)), range(len(rows)), *columns])
    plain: Kinds = (
        ("labels", reading.labels),
        ("identity", reading.identity),
        ("hidden_links", reading.hidden_links),
    )
    for kind, rows in plain:
        if rows:
            facts.extend_columns(kind, [repeat(seq, len(rows)), *zip(*rows, strict=True)])
    _add_guides(facts, seq, reading.guides)
    if reading.policy is not None:
        *fields, text = reading.policy
        facts.extend("policies", [(seq, *fields)])
        facts.extend("policy_texts", [(seq, text)])
    if reading.release is not None:
        facts.extend("releases", [(seq, *reading.release)])


def _add_guides(facts: FactsSink, seq: int, guides: Sequence[Guide]) -> None:
    for number, guide in enumerate(guides):
        *plain, elements, files = guide
        facts.extend("guides", [(seq, number, *plain)])
        facts.extend("guide_elements", [(seq, number, *element) for element in elements])
        facts.extend("guide_files", [(seq, number, *file) for file in files])


def _page_fact(visited: VisitedPage) -> PageFact:
    address, exchange, content = visited.address, visited.exchange, visited.content
    reading = content.reading or _NOTHING
    outcome = address.outcome or content.outcome
    return PageFact(
        seq=visited.seq,
        url=address.url,
        final_url=final_url(address),
        depth=address.depth,
        parent_seq=address.parent_seq,
        kind=_kind(visited),
        outcome=outcome,
        status=exchange.status or 0,
        media_type=media_type(exchange),
        charset=reading.charset,
        charset_declared=reading.charset_declared,
        title=reading.title,
        heading=reading.heading,
        published=reading.published,
        published_from=reading.published_from,
        written=reading.written,
        document_number=reading.document_number,
        index_number=reading.index_number,
        issuer=reading.issuer,
        source=reading.source,
        column=reading.column,
        text_chars=reading.text_chars,
        item_count=len(reading.items),
        loader=reading.loader,
        date_unclear=reading.date_unclear,
        digest=address.digest,
        charset_fault=reading.charset_fault,
        charset_other=reading.charset_other,
    )


def final_url(address: Address) -> str:
    """Where a visited address leads by its own answer, itself when nowhere else."""
    onward = address.redirects_to
    return onward.url if onward is not None else address.url


_NOTHING = PageReading(kind=PageKind.OTHER, charset="", charset_declared="")


def _kind(visited: VisitedPage) -> PageKind:
    if visited.address.is_home:
        return PageKind.HOME
    if visited.content.reading is not None:
        return visited.content.reading.kind
    delivered = visited.exchange.status == 200 and visited.content.outcome.delivered
    return PageKind.FILE if delivered else PageKind.OTHER


def media_type(exchange: Exchange) -> str:
    """The media type the server declares, in lower case, without parameters."""
    value = exchange.header_value(b"content-type")
    return value.partition(b";")[0].strip().lower().decode("latin-1")


def visit_fact(visited: VisitedPage, vantage: str) -> VisitFact:
    """The home page's timed visit that the crawl itself made."""
    exchange = visited.exchange
    outcome = visited.address.outcome or visited.content.outcome
    return VisitFact(
        started_at=exchange.started_at,
        vantage=vantage,
        outcome=outcome,
        status=exchange.status or 0,
        elapsed_ms=exchange.timing.total_ms,
    )


def browser_view(home: VisitedPage, answer: Answer) -> BrowserViewFact:
    """The home page as it was shown to us, beside what a browser was shown."""
    assert answer.kept is not None
    ours, theirs = home.content.reading, answer.content.reading
    alike = likeness(ours, theirs) if ours and theirs else Likeness(False, 0.0, 0.0)
    return BrowserViewFact(
        url=home.address.url,
        own_outcome=home.address.outcome or home.content.outcome,
        own_status=home.exchange.status or 0,
        own_title=ours.title if ours else "",
        own_digest=home.address.digest,
        outcome=answer.content.outcome,
        status=answer.kept.exchange.status or 0,
        title=theirs.title if theirs else "",
        digest=answer.kept.digest,
        onward=answer.onward,
        both_read=ours is not None and theirs is not None,
        same_title=alike.same_title,
        lines_alike=alike.lines,
        links_alike=alike.links,
    )
