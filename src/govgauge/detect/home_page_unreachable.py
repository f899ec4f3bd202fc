"""Home page unreachable 站点无法访问.

Question: does the home page open within the limit, visit after visit?
Rule: census 2015 veto P15-V1 and inspection 2019 veto V-W2: over one week of at least 20 spaced
visits a day, visits that do not open within 15 seconds (15 seconds itself counts as failed) make
up 5 % or more (5 % itself counts).
Limits: a shorter series gives a measurement and never a verdict.  Only an answer with the page
opened, and only what keeps the page from any visitor failed: no connection, a connection that was
cut, a name that does not exist, a server error, an address without a page.  A visit that we could
not make, that was met by a challenge, a refusal or a rate limit, that was cut by a limit of ours,
or that brought part of a page is neither.  Visits from several vantage points within half a gap of
each other are one round; it failed only when it failed from all that saw anything.  Against a site
it counts only with two vantage points and three rounds (H63): what one place cannot open may be
shut to that place alone, so a person is asked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from govgauge.model.detector import Detection, Detector, Parameter, Params, Span
from govgauge.model.facts import PageFact, VisitFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.foot import home_page
from govgauge.model.kinds import PAGES, VISITS, View, main_reason
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=4,
    title=Text("站点无法访问", "Home page unreachable"),
    remedy=Text(
        "检查服务器、网络和域名解析，恢复首页在 15 秒内打开",
        "check server, network and name resolution until the home page opens within 15 s",
    ),
    clause="国办发〔2015〕15号 单项否决“站点无法访问”; 国办秘函〔2019〕19号 V-W2",
    needs=(VISITS, PAGES),
    parameters=(
        Parameter("limit_s", "seconds", 15, Text("打开时限", "time within which it must open")),
        Parameter("fail_share", "share", 0.05, Text("失败比例线", "share of failed visits")),
        Parameter("visits_per_day", "visits", 20, Text("每日最少访问次数", "visits a day")),
        Parameter("days", "days", 7, Text("监测天数", "days watched"), span=Span.OBSERVATION),
        Parameter(
            "vantage_points", "vantage points", 2, Text("最少监测点数", "vantage points that agree")
        ),
        Parameter("rounds", "rounds", 3, Text("最少失败轮数", "failed rounds that agree")),
    ),
)

_FAILED = frozenset(
    {
        Outcome.RESET,
        Outcome.REFUSED,
        Outcome.TIMEOUT_CONNECT,
        Outcome.TIMEOUT_HEADER,
        Outcome.TIMEOUT_IDLE,
        Outcome.TIMEOUT_TOTAL,
        Outcome.TLS_TIMEOUT,
        Outcome.DNS_NXDOMAIN,
        Outcome.DNS_NODATA,
    }
)
_GONE = (404, 410)
# What a challenge answers with (T-F1): 202 is no page yet, 521 no server error.
_CHALLENGE_SHELLS = (202, 521)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """The share of failed visits, and a verdict when the rule's period was covered."""
    begin = as_of - timedelta(days=params["days"])
    visits = [v for v in view[VISITS] if begin < _at(v) <= as_of]
    every = _rounds(visits, params)
    unseen = Counter(r.reason for r in every if r.reason is not None)
    counted = [r for r in every if r.reason is None]
    expected = max(params["days"] * params["visits_per_day"], len(every))
    share = sum(r.failed for r in counted) / len(counted) if counted else None
    covered = _covered(counted, begin, params)
    verdict, reason = _verdict(counted, covered, unseen, params)
    return Detection(
        verdict,
        instances=() if verdict is Verdict.MET else _instances(view, counted, verdict),
        seen=expected if covered else min(len(counted), expected),
        expected=expected,
        population="visits",
        missing=dict(sorted(unseen.items())),
        value=share,
        unit_of_value="share of visits",
        reason=reason,
    )


def _at(visit: VisitFact) -> datetime:
    return datetime.fromtimestamp(visit.started_at, UTC)


def _failed(visit: VisitFact, limit_s: float) -> bool | None:
    """Whether a visit failed; ``None`` when it says nothing about the site."""
    outcome, status = Outcome(visit.outcome), visit.status
    if outcome in _FAILED:
        return True
    if outcome is not Outcome.OK or status in _CHALLENGE_SHELLS:
        return None
    if status >= 500 or status in _GONE:
        return True
    return visit.elapsed_ms >= limit_s * 1000 if 200 <= status < 300 else None


def _reason(visit: VisitFact) -> Reason:
    return Reason.of(Outcome(visit.outcome), visit.status)


class _Round(NamedTuple):
    """Visits of about one moment, one from each vantage point that looked.

    ``reason`` is why they say nothing about the site; then they are all left out.
    """

    visits: tuple[VisitFact, ...]
    failures: tuple[VisitFact, ...]
    opened: tuple[VisitFact, ...]
    reason: Reason | None

    @property
    def failed(self) -> bool:
        """From every vantage point that saw anything."""
        return bool(self.failures) and not self.opened


def _rounds(visits: Iterable[VisitFact], params: Params) -> list[_Round]:
    """Visits in time, those of several vantage points within half a gap of the rule together."""
    half_gap_s = timedelta(days=1).total_seconds() / params["visits_per_day"] / 2
    groups: list[dict[str, VisitFact]] = []
    for visit in sorted(visits):
        last = groups[-1] if groups else None
        begin = min(v.started_at for v in last.values()) if last else 0.0
        if last and visit.vantage not in last and visit.started_at - begin <= half_gap_s:
            last[visit.vantage] = visit
        else:
            groups.append({visit.vantage: visit})
    return [_round(tuple(group.values()), params["limit_s"]) for group in groups]


def _round(visits: tuple[VisitFact, ...], limit_s: float) -> _Round:
    judged = [(v, _failed(v, limit_s)) for v in visits]
    failures = tuple(v for v, failed in judged if failed)
    opened = tuple(v for v, failed in judged if failed is False)
    reason = None if failures or opened else main_reason(Counter(map(_reason, visits)))
    return _Round(visits, failures, opened, reason)


def _covered(counted: Sequence[_Round], begin: datetime, params: Params) -> bool:
    """Every day of the period has enough rounds that count."""
    per_day = Counter((_at(r.visits[0]) - begin).days for r in counted)
    return all(per_day[day] >= params["visits_per_day"] for day in range(params["days"]))


def _verdict(
    counted: Sequence[_Round], covered: bool, unseen: Counter[Reason], params: Params
) -> tuple[Verdict, Reason | None]:
    if not counted:
        # Where no visit says anything, what they met says why.
        return Verdict.UNDETERMINED, main_reason(unseen)
    if not covered:
        return Verdict.UNDETERMINED, Reason.PERIOD_NOT_COVERED
    failed = [r for r in counted if r.failed]
    if len(failed) / len(counted) < params["fail_share"]:
        return Verdict.MET, None
    agreed = sum(len(r.failures) >= params["vantage_points"] for r in failed)
    if agreed >= params["rounds"] and agreed / len(counted) >= params["fail_share"]:
        return Verdict.UNMET, None
    return Verdict.NEEDS_PERSON, Reason.AMBIGUOUS


_ENDS = {
    Verdict.UNMET: (Severity.GRAVE, None, "", ""),
    Verdict.UNDETERMINED: (
        Severity.NOTE,
        Reason.PERIOD_NOT_COVERED,
        "；监测期不足，仅为测量值",
        "; the rule's period was not covered: a measurement only",
    ),
    Verdict.NEEDS_PERSON: (
        Severity.NOTE,
        Reason.AMBIGUOUS,
        "；一致失败的监测点或轮数不足，须由人工从别处核实",
        "; too few vantage points or rounds agree: a person should look from elsewhere",
    ),
}


def _instances(view: View, counted: Sequence[_Round], verdict: Verdict) -> tuple[Instance, ...]:
    failed = [r for r in counted if r.failed]
    if not failed:
        return ()
    percent = 100 * len(failed) / len(counted)
    severity, reason, zh, en = _ENDS[verdict]
    vantages = sorted({v.vantage for r in counted for v in r.visits})
    return (
        Instance(
            target=view.unit.url,
            says=Text(
                f"首页 {len(counted)} 次访问中 {len(failed)} 次打不开（{percent:.1f}%）；"
                f"监测点 {len(vantages)} 个：{'、'.join(vantages)}{zh}",
                f"{len(failed)} of {len(counted)} visits to the home page failed ({percent:.1f} %); "
                f"{len(vantages)} vantage point(s): {', '.join(vantages)}{en}",
            ),
            verdict=verdict,
            severity=severity,
            value=len(failed) / len(counted),
            unit_of_value="share of visits",
            part="home",
            mark="visits",
            evidence=_evidence(home_page(view), view.unit.url, failed[-1].failures[-1]),
            reason=reason,
        ),
    )


def _evidence(home: PageFact | None, url: str, last: VisitFact) -> tuple[Evidence, ...]:
    place = f"visits.parquet: {last.vantage} {last.outcome} {last.status}"
    return (Evidence(home.digest if home else "", home.url if home else url, place),)
