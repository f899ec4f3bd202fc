"""Government sites below the unit's own name that its register lacks 未登记的网站.

Question: does the site lead to an office's site below its own domain that the campaign's list lacks?
Rule: 国办发〔2017〕47号 and 2019 supervision (漏报): every site is registered; nobody runs one beside.
Limits: the list is the campaign's, not the country's register, so a person decides.  Looked at are
front pages that the unit links to, below its own name (``czj.a.gov.cn`` for ``www.a.gov.cn``), that
were delivered and whose title names an office.  Platforms and systems are none.  A list of one site
says nothing.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from govgauge.detect.outside.offices import Outside, is_office, outside_of, why_unseen
from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import Relation, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    OUTSIDE_PAGES,
    PAGES,
    REGISTERED,
    TARGETS,
    View,
    main_reason,
    pages_shown,
)
from govgauge.model.registered import RegisteredSite, bare_host
from govgauge.model.relay import is_government_front
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("疑似未登记的网站", "Sites that the list of units lacks"),
    remedy=Text(
        "核对该网站是否已在登记系统中备案；未登记的补办登记或关停整合",
        "check whether the site is in the register; where it is not, register it, or close and merge it",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：网站开办、登记",
    needs=(PAGES, TARGETS, OUTSIDE_PAGES, REGISTERED),
    basis=Basis.SYNTHETIC_ONLY,
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each site that looks unregistered, all of them for a person."""
    registered = view[REGISTERED]
    _, missing = pages_shown(view[TARGETS], view[PAGES])
    if len({site.unit_id for site in registered}) < 2:
        return _answer([], 0, Counter({Reason.CAMPAIGN_NEEDED: 1}))
    if not view[PAGES]:
        return _answer([], 0, Counter({Reason.NOT_GATHERED: 1}))
    own = bare_host(view.unit.url)
    outside = outside_of(view[TARGETS], view[OUTSIDE_PAGES])
    below = [t for t in view[TARGETS] if own and _is_below(t, own)]
    found: dict[str, Instance] = {}
    for target in sorted(below, key=lambda t: t.target):
        if _is_registered(target.target, registered) or target.status in (404, 410):
            continue
        end = outside.end_of(target.target)
        if end is None:
            missing[why_unseen(target)] += 1
        elif _looks_like_a_site(end, own, outside, registered):
            found.setdefault(bare_host(end.final_url), _instance(target, outside))
    return _answer(list(found.values()), len(below), missing)


def _is_below(target: TargetFact, own: str) -> bool:
    """Whether a link leads to a front page below the unit's own name."""
    if target.relation != Relation.OUTSIDE or target.element != "a":
        return False
    host = bare_host(target.target)
    return host.endswith("." + own) and is_government_front(target.target)


def _looks_like_a_site(
    end: TargetFact, own: str, outside: Outside, registered: Sequence[RegisteredSite]
) -> bool:
    page = outside.page_of(end.target)
    if page is None or not is_office(page.title) or _is_registered(end.final_url, registered):
        return False
    return bare_host(end.final_url).endswith("." + own) and is_government_front(end.final_url)


def _is_registered(address: str, registered: Sequence[RegisteredSite]) -> bool:
    host, path = bare_host(address), urlsplit(address).path or "/"
    return any(site.host == host and path.startswith(site.prefix) for site in registered)


def _instance(target: TargetFact, outside: Outside) -> Instance:
    page = outside.page_of(target.target)
    title = page.title if page is not None else ""
    seen_on = Evidence(target.page_digest, target.page_url, "link")
    shown = Evidence(target.digest, target.final_url, "front page")
    return Instance(
        target=target.final_url,
        says=Text(
            f"页面链接到“{title}”（{target.final_url}），名单中没有该网站，请人工核对是否登记",
            f"a page leads to “{title}” ({target.final_url}), which the list of units lacks: whether it "
            "is registered, a person should look",
        ),
        verdict=Verdict.NEEDS_PERSON,
        severity=Severity.NOTE,
        part="outside",
        excerpt=title[:80],
        mark=bare_host(target.final_url),
        evidence=tuple(e for e in (seen_on, shown) if e.digest),
        reason=Reason.AMBIGUOUS,
    )


def _answer(found: Sequence[Instance], seen: int, missing: Counter[Reason]) -> Detection:
    verdict, reason = Verdict.MET, None
    if found:
        verdict = Verdict.NEEDS_PERSON
    elif missing:
        verdict, reason = Verdict.UNDETERMINED, main_reason(missing)
    return Detection(
        verdict,
        instances=tuple(found),
        seen=seen,
        expected=seen + missing.total(),
        population="links",
        missing=dict(sorted(missing.items())),
        reason=reason,
    )
