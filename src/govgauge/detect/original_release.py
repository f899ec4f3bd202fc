"""News of the unit's own, and news taken over from the media 首发与转载.

Question: what share of its news does the unit release itself, and how long after the media does it
take over the rest?
Rule: 政府网站绩效评估 (2016) 首发率 (自行首发信息占比); 国办发〔2017〕47号 政府网站发展指引, 转载 (注明来源,
及时).
Limits: nobody is accused here: what is raised is for a person.  Only items of news columns whose own
page was opened and shows a source (来源) or a dateline (电头) are counted; sources that are public
bodies of other places are neither.  How late is known only where the dateline tells the day.  The
value is the share of own news among own news and news of the media; where fewer than half of the
items tell their source, nothing is said.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from govgauge.model.columns import why_columns_unknown
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params, Span
from govgauge.model.facts import PageFact, PageKind, ReleaseFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    COLUMN_ITEMS,
    COLUMNS,
    PAGES,
    RELEASES,
    View,
    main_reason,
    why_unread,
)
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("首发与转载", "Own releases and news taken over"),
    remedy=Text(
        "本地重要信息由政府网站首发；转载的注明来源并及时，来源与正文电头一致",
        "release news of the place on the government's own site first; take over the rest in time, "
        "naming its source as the text itself does",
    ),
    clause="2016 年政府网站绩效评估 首发率；国办发〔2017〕47号 政府网站发展指引：转载",
    needs=(PAGES, COLUMNS, COLUMN_ITEMS, RELEASES),
    parameters=(
        Parameter(
            "late_days",
            unit="days",
            default=2,
            says=Text(
                "转载晚于电头几天即提示", "days after its dateline from which news is raised"
            ),
        ),
        Parameter(
            "least_told",
            unit="share",
            default=0.5,
            says=Text(
                "标明来源的条目低于此比例不作统计",
                "the share of items that must tell their source for the value to be given",
            ),
        ),
        Parameter(
            "window_days",
            unit="days",
            default=365,
            says=Text("只看监测时间点前多少天发布的信息", "how far back news is looked at"),
            span=Span.WINDOW,
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)
_OWN_WORDS = re.compile(r"^(?:本站|本网)(?:原创|讯)?$|^原创$")
_MEDIA = re.compile(
    r"新华(?:社|网)|人民(?:日报|网)|央视|央广|中新(?:社|网)|光明|日报|晚报|晨报|早报|时报|商报|都市报|电视台|广播|电台"
    r"|融媒体|传媒|新闻网|客户端|公众号|经济网|青年报"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,}?(?=省|自治区|市|自治州|州|盟|县|区|旗|镇|乡|街道)")


@frozen
class _News:
    """One item of a news column with its page and, where it has one, its dateline."""

    page: PageFact
    release: ReleaseFact | None
    own: bool | None
    """Whether the unit released it; ``None`` where neither the source nor a dateline tells."""
    signed_own: bool
    """Its source names the unit itself."""

    @property
    def told(self) -> bool:
        """Its page shows a source or a dateline."""
        return bool(self.page.source) or self.release is not None

    @property
    def days_late(self) -> int | None:
        """Days from its dateline to its publication; ``None`` where one is not shown."""
        if self.release is None or not self.page.published:
            return None
        sent = date.fromisoformat(self.release.sent_on)
        return (date.fromisoformat(self.page.published) - sent).days


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each item taken over late, or whose source its own dateline contradicts."""
    missing: Counter[Reason] = Counter()
    unknown = why_columns_unknown(view[COLUMNS])
    if unknown is not None:
        missing[unknown] += 1
    news = list(_news(view, params, as_of, missing))
    told = [item for item in news if item.told]
    if news and len(told) < params["least_told"] * len(news):
        missing[Reason.AMBIGUOUS] += len(news) - len(told)
    instances = [i for item in told for i in _instances(item, params)]
    own, media = (sum(item.own is kind for item in told) for kind in (True, False))
    share = own / (own + media) if own + media else None
    return _answer(instances, len(told), missing, share)


def _news(view: View, params: Params, as_of: datetime, missing: Counter[Reason]) -> Iterator[_News]:
    """The items of news columns published within the window whose pages were read."""
    columns = {c.page_seq for c in view[COLUMNS] if c.column_class == "news" and c.page_seq >= 0}
    wanted = {item.target for item in view[COLUMN_ITEMS] if item.page_seq in columns}
    releases = {row.page_seq: row for row in view[RELEASES]}
    begin = (as_of.date() - timedelta(days=params["window_days"])).isoformat()
    names = _names(view.unit)
    for page in sorted(view[PAGES], key=lambda page: page.url):
        if page.url not in wanted or page.kind == PageKind.FILE:
            continue
        reason = why_unread(page)
        if reason is not None:
            missing[reason] += 1
        elif page.published and begin <= page.published <= as_of.date().isoformat():
            release = releases.get(page.seq)
            signed = _names_itself(page.source, names)
            media = release is not None or bool(_MEDIA.search(page.source))
            yield _News(page, release, not media if media or signed else None, signed)


def _names(unit: Unit) -> frozenset[str]:
    """The places in the unit's name and owner (甲, 甲县 …) and both themselves."""
    whole = {name for name in (unit.name, unit.owner) if name}
    return frozenset(whole | {place for name in whole for place in _PLACE.findall(name)})


def _names_itself(source: str, names: frozenset[str]) -> bool:
    own = _OWN_WORDS.search(source) or any(name in source for name in names)
    return bool(own) and not _MEDIA.search(source)


def _instances(item: _News, params: Params) -> Iterator[Instance]:
    if item.release is None:
        return
    agency, source = item.release.agency, item.page.source
    late = item.days_late
    if item.signed_own:
        zh = f"来源标为“{source}”，正文为{agency}电头"
        yield _instance(item, zh, f"names “{source}” as source but bears the dateline of {agency}")
    elif late is not None and late >= params["late_days"]:
        zh = f"转载{agency} {item.release.sent_on} 的消息，晚 {late} 天"
        yield _instance(item, zh, f"was taken over from {agency} {late} days after its dateline")


def _instance(item: _News, zh: str, en: str) -> Instance:
    page, release = item.page, item.release
    assert release is not None
    return Instance(
        target=page.url,
        says=Text(f"“{page.title}”{zh}", f"“{page.title}” {en}"),
        verdict=Verdict.NEEDS_PERSON,
        severity=Severity.NOTE,
        value=float(item.days_late or 0),
        unit_of_value="days",
        column=page.column,
        excerpt=f"{page.source} {release.agency} {release.sent_on} {page.published}".strip(),
        mark=f"{release.agency} {release.sent_on}",
        evidence=(Evidence(page.digest, page.url, "dateline"),) if page.digest else (),
        reason=Reason.AMBIGUOUS,
    )


def _answer(
    instances: Sequence[Instance], seen: int, missing: Mapping[Reason, int], share: float | None
) -> Detection:
    verdict, reason = Verdict.MET, None
    if instances:
        verdict, reason = Verdict.NEEDS_PERSON, main_reason(missing, Reason.AMBIGUOUS)
    elif missing or not seen:
        verdict, reason = Verdict.UNDETERMINED, main_reason(missing, Reason.NO_SAMPLE)
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=seen + sum(missing.values()),
        population="news",
        missing=dict(sorted(missing.items())),
        value=share,
        unit_of_value="share" if share is not None else "",
        reason=reason,
    )
