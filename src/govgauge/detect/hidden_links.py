"""Hidden links 暗链.

Question: are there links to other people's sites that no reader of the page sees?
Rule: 国办发〔2017〕47号 政府网站发展指引 (links outwards are looked after); provincial and
municipal rules that name 暗链 as a fault.
Limits: a person decides: what hides a link is told from the page alone.  Looked for on the home page
and on lists, in markup, in the page's own style sheets and in what its scripts write as it is read;
files of styles and scripts are not read, and articles not looked at.  What is only not displayed
(menus, tabs, a builder's name) is not raised here, nor are links to governments, schools, the press,
and services whose links stand unseen on ordinary pages (statistics, sharing, filing, browsers).  A
link that stands for its picture is seen, and so is a strip of pictures that moves.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from govgauge.detect.outside.terms import host_of, is_ordinary
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import HiddenLinkFact, PageFact, PageKind
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    HIDDEN_LINKS,
    PAGES,
    TARGETS,
    View,
    is_absent,
    unseen_pages,
    why_unread,
)
from govgauge.model.raised import for_a_person
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("暗链", "Hidden links"),
    remedy=Text(
        "删除隐藏的链接及其代码，排查网站是否被入侵，修补漏洞并修改后台口令",
        "delete the hidden link and its code, look for how it came in, mend the hole and change "
        "the passwords of the content system",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：外部链接管理；各地考评指标“暗链”",
    needs=(PAGES, TARGETS, HIDDEN_LINKS),
    parameters=(
        Parameter(
            "ways",
            unit="ways of hiding",
            default=["off_screen", "no_size", "marquee", "see_through", "script"],
            says=Text("计入的隐藏方式", "the ways of hiding that count"),
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)

_LOOKED_AT = (PageKind.HOME, PageKind.LIST)
_WAYS = {
    "off_screen": ("移出屏幕", "drawn off the screen"),
    "no_size": ("宽高为零", "in a box of no size"),
    "marquee": ("放在看不见的滚动条中", "in a marquee nobody can see"),
    "see_through": ("透明或字号为零", "transparent, or in letters of no size"),
    "script": ("由脚本隐藏", "hidden by a script"),
    "not_shown": ("不显示", "not displayed"),
}


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each address to which a hidden link leads."""
    missing = unseen_pages(view[TARGETS], view[PAGES])
    looked: dict[int, PageFact] = {}
    for page in view[PAGES]:
        if is_absent(page):
            continue
        unread = why_unread(page)
        if unread is not None and page.kind != PageKind.FILE:
            missing[unread] += 1
        elif page.kind in _LOOKED_AT:
            looked[page.seq] = page
    instances = _instances(view[HIDDEN_LINKS], looked, params)
    return for_a_person(instances, len(looked), missing, population="pages", unit_of_value="links")


def _instances(
    rows: Sequence[HiddenLinkFact], looked: Mapping[int, PageFact], params: Params
) -> tuple[Instance, ...]:
    ways = frozenset(params["ways"])
    by_target: dict[str, list[HiddenLinkFact]] = {}
    for row in sorted(rows):
        if row.way in ways and row.page_seq in looked and not is_ordinary(row.target):
            by_target.setdefault(row.target, []).append(row)
    return tuple(_instance(some, looked) for _, some in sorted(by_target.items()))


def _instance(rows: Sequence[HiddenLinkFact], looked: Mapping[int, PageFact]) -> Instance:
    first = rows[0]
    page = looked[first.page_seq]
    count = len({row.page_seq for row in rows})
    zh, en = _WAYS[first.way]
    anchor = first.anchor or host_of(first.target)
    return Instance(
        target=first.target,
        says=Text(
            f"指向 {first.target} 的链接“{anchor}”{zh}，读者看不到，见于 {count} 个页面，例如 {page.url}",
            f"the link “{anchor}” to {first.target} is {en}, where no reader sees it; it stands on "
            f"{count} page(s), such as {page.url}",
        ),
        verdict=Verdict.NEEDS_PERSON,
        severity=Severity.GRAVE,
        value=float(count),
        unit_of_value="pages",
        part="home" if page.kind == PageKind.HOME else "inner",
        excerpt=f"{first.markup} {first.anchor}".strip(),
        mark=first.way,
        evidence=(Evidence(page.digest, page.url, f"link {first.target}"),) if page.digest else (),
        reason=Reason.AMBIGUOUS,
    )
