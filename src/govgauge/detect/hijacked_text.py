"""Offers of gambling, pornography, drugs or forged certificates on a unit's pages 页面被篡改.

Question: does a page's title, description or text offer what only somebody else can have put there?
Rule: 国办发〔2017〕47号 政府网站发展指引: 防篡改; 网络安全法 第二十五条.
Limits: a word of the trade proves nothing: only with a call to act beside it, in the page's title or
a label, and without a word that tells a report, a judgment, a warning or a medicine.  In a line of
text, in a block that its own markup hides or in a comment it is for a person.  What style sheets in
other files hide is not known to be hidden; scripts and pictures are not read.
Where the home page was read as a browser is shown it, that title is looked at too, and an offer it
does not make is told as one that is made to programs alone.
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
    SIDE_TEXTS,
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
    needs=(PAGES, TARGETS, LABELS, TEXTS, SIDE_TEXTS, BROWSER_VIEWS, ALLOWED_PHRASES),
    parameters=(least_precision(0.9),),
    basis=Basis.SYNTHETIC_ONLY,
    rejection_lasts=True,
)

_WHERE = {
    "title": Text("标题", "title"),
    "label": Text("页面标签", "label"),
    "text": Text("正文", "text"),
    "hidden": Text("隐藏区块", "hidden block"),
    "comment": Text("网页注释", "comment in the markup"),
    "browser": Text("浏览器所见标题", "title shown to browsers"),
}
_SUREST = ("title", "label", "browser", "hidden", "comment", "text")
"""Where an offer is told, of several places of one page."""
_WITH_NAMES = frozenset({"title", "browser"})
_NAME_CHARS = 4
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
    names = _own_names(view)
    found: dict[int, tuple[str, str, Offer]] = {}
    for seq, where, text in _pieces(view, pages):
        # The name of an office (教育局, 监管局) tells of no report, judgment or warning.
        said = _without(text, names) if where in _WITH_NAMES else text
        offer = offer_in(said)
        if offer is not None and (hit := _allowed(pages[seq], said, offer, allowing)):
            allowed.append(hit)
            continue
        known = found.get(seq)
        if offer is not None and (known is None or _SUREST.index(where) < _SUREST.index(known[0])):
            found[seq] = (where, text, offer)
    others = _shown_to_browsers(view)
    instances = tuple(_instance(pages[seq], *found[seq], others) for seq in sorted(found))
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


def _own_names(view: View) -> list[str]:
    """What the unit calls itself, the longest first."""
    names = {label.content for label in view[LABELS] if label.name.lower() == "sitename"}
    names |= {view.unit.name, view.unit.owner}
    return sorted((n for n in names if len(n) >= _NAME_CHARS), key=lambda n: (-len(n), n))


def _without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


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
    for side in sorted(view[SIDE_TEXTS]):
        if side.page_seq in pages and side.way in ("hidden", "comment"):
            yield side.page_seq, side.way, side.text


def _shown_to_browsers(view: View) -> str:
    """The home page's title as a browser is shown it, where it offers nothing; else empty."""
    titles = [shown.title for shown in sorted(view[BROWSER_VIEWS]) if shown.both_read]
    return titles[0] if titles and offer_in(titles[0]) is None else ""


def _only_to_programs(page: PageFact, where: str, others: str) -> Text:
    """What is added where a browser is shown another title than the one that offers."""
    if page.kind != PageKind.HOME or where != "title" or not others:
        return Text("", "")
    return Text(
        f"；浏览器所见标题为“{others}”，只对程序和搜索引擎显示",
        f"; a browser is shown “{others}”: it is made to programs and search engines alone",
    )


def _instance(page: PageFact, where: str, text: str, offer: Offer, others: str) -> Instance:
    group, place, words = GROUP_NAMES[offer.group], _WHERE[where], "、".join(offer.words[:4])
    alone = _only_to_programs(page, where, others)
    # A browser's own answer is other evidence than this page's: a person compares the two.
    certain = where in ("title", "label") and bool(page.digest)
    return Instance(
        target=page.final_url or page.url,
        says=Text(
            f"{page.url} 的{place.zh}含{group.zh}推广：{words}，{offer.call}{alone.zh}",
            f"the {place.en} of {page.url} offers {group.en}: {words}, {offer.call}{alone.en}",
        ),
        verdict=Verdict.UNMET if certain else Verdict.NEEDS_PERSON,
        severity=Severity.GRAVE,
        part="home" if page.kind == PageKind.HOME else "inner",
        excerpt=text[:_SHOWN],
        mark=f"{offer.group} {where} {words}",
        evidence=(Evidence(page.digest, page.url, text[:_SHOWN]),) if page.digest else (),
        confidence=0.95,
    )
