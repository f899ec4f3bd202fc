"""Offers of gambling, pornography, drugs or forged certificates on a unit's pages 页面被篡改.

Question: does a page's title, description or text offer what only somebody else can have put there?
Rule: 国办发〔2017〕47号 政府网站发展指引: 防篡改; 网络安全法 第二十五条.
Limits: a word of the trade proves nothing: only with a call to act beside it, in the page's title or
a label, and without a word that tells a report, a judgment, a warning or a medicine.  In a line of
text it is for a person.  What only markup hides, comments, scripts and pictures are not read.
Where the home page was read as a browser is shown it, that title is looked at too.
"""

from collections.abc import Iterator
from datetime import datetime

from govgauge.detect.hijack.offers import GROUP_NAMES, Offer, offer_in
from govgauge.detect.wording.allowing import Allowing
from govgauge.detect.wording.plain import plain_line
from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import PageFact, PageKind
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    ALLOWED_PHRASES,
    BROWSER_VIEWS,
    LABELS,
    PAGES,
    TARGETS,
    TEXTS,
    View,
    main_reason,
    pages_shown,
)
from govgauge.model.precision import least_precision
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict
from govgauge.model.whitelist import AllowedHit

DETECTOR = Detector(
    version=1,
    title=Text("页面疑被篡改", "Pages taken over"),
    remedy=Text(
        "立即下线该页，查清入口并修复，检查全站和搜索引擎快照",
        "take the page down, find and close the way in, look at the whole site and search engines",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：防篡改；网络安全法第二十五条",
    needs=(PAGES, TARGETS, LABELS, TEXTS, BROWSER_VIEWS, ALLOWED_PHRASES),
    parameters=(least_precision(0.9),),
    basis=Basis.SYNTHETIC_ONLY,
    rejection_lasts=True,
)

_WHERE = {
    "title": Text("标题", "title"),
    "label": Text("页面标签", "label"),
    "text": Text("正文", "text"),
    "browser": Text("浏览器所见标题", "title shown to browsers"),
}
_LABELS_READ = frozenset({"description", "keywords", "articletitle", "columnname", "sitename"})
_SHOWN = 60


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each page, the surest place of it."""
    shown, missing = pages_shown(view[TARGETS], view[PAGES])
    pages = {page.seq: page for page in shown}
    if pages and not view[TEXTS]:
        missing[Reason.NOT_CHECKED] += len(pages)
    allowing = Allowing(view[ALLOWED_PHRASES])
    allowed: list[AllowedHit] = []
    found: dict[int, tuple[str, str, Offer]] = {}
    for seq, where, text in _pieces(view, pages):
        offer = offer_in(text)
        if offer is not None and (hit := _allowed(pages[seq], text, offer, allowing)):
            allowed.append(hit)
            continue
        if offer is not None and (seq not in found or found[seq][0] == "text" != where):
            found[seq] = (where, text, offer)
    instances = tuple(_instance(pages[seq], *found[seq]) for seq in sorted(found))
    certain = any(i.verdict is Verdict.UNMET for i in instances)
    verdict = Verdict.UNMET if certain else Verdict.NEEDS_PERSON if instances else Verdict.MET
    if not instances and (missing or not pages):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=instances,
        seen=len(pages),
        expected=len(pages) + missing.total(),
        population="pages",
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value="pages",
        reason=main_reason(missing) if verdict is Verdict.UNDETERMINED else None,
        allowed=tuple(allowed),
    )


def _allowed(page: PageFact, text: str, offer: Offer, allowing: Allowing) -> AllowedHit | None:
    """A text that offers nothing once the allowed phrases are taken out of it."""
    line = plain_line(text)
    phrases = allowing.inside(line)
    if not phrases or offer_in(allowing.without(line)) is not None:
        return None
    written = "、".join(offer.words[:4])
    return AllowedHit(page.final_url or page.url, written, text[:_SHOWN], phrases[0])


def _pieces(view: View, pages: dict[int, PageFact]) -> Iterator[tuple[int, str, str]]:
    """The titles, labels and lines of pages that were seen: page, place, text."""
    for seq, page in sorted(pages.items()):
        yield seq, "title", page.title
    for label in sorted(view[LABELS]):
        if label.page_seq in pages and label.name.lower() in _LABELS_READ:
            yield label.page_seq, "label", label.content
    homes = [seq for seq, page in sorted(pages.items()) if page.kind == PageKind.HOME]
    for shown in sorted(view[BROWSER_VIEWS]):
        if homes:
            yield homes[0], "browser", shown.title
    for row in sorted(view[TEXTS]):
        if row.seq in pages:
            yield row.seq, "text", row.text


def _instance(page: PageFact, where: str, text: str, offer: Offer) -> Instance:
    group, place, words = GROUP_NAMES[offer.group], _WHERE[where], "、".join(offer.words[:4])
    # A browser's own answer is other evidence than this page's: a person compares the two.
    certain = where in ("title", "label") and bool(page.digest)
    return Instance(
        target=page.final_url or page.url,
        says=Text(
            f"{page.url} 的{place.zh}含{group.zh}推广：{words}，{offer.call}",
            f"the {place.en} of {page.url} offers {group.en}: {words}, {offer.call}",
        ),
        verdict=Verdict.UNMET if certain else Verdict.NEEDS_PERSON,
        severity=Severity.GRAVE,
        part="home" if page.kind == PageKind.HOME else "inner",
        excerpt=text[:_SHOWN],
        mark=f"{offer.group} {where} {words}",
        evidence=(Evidence(page.digest, page.url, text[:_SHOWN]),) if page.digest else (),
        confidence=0.95,
    )
