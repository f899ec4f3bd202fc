"""Undated items 信息无发布日期.

Question: can a reader tell when each listed item was published?
Rule: census 2015 veto P15-V2 and N19-R11: an item without a publication date counts as not
updated; so the date must stand in the list or on the article page.
Limits: an item undated in the list is judged only after its article page was opened.  Hidden
items are not counted, an article listed twice counts once, items that lead to files or to other
sites stay open.
"""

from collections import Counter
from datetime import datetime

from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import ItemFact, PageFact, PageKind
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import ITEMS, PAGES, TARGETS, View, never_asked
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("信息无发布日期", "Items without a date"),
    remedy=Text(
        "在列表和正文页标明发布日期（年-月-日 时:分）",
        "show the publication date in the list and on the article page",
    ),
    clause="国办发〔2015〕15号 网站不更新（未标明日期的视为未更新）; 国办秘函〔2019〕19号",
    needs=(PAGES, TARGETS, ITEMS),
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


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance per article that shows a date nowhere, or that could not be opened."""
    pages = {page.seq: page for page in view[PAGES]}
    by_address = {page.url: page for page in view[PAGES]}
    instances: list[Instance] = []
    missing = never_asked(view[TARGETS])
    items = _visible_items(view, pages)
    seen = 0
    for target in sorted(items):
        item = items[target]
        if item.date:
            seen += 1
            continue
        article = by_address.get(target)
        reason = _why_open(article, params["min_text_chars"])
        if reason is not None:
            missing[reason] += 1
            continue
        seen += 1
        if article is not None and not article.published:
            instances.append(_instance(item, article, pages[item.page_seq]))
    return _detection(instances, seen, missing)


def _visible_items(view: View, pages: dict[int, PageFact]) -> dict[str, ItemFact]:
    """Each visible item of a list page once by its address; a dated sighting wins."""
    items: dict[str, ItemFact] = {}
    for item in sorted(view[ITEMS], key=lambda i: (i.page_seq, i.position)):
        page = pages.get(item.page_seq)
        if not item.visible or page is None or page.kind != PageKind.LIST:
            continue
        known = items.get(item.target)
        if known is None or (item.date and not known.date):
            items[item.target] = item
    return items


def _why_open(article: PageFact | None, min_text_chars: int) -> Reason | None:
    if article is None:
        return Reason.NOT_GATHERED
    if article.outcome != Outcome.OK or article.status != 200:
        return Reason.of(Outcome(article.outcome), article.status)
    if article.kind == PageKind.FILE:
        return Reason.NOT_CHECKED
    if article.kind != PageKind.ARTICLE:
        return None if article.published else Reason.AMBIGUOUS
    if article.text_chars < min_text_chars:
        return Reason.NEEDS_BROWSER
    return None


def _detection(instances: list[Instance], seen: int, missing: Counter[Reason]) -> Detection:
    # A page that was never asked for may list items: each counts as one that was not seen.
    expected = seen + missing.total()
    reason = None
    verdict = Verdict.UNMET if instances else Verdict.MET
    if not instances and (seen < expected or not expected):
        verdict = Verdict.UNDETERMINED
        reason = missing.most_common(1)[0][0] if missing else Reason.NOT_GATHERED
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


def _instance(item: ItemFact, article: PageFact, listed_on: PageFact) -> Instance:
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
