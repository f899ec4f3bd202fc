"""What is a column's own: its items and text, apart from what stands on most columns' pages."""

import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from typing import NamedTuple

from govgauge.model.facts import ColumnItemFact
from govgauge.model.reading import Item, Link, PageReading

SHARED_BY = 3
_MIN_TITLE_CHARS = 6
_MIN_TEXT_CHARS = 20
_MAX_LINKS = 500
_PAGER_CHARS = 10
_PAGER = frozenset(
    {"上一页", "下一页", "上页", "下页", "尾页", "末页", "首页", "第一页", "最后一页"}
)


# What stands around a list that may be empty: heads of its table, paging, ways back.
_FURNITURE = re.compile(
    r"[\W_]*|(?:更多|返回|打印|关闭|刷新|收藏|分享|序号|标题|名称|日期|时间|发布时间|发布日期|搜索|检索|查询)\W*"
    r"|\W*(?:第|共|每页|总计|当前第?)?\W*\d{1,4}\W*(?:/\W*\d{1,4}\W*)?[页]\W*"
)
_AROUND = " >»›→|｜·-—:：/［］[]【】《》<«\u3000\xa0"
_ONLY_DATE = re.compile(r"[\W\d年月日]+")
_FURTHER = re.compile(r"\W*(?:(?!1\b)\d{1,3}|下一?页|尾页|末页|最后一页)\W*", re.IGNORECASE)


_SAYS_FURTHER = re.compile(r"下一?页|尾页|末页|最后一页|共\s*(?!1\s*页)\d+\s*页")


class ColumnPage(NamedTuple):
    """What is kept of a page that may be a column's."""

    seq: int
    url: str
    digest: str
    reading: PageReading
    links: tuple[Link, ...]

    @classmethod
    def of(cls, seq: int, url: str, digest: str, reading: PageReading) -> "ColumnPage":
        """A page with the anchors that may lead to items or columns; pagers lead to neither."""
        anchors = tuple(
            link
            for link in reading.links[:_MAX_LINKS]
            if link.element == "a" and link.anchor not in _PAGER and not link.anchor.isdigit()
        )
        return cls(seq, url, digest, reading, anchors)

    @property
    def has_parent(self) -> bool:
        """The breadcrumb puts the page below another column."""
        return len(self.reading.crumbs) >= 2

    def carried(self) -> set[str]:
        """What the page carries besides text and anchors: pictures, frames, players, drawings."""
        pictures = {link.target for link in self.reading.links if link.element in ("img", "area")}
        return pictures.union(self.reading.carried)

    def headed(self) -> set[tuple[str, str]]:
        """Each list of dated rows: its first row's title and the line above it that is no date."""
        lines = self.reading.lines
        lists = {i.list_number: i for i in reversed(self.reading.items) if i.visible and i.date}
        found = set()
        for first in lists.values():
            at = lines.index(first.title) if first.title in lines else 0
            above = (line for line in reversed(lines[:at]) if not _ONLY_DATE.fullmatch(line))
            found.add((first.title, next(above, "")))
        return found


def further_pages(url: str, reading: PageReading) -> set[str]:
    """The addresses that a page's pager calls its page 2, 3 … or last: columns of nobody."""
    return {
        link.target
        for link in reading.links
        if len(link.anchor) < 8 and link.target != url and _FURTHER.fullmatch(link.anchor)
    }


def leads_on(page: ColumnPage) -> bool:
    """True where a pager names further pages, by addresses or by script (T-H3)."""
    reading = page.reading
    return bool(further_pages(page.url, reading)) or any(
        len(line) < _PAGER_CHARS and _SAYS_FURTHER.fullmatch(line) for line in reading.lines
    )


class Shared(NamedTuple):
    """What stands on most columns' pages and so belongs to none of them."""

    targets: frozenset[str]
    usual: Mapping[str, int]
    lines: frozenset[str]
    menu: frozenset[str]
    carried: frozenset[str]
    headed: Counter[tuple[str, str]]
    field_count: int


def shared_by(pages: Sequence[ColumnPage], home: ColumnPage) -> Shared:
    """What at least half of the columns' pages (three at the least) have in common.

    Nobody's own are also lines that stand on the home page and three columns (every one of fewer).
    """
    counts = [link_counts(page) for page in pages]
    targets = Counter(t for count in counts for t in count)
    lines = Counter(line for page in pages for line in set(page.reading.lines))
    carried = Counter(sign for page in pages for sign in page.carried())
    some = min(SHARED_BY, max(2, len(pages)))
    at_home = {line for line in home.reading.lines if lines[line] >= some}
    most = max(SHARED_BY, len(pages) / 2)
    shared = [t for t, n in targets.items() if n >= most]
    return Shared(
        targets=frozenset(shared),
        usual={t: _usual([count[t] for count in counts if t in count]) for t in shared},
        lines=frozenset(line for line, n in lines.items() if n >= most).union(at_home),
        menu=frozenset(link.anchor for link in home.reading.links if link.anchor),
        headed=Counter(list_ for page in pages for list_ in page.headed()),
        carried=frozenset(sign for sign, n in carried.items() if n >= most),
        field_count=min((page.reading.field_count for page in pages), default=0),
    )


def _usual(counts: list[int]) -> int:
    """How often an address stands on a page where it belongs to nobody: on all pages but two.

    A menu of neighbouring columns stands on each of them, so three pages that link to an address
    equally often leave it nobody's.
    """
    return sorted(counts)[-SHARED_BY] if len(counts) >= SHARED_BY else 0


def own_lines(page: ColumnPage, name: str, shared: Shared) -> list[str]:
    """Lines of text that only this page shows; its name, crumbs, pager and signs are no text."""
    reading = page.reading
    plain = {name, reading.heading, reading.title, *reading.crumbs} | _PAGER
    plain |= shared.menu.intersection(link.anchor for link in page.links)
    return [
        line
        for line in reading.lines
        if line not in shared.lines
        and line.strip(_AROUND) not in plain
        and not _FURNITURE.fullmatch(line)
    ]


def own_link_count(page: ColumnPage, shared: Shared, beside: Container[str]) -> int:
    """Addresses that only this page links to, or links to once more than the menu does.

    Links to the columns ``beside`` it are a side menu's and left out.
    """
    counts = link_counts(page)
    return sum(
        n > shared.usual.get(target, 0) for target, n in counts.items() if target not in beside
    )


def neighbours(url: str, parents: Mapping[str, str]) -> frozenset[str]:
    """The columns below the same parent as one of them."""
    parent = parents.get(url)
    return frozenset(u for u, above in parents.items() if parent and above == parent)


def link_counts(page: ColumnPage) -> Counter[str]:
    """How often a page links to each address; the way back up by the breadcrumb does not count."""
    crumbs = set(page.reading.crumbs)
    return Counter(
        link.target for link in page.links if link.anchor not in crumbs and link.target != page.url
    )


class _Article(NamedTuple):
    published: str
    loader: str
    clear: bool


class Articles:
    """Every article of one unit by its address: the date a reader finds there, or surely none."""

    def __init__(self) -> None:
        self._articles: dict[str, _Article] = {}
        self._same: dict[_Article, _Article] = {}
        self._dated_loaders = {""}

    def __contains__(self, url: str) -> bool:
        return url in self._articles

    def add(self, url: str, reading: PageReading) -> None:
        """Remember one article."""
        clear = not reading.date_unclear and reading.text_chars >= _MIN_TEXT_CHARS
        article = _Article(reading.published, reading.loader, clear)
        self._articles[url] = self._same.setdefault(article, article)
        if reading.published:
            self._dated_loaders.add(reading.loader)

    def item(self, seq: int, position: int, item: Item) -> ColumnItemFact:
        """One item with the date beside it, else the one on its own page."""
        article = self._articles.get(item.target)
        date, dated_by = item.date, "list" if item.date else ""
        unsettled = not date or date.startswith("--") or "|" in date
        if article and article.published and unsettled:
            date, dated_by = article.published, "page"
        return ColumnItemFact(
            seq, position, item.title, item.target, date, dated_by, self._opened(article)
        )

    def _opened(self, article: _Article | None) -> bool:
        """A reader of the plain page sees all there is: a date, or surely none."""
        if article is None:
            return False
        by_script = article.loader not in self._dated_loaders
        return bool(article.published) or (article.clear and not by_script)


def own_items(
    page: ColumnPage,
    usual: Mapping[str, int],
    is_menu: Callable[[Item], bool],
    articles: Articles,
) -> list[ColumnItemFact]:
    """Visible list items, and articles the page links to without a list, each once.

    ``usual`` says how often what most columns have in common stands on a page.  A list of which
    every row is shared is a side bar; what a side bar repeats of the column's own list stays the
    column's own.
    """
    visible = [item for item in page.reading.items if item.visible and not is_menu(item)]
    own_lists = {item.list_number for item in visible if item.target not in usual}
    counts = link_counts(page)

    def is_own(target: str) -> bool:
        return counts[target] > usual.get(target, 0)

    rows = [i for i in visible if i.list_number in own_lists or is_own(i.target)]
    singles = [i for i in _single_links(page, articles) if is_own(i.target) and not is_menu(i)]
    own: dict[str, ColumnItemFact] = {}
    for item in [*rows, *singles]:
        if item.target not in own and item.target != page.url:
            own[item.target] = articles.item(page.seq, len(own), item)
    return list(own.values())


def _single_links(page: ColumnPage, articles: Articles) -> list[Item]:
    """Articles a page links to outside its lists (headlines, pictures with a caption)."""
    listed = {item.target for item in page.reading.items}
    return [
        Item(link.anchor, link.target, "", True)
        for link in page.links
        if link.target in articles
        and link.target not in listed
        and len(link.anchor) >= _MIN_TITLE_CHARS
    ]


def parents_of(
    names: Mapping[str, str], pages: Sequence[ColumnPage], shared: Shared
) -> dict[str, str]:
    """The name of the column above each column: its breadcrumb's, else the one that lists it.

    ``names`` gives each page's name by address.  A side menu names the columns beside it: what
    two columns say of each other groups nobody.
    """
    below = {
        page.url: {link.target for link in page.links if link.target in names}
        - shared.targets
        - {page.url}
        for page in pages
    }
    parents = {page.url: page.reading.crumbs[-2] for page in pages if page.has_parent}
    for above, targets in below.items():
        for target in sorted(targets):
            if target not in parents and above not in below[target]:
                parents[target] = names[above]
    return parents
