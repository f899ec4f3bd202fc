"""Home page shown otherwise to browsers 对浏览器显示不同首页.

Question: is a browser shown the home page that this program was shown?
Rule: none asks for it; hostile-servers H64: one page of a site is compared, a difference is told
and never scored.
Limits: never ``unmet``: a difference is put to a person.  It is asked under a mandate only, where
the recorded authorisation covers the host; under ``research`` this program never passes for a
browser.  One answer is compared, without scripts: numbers, queries and a few rotating items may
differ.  Where either answer is no page because of a guard, a limit or a failure that may pass,
nothing is concluded.
"""

from datetime import datetime

from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import BrowserViewFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import BROWSER_VIEWS, View
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("对浏览器显示不同首页", "Home page shown otherwise to browsers"),
    remedy=Text(
        "核对两份首页内容；对检查程序和公众显示同一首页",
        "compare the two home pages; show programs and the public the same one",
    ),
    clause="抗干扰采集 H64（不计分）",
    needs=(BROWSER_VIEWS,),
    parameters=(
        Parameter(
            "least_alike",
            "share",
            0.5,
            Text("文字行、链接相同的最低比例", "share of text lines and links that must agree"),
        ),
    ),
    basis=Basis.HEURISTIC,
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance where the two readings differ; open where no two pages could be compared."""
    views = sorted(view[BROWSER_VIEWS])
    if not views:
        return _open(Reason.NOT_CHECKED)
    shown = views[0]
    if shown.onward:
        return _to_person(shown, _sent_on(shown))
    if not shown.both_read:
        return _one_read(shown)
    if _alike(shown, params["least_alike"]):
        return Detection(Verdict.MET, seen=1, expected=1, population="home page")
    return _to_person(shown, _differs(shown))


def _alike(shown: BrowserViewFact, least: float) -> bool:
    return shown.same_title and min(shown.lines_alike, shown.links_alike) >= least


def _one_read(shown: BrowserViewFact) -> Detection:
    """Refused to us and open to a browser is a difference; any other failure says nothing."""
    browsers, ours = (
        _reason(shown.outcome, shown.status),
        _reason(shown.own_outcome, shown.own_status),
    )
    if browsers is not None:
        return _open(browsers)
    if ours in (Reason.ACCESS_DENIED, Reason.CHALLENGED):
        return _to_person(shown, _refused_to_us(shown))
    return _open(ours or Reason.AMBIGUOUS)


def _reason(outcome: str, status: int) -> Reason | None:
    """Why an answer is no page; ``None`` for a page."""
    if outcome == Outcome.OK and status == 200:
        return None
    return Reason.of(Outcome(outcome), status)


def _open(reason: Reason) -> Detection:
    return Detection(
        Verdict.UNDETERMINED,
        expected=1,
        population="home page",
        missing={reason: 1},
        reason=reason,
    )


def _to_person(shown: BrowserViewFact, says: Text) -> Detection:
    instance = Instance(
        target=shown.url,
        says=says,
        verdict=Verdict.NEEDS_PERSON,
        severity=Severity.NOTE,
        part="home",
        mark="browser",
        evidence=tuple(
            Evidence(digest, shown.url, place)
            for digest, place in ((shown.own_digest, "govgauge"), (shown.digest, "browser"))
            if digest
        ),
        reason=Reason.AMBIGUOUS,
    )
    return Detection(Verdict.NEEDS_PERSON, (instance,), seen=1, expected=1, population="home page")


def _differs(shown: BrowserViewFact) -> Text:
    lines, links = 100 * shown.lines_alike, 100 * shown.links_alike
    return Text(
        f"浏览器看到的首页（“{shown.title}”）与本程序看到的（“{shown.own_title}”）不同："
        f"相同文字行 {lines:.0f}%，相同链接 {links:.0f}%，请人工核对",
        f"the home page shown to a browser ({shown.title!r}) is not the one shown to this program "
        f"({shown.own_title!r}): {lines:.0f} % of the lines and {links:.0f} % of the links agree; "
        "a person should look",
    )


def _sent_on(shown: BrowserViewFact) -> Text:
    return Text(
        f"首页将浏览器转到 {shown.onward}，而对本程序未转向，请人工核对",
        f"browsers are sent on to {shown.onward}, this program was not; a person should look",
    )


def _refused_to_us(shown: BrowserViewFact) -> Text:
    return Text(
        f"首页拒绝本程序（{shown.own_status}）而对浏览器打开，请人工核对",
        f"the home page refuses this program ({shown.own_status}) and opens for a browser; "
        "a person should look",
    )
