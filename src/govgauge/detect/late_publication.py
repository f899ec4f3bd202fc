"""Policy documents published too long after they were issued 政策文件公开超期.

Question: how long after its day of issue was each of the unit's own documents published?
Rule: 政府信息公开条例 (2019 修订) 第二十六条 (自形成或者变更之日起 20 个工作日内公开);
国办发〔2017〕47号 政府网站发展指引, 信息发布 (及时).
Limits: only documents whose page shows both days, published within the window and issued since the
revised regulation is in force (15 May 2019).  Documents of other places and of the centre are left
out; whose issuer cannot be told, and whose days contradict each other, stay open.  Where five or
more late documents bear one day of publication, the site was probably moved: they stay open too.
The value is the median of days from issue to publication, over all that were seen.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import median

from attrs import frozen

from govgauge.detect.policy.ownership import is_own
from govgauge.detect.policy.papers import Paper, Shown, read_papers
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params, Span
from govgauge.model.finding import Instance
from govgauge.model.kinds import PAGES, POLICIES, TARGETS, View, main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict
from govgauge.model.working_days import FirstDay, working_days_taken

DETECTOR = Detector(
    version=1,
    title=Text("政策文件公开超期", "Documents published late"),
    remedy=Text(
        "文件印发后 20 个工作日内在网站公开；迁移网站时保留原发布日期",
        "publish a document within 20 working days of its day of issue; keep the day of "
        "publication when a site is moved",
    ),
    clause="政府信息公开条例（2019 修订）第二十六条：20 个工作日内公开",
    needs=(PAGES, TARGETS, POLICIES),
    parameters=(
        Parameter(
            "limit_days",
            unit="working days",
            default=20,
            says=Text("公开时限（工作日）", "working days within which a document is due"),
        ),
        Parameter(
            "window_days",
            unit="days",
            default=365,
            says=Text("只看监测时间点前多少天发布的文件", "how far back publication is looked at"),
            span=Span.WINDOW,
        ),
        Parameter(
            "moved_at",
            unit="documents",
            default=5,
            says=Text(
                "同日发布的超期文件达到几件视为网站迁移",
                "late documents of one day of publication that tell of a moved site",
            ),
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)
_IN_FORCE = date(2019, 5, 15)


@frozen
class _Published:
    """One document with the days its page shows; ``taken`` is in working days."""

    paper: Paper
    issued: date
    published: date
    taken: int


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each document that came later than the limit."""
    papers = read_papers(view)
    missing = Counter(papers.missing)
    begin = as_of.date() - timedelta(days=params["window_days"])
    dated: list[_Published] = []
    for paper in papers.documents:
        if is_own(paper.issuers, view.unit) is False:
            continue
        found = _dated(paper, begin, as_of.date())
        if isinstance(found, Reason):
            missing[found] += 1
        elif found is not None:
            dated.append(found)
    late = [d for d in dated if d.taken > params["limit_days"]]
    days = Counter(d.published for d in late)
    accused, unsure = [], 0
    for document in late:
        known = is_own(document.paper.issuers, view.unit)
        if days[document.published] >= params["moved_at"] or not known:
            unsure += 1
        else:
            accused.append(document)
    missing += Counter({Reason.AMBIGUOUS: unsure})
    delays = [(d.published - d.issued).days for d in dated]
    return _answer([_instance(d, params) for d in accused], len(dated) - unsure, missing, delays)


def _dated(paper: Paper, begin: date, end: date) -> _Published | Reason | None:
    """A document's days; a reason where they contradict, ``None`` where the rule does not ask."""
    shown = paper.first
    published = _day(shown.page.published)
    issued = sorted({day for text in _issue_days(shown) if (day := _day(text))})
    if published is None or not issued or not begin <= published <= end:
        return None
    if issued[-1] < _IN_FORCE:
        return None
    if len(issued) > 1 or issued[0] > published:
        return Reason.AMBIGUOUS
    taken = working_days_taken(issued[0], published, FirstDay.NEXT_DAY)
    if taken is None:
        return Reason.PERIOD_NOT_COVERED
    return _Published(paper, issued[0], published, taken)


def _issue_days(shown: Shown) -> Sequence[str]:
    return (shown.page.written, shown.row.written, shown.row.signed_on)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _instance(document: _Published, params: Params) -> Instance:
    shown, limit = document.paper.first, params["limit_days"]
    issued, published, title = document.issued, document.published, document.paper.title
    return Instance(
        target=shown.page.url,
        says=Text(
            f"政策文件“{title}”{issued} 成文，{published} 发布，隔了 {document.taken} 个工作日，"
            f"超过 {limit} 个工作日",
            f"the document “{title}” of {issued} was published on {published}, after "
            f"{document.taken} working days where {limit} are allowed",
        ),
        severity=Severity.FAULT,
        value=float(document.taken),
        unit_of_value="working days",
        column=shown.page.column,
        excerpt=f"{title} {issued} {published}",
        mark=f"{title} {issued}",
        confidence=shown.row.confidence,
        evidence=shown.evidence,
    )


def _answer(
    instances: Sequence[Instance], seen: int, missing: Counter[Reason], delays: Sequence[int]
) -> Detection:
    verdict, reason = Verdict.MET, None
    if instances:
        verdict = Verdict.UNMET
    elif missing or not seen:
        verdict, reason = Verdict.UNDETERMINED, main_reason(missing, Reason.NO_SAMPLE)
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=seen + missing.total(),
        population="documents",
        missing=dict(sorted(missing.items())),
        value=float(median(delays)) if delays else None,
        unit_of_value="days" if delays else "",
        reason=reason,
    )
