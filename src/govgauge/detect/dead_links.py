"""Dead links 死链.

Question: does every link of the site lead to something that is there?
Rule: census 2015, link availability (链接可用性): dead or wrong links on the home page and on
other pages, images, attachments and outside links included; 2019 draft, D-19a and D-19b.
Limits: only an answer that says "not there" (404, 410) is a dead link.  A refusal, a challenge,
a server error, a timeout or a name that does not resolve today leaves the link open, never dead.
One address is one cause and one finding, whatever the number of pages that carry it.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from govgauge.model.detector import Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact, PageKind, Relation, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import PAGES, TARGETS, View
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("死链", "Dead links"),
    remedy=Text(
        "更正或删除该链接；页面已迁移的，设置跳转",
        "correct or remove the link; where the page has moved, redirect to its new address",
    ),
    clause="全国政府网站普查评分表（国办发〔2015〕15号附件）链接可用性",
    needs=(PAGES, TARGETS),
    parameters=(
        Parameter(
            "dead_statuses",
            unit="HTTP status",
            default=[404, 410],
            says=Text("判为不存在的状态码", "statuses that say the thing is not there"),
        ),
    ),
)

_SEEN_PARTLY = (Outcome.OK, Outcome.OK_PARTIAL)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for every linked address that is dead or could not be judged."""
    dead = frozenset(params["dead_statuses"])
    instances: list[Instance] = []
    missing: Counter[Reason] = Counter()
    open_parts = _parts_of_unseen_pages(view[PAGES], dead)
    seen = 0
    targets: Sequence[TargetFact] = view[TARGETS]
    for target in sorted(targets, key=lambda t: t.target):
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
            open_parts.add(_part(target))
    return _detection(instances, seen, len(targets), missing, open_parts)


def _detection(
    instances: list[Instance],
    seen: int,
    expected: int,
    missing: Counter[Reason],
    open_parts: set[str],
) -> Detection:
    unmet = any(i.verdict is Verdict.UNMET for i in instances)
    verdict, reason = Verdict.MET, None
    if unmet:
        verdict = Verdict.UNMET
    elif open_parts or seen < expected or not expected:
        verdict = Verdict.UNDETERMINED
        reason = missing.most_common(1)[0][0] if missing else Reason.NOT_GATHERED
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


def _parts_of_unseen_pages(pages: Sequence[PageFact], dead: frozenset[int]) -> set[str]:
    """Parts whose links are not all known because a page that carries some was not delivered."""
    parts: set[str] = set()
    home_seen = False
    for page in pages:
        delivered = page.outcome == Outcome.OK and (page.status == 200 or page.status in dead)
        if page.kind == PageKind.HOME:
            home_seen = page.outcome == Outcome.OK and page.status == 200
        elif not delivered:
            parts.add("inner")
    if not home_seen:
        parts |= {"home", "inner"}
    return parts


def _open_reason(target: TargetFact, dead: frozenset[int]) -> Reason | None:
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


def _not_judged(target: TargetFact, reason: Reason) -> Instance:
    zh, en = _anchor(target)
    return Instance(
        target=target.target,
        says=Text(
            f"{zh}未能判定：{target.target}（{reason.value}）",
            f"{en} could not be judged: {target.target} ({reason.value})",
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
