"""Blank columns 空白栏目.

Question: does every column have content?
Rule: census 2015 veto P15-V3 (3) and inspection 2019 veto V-W4c: columns without any content;
a sentence in place of content (建设中, 暂无信息) counts as blank (T-B6).
Limits: only a page that was delivered whole, lists nothing, groups no further columns and needs no
script to show its list is called blank.  Without a sentence that says so, any text of its own may be
the content.  How much text is content for sure is our own measure.  A page with a picture, frame,
player, link or dated line of its own may have its content there, sentence or not: open, never
blank.  Whether a column had to have content by now is for a person to say.
"""

from collections import Counter
from collections.abc import Iterable, Set
from datetime import datetime

from govgauge.model.column_register import exempted, read_register
from govgauge.model.columns import not_judged, over_columns, page_of, why_columns_unknown
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import ColumnFact, TargetFact
from govgauge.model.finding import Instance
from govgauge.model.kinds import COLUMNS, REGISTERED_COLUMNS, TARGETS, View
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity

_FEW_LINKS = 2  # A page that leads to two things of its own offers something, list or no list.

DETECTOR = Detector(
    version=1,
    title=Text("空白栏目", "Blank columns"),
    remedy=Text(
        "补充栏目内容；无内容可发布的，归并或关停该栏目，不得以“建设中”等代替",
        "fill the column; where there is nothing to publish, merge or close it "
        "instead of announcing that it is under construction",
    ),
    clause="国办发〔2015〕15号 单项否决“栏目不更新”（空白栏目）; 国办秘函〔2019〕19号 栏目不更新",
    needs=(COLUMNS, TARGETS, REGISTERED_COLUMNS),
    parameters=(
        Parameter(
            "max_text_chars",
            unit="characters",
            default=60,
            says=Text(
                "无条目栏目的自有文字超过此数视为有内容，少于此数而非零的留待人工（本系统自定，非条款规定）",
                "a column without items but with more text of its own than this has content; "
                "with less, but some, it stays open (our own measure, not the clause's)",
            ),
        ),
        Parameter(
            "max_notice_chars",
            unit="characters",
            default=200,
            says=Text(
                "有“建设中”“暂无信息”等提示的栏目，文字不超过此数视为空白（本系统自定，非条款规定）",
                "a column where a notice stands in place of content is blank with no more text "
                "than this (our own measure, not the clause's)",
            ),
        ),
    ),
    basis=Basis.HEURISTIC,
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance per column that is blank or could not be judged."""
    columns = sorted(view[COLUMNS], key=lambda c: (c.level, c.url))
    carriers = _carriers(view[TARGETS])
    register = read_register(view[REGISTERED_COLUMNS])
    instances: list[Instance] = []
    missing: Counter[Reason] = Counter()
    open_parts: set[str] = set()
    seen = 0
    for column in columns:
        if column.level < 1:
            continue
        exempt = register.exemption(column, as_of.date())
        if exempt is not None:
            instances.append(exempted(column, exempt, "blank"))
            continue
        blank, reason = _judged(column, params, carriers)
        if reason is not None:
            missing[reason] += 1
            instances.append(_not_judged(column, reason))
            continue
        seen += 1
        if blank:
            instances.append(_blank(column))
    unknown = why_columns_unknown(columns)
    if unknown is not None:
        missing[unknown] += 1
        open_parts |= {c.column_class for c in columns if c.level >= 1}
    return over_columns(instances, seen, missing, open_parts)


def _carriers(targets: Iterable[TargetFact]) -> frozenset[str]:
    """Addresses and digests of pages that carry a picture, frame or link no other page carries."""
    alone = [t for t in targets if t.page_count == 1 and t.target != t.page_url]
    return frozenset({t.page_url for t in alone} | {t.page_digest for t in alone if t.page_digest})


def _judged(column: ColumnFact, params: Params, carriers: Set[str]) -> tuple[bool, Reason | None]:
    """Whether a column is blank, or the reason why that is open."""
    if column.page_seq < 0:
        return False, Reason(column.reason or Reason.NOT_GATHERED)
    if column.item_count or column.child_count or column.field_count > 0:
        return False, None
    if column.scripted:
        return False, Reason.NEEDS_BROWSER
    limit = params["max_notice_chars" if column.notice else "max_text_chars"]
    if column.text_chars > limit:
        return False, None
    if column.link_count >= _FEW_LINKS and not column.notice:
        return False, None
    if column.dated_count:
        return False, Reason.NEEDS_BROWSER
    # What a sentence says is missing may be one of several lists: text alone is then no sign.
    plain = 0 if column.notice else column.text_chars + column.link_count
    offered = plain or column.carried_count or column.onward_count
    if offered or column.url in carriers or column.digest in carriers:
        return False, Reason.AMBIGUOUS
    return True, None


def _blank(column: ColumnFact) -> Instance:
    zh_notice = f"，仅有提示“{column.notice}”" if column.notice else ""
    en_notice = f", only the notice “{column.notice}”" if column.notice else ""
    return Instance(
        target=column.url,
        says=Text(
            f"栏目“{column.name}”为空白栏目：没有任何信息条目{zh_notice}",
            f"column “{column.name}” is blank: it lists nothing{en_notice}",
        ),
        severity=Severity.FAULT,
        value=float(column.text_chars),
        unit_of_value="characters",
        part=column.column_class,
        column=column.name,
        excerpt=column.notice,
        mark="blank",
        evidence=page_of(column),
    )


def _not_judged(column: ColumnFact, reason: Reason) -> Instance:
    says = Text(
        f"栏目“{column.name}”是否空白未能判定",
        f"whether column “{column.name}” is blank could not be judged",
    )
    return not_judged(column, "blank", says, reason)
