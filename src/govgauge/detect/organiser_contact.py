"""Organiser and contact 主办单位及联系方式.

Question: does the foot of the home page name the organiser and a way to reach it?
Rule: 国办发〔2017〕47号 foot elements: 主办单位及联系方式.
Limits: a foot that a script writes cannot be judged from the plain page.  An organiser that is
shown without the word 主办 is not recognised.  Where the home page links to a page of contacts,
something like a number or address stands in the foot without a label, or another label or a
copyright line (版权所有, Copyright ©) stands in place of the organiser's name, a person decides.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.finding import Instance
from govgauge.model.foot import Foot, about_home, left_open, read_foot, settled
from govgauge.model.kinds import IDENTITY, PAGES, View
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("主办单位或联系方式缺失", "Missing organiser or contact"),
    remedy=Text(
        "在首页底部以文字标明主办单位及其联系电话、邮箱或地址",
        "name the organiser in the foot, with a telephone number, e-mail or postal address",
    ),
    clause="国办发〔2017〕47号 页面底部功能区",
    needs=(PAGES, IDENTITY),
    basis=Basis.HEURISTIC,
)

_OTHER_LABEL = re.compile(
    r"(?:承办|协办|技术支持|联系|电话|地址|邮编|邮箱|网站标识码|版权所有|备案)|.?ICP", re.IGNORECASE
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Up to two instances: no organiser named, no way to reach it shown."""
    foot = read_foot(view)
    if isinstance(foot, Reason):
        return left_open(foot)
    contacts = foot.shown("contact")
    organisers = foot.shown("organiser")
    named = any(not _OTHER_LABEL.match(value) for value in organisers)
    if named and contacts:
        return settled()
    if foot.unseen is not None:
        return left_open(foot.unseen)
    instances = [] if named else [_no_organiser(foot, organisers)]
    if not contacts:
        instances.append(_no_contact(foot, _contact_page(foot), foot.unclear("contact")))
    return settled(*instances)


def _contact_page(foot: Foot) -> str:
    """The words of a link on the home page that leads to a page of contacts."""
    return min((s.value for s in foot.signs if s.sign == "contact_page"), default="")


def _no_organiser(foot: Foot, labels: Sequence[str]) -> Instance:
    if labels:
        return about_home(
            foot.home,
            "organiser",
            labels[0],
            Text(
                f"首页底部“主办单位”之后是“{labels[0]}”，未能读出单位名称，请人工核对",
                f"“{labels[0]}” stands behind 主办单位 in the foot: "
                "whether the organiser is named, a person should look",
            ),
            Verdict.NEEDS_PERSON,
        )
    holder = next((value for value in foot.shown("copyright") if value), "")
    if holder:
        return about_home(
            foot.home,
            "organiser",
            holder,
            Text(
                f"首页底部没有“主办单位”字样，但标明版权属于“{holder}”，请人工核对",
                f"the foot names no organiser but says that “{holder}” holds the copyright: "
                "a person should look",
            ),
            Verdict.NEEDS_PERSON,
        )
    shown = foot.says
    return about_home(
        foot.home,
        "organiser",
        shown,
        Text(
            f"首页底部没有标明“主办单位”，仅见：{shown}",
            f"the foot of the home page names no organiser, only: {shown}",
        ),
    )


def _no_contact(foot: Foot, page: str, unclear: Sequence[str]) -> Instance:
    if unclear:
        return about_home(
            foot.home,
            "contact",
            unclear[0],
            Text(
                f"首页底部有“{unclear[0]}”，未能确认是否为主办单位的联系方式，请人工核对",
                f"the foot shows “{unclear[0]}”: "
                "whether the organiser is reached by it, a person should look",
            ),
            Verdict.NEEDS_PERSON,
        )
    if page:
        return about_home(
            foot.home,
            "contact",
            page,
            Text(
                f"首页没有直接标明联系方式，但有“{page}”链接，请人工核对",
                f"the home page shows no contact itself but links to “{page}”: "
                "a person should look",
            ),
            Verdict.NEEDS_PERSON,
        )
    shown = foot.says
    return about_home(
        foot.home,
        "contact",
        shown,
        Text(
            f"首页底部没有标明主办单位的联系方式，仅见：{shown}",
            f"the foot of the home page shows no way to reach the organiser, only: {shown}",
        ),
    )
