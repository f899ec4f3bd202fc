"""ICP registration number ICP备案编号.

Question: does the foot of the home page show a well-formed ICP registration number?
Rule: 国办发〔2017〕47号 foot elements.  The form follows the numbers in use: the short name of a
province, ``ICP备`` (``ICP证`` for old ones), 6 to 8 digits or a year and six digits, and perhaps
the number of the site behind a dash.
Limits: a foot that a script writes cannot be judged from the plain page.  Of several numbers one
right one is enough; whom a number was given to is not asked.
"""

import re
import unicodedata
from datetime import datetime

from govgauge.model.detector import Detection, Detector, Params
from govgauge.model.finding import Instance
from govgauge.model.foot import Foot, about_home, left_open, read_foot, settled
from govgauge.model.kinds import IDENTITY, PAGES, View
from govgauge.model.text import Text
from govgauge.model.verdict import Reason

DETECTOR = Detector(
    version=1,
    title=Text("ICP备案编号缺失或不规范", "Missing or malformed ICP number"),
    remedy=Text(
        "在首页底部标明本网站完整的 ICP 备案编号，如“京ICP备12345678号-1”",
        "show the site's whole ICP number in the foot, such as 京ICP备12345678号-1",
    ),
    clause="国办发〔2017〕47号 页面底部功能区",
    needs=(PAGES, IDENTITY),
)

# Sichuan, Yunnan, Guizhou, Gansu and Shaanxi have two short names; ICP numbers use the older one.
_PROVINCES = "京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕秦吉闽贵黔粤青藏川蜀宁琼"
_DIGITS = re.compile(r"ICP[备证]\D{0,6}?(\d+)")
_PROVINCE = re.compile(rf"[{_PROVINCES}][)\]】〕]?ICP")


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge the ICP numbers the home page shows by their form."""
    foot = read_foot(view)
    if isinstance(foot, Reason):
        return left_open(foot)
    numbers = foot.shown("icp_number")
    if not numbers:
        return left_open(foot.unseen) if foot.unseen is not None else settled(_missing(foot))
    defects = [_defect(number) for number in numbers]
    if None in defects:
        return settled()
    return settled(
        *[_malformed(foot, n, d) for n, d in zip(numbers, defects, strict=True) if d][:1]
    )


def _defect(number: str) -> Text | None:
    """What is wrong with the form of a number; ``None`` for a right one."""
    plain = "".join(unicodedata.normalize("NFKC", number).upper().split())
    digits = _DIGITS.search(plain)
    count = len(digits[1]) if digits else 0
    # Since 2020 numbers begin with the whole year.
    if not (6 <= count <= 8 or (digits and count == 10 and digits[1].startswith("20"))):
        return Text(f"数字为 {count} 位，不符合编号规则", f"it has {count} digits")
    if not _PROVINCE.search(plain):
        return Text("缺少省份简称", "it lacks the short name of a province")
    return None


def _missing(foot: Foot) -> Instance:
    shown = foot.says
    return about_home(
        foot.home,
        "missing",
        shown,
        Text(
            f"首页底部没有 ICP 备案编号，仅见：{shown}",
            f"the foot of the home page shows no ICP number, only: {shown}",
        ),
    )


def _malformed(foot: Foot, number: str, defect: Text) -> Instance:
    return about_home(
        foot.home,
        "form",
        number,
        Text(
            f"首页底部的 ICP 备案编号“{number}”不规范：{defect.zh}",
            f"the ICP number “{number}” in the foot is malformed: {defect.en}",
        ),
    )
