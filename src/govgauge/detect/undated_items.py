"""Undated items 信息无发布日期.

Question: can a reader tell when each listed item was published?
Rule: census 2015 veto P15-V2 and N19-R11: an item without a publication date counts as not
updated; so the date must stand in the list or on the article page.
Limits: an item undated in the list is judged only after its article page was opened, redirects
followed.  An article where something date-like could not be read, or whose scripts may write the
date, stays open, and so do items that lead to files or to other sites.  An item whose page is not
there is a dead link.  Hidden items are not counted, an article listed twice counts once.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from attrs import frozen

from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import ColumnItemFact, ItemFact, PageFact, PageKind, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    COLUMN_ITEMS,
    LIST_ITEMS,
    PAGES,
    TARGETS,
    View,
    is_absent,
    main_reason,
    unseen_pages,
    why_unread,
)
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=2,
    title=Text("信息无发布日期", "Items without a date"),
    remedy=Text(
        "在列表和正文页标明发布日期（年-月-日 时:分）",
        "show the publication date in the list and on the article page",
    ),
    clause="国办发〔2015〕15号 网站不更新（未标明日期的视为未更新）; 国办秘函〔2019〕19号",
    needs=(PAGES, TARGETS, LIST_ITEMS, COLUMN_ITEMS),
    parameters=(
        Parameter(
            "min_text_chars",
            unit="characters",
            default=20,
            says=Text(
                "正文少于此数视为需浏览器渲染", "below this a page is taken to need a browser"
            ),
        ),
    ),
    basis=Basis.HEURISTIC,
)

_NO_COLUMN = ("", PageKind.HOME)
_SHARED_BY = 3


@frozen
class _Articles:
    """Where each item leads, redirects followed, and what is known of the page there."""

    pages: Mapping[str, PageFact]
    targets: Mapping[str, TargetFact]
    loaders: Set[str]

    @classmethod
    def of(cls, pages: Sequence[PageFact], targets: Sequence[TargetFact]) -> "_Articles":
        # Where one article's plain text shows its date, its scripts write none into others.
        dated = (p.loader for p in pages if p.published_from.startswith("text"))
        return cls(
            {page.url: page for page in pages},
            {target.target: target for target in targets},
            frozenset({"", *dated}),
        )

    def page(self, address: str) -> PageFact | None:
        target = self.targets.get(address)
        return self.pages.get(target.final_url if target is not None else address)

    def is_dead(self, address: str) -> bool:
        """True for an item whose page is not there: a dead link, and no undated item (T-G4)."""
        page, target = self.page(address), self.targets.get(address)
        if page is not None and is_absent(page):
            return True
        if target is None or not target.outcome:
            return False
        answered = target.outcome == Outcome.OK and target.status in (404, 410)
        return answered or target.outcome == Outcome.SOFT_404

    def why_open(self, address: str, min_text_chars: int) -> Reason | None:
        """Why it cannot be said whether the article at an address shows a date."""
        page = self.page(address)
        if page is None:
            return _why_unseen(self.targets.get(address))
        if page.outcome != Outcome.OK or page.status != 200:
            return Reason.of(Outcome(page.outcome), page.status)
        if page.published:
            return None
        if page.kind == PageKind.FILE:
            return Reason.NOT_CHECKED
        if page.kind != PageKind.ARTICLE or page.date_unclear:
            return Reason.AMBIGUOUS
        by_script = page.loader not in self.loaders
        return Reason.NEEDS_BROWSER if by_script or page.text_chars < min_text_chars else None


def _why_unseen(target: TargetFact | None) -> Reason:
    if target is not None and not target.outcome:
        return Reason(target.reason or Reason.NOT_CHECKED)
    if target is None or target.outcome == Outcome.OK:
        return Reason.NOT_GATHERED  # A page of another site.
    return Reason.of(Outcome(target.outcome), target.status)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance per article that shows a date nowhere, or that could not be opened."""
    pages = {page.seq: page for page in view[PAGES]}
    articles = _Articles.of(view[PAGES], view[TARGETS])
    instances: list[Instance] = []
    missing: Counter[Reason] = Counter()
    counted: set[str] = set()
    seen = 0
    for item in _visible_items(view, pages, articles):
        target = item.target
        if item.date or articles.is_dead(target):
            seen += bool(item.date)
            continue
        counted.add(target)
        reason = articles.why_open(target, params["min_text_chars"])
        if reason is not None:
            missing[reason] += 1
            continue
        seen += 1
        article = articles.page(target)
        if article is not None and not article.published:
            instances.append(_instance(item, article, pages[item.page_seq]))
    return _detection(instances, seen, missing + _unseen_lists(view, counted))


def _visible_items(
    view: View, pages: Mapping[int, PageFact], articles: _Articles
) -> list[ItemFact | ColumnItemFact]:
    """Each visible item of a column once by the page it leads to; a dated sighting wins.

    Items are rows of list pages and whatever a column's page shows besides; what stands on half
    of the list pages (menus, foot) is nobody's item.
    """
    rows = [
        item
        for item in view[LIST_ITEMS]
        if item.visible and _kind(pages, item.page_seq) == PageKind.LIST
    ]
    shared = _shared(rows)
    columns = [
        i for i in view[COLUMN_ITEMS] if i.target and _kind(pages, i.page_seq) not in _NO_COLUMN
    ]
    sightings: list[ItemFact | ColumnItemFact] = [*rows, *columns]
    items: dict[str, ItemFact | ColumnItemFact] = {}
    for item in sorted(sightings, key=lambda i: (i.page_seq, i.position, i.target)):
        article = articles.page(item.target)
        end = article.url if article is not None else item.target
        known = items.get(end)
        if item.target not in shared and (known is None or (item.date and not known.date)):
            items[end] = item
    return sorted(items.values(), key=lambda i: i.target)


def _kind(pages: Mapping[int, PageFact], seq: int) -> str:
    return pages[seq].kind if seq in pages else ""


def _shared(rows: Sequence[ItemFact]) -> frozenset[str]:
    lists = Counter(target for target, _ in {(i.target, i.page_seq) for i in rows})
    most = max(_SHARED_BY, len({i.page_seq for i in rows}) / 2)
    return frozenset(target for target, count in lists.items() if count >= most)


def _unseen_lists(view: View, counted: Set[str]) -> Counter[Reason]:
    """Pages that may list items nobody saw, by the reason; ``counted`` are open items already."""
    targets = [t for t in view[TARGETS] if t.target not in counted]
    ends = {t.final_url for t in view[TARGETS] if t.target in counted} | counted
    pages = [
        p for p in view[PAGES] if p.kind != PageKind.FILE and p.url not in ends and not is_absent(p)
    ]
    why = Counter(reason for page in pages if (reason := why_unread(page)))
    return why + unseen_pages(targets, view[PAGES])


def _detection(instances: list[Instance], seen: int, missing: Counter[Reason]) -> Detection:
    expected = seen + missing.total()
    reason = None
    verdict = Verdict.UNMET if instances else Verdict.MET
    if not instances and (missing or not seen):
        verdict = Verdict.UNDETERMINED
        reason = main_reason(missing)
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=expected,
        population="items",
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value="items",
        reason=reason,
    )


def _instance(item: ItemFact | ColumnItemFact, article: PageFact, listed_on: PageFact) -> Instance:
    column = listed_on.column or listed_on.heading or listed_on.title
    title = item.title[:60]
    return Instance(
        target=item.target,
        says=Text(
            f"《{title}》在列表和正文中都没有发布日期（栏目：{column}）",
            f"“{title}” shows no publication date, neither in the list nor on its page ({column})",
        ),
        part="inner",
        column=column,
        excerpt=title,
        mark="undated",
        evidence=(
            Evidence(article.digest, article.url, "article"),
            Evidence(listed_on.digest, listed_on.url, f"item {item.position}"),
        ),
    )
