"""Links to gambling, pornography and lapsed names 外链被挂马、博彩色情及过期域名.

Question: does a link of the site lead to gambling, to pornography, or to a name that is for sale?
Rule: 国办秘函〔2019〕19号 单项否决: 发布或链接反动、暴力、色情等内容; 国办发〔2015〕15号 严重错误.
Limits: a person decides.  Signs are the title and description of the page outside, where one was
fetched, the words of the link, and, only beside those, a telling host name or a link that is hidden.
A text about such things (police reports, trials, warnings, health, state lotteries) is cleared by its
own words; a long headline is no name; the press, public bodies and schools are never suspected.  A
page that was not fetched and whose link says nothing is not judged.  Attack code in pages, and
content shown to search engines only, are not looked for.
"""

from collections import Counter
from collections.abc import Mapping, Set
from datetime import datetime

from attrs import frozen

from govgauge.detect.outside.terms import Said, host_hint, is_ordinary, said_in
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import OutsidePageFact, PageFact, PageKind, Relation, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    HIDDEN_LINKS,
    OUTSIDE_PAGES,
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
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("链接指向博彩、色情或过期域名", "Links to gambling, pornography or lapsed names"),
    remedy=Text(
        "立即删除该链接；合作单位域名已失效的，改为其现用网址；排查页面是否被篡改",
        "delete the link at once; where a partner's name has lapsed, link to the one it uses now; "
        "check whether the page was tampered with",
    ),
    clause="国办秘函〔2019〕19号 单项否决“安全、泄密事故等严重问题”：发布或链接反动、暴力、色情等内容",
    needs=(PAGES, TARGETS, OUTSIDE_PAGES, HIDDEN_LINKS),
    parameters=(
        Parameter(
            "max_name_chars",
            unit="characters",
            default=20,
            says=Text(
                "链接文字超过此数视为标题，不作为名称判断（本系统自定）",
                "a link of more words is a headline and no name (our own measure)",
            ),
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)

_SURE_NAME_CHARS = 12
_EXPIRED = "expired"
_KINDS = {
    "gambling": ("博彩", "gambling"),
    "pornography": ("色情", "pornography"),
    _EXPIRED: ("已失效待售的域名", "a name that has lapsed and is for sale"),
}
_SIGNS = {
    "content": ("目标页面自称", "the page there names itself"),
    "anchor": ("链接文字为", "the link is called"),
    "hidden": ("链接被隐藏", "the link is hidden"),
    "host": ("域名特征", "its host name"),
    "parked": ("目标页面为域名停放页", "the page there offers the name for sale"),
}


@frozen
class _Suspicion:
    """What a link is suspected of, and the signs that agree on it with what they show."""

    kind: str
    signs: Mapping[str, str]


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each outside address that shows itself, or is shown, for what it is."""
    missing = unseen_pages(view[TARGETS], view[PAGES])
    read = 0
    for page in view[PAGES]:
        unread = _why_unread(page)
        if unread is not None:
            missing[unread] += 1
        else:
            read += 1
    outside = {page.url: page for page in view[OUTSIDE_PAGES]}
    hidden = {link.target for link in view[HIDDEN_LINKS]}
    instances: list[Instance] = []
    seen = 0
    for target in sorted(view[TARGETS], key=lambda t: t.target):
        if target.relation != Relation.OUTSIDE or target.element == "img":
            continue
        page_there = outside.get(target.final_url)
        found = _suspicion(target, page_there, hidden, params["max_name_chars"])
        if found is not None:
            seen += 1
            instances.append(_instance(target, found))
        elif is_ordinary(target.target) or _was_seen(target):
            seen += 1
        else:
            missing[_reason(target)] += 1
    return _detection(tuple(instances), seen if read else 0, missing, read)


def _why_unread(page: PageFact) -> Reason | None:
    if is_absent(page) or page.kind == PageKind.FILE:
        return None
    return why_unread(page)


def _detection(
    instances: tuple[Instance, ...], seen: int, missing: Counter[Reason], read: int
) -> Detection:
    verdict = Verdict.NEEDS_PERSON if instances else Verdict.MET
    if not instances and (missing or not read):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=instances,
        seen=seen,
        expected=seen + missing.total(),
        population="links",
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value="links",
        reason=main_reason(missing) if verdict is not Verdict.MET else None,
    )


def _was_seen(target: TargetFact) -> bool:
    """An answer that came, whatever it was: a dead link leads nowhere."""
    return target.outcome in (Outcome.OK, Outcome.OK_PARTIAL) and target.status < 500


def _reason(target: TargetFact) -> Reason:
    if not target.outcome:
        return Reason(target.reason or Reason.NOT_CHECKED)
    return Reason.of(Outcome(target.outcome), target.status)


# -- one link ----------------------------------------------------------------------------------------


def _suspicion(
    target: TargetFact, page: OutsidePageFact | None, hidden: Set[str], max_name_chars: int
) -> _Suspicion | None:
    if is_ordinary(target.target):
        return None
    if target.outcome == Outcome.PARKED_SUSPECTED:
        return _Suspicion(_EXPIRED, {"parked": target.final_url})
    content = _content(page)
    name = said_in(target.anchor) if len(target.anchor) <= max_name_chars else said_in("")
    hint = host_hint(target.target)
    beside = {"hidden": target.anchor} if target.target in hidden else {}
    if hint:
        beside["host"] = target.target
    if content.kind:
        shown = page.title if page is not None else ""
        return _Suspicion(content.kind, {"content": shown, **_named(name, content.kind), **beside})
    plain = page is not None and bool(page.title)
    sure = bool(name.strong) and (not plain or len(target.anchor) <= _SURE_NAME_CHARS)
    if name.kind and (sure or beside):
        return _Suspicion(name.kind, {"anchor": target.anchor, **beside})
    if name.hinted and beside and not plain:
        return _Suspicion(name.hinted, {"anchor": target.anchor, **beside})
    if "hidden" in beside and hint in _KINDS and not plain:
        return _Suspicion(hint, beside)
    return None


def _content(page: OutsidePageFact | None) -> Said:
    """What a page says of itself; its text alone only where it says nothing else."""
    if page is None:
        return said_in("")
    head = f"{page.title} {page.described}".strip()
    return said_in(head or page.begins)


def _named(name: Said, kind: str) -> dict[str, str]:
    words = name.words(kind)
    return {"anchor": "、".join(words)} if words else {}


def _instance(target: TargetFact, found: _Suspicion) -> Instance:
    zh, en = _KINDS[found.kind]
    signs_zh = "；".join(f"{_SIGNS[sign][0]}“{what}”" for sign, what in found.signs.items())
    signs_en = "; ".join(f"{_SIGNS[sign][1]} “{what}”" for sign, what in found.signs.items())
    anchor = target.anchor or target.target
    evidence = (
        Evidence(target.page_digest, target.page_url, f"link {target.target}"),
        Evidence(target.digest, target.final_url, f"HTTP {target.status}"),
    )
    return Instance(
        target=target.target,
        says=Text(
            f"链接“{anchor}”（{target.target}，见于 {target.page_count} 个页面）疑似指向{zh}：{signs_zh}",
            f"the link “{anchor}” ({target.target}, on {target.page_count} page(s)) seems to lead to "
            f"{en}: {signs_en}",
        ),
        verdict=Verdict.NEEDS_PERSON,
        severity=Severity.FAULT if found.kind == _EXPIRED else Severity.GRAVE,
        value=float(target.page_count),
        unit_of_value="pages",
        part="home" if target.on_home else "inner",
        excerpt=target.anchor,
        mark=found.kind,
        evidence=tuple(e for e in evidence if e.digest),
        reason=Reason.AMBIGUOUS,
    )
