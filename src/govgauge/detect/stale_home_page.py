"""Stale home page 首页不更新.

Question: has the home page carried enough that is new within two weeks?
Rule: census 2015 veto P15-V2 and inspection 2019 veto V-W3: nothing new on the home page within
two weeks before the monitoring time point; where the home page is only navigation, nothing new in
any second-level column; an item that shows no date anywhere counts as not updated (N19-R11).
Census 2015 P15-04 asks for ten new items in the same time.
Limits: one article counts once however often it is shown; dates after the monitoring point prove
nothing.  Items whose date was not seen or may be new, near later items that may have pushed others
off the page, and lists that a script may write or a frame may show leave the question open wherever
they could make up what is lacking.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from attrs import field, frozen

from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params, Span
from govgauge.model.facts import ColumnFact, ColumnItemFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.freshness import WHY_OPEN, Age, Period, shown_day
from govgauge.model.kinds import COLUMN_ITEMS, COLUMNS, View, main_reason
from govgauge.model.standing import may_go_on
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=2,
    title=Text("首页不更新", "Stale home page"),
    remedy=Text(
        "及时更新首页信息，并在列表或正文标明发布日期",
        "publish on the home page in time, and date the items in the list or on their pages",
    ),
    clause="国办发〔2015〕15号 单项否决“网站不更新”及首页栏目; 国办秘函〔2019〕19号 首页不更新",
    needs=(COLUMNS, COLUMN_ITEMS),
    parameters=(
        Parameter(
            "window_days",
            unit="days",
            default=14,
            says=Text("查看监测时间点前多少天（2 周）", "days looked back (two weeks)"),
            span=Span.WINDOW,
        ),
        Parameter(
            "least_items",
            unit="items",
            default=1,
            says=Text(
                "期内至少更新的条数（单项否决为 1，首页栏目扣分项为 10）",
                "new items asked for (1 for the veto, 10 for the deduction of 2015)",
            ),
        ),
        Parameter(
            "few_items",
            unit="items",
            default=8,
            says=Text(
                "首页自有条目少于此数视为导航页，连同二级栏目一并查看（本系统自定，非条款规定）",
                "a home page with fewer items of its own counts as navigation, and its columns "
                "are looked at too (our own measure, not the clause's)",
            ),
        ),
        Parameter(
            "gather_days",
            unit="days",
            default=7,
            says=Text(
                "采集可晚于监测时间点的天数，其间的日期不视为异常（本系统自定，非条款规定）",
                "days after the monitoring point in which pages may be gathered, so that a date "
                "within them is no anomaly (our own measure, not the clause's)",
            ),
        ),
    ),
    basis=Basis.HEURISTIC,
)

# Of several sightings of one article, the first of these ages is what a reader can know.
_TELLING = (Age.NEW, Age.LATER, Age.OLD, Age.UNSURE, Age.UNREAD, Age.ANOMALOUS, Age.UNDATED)


@frozen
class _Page:
    """One page that counts, and why it may hold items that nobody saw."""

    column: ColumnFact
    blind: Reason | None


@frozen
class _Tally:
    """What the judged pages show: articles by age, and pages that may hide any number of them."""

    ages: Counter[Age]
    newest: str = ""
    blind: Counter[Reason] = field(factory=Counter)

    @property
    def new(self) -> int:
        return self.ages[Age.NEW]

    @property
    def missing(self) -> Counter[Reason]:
        """Articles and pages that may add to the new ones, by the reason why that is open."""
        articles = Counter({reason: self.ages[age] for age, reason in WHY_OPEN.items()})
        return +(articles + self.blind)

    def may_reach(self, least: int) -> bool:
        """True when what is open could make up what is lacking."""
        return bool(self.blind) or self.new + self.missing.total() >= least


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for the home page when it is stale or cannot be judged."""
    columns = sorted(view[COLUMNS], key=lambda c: (c.level, c.url))
    home = next((c for c in columns if c.level == 0), None)
    if home is None:
        return Detection(Verdict.UNDETERMINED, population="items", reason=Reason.NOT_GATHERED)
    period = Period.before(as_of, params["window_days"], params["gather_days"])
    items = _items(view[COLUMN_ITEMS], columns)
    pages = _pages(home, columns, items, params["few_items"])
    tally = _tally(pages, items, period)
    least = params["least_items"]
    if tally.new >= least:
        return _detection(Verdict.MET, tally, None)
    if tally.may_reach(least):
        return _detection(Verdict.UNDETERMINED, tally, _not_judged(home, tally, params))
    says = _says(tally, params, period.end, navigation=pages[-1].column is not home)
    return _detection(Verdict.UNMET, tally, _stale(home, pages, tally, says, _rule(params)))


def _rule(params: Params) -> str:
    """Two rules of one system may ask this of the same page: each has a finding of its own."""
    return f"{params['least_items']} in {params['window_days']} days"


def _items(
    rows: Iterable[ColumnItemFact], columns: Iterable[ColumnFact]
) -> dict[int, list[ColumnItemFact]]:
    """Items by page; what leads to a column is navigation and no item that could be new."""
    addresses = {c.url for c in columns}
    items: dict[int, list[ColumnItemFact]] = {}
    for item in rows:
        if item.target not in addresses:
            items.setdefault(item.page_seq, []).append(item)
    return items


def _pages(
    home: ColumnFact,
    columns: Sequence[ColumnFact],
    items: dict[int, list[ColumnItemFact]],
    few_items: int,
) -> list[_Page]:
    """The pages that count: the home page, and the columns where it is mere navigation (T-B1)."""
    own = items.get(home.page_seq, ())
    blind = _why_blind(home)
    if home.page_seq < 0 or home.scripted or len(own) >= few_items:
        return [_Page(home, blind)]
    todo = [c for c in columns if c.level == 1]
    pages = {home.url: _Page(home, blind)} if own or blind else {}
    while todo:
        column = todo.pop(0)
        if column.url in pages:
            continue
        # What a column groups is its own (T-B4); one that only groups unknown ones is blind.
        below = [c for c in columns if c.parent and c.parent in (column.url, column.name)]
        todo += below
        blind = _why_blind(column)
        unknown = len(below) < column.child_count or column.item_count > 0
        if blind is None and unknown and not items.get(column.page_seq):
            blind = Reason.NOT_GATHERED
        pages[column.url] = _Page(column, blind)
    return list(pages.values()) or [_Page(home, Reason.NOT_GATHERED)]


def _why_blind(column: ColumnFact) -> Reason | None:
    """Why a page may hold items that nobody saw; ``None`` for one that shows all it has."""
    if column.page_seq < 0:
        return Reason(column.reason or Reason.NOT_GATHERED)
    return Reason.NEEDS_BROWSER if column.scripted or column.frame_count else None


def _tally(
    pages: Sequence[_Page], items: dict[int, list[ColumnItemFact]], period: Period
) -> _Tally:
    articles: dict[str, Age] = {}
    days: list[tuple[date, str]] = []
    blind = Counter(page.blind for page in pages if page.blind is not None)
    for page in pages:
        own = items.get(page.column.page_seq, ())
        if may_go_on(page.column, own, period):
            blind[Reason.NOT_GATHERED] += 1
        for item in own:
            age, day = period.age(item)
            known = articles.get(item.target, age)
            articles[item.target] = min(age, known, key=_TELLING.index)
            if day is not None:
                days.append((day, shown_day(item, day)))
    newest = max(days)[1] if days else ""
    return _Tally(Counter(articles.values()), newest, blind)


def _detection(verdict: Verdict, tally: _Tally, instance: Instance | None) -> Detection:
    open_question = verdict is Verdict.UNDETERMINED
    missing = tally.missing if open_question else Counter[Reason]()
    seen = sum(n for age, n in tally.ages.items() if age not in WHY_OPEN)
    return Detection(
        verdict,
        instances=(instance,) if instance is not None else (),
        seen=seen,
        expected=seen + missing.total(),
        population="items",
        missing=dict(sorted(missing.items())),
        open_parts=frozenset({"home"} if open_question else ()),
        value=float(tally.new),
        unit_of_value="items",
        reason=instance.reason if instance is not None else None,
    )


def _says(tally: _Tally, params: Params, today: date, *, navigation: bool) -> Text:
    least, days = params["least_items"], params["window_days"]
    zh_where, en_where = "首页", "the home page shows"
    if navigation:
        zh_where, en_where = (
            "首页为导航页，各栏目",
            "the home page is navigation only: columns show",
        )
    zh = f"{zh_where}在 {today} 前 {days} 天内更新 {tally.new} 条，不足 {least} 条"
    en = f"{en_where} {tally.new} new item(s) within {days} days before {today}, fewer than {least}"
    if tally.newest:
        zh += f"；最新日期为 {tally.newest}"
        en += f"; the newest date is {tally.newest}"
    undated = tally.ages[Age.UNDATED]
    if undated:
        zh += f"；另有 {undated} 条未见发布日期，视为未更新"
        en += f"; {undated} item(s) without any date count as not updated"
    return Text(zh, en)


def _stale(
    home: ColumnFact, pages: Sequence[_Page], tally: _Tally, says: Text, rule: str
) -> Instance:
    columns = [page.column for page in pages if page.column is not home]
    return Instance(
        target=home.url,
        says=says,
        severity=Severity.FAULT,
        value=float(tally.new),
        unit_of_value="items",
        part="home",
        column=home.name,
        excerpt=tally.newest,
        mark=rule,
        evidence=(
            Evidence(home.digest, home.url, "home page"),
            *(Evidence(c.digest, c.url, "column page") for c in columns),
        ),
    )


def _not_judged(home: ColumnFact, tally: _Tally, params: Params) -> Instance:
    days, least = params["window_days"], params["least_items"]
    return Instance(
        target=home.url,
        says=Text(
            f"首页 {days} 天内是否更新 {least} 条未能判定：已见更新 {tally.new} 条",
            f"whether the home page had {least} new item(s) within {days} days could not be "
            f"judged: {tally.new} were seen",
        ),
        verdict=Verdict.UNDETERMINED,
        severity=Severity.NOTE,
        value=float(tally.new),
        unit_of_value="items",
        part="home",
        column=home.name,
        excerpt=tally.newest,
        mark=_rule(params),
        evidence=(Evidence(home.digest, home.url, "home page"),) if home.digest else (),
        reason=main_reason(tally.missing),
    )
