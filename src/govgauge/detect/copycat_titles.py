"""Titles of another unit 套用其他网站名称.

Question: does a site call itself by the name of another unit of the campaign?
Rule: 国办函〔2018〕12号 (fake sites are looked for and counted); 国办发〔2017〕47号: a site's name is
that of its organiser.
Limits: a person decides, nobody is accused.  Looked at are the home page's title and the SiteName
label; of an unregistered copy nothing is known.  Names of one organiser, of units above and below,
and short names that many units end in (政务服务中心) are not raised, nor is a site that leads on to
the other's own host.  Titles are compared with every registered name, and with the titles of those
sites whose home page was read.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from attrs import frozen

from govgauge.model.campaign_view import CampaignView
from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.finding import Evidence, Instance
from govgauge.model.foot import home_page, left_open, settled
from govgauge.model.kinds import LABELS, PAGES, View, why_unread
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("套用其他网站名称", "The name of another site"),
    remedy=Text(
        "核实网站是否为假冒；属模板套用的，将首页标题和 SiteName 标签改为本网站名称",
        "find out whether the site is a fake; where a template was copied, put the site's own name "
        "into title and SiteName label",
    ),
    clause="国办函〔2018〕12号 假冒政府网站; 国办发〔2017〕47号 网站名称",
    needs=(PAGES, LABELS),
    basis=Basis.SYNTHETIC_ONLY,
)

_SHORTEST = 5
_LONGEST = 200
_COMMON_TAIL = 2
_BEFORE = re.compile(r"^(?:欢迎您?(?:访问|光临|来到|浏览|进入|莅临)|中国[·•・.]|首页[-_|—])+")
_BEHIND = re.compile(r"(?:(?:门户|官方)?(?:网站|官网)|门户网|[-_|—]?(?:首页|主页)|欢迎您|[!！])+$")
_NO_NAME = frozenset(("", "首页", "主页", "网站首页", "home", "index", "null", "无标题文档"))


@frozen
class _Home:
    """What a unit's home page calls itself; ``unread`` tells why nothing is known of it."""

    unread: str = ""
    url: str = ""
    host: str = ""
    digest: str = ""
    stated: tuple[tuple[str, str], ...] = ()


def sketch(view: View) -> bytes:
    """The home page's address, title and SiteName label, as JSON."""
    return json.dumps(_sketched(view), ensure_ascii=False).encode()


def _sketched(view: View) -> dict[str, object]:
    home = home_page(view)
    if home is None:
        return {"unread": Reason.NOT_GATHERED.value}
    labels = sorted(
        label.content
        for label in view[LABELS]
        if label.page_seq == home.seq and label.name.strip().lower() == "sitename"
    )
    signs = [("title", home.title), *(("SiteName", content) for content in labels[:1])]
    stated = [(sign, name[:_LONGEST]) for sign, name in signs if not _is_no_name(name)]
    unread = why_unread(home)
    delivered = home.outcome == Outcome.OK and home.status == 200
    if not delivered or not stated:
        return {"unread": (unread or Reason.AMBIGUOUS).value}
    final = home.final_url or home.url
    host = urlsplit(final).hostname or ""
    return {"url": home.url, "host": host, "digest": home.digest, "stated": stated}


def judge(campaign: CampaignView, params: Params, as_of: datetime) -> Mapping[str, Detection]:
    """At most one instance a unit: the first other unit of the list whose name it bears."""
    homes = {unit.unit_id: _home(sketch) for unit, sketch in campaign.sketches()}
    registered = _Registered(campaign.units, homes)
    return {
        unit.unit_id: _answer(unit, homes[unit.unit_id], registered)
        for unit in campaign.units
        if unit.unit_id in homes
    }


def _home(sketch: bytes) -> _Home:
    fields = json.loads(sketch)
    stated = tuple((sign, name) for sign, name in fields.pop("stated", ()))
    return _Home(stated=stated, **fields)


class _Registered:
    """The units of a campaign by the names they have and the titles they show."""

    def __init__(self, units: Sequence[Unit], homes: Mapping[str, _Home]) -> None:
        self._units = {unit.unit_id: unit for unit in units}
        self._named: dict[str, list[Unit]] = {}
        tails: Counter[str] = Counter()
        for unit in units:
            name = _bare(unit.name)
            self._named.setdefault(name, []).append(unit)
            tails.update({name[at:] for at in range(1, len(name) - _SHORTEST + 1)})
        common = [n for n in self._named if len(n) < _SHORTEST or tails[n] >= _COMMON_TAIL]
        for name in common:
            del self._named[name]
        self._titled: dict[str, list[Unit]] = {}
        for unit in units:
            for _, title in homes.get(unit.unit_id, _Home()).stated:
                if _bare(unit.name) in self._named and _bare(unit.name) in _plain(title):
                    self._titled.setdefault(_plain(title), []).append(unit)

    def bearers(self, stated: str) -> Iterator[Unit]:
        """The units that have this name, then those that show this very title with theirs in it."""
        yield from self._named.get(_bare(stated), ())
        yield from self._titled.get(_plain(stated), ())

    def related(self, one: Unit, other: Unit) -> bool:
        """True for units of one organiser, and where one is above the other."""
        if one.owner and one.owner == other.owner:
            return True
        return other.unit_id in self._above(one) or one.unit_id in self._above(other)

    def _above(self, unit: Unit) -> set[str]:
        above: set[str] = set()
        parent = unit.parent_id
        while parent and parent not in above:
            above.add(parent)
            known = self._units.get(parent)
            parent = known.parent_id if known is not None else ""
        return above


def _answer(unit: Unit, home: _Home, registered: _Registered) -> Detection:
    if home.unread:
        return left_open(Reason(home.unread))
    for sign, stated in home.stated:
        if _is_own(unit, stated):
            continue
        for other in registered.bearers(stated):
            if _is_another(unit, home, other) and not registered.related(unit, other):
                return settled(_instance(unit, home, sign, stated, other))
    return settled()


def _is_own(unit: Unit, stated: str) -> bool:
    """True for a name that holds the unit's or its organiser's, or is a part of it."""
    plain, bare = _plain(stated), _bare(stated)
    own = [name for name in (_bare(unit.name), _bare(unit.owner)) if name]
    return any(name in plain or bare in name for name in own)


def _is_another(unit: Unit, home: _Home, other: Unit) -> bool:
    """False for the unit itself, also where it is listed twice or leads on to the other's host."""
    hosts = {urlsplit(other.url).hostname, *(h.partition("/")[0] for h in other.hosts)}
    moved = home.host in hosts and home.host != urlsplit(unit.url).hostname
    return other.unit_id != unit.unit_id and other.url != unit.url and not moved


def _instance(unit: Unit, home: _Home, sign: str, stated: str, other: Unit) -> Instance:
    zh_sign, en_sign = (
        ("首页标题", "title") if sign == "title" else ("SiteName 标签", "SiteName label")
    )
    return Instance(
        target=home.url,
        says=Text(
            f"{zh_sign}“{stated}”是另一网站“{other.name}”（{other.unit_id}）的名称，"
            f"不含本网站名称“{unit.name}”，请人工核对是否假冒或套用模板",
            f"the home page's {en_sign} “{stated}” is the name of another site, “{other.name}” "
            f"({other.unit_id}), and does not hold “{unit.name}”: a fake or a copied template? "
            "A person should look",
        ),
        verdict=Verdict.NEEDS_PERSON,
        severity=Severity.FAULT,
        part="home",
        excerpt=stated,
        mark=other.unit_id,
        confidence=0.8,
        evidence=(Evidence(home.digest, home.url, en_sign),) if home.digest else (),
        reason=Reason.AMBIGUOUS,
    )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _bare(text: str) -> str:
    """A name without greetings before and 门户网站, 首页 and the like behind."""
    return _BEHIND.sub("", _BEFORE.sub("", _plain(text)))


def _is_no_name(text: str) -> bool:
    return _plain(text).lower() in _NO_NAME
