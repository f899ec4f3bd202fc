"""Fewer service items listed than stated 公布事项数与实际不符.

Question: does a page list fewer service items than the site says there are?
Rule: 国办秘函〔2019〕19号 事项公开; 国办发〔2015〕15号 服务实用情况.
Limits: a count in a line speaks of its own page, one behind the name of a department or theme of the
list that link leads to.  Only a column that shows its list whole is compared: one that is paged,
written by scripts, framed or grouped is open, and so is a list of departments or themes rather than
items.  Where a count may speak of a whole city or has no unit, or further items may stand as plain
text or as links to other sites, it is for a person.  More items than stated are no fault.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import frozen

from govgauge.model.columns import page_of, why_columns_unknown
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import ColumnFact, ColumnItemFact, StatedCountFact
from govgauge.model.finding import Instance
from govgauge.model.kinds import (
    COLUMN_ITEMS,
    COLUMNS,
    PAGES,
    STATED_COUNTS,
    TARGETS,
    View,
    main_reason,
    pages_shown,
)
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("公布事项数与实际不符", "Fewer items than stated"),
    remedy=Text(
        "补齐未公布的事项指南，或按实际更正公布的事项数",
        "publish the guides that are missing, or state the number there is",
    ),
    clause="国办秘函〔2019〕19号 事项公开；国办发〔2015〕15号 服务实用情况",
    needs=(PAGES, TARGETS, COLUMNS, COLUMN_ITEMS, STATED_COUNTS),
    parameters=(
        Parameter(
            "least_missing",
            unit="items",
            default=1,
            says=Text("至少少几项才算", "how many items fewer count"),
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)
_AN_ITEM = re.compile(
    "许可|审批|核准|备案|登记|认定|申[领请办报]|办理|补[贴助办]|救助|年检|年审|变更|注销|换[证发]|发放|缴[费存]|指南|证明?(?:[（(]|$)"
)
_WIDE = re.compile("全[国省市县区州镇]|各[省市县区镇部门单位]|进驻|中心")
_CHARS_AN_ITEM = 6
_DATE_CHARS = 10


@frozen
class _Compared:
    """One count with the column it speaks of and the items that column lists."""

    fact: StatedCountFact
    column: ColumnFact
    items: tuple[ColumnItemFact, ...]

    @property
    def listed(self) -> int:
        """How many items the column lists."""
        return len(self.items)

    @property
    def fewer(self) -> int:
        """How many items are not listed."""
        return self.fact.stated - self.listed


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each column that lists fewer items than stated."""
    _, missing = pages_shown(view[TARGETS], view[PAGES])
    unknown = why_columns_unknown(view[COLUMNS])
    if unknown is not None:
        missing[unknown] += 1
    compared = list(_compared(view, missing))
    few = [c for c in compared if c.fewer >= params["least_missing"]]
    found = {(c.column.url, c.fact.stated): c for c in reversed(few)}
    instances = tuple(_instance(c) for _, c in sorted(found.items()))
    said = {instance.verdict for instance in instances}
    order = (Verdict.UNMET, Verdict.NEEDS_PERSON)
    verdict = next((v for v in order if v in said), Verdict.MET)
    if not instances and (missing or not compared):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=instances,
        seen=len(compared),
        expected=len(compared) + missing.total(),
        population="counts",
        missing=dict(sorted(missing.items())),
        value=float(sum(i.verdict is Verdict.UNMET for i in instances)),
        unit_of_value="columns",
        reason={
            Verdict.UNDETERMINED: main_reason(missing, Reason.NO_SAMPLE),
            Verdict.NEEDS_PERSON: Reason.AMBIGUOUS,
        }.get(verdict),
    )


def _compared(view: View, missing: Counter[Reason]) -> Iterator[_Compared]:
    """Each count that can be compared; the others are told in ``missing``."""
    by_page = {c.page_seq: c for c in view[COLUMNS] if c.level and c.page_seq >= 0}
    by_url = {c.url: c for c in view[COLUMNS] if c.level}
    ends = {t.target: t.final_url for t in view[TARGETS]}
    items: dict[int, dict[str, ColumnItemFact]] = {}
    for item in sorted(view[COLUMN_ITEMS]):
        if item.target:
            items.setdefault(item.page_seq, {}).setdefault(item.target, item)
    for fact in sorted(view[STATED_COUNTS]):
        address = ends.get(fact.target, fact.target)
        column = by_url.get(address) if address else by_page.get(fact.page_seq)
        if column is None:
            if not address:  # Else a number behind the title of one item.
                missing[Reason.AMBIGUOUS] += 1
            continue
        listed = items.get(column.page_seq, {})
        reason = _why_open(column, listed)
        if reason is not None:
            missing[reason] += 1
        else:
            yield _Compared(fact, column, tuple(listed.values()))


def _why_open(column: ColumnFact, listed: Mapping[str, ColumnItemFact]) -> Reason | None:
    """Why a column's items cannot be counted; ``None`` where they can."""
    if column.page_seq < 0:
        return Reason(column.reason or Reason.NOT_GATHERED)
    if column.scripted or column.frame_count:
        return Reason.NEEDS_BROWSER
    if "paged" in column.signs or column.child_count:
        return Reason.NOT_GATHERED
    like = sum(bool(_AN_ITEM.search(item.title)) for item in listed.values())
    return None if listed and 2 * like >= len(listed) else Reason.AMBIGUOUS


def _instance(compared: _Compared) -> Instance:
    fact, column, fewer = compared.fact, compared.column, compared.fewer
    shown = sum(len(i.title) + _DATE_CHARS * (i.dated_by == "list") for i in compared.items)
    beside = column.text_chars - len(fact.words) - shown
    as_text = beside >= _CHARS_AN_ITEM * fewer
    as_links = column.link_count - compared.listed >= fewer
    evidence = page_of(column)
    sure = (
        "项" in fact.words
        and not _WIDE.search(fact.words)
        and not (as_text or as_links)
        and bool(evidence)
    )
    zh, en = ("", "") if sure else ("，是否相符须人工核对", "; whether they differ is for a person")
    return Instance(
        target=column.url,
        says=Text(
            f"“{fact.words[:60]}”称有 {fact.stated} 项，栏目“{column.name}”实际列出 {compared.listed} 项{zh}",
            f"“{fact.words[:60]}” states {fact.stated} items; the column “{column.name}” lists "
            f"{compared.listed}{en}",
        ),
        verdict=Verdict.UNMET if sure else Verdict.NEEDS_PERSON,
        value=float(fewer),
        unit_of_value="items",
        column=column.name,
        excerpt=fact.words[:80],
        mark=f"{column.name} {fact.stated}",
        evidence=evidence,
        reason=None if sure else Reason.AMBIGUOUS,
    )
