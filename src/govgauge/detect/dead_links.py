"""Dead links 死链.

Question: does every link of the site lead to something that is there?
Rule: census 2015, link availability (链接可用性): dead or wrong links on the home page and on
other pages, images, attachments and outside links included; 2019 draft, D-19a and D-19b.
Limits: only an answer that says "not there" is a dead link: 404, 410, or for the unit's own pages
the very page (or the way home) that the host gives for an address that cannot exist, or a page
whose title, heading or only line says so (soft 404, the control is part of the evidence).  Where
a login, a script or a host that treats most pages so explains the same answer, the link is open.
A refusal, a challenge,
a server error, a timeout or a name that does not resolve today leaves the link open, never dead.
One address is one cause and one finding, whatever the number of pages that carry it.
The other pages are settled only when every own page was seen, those that only a sitemap names too.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set
from datetime import datetime

from govgauge.model.detector import Detection, Detector, Parameter, Params
from govgauge.model.facts import ControlFact, PageFact, PageKind, Relation, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    CONTROLS,
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
    version=2,
    title=Text("死链", "Dead links"),
    remedy=Text(
        "更正或删除该链接；页面已迁移的，设置跳转",
        "correct or remove the link; where the page has moved, redirect to its new address",
    ),
    clause="全国政府网站普查评分表（国办发〔2015〕15号附件）链接可用性",
    needs=(PAGES, TARGETS, CONTROLS),
    parameters=(
        Parameter(
            "dead_statuses",
            unit="HTTP status",
            default=[404, 410],
            says=Text("判为不存在的状态码", "statuses that say the thing is not there"),
        ),
        Parameter(
            "soft_404",
            unit="yes/no",
            default=True,
            says=Text(
                "本站返回 200 但内容为“页面不存在”的，是否计为死链",
                "whether own pages that answer 200 and say “not there” count as dead",
            ),
        ),
    ),
)

_ATTACHMENT = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|7z|txt)$", re.IGNORECASE)
_SITEMAP = "sitemap"
_SEEN_PARTLY = (Outcome.OK, Outcome.OK_PARTIAL)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for every linked address that is dead or could not be judged."""
    dead = frozenset(params["dead_statuses"])
    controls = {control.host: control for control in view[CONTROLS]}
    targets = sorted(view[TARGETS], key=lambda t: t.target)
    parts, why = _parts_of_unseen_pages(view[PAGES], targets, dead)
    # A page that only a sitemap names is no link, but its own links are not known.
    missing = unseen_pages([t for t in targets if t.element == _SITEMAP], view[PAGES])
    instances: list[Instance] = []
    seen = 0
    for target in targets:
        if target.element == _SITEMAP:
            continue
        if target.outcome == Outcome.SOFT_404 and params["soft_404"]:
            seen += 1
            instances.append(_soft(target, controls.get(_host(target.target))))
            continue
        reason = _open_reason(target, dead)
        if reason is None:
            seen += 1
            if target.status in dead:
                instances.append(_dead(target))
            continue
        missing[reason] += 1
        if target.outcome:
            instances.append(_not_judged(target, reason))
        else:
            parts.add(_part(target))
    return _detection(instances, seen, missing, parts, why)


def _detection(
    instances: list[Instance],
    seen: int,
    missing: Counter[Reason],
    open_parts: set[str],
    why_parts: Counter[Reason],
) -> Detection:
    expected = seen + missing.total()
    unmet = any(i.verdict is Verdict.UNMET for i in instances)
    verdict, reason = Verdict.MET, None
    if unmet:
        verdict = Verdict.UNMET
    elif open_parts or missing or not seen:
        verdict = Verdict.UNDETERMINED
        reason = main_reason(missing or why_parts)
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=expected,
        population="links",
        missing=dict(sorted(missing.items())),
        open_parts=frozenset(open_parts),
        value=float(sum(i.verdict is Verdict.UNMET for i in instances)),
        unit_of_value="links",
        reason=reason,
    )


def _parts_of_unseen_pages(
    pages: Sequence[PageFact], targets: Sequence[TargetFact], dead: Set[int]
) -> tuple[set[str], Counter[Reason]]:
    """Parts whose links are not all known, and why: a page that may carry some was not seen."""
    home = next((p for p in pages if p.kind == PageKind.HOME), None)
    why = Counter(
        reason for p in pages if p is not home and (reason := _why_links_unknown(p, dead))
    )
    why += unseen_pages(targets, pages)
    home_unread = why_unread(home) if home is not None else Reason.NOT_GATHERED
    if home_unread is not None:
        why[home_unread] += 1
        return {"home", "inner"}, why
    return {"inner"} if why else set(), why


def _why_links_unknown(page: PageFact, dead: Set[int]) -> Reason | None:
    """Why an inner page may carry links nobody saw; one that is not there or a file has none."""
    delivered = page.outcome == Outcome.OK and page.status == 200
    says_dead = page.outcome == Outcome.OK and page.status in dead
    if is_absent(page) or says_dead or (delivered and page.kind == PageKind.FILE):
        return None
    return why_unread(page)


def _open_reason(target: TargetFact, dead: Set[int]) -> Reason | None:
    """Why a target cannot be judged; ``None`` for one that is there or is certainly dead."""
    if not target.outcome:
        return Reason(target.reason or Reason.NOT_CHECKED)
    outcome = Outcome(target.outcome)
    if outcome not in _SEEN_PARTLY:
        return Reason.of(outcome)
    if target.status in dead or 200 <= target.status < 300:
        return None
    return Reason.of(Outcome.OK, target.status)


def _part(target: TargetFact) -> str:
    return "home" if target.on_home else "inner"


def _evidence(target: TargetFact) -> tuple[Evidence, ...]:
    answer = Evidence(target.digest, target.final_url, f"HTTP {target.status}")
    page = Evidence(target.page_digest, target.page_url, f"link {target.target}")
    return tuple(e for e in (answer, page) if e.digest)


def _anchor(target: TargetFact) -> tuple[str, str]:
    if target.element == "img":
        return "图片", "picture"
    if _ATTACHMENT.search(target.target):
        return f"附件“{target.anchor}”", f"attachment “{target.anchor}”"
    anchor = target.anchor or "（无文字）"
    return f"链接“{anchor}”", f"link “{target.anchor or '(no text)'}”"


def _dead(target: TargetFact) -> Instance:
    zh, en = _anchor(target)
    outside = target.relation == Relation.OUTSIDE
    owner_zh, owner_en = ("外部", "outside ") if outside else ("", "")
    return Instance(
        target=target.target,
        says=Text(
            f"{owner_zh}{zh}打不开：{target.target} 返回 {target.status}，见于 {target.page_count} 个页面",
            f"{owner_en}{en} is dead: {target.target} answers {target.status}; "
            f"it stands on {target.page_count} page(s)",
        ),
        severity=Severity.FAULT,
        value=float(target.page_count),
        unit_of_value="pages",
        part=_part(target),
        excerpt=target.anchor,
        mark=str(target.relation),
        evidence=_evidence(target),
    )


def _soft(target: TargetFact, control: ControlFact | None) -> Instance:
    zh, en = _anchor(target)
    why_zh, why_en = _why_soft(target, control)
    shown = () if control is None else (Evidence(control.digest, control.url, "control"),)
    return Instance(
        target=target.target,
        says=Text(
            f"{zh}打不开：{target.target} 返回 {target.status}，{why_zh}，"
            f"见于 {target.page_count} 个页面",
            f"{en} is dead: {target.target} answers {target.status}, {why_en}; "
            f"it stands on {target.page_count} page(s)",
        ),
        value=float(target.page_count),
        unit_of_value="pages",
        part=_part(target),
        excerpt=target.anchor,
        mark=str(target.relation),
        evidence=_evidence(target) + shown,
    )


def _why_soft(target: TargetFact, control: ControlFact | None) -> tuple[str, str]:
    says = "页面自述内容不存在", "and says itself that nothing is there"
    same = "与该站对任意不存在地址的应答相同", "the same as its host gives for any address"
    if control is None:
        return says
    sent = control.final_url != control.url and target.final_url == control.final_url
    if sent or target.digest == control.digest:
        return same
    # Two answers of one kind differ in numbers: the facts do not tell which of the two it was.
    return (
        (f"{same[0]}，或{says[0]}", f"{same[1]}, or it {says[1][4:]}")
        if control.status == 200
        else says
    )


def _host(url: str) -> str:
    return url[url.find("//") + 2 :].partition("/")[0]


def _not_judged(target: TargetFact, reason: Reason) -> Instance:
    zh, en = _anchor(target)
    return Instance(
        target=target.target,
        says=Text(
            f"{zh}未能判定：{target.target}",
            f"{en} could not be judged: {target.target}",
        ),
        verdict=Verdict.UNDETERMINED,
        severity=Severity.NOTE,
        value=float(target.page_count),
        unit_of_value="pages",
        part=_part(target),
        excerpt=target.anchor,
        mark=str(target.relation),
        evidence=_evidence(target),
        reason=reason,
    )
