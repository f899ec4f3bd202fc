"""Columns that only lead to an office's front page 栏目仅链接到部门首页.

Question: does any column, instead of content, only point at the front page of another office's
site, where a reader has to begin again?
Rule: evaluation practice: a column or item has to lead to its content, not to a department's home
page (no clause known that says so with a figure: grade X).
Limits: only a column whose page shows nothing of its own, or an entry of the home page named like a
column, is looked at; it is accused only where each address ends at the front page of a government
site whose title names an office.  Lists of sites (部门网站, 友情链接 …), service portals and
other platforms are right to do so.  Entries named after an office are links, not columns.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from govgauge.detect.outside.offices import Outside, leads_to_office, outside_of, why_unseen
from govgauge.model.columns import (
    OTHER,
    class_of,
    not_judged,
    over_columns,
    page_of,
    why_columns_unknown,
)
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import ColumnFact, Relation, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import COLUMNS, OUTSIDE_PAGES, PAGES, TARGETS, View
from govgauge.model.relay import is_government_front
from govgauge.model.text import Text
from govgauge.model.verdict import Reason

DETECTOR = Detector(
    version=1,
    title=Text("栏目仅链接到部门首页", "Columns that only lead to a department's front page"),
    remedy=Text(
        "栏目直接链接到部门网站的对应栏目或具体信息，或在本站汇集内容",
        "link to the very column or page of the department's site, or gather the content here",
    ),
    clause="评估通行做法：栏目应链接到具体内容（条款未核实，等级 X）",
    needs=(PAGES, COLUMNS, TARGETS, OUTSIDE_PAGES),
    parameters=(
        Parameter(
            "max_text_chars",
            unit="characters",
            default=120,
            says=Text(
                "自有文字超过此数的栏目视为有内容（本系统自定，非条款规定）",
                "a column with more text of its own has content (our own measure, not the clause's)",
            ),
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)

# Columns whose business it is to list sites.
_LISTS_SITES = re.compile(
    r"链接|网站|站群|导航|矩阵|分站|子站|入口|窗口|新媒体|直属|下属|乡镇|街道|区县|县区|县市|市州"
    r"|^(?:各|全[省市县区]|政府|[省市县区]直?)?(?:部门|单位|机构)$"
)
_IS_OFFICE = re.compile(r"[局委厅办部署院站所队馆校]$|委员会$|政府$|中心$|公司$|[网会]$")
_MAX_NAME_CHARS = 8


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each column, or entry of the home page, that only leads to an office."""
    columns = sorted(view[COLUMNS], key=lambda c: (c.level, c.url))
    outside = outside_of(view[TARGETS], view[OUTSIDE_PAGES])
    instances: list[Instance] = []
    missing: Counter[Reason] = Counter()
    open_parts: set[str] = set()
    seen = 0
    home = next((c for c in columns if not c.level and c.page_seq >= 0), None)
    entries = [_entry(t, home, outside) for t in view[TARGETS] if home and _is_entry(t)]
    fronts = {c.page_seq for c in columns if c.front_count}
    said = {p.seq: f"{p.title} {p.column} {p.heading}" for p in view[PAGES] if p.seq in fronts}
    lists = {seq for seq, words in said.items() if _LISTS_SITES.search(words)}
    own = [_judged(c, params, outside, c.page_seq in lists) for c in columns if c.level]
    for answer in [*own, *entries]:
        if isinstance(answer, Instance):
            instances.append(answer)
            if answer.reason is not None:
                missing[answer.reason] += 1
                continue
        seen += 1
    unknown = why_columns_unknown(columns)
    if unknown is not None:
        missing[unknown] += 1
        open_parts |= {c.column_class for c in columns if c.level}
    return over_columns(instances, seen, missing, open_parts)


# -- columns of the site ---------------------------------------------------------------------------


def _judged(
    column: ColumnFact, params: Params, outside: Outside, lists_sites: bool
) -> Instance | None:
    if column.page_seq < 0:
        return _open(column, Reason(column.reason or Reason.NOT_GATHERED))
    if not column.front_count or lists_sites or _LISTS_SITES.search(column.name):
        return None
    own = column.item_count or column.child_count or column.carried_count or column.dated_count
    if own or column.field_count > 0 or column.link_count > column.front_count:
        return None
    if column.text_chars > params["max_text_chars"]:
        return None
    if column.scripted:
        return _open(column, Reason.NEEDS_BROWSER)
    fronts = column.fronts.split()
    answers = [leads_to_office(outside, address) for address in fronts]
    if None in answers:
        unseen = outside.targets.get(fronts[answers.index(None)])
        return _open(column, why_unseen(unseen))
    return _only_fronts(column, fronts, outside) if all(answers) else None


def _only_fronts(column: ColumnFact, fronts: Sequence[str], outside: Outside) -> Instance:
    titles = "、".join(page.title for a in fronts if (page := outside.page_of(a)) is not None)
    return Instance(
        target=column.url,
        says=Text(
            f"栏目“{column.name}”没有自己的内容，只链接到{titles[:60]}的首页",
            f"column “{column.name}” has no content of its own and only links to the front page of "
            f"{titles[:60]}",
        ),
        part=column.column_class,
        column=column.name,
        excerpt=column.fronts[:200],
        mark="only fronts",
        evidence=page_of(column),
    )


def _open(column: ColumnFact, reason: Reason) -> Instance:
    says = Text(
        f"栏目“{column.name}”是否仅链接到部门首页未能判定",
        f"whether column “{column.name}” only leads to front pages could not be judged",
    )
    return not_judged(column, "only fronts", says, reason)


# -- entries of the home page ----------------------------------------------------------------------


def _is_entry(target: TargetFact) -> bool:
    """Whether the home page names an outside front page as it names a column."""
    name = "".join(target.anchor.split())
    if not target.on_home or target.relation != Relation.OUTSIDE or target.element != "a":
        return False
    if not 2 <= len(name) <= _MAX_NAME_CHARS or class_of(name) in (OTHER, "services"):
        return False
    if _LISTS_SITES.search(name) or _IS_OFFICE.search(name):
        return False
    return is_government_front(target.target)


def _entry(target: TargetFact, home: ColumnFact | None, outside: Outside) -> Instance | None:
    assert home is not None
    name, answer = "".join(target.anchor.split()), leads_to_office(outside, target.target)
    if answer is False:
        return None
    if answer is None:
        says = Text(
            f"首页“{name}”链接到 {target.target}，未能确认是否部门首页",
            f"“{name}” of the home page leads to {target.target}: whether that is an office's front "
            "page was not seen",
        )
        column = home._replace(url=target.target, name=name, column_class=class_of(name))
        return not_judged(column, "entry", says, why_unseen(target))
    page = outside.page_of(target.target)
    title = page.title if page is not None else ""
    answered = (Evidence(target.digest, target.final_url, "front page"),) if target.digest else ()
    return Instance(
        target=target.target,
        says=Text(
            f"首页栏目“{name}”直接链接到“{title}”的首页",
            f"column “{name}” of the home page leads to the front page of “{title}”",
        ),
        part=class_of(name),
        column=name,
        excerpt=f"{name} → {target.final_url}",
        mark="entry",
        evidence=(*page_of(home), *answered),
    )
