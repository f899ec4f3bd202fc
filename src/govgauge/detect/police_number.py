"""Public security registration number 公安机关备案标识.

Question: does the foot of the home page show a well-formed public security number?
Rule: 国办发〔2017〕47号 foot elements.  The form follows the numbers in use: 公网安备 (or
公安备案号) and 14 digits that begin with a division code, perhaps with a suffix behind a dash.
Limits: a foot that a script writes cannot be judged from the plain page.  Numbers of 10 to 13
digits were given out in former years: one that begins with a province's code goes to a person, and so do
fourteen digits that only stand near a word such as 备案.
A division the shipped list does not know is no fault.
"""

import re
import unicodedata
from datetime import datetime

from govgauge.model.detector import Detection, Detector, Params
from govgauge.model.divisions import division_name
from govgauge.model.finding import Instance
from govgauge.model.foot import Foot, about_home, left_open, read_foot, settled
from govgauge.model.kinds import IDENTITY, PAGES, View
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("公安机关备案标识缺失或不规范", "Missing or malformed public security number"),
    remedy=Text(
        "在首页底部标明本网站完整的公安机关备案号（公网安备及 14 位数字）",
        "show the site's whole public security number (公网安备 and 14 digits) in the foot",
    ),
    clause="国办发〔2017〕47号 页面底部功能区",
    needs=(PAGES, IDENTITY),
)

_DIGITS = re.compile(r"备\D*?(\d+)")
_LENGTH = 14
_OLD_LENGTHS = range(10, _LENGTH)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge the public security numbers the home page shows by their form."""
    foot = read_foot(view)
    if isinstance(foot, Reason):
        return left_open(foot)
    numbers = {number: _digits(number) for number in foot.shown("police_number")}
    if any(len(digits) == _LENGTH for digits in numbers.values()):
        return settled()
    old = next((n for n, digits in numbers.items() if _may_be_old(digits)), "")
    if old:
        return settled(_perhaps_old(foot, old))
    unclear = foot.unclear("police_number")
    if unclear:
        return settled(_uncertain(foot, unclear[0]))
    if numbers:
        return settled(_malformed(foot, *next(iter(numbers.items()))))
    return left_open(foot.unseen) if foot.unseen is not None else settled(_missing(foot))


def _digits(number: str) -> str:
    """The digits behind the words, without a suffix."""
    plain = "".join(unicodedata.normalize("NFKC", number).split())
    match = _DIGITS.search(plain)
    return match[1] if match else ""


def _may_be_old(digits: str) -> bool:
    return len(digits) in _OLD_LENGTHS and division_name(digits[:2] + "0000") is not None


def _missing(foot: Foot) -> Instance:
    shown = foot.says
    return about_home(
        foot.home,
        "missing",
        shown,
        Text(
            f"首页底部没有公安机关备案号，仅见：{shown}",
            f"the foot of the home page shows no public security number, only: {shown}",
        ),
    )


def _malformed(foot: Foot, number: str, digits: str) -> Instance:
    return about_home(
        foot.home,
        "form",
        number,
        Text(
            f"首页底部的公安机关备案号“{number}”不规范：数字为 {len(digits)} 位，应为 14 位",
            f"the public security number “{number}” in the foot is malformed: "
            f"{len(digits)} digits, not 14",
        ),
    )


def _uncertain(foot: Foot, value: str) -> Instance:
    return about_home(
        foot.home,
        "form",
        value,
        Text(
            f"首页有 14 位数字“{value}”，未能确认是否为公安机关备案号，请人工核对",
            f"the home page shows fourteen digits, “{value}”: "
            "whether they are its public security number, a person should look",
        ),
        Verdict.NEEDS_PERSON,
    )


def _perhaps_old(foot: Foot, number: str) -> Instance:
    return about_home(
        foot.home,
        "form",
        number,
        Text(
            f"首页底部的公安机关备案号“{number}”不足 14 位，可能是旧编号，请人工核对",
            f"the public security number “{number}” in the foot has fewer than 14 digits; "
            "it may be an old one: a person should look",
        ),
        Verdict.NEEDS_PERSON,
    )
