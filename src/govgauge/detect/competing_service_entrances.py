"""Several unlike service halls on one portal 服务入口不统一.

Question: does the home page offer more than one service hall of the unit's own, on unlike sites?
Rule: 国办发〔2017〕47号 办事服务: one entrance to services (grade B); evaluations judge it.
Limits: a hall is a link of the home page whose whole text names one (政务服务网, 办事大厅, 一网通办 …)
without a place or with the unit's own; halls for one purpose (不动产, 公积金 …), of other places
and of the country are none, nor is an institution (政务服务中心).  Two addresses are unlike only
where both were delivered, end at different hosts and show different titles.  Pages of the portal's
own host are columns, not halls.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from govgauge.detect.outside.offices import Outside, outside_of, why_unseen
from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import PageFact, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.foot import front_door, home_page, left_open, settled
from govgauge.model.kinds import IDENTITY, OUTSIDE_PAGES, PAGES, TARGETS, View, why_unread
from govgauge.model.relay import unwrapped
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason

DETECTOR = Detector(
    version=1,
    title=Text("办事服务入口不统一", "Competing service entrances"),
    remedy=Text(
        "统一办事服务入口：保留一个政务服务大厅，其他入口并入或自动跳转",
        "keep one service hall; merge the others into it or send their visitors there",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：办事服务统一入口",
    needs=(PAGES, TARGETS, OUTSIDE_PAGES, IDENTITY),
    basis=Basis.SYNTHETIC_ONLY,
)

_HALL = re.compile(
    r"(?P<whose>[\u4e00-\u9fff]{0,10}?)"
    r"(?:(?:(?:网上|在线)?(?:政务|行政)|网上|在线)服务(?:大厅|网|平台|总门户)"
    r"|(?:网上|在线)?(?:办事|审批|行政审批)(?:服务)?(?:大厅|平台)|网上大厅|一网通办|一窗通办|网上办事|在线办事|政务服务)"
    r"(?:入口|旗舰店|总入口)?"
)
_EVERYBODY = frozenset({"国家", "全国", "中国", "全省", "全市"})
_PLACE_ENDS = "省市区县州盟旗镇乡"
_MAX_NAME_CHARS = 16


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance naming the halls, where there are two or more."""
    home = home_page(view)
    if home is None:
        return left_open(Reason.NOT_GATHERED)
    signs = [s for s in view[IDENTITY] if s.page_seq == home.seq]
    unread = why_unread(home) or front_door(signs)
    if unread is not None:
        return left_open(unread)
    outside = outside_of(view[TARGETS], view[OUTSIDE_PAGES])
    named = sorted(_named(view[TARGETS], view.unit, home), key=lambda t: t.target)
    titles = {p.final_url: p.title for p in view[PAGES]}
    titles |= {url: page.title for url, page in outside.pages.items()}
    halls, unknown = _halls(named, outside, titles)
    if len(halls) > 1:
        return settled(_competing(home, halls))
    return left_open(unknown[0]) if unknown and len(halls) + len(unknown) > 1 else settled()


def _named(targets: Sequence[TargetFact], unit: Unit, home: PageFact) -> Iterator[TargetFact]:
    """What the home page names as the unit's own service hall, on another host."""
    own = _host(home.final_url or home.url)
    for target in targets:
        if not target.on_home or target.element != "a":
            continue
        name = "".join(target.anchor.split())
        match = _HALL.fullmatch(name) if len(name) <= _MAX_NAME_CHARS else None
        if match and _is_own(match["whose"], unit) and _host(target.target) != own:
            yield target


def _is_own(whose: str, unit: Unit) -> bool:
    bare = whose.rstrip(_PLACE_ENDS)
    return not whose or (len(bare) > 1 and whose not in _EVERYBODY and bare in unit.name)


def _halls(
    named: Sequence[TargetFact], outside: Outside, titles: Mapping[str, str]
) -> tuple[list[TargetFact], list[Reason]]:
    """One address for each unlike hall, and why others may be further ones."""
    halls: dict[str, TargetFact] = {}
    shown: set[str] = set()
    unknown: dict[str, Reason] = {}
    for target in named:
        end = outside.end_of(target.target)
        if end is None:
            if target.status not in (404, 410):
                unknown.setdefault(_host(target.target), why_unseen(target))
            continue
        host, title = _host(end.final_url), titles.get(end.final_url, "")
        if host not in halls and (not title or title not in shown):
            halls[host] = target
            shown.add(title)
    return list(halls.values()), [r for host, r in unknown.items() if host not in halls]


def _host(address: str) -> str:
    try:
        return (urlsplit(unwrapped(address)).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _competing(home: PageFact, halls: Sequence[TargetFact]) -> Instance:
    shown = [f"{''.join(t.anchor.split())} {t.final_url}" for t in halls]
    listed = "；".join(shown)
    pages = [Evidence(t.digest, t.final_url, "service hall") for t in halls if t.digest]
    return Instance(
        target=home.url,
        says=Text(
            f"首页有 {len(halls)} 个互不相同的办事入口：{listed[:160]}",
            f"the home page offers {len(halls)} unlike service halls: {listed[:160]}",
        ),
        part="home",
        excerpt=listed[:300],
        mark="halls",
        value=float(len(halls)),
        unit_of_value="halls",
        evidence=(Evidence(home.digest, home.url, "home page"), *pages),
    )
