"""Page labels 页面标签.

Question: do pages carry the labels (``<meta name content>``) their kind must have?
Rule: 国办发〔2017〕47号 page labels; required sets per page kind: home
L-01 to L-03, list pages L-01 to L-07, article pages L-01 to L-10.
Limits: pages whose kind is not certain are not judged, nor are pages no anchor leads to (pieces
shown in frames), site maps and the like, and the page behind a home page that is only a front
door.  Such a home page, pages that were not read, or that show nothing without a script, are open.
Names are matched without case; a misspelt name is a missing label and shown beside it.  One
finding per page kind and label.
"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from attrs import define, field

from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import LabelFact, PageFact, PageKind, Relation
from govgauge.model.finding import Evidence, Instance
from govgauge.model.foot import front_door, home_page
from govgauge.model.kinds import (
    IDENTITY,
    LABELS,
    PAGES,
    TARGETS,
    View,
    is_absent,
    main_reason,
    unseen_pages,
    why_unread,
)
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=2,
    title=Text("页面标签缺失", "Missing page labels"),
    remedy=Text(
        "按页面类型补齐标签，名称拼写正确，内容不为空",
        "give each page kind its labels, spelt right and with content",
    ),
    clause="国办发〔2017〕47号 网页标签规范",
    needs=(PAGES, TARGETS, LABELS, IDENTITY),
    basis=Basis.HEURISTIC,
)

_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
REQUIRED = {
    PageKind.HOME: _SITE,
    PageKind.LIST: (*_SITE, *_COLUMN),
    PageKind.ARTICLE: (*_SITE, *_COLUMN, *_ARTICLE),
}
_KNOWN = frozenset(n.lower() for names in REQUIRED.values() for n in names)
_KIND = {
    PageKind.HOME: ("首页", "home page"),
    PageKind.LIST: ("栏目页", "list page"),
    PageKind.ARTICLE: ("文章页", "article page"),
}
_ANCHORS = ("a", "area")
_SITE_LINK = re.compile(
    r"(?:返回)?(?:网站|本站|本网)?(?:首页|主页|地图|导航图?|声明|帮助)$|(?:站点|全站)(?:地图|导航)|网站地图|site_?map"
    r"|(?:联系|关于)(?:我们|本站|本网)|登录$|注册$|进入(?:网站|首页|门户)|手机版|移动版|电脑版|旧版|老版|无障碍|繁體|繁体|English",
    re.IGNORECASE,
)
_MAX_NAME_CHARS = 12
_NOTHING = ("", "null", "undefined", "none")
_DATE = re.compile(r"\d{4}\D{1,3}\d{1,2}\D{1,3}\d{1,2}")


@define
class _Lack:
    """Pages of one kind that lack one label."""

    first: PageFact
    how: str
    pages: int = 0
    near: dict[str, int] = field(factory=dict)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance per page kind and missing label, with the number of pages it lacks on."""
    labels: dict[int, list[LabelFact]] = defaultdict(list)
    for label in view[LABELS]:
        labels[label.page_seq].append(label)
    lacks: dict[tuple[PageKind, str], _Lack] = {}
    seen = 0
    missing = unseen_pages(view[TARGETS], view[PAGES])
    pages: Sequence[PageFact] = view[PAGES]
    reached = _Reached(view)
    for page in sorted(pages, key=lambda p: p.seq):
        kind = PageKind(page.kind)
        if is_absent(page):
            continue
        own = labels.get(page.seq, ())
        unread = why_unread(page)
        if unread is not None and kind is not PageKind.FILE:
            missing[unread] += 1
        elif kind is PageKind.HOME and reached.door is not None:
            missing[reached.door] += 1
        elif kind not in REQUIRED or not reached.is_page(page, kind, own):
            continue
        elif _is_certain(page, kind, own):
            seen += 1
            _note_lacks(lacks, page, kind, own)
    return _detection(lacks, seen, missing)


class _Reached:
    """How the unit's pages are linked, which tells a page of its own from a piece of one."""

    def __init__(self, view: View) -> None:
        home = home_page(view)
        self.home_seq = home.seq if home is not None else -1
        self.door = front_door(s for s in view[IDENTITY] if s.page_seq == self.home_seq)
        self._anchored: set[str] = set()
        self._framed: set[str] = set()
        self._columns: set[str] = set()
        for target in view[TARGETS]:
            if target.relation != Relation.OWN:
                continue
            both = (target.target, target.final_url)
            if target.element in _ANCHORS:
                self._anchored.update(both)
                if not _SITE_LINK.match("".join(target.anchor.split())):
                    self._columns.update(both)
            elif target.element == "frame":
                self._framed.update(both)

    def is_page(self, page: PageFact, kind: PageKind, labels: Sequence[LabelFact]) -> bool:
        """False for pieces in frames, and for lists that no anchor names as a column."""
        if kind is PageKind.HOME:
            return True
        if kind is not PageKind.LIST:
            return page.url in self._anchored and page.url not in self._framed
        # What a front door leads to may be the home page itself, unless it says which column it is.
        behind = self.door is not None and page.parent_seq == self.home_seq
        if behind and not page.column and not _any_of(_COLUMN, labels):
            return False
        return page.url in self._columns and page.url not in self._framed


def _is_certain(page: PageFact, kind: PageKind, labels: Sequence[LabelFact]) -> bool:
    """False for a page taken for an article by the look of its text alone, or by one date.

    A column of a single dated row looks like that; it has a name and no headline.
    """
    if kind is not PageKind.ARTICLE or _any_of(_ARTICLE, labels):
        return True
    headline = len(page.title) > _MAX_NAME_CHARS and page.title != page.column
    return bool(page.document_number) or (bool(page.published) and headline)


def _any_of(names: Sequence[str], labels: Sequence[LabelFact]) -> bool:
    lower = {name.lower() for name in names}
    return any(label.name.strip().lower() in lower for label in labels)


def _note_lacks(
    lacks: dict[tuple[PageKind, str], _Lack],
    page: PageFact,
    kind: PageKind,
    labels: Sequence[LabelFact],
) -> None:
    given: dict[str, str] = {}
    for label in labels:
        name = label.name.strip().lower()
        given[name] = given.get(name) or label.content.strip()
    for name in REQUIRED[kind]:
        how = _how_missing(name, given)
        if not how:
            continue
        lack = lacks.setdefault((kind, name), _Lack(page, how))
        lack.pages += 1
        for near in _near_names(name, given):
            lack.near[near] = lack.near.get(near, 0) + 1


def _how_missing(name: str, given: Mapping[str, str]) -> str:
    content = given.get(name.lower())
    if content is None:
        return "absent"
    if content.lower() in _NOTHING:
        return "empty"
    if name == "PubDate" and not _DATE.search(content):
        return "unreadable"
    return ""


def _near_names(name: str, given: Mapping[str, str]) -> list[str]:
    if name.lower() in given:
        return []
    return list(_close_to(name.lower(), tuple(n for n in given if n not in _KNOWN)))


@lru_cache(4096)
def _close_to(name: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
    # Pages of one template carry the same labels: the comparison is made once for all of them.
    return tuple(difflib.get_close_matches(name, candidates, n=1, cutoff=0.85))


def _detection(
    lacks: Mapping[tuple[PageKind, str], _Lack], seen: int, missing: Counter[Reason]
) -> Detection:
    expected = seen + missing.total()
    instances = tuple(_instance(kind, name, lack) for (kind, name), lack in sorted(lacks.items()))
    reason = None
    verdict = Verdict.UNMET if instances else Verdict.MET
    if not instances and (seen < expected or not seen):
        verdict = Verdict.UNDETERMINED
        reason = main_reason(missing)
    return Detection(
        verdict,
        instances=instances,
        seen=seen,
        expected=expected,
        population="pages",
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value="labels",
        reason=reason,
    )


def _instance(kind: PageKind, name: str, lack: _Lack) -> Instance:
    zh_kind, en_kind = _KIND[kind]
    zh_how = {"absent": "缺少", "empty": "内容为空", "unreadable": "无法识别"}[lack.how]
    near = max(lack.near, key=lambda n: lack.near[n], default="")
    zh_near = f"（有近似名称 {near}，疑为拼写错误）" if near else ""
    en_near = f" (there is {near}: misspelt?)" if near else ""
    return Instance(
        target=lack.first.url,
        says=Text(
            f"{lack.pages} 个{zh_kind}的标签 {name} {zh_how}{zh_near}，例如 {lack.first.url}",
            f"label {name} is {lack.how} on {lack.pages} {en_kind}(s){en_near}, "
            f"for example {lack.first.url}",
        ),
        value=float(lack.pages),
        unit_of_value="pages",
        part="home" if kind is PageKind.HOME else "inner",
        excerpt=near,
        mark=f"{kind.value} {name}",
        evidence=(Evidence(lack.first.digest, lack.first.url, f"meta {name}"),),
    )
