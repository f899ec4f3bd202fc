"""Site code 网站标识码.

Question: does the foot of the home page show the site's own, well-formed site code?
Rule: 国办发〔2017〕47号 foot elements.  The form follows the codes in use: a six-digit division
code and four digits for local sites, ``bm`` and eight digits for central ones.
Limits: a foot that a script writes cannot be judged from the plain page.  An empty SiteIDCode
label is the business of ``page_labels``.  A division the shipped list does not know is no fault.
"""

from collections.abc import Sequence
from datetime import datetime

from govgauge.model.detector import Detection, Detector, Params
from govgauge.model.divisions import division_name
from govgauge.model.facts import IdentityFact, PageFact, PageKind
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import IDENTITY, PAGES, View
from govgauge.model.outcome import Outcome
from govgauge.model.site_code import SiteCode, SiteCodeKind, fits_division, parse_site_code
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
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
    home = next((p for p in view[PAGES] if p.kind == PageKind.HOME), None)
    if home is None:
        return _open(Reason.NOT_GATHERED)
    if home.outcome != Outcome.OK or home.status != 200:
        return _open(Reason.of(Outcome(home.outcome), home.status))
    signs = [s for s in view[IDENTITY] if s.page_seq == home.seq]
    in_foot = [s for s in signs if s.sign == "site_code" and s.place != "meta"]
    if not in_foot:
        if not any(s.place != "meta" for s in signs):
            return _open(Reason.NEEDS_BROWSER)
        return _found(home, [_missing(home, signs)])
    codes = [parse_site_code(s.value) for s in in_foot]
    return _found(home, _faults(view.unit, home, codes, signs))


def _open(reason: Reason) -> Detection:
    return Detection(
        Verdict.UNDETERMINED, expected=1, missing={reason: 1}, reason=reason, population="pages"
    )


def _found(home: PageFact, instances: Sequence[Instance]) -> Detection:
    verdict = Verdict.UNMET if instances else Verdict.MET
    return Detection(verdict, instances=tuple(instances), seen=1, expected=1, population="pages")


def _faults(
    unit: Unit, home: PageFact, codes: Sequence[SiteCode], signs: Sequence[IdentityFact]
) -> list[Instance]:
    """What is wrong with the codes shown; one right code beside others is enough."""
    own = parse_site_code(unit.unit_id)
    if own.well_formed and not unit.unit_id_made_up:
        if any(code.text == own.text for code in codes):
            return _label_differs(home, own, signs)
        return [_not_the_registered(home, codes[0], own, unit)]
    formed = [code for code in codes if code.well_formed]
    if not formed:
        return [_bad_form(home, codes[0])]
    if unit.division and all(fits_division(code, unit.division) is False for code in formed):
        return [_other_division(home, formed[0], unit.division)]
    return _label_differs(home, formed[0], signs)


def _missing(home: PageFact, signs: Sequence[IdentityFact]) -> Instance:
    foot = "、".join(dict.fromkeys(s.value for s in signs if s.place != "meta"))[:80]
    return _instance(
        home,
        "missing",
        foot,
        "首页底部没有网站标识码",
        "the foot of the home page shows no site code",
    )


def _bad_form(home: PageFact, code: SiteCode) -> Instance:
    if code.kind is SiteCodeKind.NOT_GOVERNMENT:
        return _instance(
            home,
            "form",
            code.text,
            f"首页底部的 {code.text} 不是政府网站标识码",
            f"{code.text} in the foot is not the code of a government site",
        )
    return _instance(
        home,
        "form",
        code.text,
        f"首页底部的标识码 {code.text}（{len(code.text)} 位）不符合 10 位规范",
        f"the code {code.text} in the foot ({len(code.text)} characters) has not the ruled form",
    )


def _not_the_registered(home: PageFact, code: SiteCode, own: SiteCode, unit: Unit) -> Instance:
    if not code.well_formed:
        return _bad_form(home, code)
    place = division_name(code.division) or code.division
    return _instance(
        home,
        "other",
        code.text,
        f"首页底部标识码 {code.text}（{place or '中央'}）与登记的 {own.text} 不一致",
        f"the code {code.text} in the foot is not the registered {own.text}",
    )


def _other_division(home: PageFact, code: SiteCode, division: str) -> Instance:
    found, wanted = division_name(code.division), division_name(division)
    return _instance(
        home,
        "division",
        code.text,
        f"首页底部标识码 {code.text} 属于{found}，不属于{wanted or division}",
        f"the code {code.text} belongs to {found}, not to {wanted or division}",
    )


def _label_differs(
    home: PageFact, shown: SiteCode, signs: Sequence[IdentityFact]
) -> list[Instance]:
    labels = [s.value for s in signs if s.sign == "site_code" and s.place == "meta" and s.value]
    codes = [parse_site_code(value) for value in labels]
    if not codes or any(code.text == shown.text for code in codes):
        return []
    return [
        _instance(
            home,
            "label",
            codes[0].text,
            f"首页标签 SiteIDCode 为 {codes[0].text}，底部为 {shown.text}，两者不一致",
            f"the SiteIDCode label says {codes[0].text}, the foot {shown.text}",
        )
    ]


def _instance(home: PageFact, mark: str, excerpt: str, zh: str, en: str) -> Instance:
    return Instance(
        target=home.url,
        says=Text(zh, en),
        part="home",
        excerpt=excerpt,
        mark=mark,
        evidence=(Evidence(home.digest, home.url, "foot"),),
    )
