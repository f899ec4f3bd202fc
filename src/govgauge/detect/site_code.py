"""Site code 网站标识码.

Question: does the foot of the home page show the site's own, well-formed site code?
Rule: 国办发〔2017〕47号 foot elements.  The form follows the codes in use: a six-digit division
code and four digits for local sites, ``bm`` and eight digits for central ones.
Limits: a foot that a script writes cannot be judged from the plain page, and neither can a foot
where the word stands with a value that could not be read.  An empty SiteIDCode label is the
business of ``page_labels``.  A division the shipped list does not know is no fault.
"""

from collections.abc import Sequence
from datetime import datetime

from govgauge.model.detector import Detection, Detector, Params
from govgauge.model.divisions import division_name
from govgauge.model.facts import PageFact
from govgauge.model.finding import Instance
from govgauge.model.foot import Foot, about_home, left_open, read_foot, settled
from govgauge.model.kinds import IDENTITY, PAGES, View
from govgauge.model.site_code import SiteCode, SiteCodeKind, fits_division, parse_site_code
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason

DETECTOR = Detector(
    version=2,
    title=Text("网站标识码缺失或错误", "Missing or wrong site code"),
    remedy=Text(
        "在首页底部以文字标明本网站的 10 位标识码，并与登记信息一致",
        "show the site's own ten-character code as text in the foot of the home page",
    ),
    clause="国办发〔2017〕47号 页面底部功能区",
    needs=(PAGES, IDENTITY),
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge the code the home page shows against its form, the registry and its own label."""
    foot = read_foot(view)
    if isinstance(foot, Reason):
        return left_open(foot)
    shown = foot.shown("site_code")
    if not shown:
        return left_open(foot.unseen) if foot.unseen is not None else settled(_missing(foot))
    codes = [parse_site_code(value) for value in shown if value]
    faults = _faults(view.unit, foot, codes) if codes else []
    if len(codes) < len(shown) and (not codes or any(f.mark != "label" for f in faults)):
        # The word stands in the foot, and what follows it could not be read: it may be right.
        return left_open(Reason.AMBIGUOUS)
    return settled(*faults)


def _faults(unit: Unit, foot: Foot, codes: Sequence[SiteCode]) -> list[Instance]:
    """What is wrong with the codes shown; one right code beside others is enough."""
    own = parse_site_code(unit.unit_id)
    if own.well_formed and not unit.unit_id_made_up:
        if any(code.text == own.text for code in codes):
            return _label_differs(foot, own)
        return [_not_the_registered(foot.home, codes[0], own)]
    formed = [code for code in codes if code.well_formed]
    if not formed:
        return [_bad_form(foot.home, codes[0])]
    if unit.division and all(fits_division(code, unit.division) is False for code in formed):
        return [_other_division(foot.home, formed[0], unit.division)]
    return _label_differs(foot, formed[0])


def _missing(foot: Foot) -> Instance:
    return about_home(
        foot.home,
        "missing",
        foot.says,
        Text("首页底部没有网站标识码", "the foot of the home page shows no site code"),
    )


def _bad_form(home: PageFact, code: SiteCode) -> Instance:
    says = Text(
        f"首页底部的标识码 {code.text}（{len(code.text)} 位）不符合 10 位规范",
        f"the code {code.text} in the foot ({len(code.text)} characters) has not the ruled form",
    )
    if code.kind is SiteCodeKind.NOT_GOVERNMENT:
        says = Text(
            f"首页底部的 {code.text} 不是政府网站标识码",
            f"{code.text} in the foot is not the code of a government site",
        )
    return about_home(home, "form", code.text, says)


def _not_the_registered(home: PageFact, code: SiteCode, own: SiteCode) -> Instance:
    if not code.well_formed:
        return _bad_form(home, code)
    place = division_name(code.division) or code.division
    says = Text(
        f"首页底部标识码 {code.text}（{place or '中央'}）与登记的 {own.text} 不一致",
        f"the code {code.text} in the foot is not the registered {own.text}",
    )
    return about_home(home, "other", code.text, says)


def _other_division(home: PageFact, code: SiteCode, division: str) -> Instance:
    found, wanted = division_name(code.division), division_name(division)
    says = Text(
        f"首页底部标识码 {code.text} 属于{found}，不属于{wanted or division}",
        f"the code {code.text} belongs to {found}, not to {wanted or division}",
    )
    return about_home(home, "division", code.text, says)


def _label_differs(foot: Foot, shown: SiteCode) -> list[Instance]:
    labels = [s.value for s in foot.marks("site_code") if s.place == "meta" and s.value]
    codes = [parse_site_code(value) for value in labels]
    if not codes or any(code.text == shown.text for code in codes):
        return []
    says = Text(
        f"首页标签 SiteIDCode 为 {codes[0].text}，底部为 {shown.text}，两者不一致",
        f"the SiteIDCode label says {codes[0].text}, the foot {shown.text}",
    )
    return [about_home(foot.home, "label", codes[0].text, says)]
