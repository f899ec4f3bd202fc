"""Home page unreachable 站点无法访问.

Question: does the home page open within the limit, visit after visit?
Rule: census 2015 veto P15-V1 and inspection 2019 veto V-W2: over one week of at least 20 spaced
visits a day, visits that do not open within 15 seconds (15 seconds itself counts as failed) make
up 5 % or more (5 % itself counts).
Limits: a shorter series gives a measurement and never a verdict.  Only an answer with the page
opened, and only what keeps the page from any visitor failed: no connection, a connection that was
cut, a name that does not exist, a server error, an address without a page.  A visit that we could
not make, that was met by a challenge, a refusal or a rate limit, that was cut by a limit of ours,
or that brought part of a page is neither.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from govgauge.model.detector import Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact, VisitFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.foot import home_page
from govgauge.model.kinds import PAGES, VISITS, View, main_reason
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=3,
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
        Parameter("days", "days", 7, Text("监测天数", "days watched")),
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
    judged = [(v, _failed(v, params["limit_s"])) for v in visits]
    unseen = Counter(_reason(v) for v, failed in judged if failed is None)
    counted = [(v, failed) for v, failed in judged if failed is not None]
    failures = [v for v, failed in counted if failed]
    expected = max(params["days"] * params["visits_per_day"], len(visits))
    share = len(failures) / len(counted) if counted else None
    covered = _covered(counted, begin, params)
    verdict, reason = _verdict(share, covered, unseen, params["fail_share"])
    return Detection(
        verdict,
        instances=()
        if verdict is Verdict.MET
        else _instances(view, failures, len(counted), settled=verdict is Verdict.UNMET),
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


def _covered(counted: Sequence[tuple[VisitFact, bool]], begin: datetime, params: Params) -> bool:
    """Every day of the period has enough visits that count."""
    per_day = Counter((_at(v) - begin).days for v, _ in counted)
    return all(per_day[day] >= params["visits_per_day"] for day in range(params["days"]))


def _verdict(
    share: float | None, covered: bool, unseen: Counter[Reason], fail_share: float
) -> tuple[Verdict, Reason | None]:
    if share is None:
        # Where no visit says anything, what they met says why.
        return Verdict.UNDETERMINED, main_reason(unseen)
    if not covered:
        return Verdict.UNDETERMINED, Reason.PERIOD_NOT_COVERED
    return (Verdict.UNMET if share >= fail_share else Verdict.MET), None


def _instances(
    view: View, failures: Sequence[VisitFact], counted: int, settled: bool
) -> tuple[Instance, ...]:
    if not failures:
        return ()
    home = home_page(view)
    percent = 100 * len(failures) / counted
    return (
        Instance(
            target=view.unit.url,
            says=Text(
                f"首页 {counted} 次访问中 {len(failures)} 次打不开（{percent:.1f}%）"
                + ("" if settled else "；监测期不足，仅为测量值"),
                f"{len(failures)} of {counted} visits to the home page failed ({percent:.1f} %)"
                + ("" if settled else "; the rule's period was not covered: a measurement only"),
            ),
            verdict=Verdict.UNMET if settled else Verdict.UNDETERMINED,
            severity=Severity.GRAVE if settled else Severity.NOTE,
            value=len(failures) / counted,
            unit_of_value="share of visits",
            part="home",
            mark="visits",
            evidence=_evidence(home, view.unit.url, failures),
            reason=None if settled else Reason.PERIOD_NOT_COVERED,
        ),
    )


def _evidence(
    home: PageFact | None, url: str, failures: Sequence[VisitFact]
) -> tuple[Evidence, ...]:
    last = failures[-1]
    place = f"visits.parquet: {last.outcome} {last.status}"
    return (Evidence(home.digest if home else "", home.url if home else url, place),)
