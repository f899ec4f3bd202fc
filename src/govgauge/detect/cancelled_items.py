"""Abolished approvals still offered 已取消事项仍在公开办理.

Question: does the site still offer items that were abolished before the monitoring time point?
Rule: 国务院关于取消和下放行政审批事项的历次决定: abolished items are no longer handled; each row of the list a
system gives names its own document.
Limits: no list ships: who judges supplies a dated one that holds for the unit, for what the State
Council abolished a province may still handle, and names are those of the list.  Only guides and items
of service columns are looked at.  A guide or item of just that name accuses; a longer name that holds
it is for a person.  Titles and guides that say themselves that the item ended (取消, 停止办理) are left
alone, and so is every item before its day.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from govgauge.detect.guides.cancelled import (
    CancelledItem,
    items_of_rows,
    items_of_table,
    names_item,
    same_item,
)
from govgauge.detect.guides.reading import read_guides
from govgauge.model.columns import page_of, why_columns_unknown
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    COLUMN_ITEMS,
    COLUMNS,
    GUIDE_ELEMENTS,
    GUIDES,
    PAGES,
    TARGETS,
    View,
    main_reason,
)
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("已取消事项仍在公开办理", "Abolished items still offered"),
    remedy=Text(
        "撤下该事项的指南和申报入口，或注明已取消及文号；事项实际保留的，核对清单",
        "take down the guide and the entrance, or mark it as abolished with the document; where the "
        "item was kept, mend the list",
    ),
    clause="国务院关于取消和下放行政审批事项的历次决定（清单由评价单位提供，逐项注明文号）",
    needs=(PAGES, TARGETS, COLUMNS, COLUMN_ITEMS, GUIDES, GUIDE_ELEMENTS),
    parameters=(
        Parameter(
            "items",
            unit="rows of item, abolished_on, document",
            default=[],
            says=Text(
                "取消事项清单：事项名称、取消日期、文号",
                "which item was abolished when by which document",
            ),
            check=items_of_rows,
        ),
        Parameter(
            "table",
            unit="a CSV with the columns item, abolished_on, document",
            default="",
            says=Text(
                "同一清单的 CSV 文本，与 items 合用",
                "the same list as the text of a CSV, beside items",
            ),
            check=items_of_table,
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)
_SERVICES = "services"
_ENDED = re.compile(
    "取消|停止(?:办理|实施|受理)|不再(?:办理|实施|受理|审批)|废止|下放|作废|暂停|历史|归档|变更|调整|承接"
)


@frozen
class _Offer:
    """One name under which something is offered, and where."""

    name: str
    url: str
    column: str
    evidence: tuple[Evidence, ...]
    has_ended: bool
    """It says itself that it is handled no more."""


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each place that offers an item of the list after its day."""
    given = (*items_of_rows(params["items"]), *items_of_table(params["table"]))
    items = [item for item in given if item.abolished_on <= as_of.date()]
    seen = read_guides(view)
    offers = _offers(view)
    if not given:
        return _without_list(len(offers) + seen.missing.total())
    instances = tuple(_instances(items, offers))
    said = {instance.verdict for instance in instances}
    order = (Verdict.UNMET, Verdict.NEEDS_PERSON)
    verdict = next((v for v in order if v in said), Verdict.MET)
    missing = Counter(seen.missing)
    unknown = why_columns_unknown(view[COLUMNS])
    if unknown is not None:
        missing[unknown] += 1
    if not instances and (missing or not offers):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=instances,
        seen=len(offers),
        expected=len(offers) + missing.total(),
        population="offers",
        missing=dict(sorted(missing.items())),
        value=float(sum(i.verdict is Verdict.UNMET for i in instances)),
        unit_of_value="items",
        reason={
            Verdict.UNDETERMINED: main_reason(missing, Reason.NO_SAMPLE),
            Verdict.NEEDS_PERSON: Reason.AMBIGUOUS,
        }.get(verdict),
    )


def _without_list(expected: int) -> Detection:
    return Detection(
        Verdict.UNDETERMINED,
        expected=expected,
        population="offers",
        reason=Reason.RULE_UNKNOWN,
        detail="no list of abolished items was given",
    )


def _offers(view: View) -> list[_Offer]:
    """Guides first, then what service columns list; one address and name once."""
    every = (*_guides(view), *_listed(view))
    return list({(offer.url, offer.name): offer for offer in reversed(every)}.values())[::-1]


def _guides(view: View) -> Iterator[_Offer]:
    for guide in read_guides(view).guides:
        steps = guide.elements["steps"].text[:60] if "steps" in guide.elements else ""
        ended = bool(_ENDED.search(f"{guide.page.title} {steps}"))
        for name in (guide.row.name, guide.page.title):
            yield _Offer(name, guide.page.url, guide.page.column, guide.evidence, ended)


def _listed(view: View) -> Iterator[_Offer]:
    columns = {
        column.page_seq: column
        for column in view[COLUMNS]
        if column.column_class == _SERVICES and column.page_seq >= 0
    }
    for item in sorted(view[COLUMN_ITEMS]):
        column = columns.get(item.page_seq)
        if column is not None and item.target:
            ended = bool(_ENDED.search(item.title))
            yield _Offer(item.title, item.target, column.name, page_of(column), ended)


def _instances(items: list[CancelledItem], offers: list[_Offer]) -> Iterator[Instance]:
    """One a place and item; a name that is the item's own goes before one that holds it."""
    found: dict[tuple[str, str], tuple[bool, _Offer, CancelledItem]] = {}
    for offer in [offer for offer in offers if not offer.has_ended]:
        for item in items:
            own = same_item(item, offer.name)
            if own or names_item(item, offer.name):
                key = (offer.url, item.item)
                if key not in found or (own and not found[key][0]):
                    found[key] = (own, offer, item)
    for own, offer, item in found.values():
        yield _instance(offer, item, is_own=own and bool(offer.evidence))


def _instance(offer: _Offer, item: CancelledItem, *, is_own: bool) -> Instance:
    since = f"{item.abolished_on:%Y-%m-%d}"
    zh = "" if is_own else "，名称不完全一致，是否同一事项须人工核对"
    en = "" if is_own else "; the names differ, whether it is the same item is for a person"
    return Instance(
        target=offer.url,
        says=Text(
            f"“{offer.name}”仍在公开办理，清单载“{item.item}”已于 {since} 取消（{item.document}）{zh}",
            f"“{offer.name}” is still offered; the list says that “{item.item}” was abolished on {since} "
            f"({item.document}){en}",
        ),
        verdict=Verdict.UNMET if is_own else Verdict.NEEDS_PERSON,
        value=1.0,
        unit_of_value="items",
        column=offer.column,
        excerpt=offer.name,
        mark=f"{item.item} {since}",
        evidence=offer.evidence,
        reason=None if is_own else Reason.AMBIGUOUS,
    )
