"""The columns (栏目) of a unit, from its pages as they pass by.

A column is a page that the home page's navigation names, or that says so itself: by its
breadcrumb, its ColumnName label, or by being a list.  Nothing here knows a particular site.
"""

from collections import Counter
from collections.abc import Mapping, MutableMapping, Sequence

from govgauge.extract.column_content import (
    SHARED_BY,
    Articles,
    ColumnPage,
    Shared,
    further_pages,
    neighbours,
    own_items,
    own_lines,
    own_link_count,
    parents_of,
    shared_by,
)
from govgauge.extract.column_dates import dated_lines, headlines_outside
from govgauge.extract.column_names import class_within, column_name, is_site_link
from govgauge.extract.column_offers import dated_count, front_links, onward_count, own_carried
from govgauge.extract.loader import read_notice
from govgauge.model.columns import OTHER, class_of
from govgauge.model.facts import ColumnFact, ColumnItemFact, PageKind, Relation, TargetFact
from govgauge.model.outcome import Outcome
from govgauge.model.reading import Item, PageReading
from govgauge.model.verdict import Reason

HOME = "home"
_MAX_PAGES = 400
_MAX_DEPTH = 3
_SHORT_NAME_CHARS = 6
_MAX_FRONTS = 5


class ColumnReader:
    """Sees every page of one unit once, in the order of taking; then names its columns.

    Bounded: whole readings are kept for at most 400 pages near the home page; of all others only
    the address and the publication date.
    """

    def __init__(self, pages: MutableMapping[str, ColumnPage] | None = None) -> None:
        """``pages`` is where whole readings are kept: in memory, if nothing else is given."""
        self._home: ColumnPage | None = None
        self._missed: ColumnFact | None = None
        self._named: dict[str, str] = {}
        self._pages = {} if pages is None else pages
        self._first_pages: set[object] = set()
        self._further_pages: set[str] = set()
        self._outside: set[str] = set()
        self._dead: set[str] = set()
        self._articles = Articles()

    def add(self, seq: int, url: str, depth: int, digest: str, reading: PageReading) -> None:
        """Take one page that was delivered and read."""
        if reading.kind is PageKind.ARTICLE:
            self._articles.add(url, reading)
        if reading.kind is PageKind.HOME:
            self._home = ColumnPage.of(seq, url, digest, reading)
            for link in self._home.links:
                name = column_name(link.anchor)
                if name:
                    self._named.setdefault(link.target, name)
        elif self._may_be_column(url, depth, reading):
            self._pages[url] = ColumnPage.of(seq, url, digest, reading)
            self._further_pages.update(further_pages(url, reading))

    def miss_home(self, url: str, reason: str) -> None:
        """Note that the home page, which names the columns, could not be read."""
        self._missed = _unseen(url, "", HOME, 0, reason)

    def concerns(self, target: TargetFact) -> bool:
        """True for what :meth:`read` asks of the unit's targets: named, outside, or gone."""
        return (
            target.target in self._named
            or target.relation != Relation.OWN
            or target.status in (404, 410)
            or target.outcome == Outcome.SOFT_404
        )

    def read(self, targets: Sequence[TargetFact]) -> tuple[list[ColumnFact], list[ColumnItemFact]]:
        """The home page's row and every column, with the items of each.

        ``targets`` says what became of the unit's addresses, of those at least that it concerns.
        """
        if self._home is None:
            return ([self._missed] if self._missed else []), []
        self._outside = {t.target for t in targets if t.relation != Relation.OWN}
        self._dead = {
            t.target for t in targets if t.status in (404, 410) or t.outcome == Outcome.SOFT_404
        }
        levels = self._levels({t.target: t.final_url for t in targets if t.target in self._named})
        pages = [self._pages[url] for url in levels]
        shared = shared_by(pages, self._home)
        items = {page.url: self._items(page, shared, levels) for page in (self._home, *pages)}
        parents = parents_of({page.url: self._name(page) for page in pages}, pages, shared)
        proven = {p.reading.loader for p in pages if len(items[p.url]) >= SHARED_BY}
        facts = []
        for page in (self._home, *pages):
            fact = self._fact(page, levels.get(page.url, 0), len(items[page.url]), shared)
            beside = neighbours(page.url, parents)
            fact = fact._replace(link_count=own_link_count(page, shared, beside))
            carried, frames = own_carried(page, shared, self._outside)
            fact = fact._replace(carried_count=carried, frame_count=frames)
            fronts = front_links(page, shared, self._outside)
            fact = fact._replace(fronts=" ".join(fronts[:_MAX_FRONTS]), front_count=len(fronts))
            fact = fact._replace(onward_count=onward_count(page, shared, levels, beside))
            scripted = bool(page.reading.loader) and page.reading.loader not in proven
            facts.append(fact._replace(parent=parents.get(page.url, ""), scripted=scripted))
        grouped = Counter(parents.values())
        facts = [fact._replace(child_count=grouped[fact.name]) for fact in facts]
        facts += self._undelivered(targets, levels)
        for page in pages:
            own = own_lines(page, self._name(page), shared)
            items[page.url] += dated_lines(page, own, items[page.url])
        return facts, [item for some in items.values() for item in some]

    # -- which pages are columns ------------------------------------------------------------------

    def _may_be_column(self, url: str, depth: int, reading: PageReading) -> bool:
        if url in self._named:
            return True
        if reading.kind is PageKind.ARTICLE or depth > _MAX_DEPTH:
            return False
        first = (reading.crumbs, reading.heading, _folder(url))
        if first in self._first_pages or len(self._pages) >= _MAX_PAGES:
            return False  # Page 2 and on of a column that is kept already.
        self._first_pages.add(first)
        return True

    def _levels(self, ends: Mapping[str, str]) -> dict[str, int]:
        """The address of each column's first page with its level; twins once.

        ``ends`` leads from an address the navigation names to where its redirects end.
        """
        named = {ends.get(url, url) for url in self._named}
        columns = [p for p in self._pages.values() if self._is_column(p, p.url in named)]
        known = {self._key(page) for page in columns if page.url in named}
        seen: set[tuple[str, str]] = set()
        levels: dict[str, int] = {}
        for page in columns:
            twin = (self._name(page), page.digest)
            further = page.url in self._further_pages or self._key(page) in known
            further = further and page.url not in named
            if twin not in seen and not further:
                seen.add(twin)
                levels[page.url] = 1 if page.url in named and not page.has_parent else 2
        return levels

    def _key(self, page: ColumnPage) -> object:
        """Pages of one column (its page 1, 2 …) have one key."""
        return self._name(page), page.reading.crumbs, _folder(page.url)

    def _is_column(self, page: ColumnPage, named: bool) -> bool:
        reading = page.reading
        name = self._name(page)
        if not name:
            return False
        if reading.kind is PageKind.LIST:
            return named or bool(reading.crumbs) or _has_column_label(reading)
        if reading.kind is PageKind.ARTICLE:
            dated = reading.published or reading.document_number
            return named and not dated and class_of(name) != OTHER
        says_so = bool(reading.crumbs) and reading.crumbs[-1] == name
        return says_so or (named and (class_of(name) != OTHER or bool(reading.column)))

    def _name(self, page: ColumnPage) -> str:
        reading = page.reading
        if page is self._home:
            return reading.title
        said = self._named.get(page.url, "")
        crumb = column_name(reading.crumbs[-1]) if reading.crumbs else ""
        return said or column_name(reading.column) or crumb or column_name(reading.heading)

    def _undelivered(
        self, targets: Sequence[TargetFact], known: Mapping[str, int]
    ) -> list[ColumnFact]:
        """What the navigation names and whose page could not be read: it may be a column."""
        facts = []
        for target in targets:
            name, end = self._named.get(target.target, ""), target.final_url
            if not name or target.relation != Relation.OWN or end in known or end in self._pages:
                continue
            if len(name) > _SHORT_NAME_CHARS and target.page_count < SHARED_BY:
                continue  # So long a name, on so few pages, is a headline and no menu's.
            absent = target.status in (200, 404, 410) or target.outcome == Outcome.SOFT_404
            if absent or end in self._articles:
                continue  # A file, an article or a dead link is no column.
            reason = target.reason or Reason.of(Outcome(target.outcome), target.status)
            facts.append(_unseen(target.target, name, class_of(name), 1, reason))
        return facts

    # -- what is known of each --------------------------------------------------------------------

    def _items(
        self, page: ColumnPage, shared: Shared, levels: Mapping[str, int]
    ) -> list[ColumnItemFact]:
        news = headlines_outside(page, self._outside, self._dead) - shared.targets

        def is_menu(item: Item) -> bool:
            # What the menu names, or another site, is an item only as a dated row or an article,
            # or where a list of the page has it for a headline.
            is_item = bool(item.date) or item.target in self._articles or item.target in news
            elsewhere = (
                item.target in self._named
                or item.target in self._outside
                or is_site_link(item.title)
            )
            return item.target in levels or (elsewhere and not is_item)

        usual = {} if page is self._home else shared.usual
        return own_items(page, usual, is_menu, self._articles)

    def _fact(self, page: ColumnPage, level: int, item_count: int, shared: Shared) -> ColumnFact:
        name = self._name(page)
        own = own_lines(page, name, shared)
        return ColumnFact(
            page_seq=page.seq,
            url=page.url,
            name=name,
            column_class=class_within(name, page.reading.crumbs) if level else HOME,
            level=level,
            parent="",
            signs=self._signs(page),
            item_count=item_count,
            child_count=0,
            link_count=0,
            text_chars=sum(map(len, own)),
            field_count=page.reading.field_count - shared.field_count,
            carried_count=0,
            frame_count=0,
            dated_count=0 if item_count else dated_count(page, own),
            onward_count=0,
            notice="" if item_count else read_notice(own),
            scripted=False,
            reason="",
            digest=page.digest,
        )

    def _signs(self, page: ColumnPage) -> str:
        reading = page.reading
        signs = {
            "navigation": page.url in self._named,
            "breadcrumb": bool(reading.crumbs),
            "list": reading.kind is PageKind.LIST,
            "label": _has_column_label(reading),
            "paged": bool(further_pages(page.url, reading)),
        }
        return "+".join(sign for sign, given in signs.items() if given)


def _unseen(url: str, name: str, kind: str, level: int, reason: str) -> ColumnFact:
    return ColumnFact(
        page_seq=-1,
        url=url,
        name=name,
        column_class=kind,
        level=level,
        parent="",
        signs="navigation",
        item_count=0,
        child_count=0,
        link_count=0,
        text_chars=0,
        field_count=0,
        carried_count=0,
        frame_count=0,
        dated_count=0,
        onward_count=0,
        notice="",
        scripted=False,
        reason=reason,
        digest="",
    )


def _has_column_label(reading: PageReading) -> bool:
    return any(name.lower() == "columnname" and content for name, content in reading.labels)


def _folder(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[0]
