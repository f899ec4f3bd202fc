"""Personal data published in the text of pages 泄露个人信息.

Question: does the text of a page show somebody's identity number, bank card, mobile number, private
e-mail or home address?
Rule: 个人信息保护法 第二十八条、第二十九条; 政府信息公开条例 第十五条.
Limits: identity numbers prove themselves by place, birth date and check digit; other numbers count
only in a personal context, and published work phones do not.  Masked forms pass.  What was published
with consent or by law (a ruling, a public notice of candidates) cannot be told from here, so a person
decides on everything but identity numbers.  A row of a table is read under its headings.  Scripts
and pictures are not read.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

import attrs

from govgauge.detect.personal.finding import (
    KIND_NAMES,
    PersonalItem,
    PersonalKind,
    find_personal_data,
    mask_all,
)
from govgauge.detect.wording.attached import attached_files, attachments_too, under_headings
from govgauge.detect.wording.plain import plain_line
from govgauge.detect.wording.shown import on_page, shown_pieces
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact
from govgauge.model.finding import Instance
from govgauge.model.kinds import (
    ATTACHMENT_TEXTS,
    ATTACHMENTS,
    PAGES,
    SIDE_TEXTS,
    TARGETS,
    TEXTS,
    View,
    main_reason,
    pages_shown,
)
from govgauge.model.precision import least_precision
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("泄露个人信息", "Personal data published"),
    remedy=Text(
        "立即撤下或遮盖（保留首尾各几位），并检查附件和搜索引擎快照",
        "take it down or mask it at once, and look at attachments and search engines' copies",
    ),
    clause="个人信息保护法第二十八条、第二十九条；政府信息公开条例第十五条",
    needs=(PAGES, TARGETS, TEXTS, SIDE_TEXTS, ATTACHMENTS, ATTACHMENT_TEXTS),
    parameters=(
        Parameter(
            "kinds",
            unit="kinds of personal data",
            default=[kind.value for kind in PersonalKind],
            says=Text("计入的类别", "the kinds that count"),
        ),
        attachments_too(),
        least_precision(0.9),
    ),
    basis=Basis.SYNTHETIC_ONLY,
    rejection_lasts=True,
)

_SHOWN = 60


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each page and kind; numbers are masked here and leave only so."""
    counted = frozenset(PersonalKind(kind) for kind in params["kinds"])
    shown, missing = pages_shown(view[TARGETS], view[PAGES])
    pages = {page.seq: page for page in shown}
    if pages and not view[TEXTS]:
        missing[Reason.NOT_CHECKED] += len(pages)
        pages = {}
    lines = [_lines_of_pages(view, pages)]
    if params["attachments"]:
        lines.append(_lines_of_attachments(view))
    instances = tuple(_instances(chain(*lines), counted, as_of))
    certain = any(i.verdict is Verdict.UNMET for i in instances)
    verdict = Verdict.UNMET if certain else Verdict.NEEDS_PERSON if instances else Verdict.MET
    if not instances and (missing or not pages):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=instances,
        seen=len(pages),
        expected=len(pages) + missing.total(),
        population="pages",
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value="pages",
        reason=main_reason(missing) if verdict is Verdict.UNDETERMINED else None,
    )


_Line = tuple[tuple[int, str], str, tuple[str, ...], Instance]
"""What is told together (a page, a file), a line of it, the headings above it, an instance there."""


def _lines_of_pages(view: View, pages: dict[int, PageFact]) -> Iterator[_Line]:
    """Lines, and rows of tables; a cell is a line as well, and is not counted as both."""
    rows: dict[int, list[tuple[int, str]]] = {}
    cells: set[tuple[int, str]] = set()
    for side in sorted(view[SIDE_TEXTS]):
        if side.way == "row" and side.page_seq in pages:
            rows.setdefault(side.page_seq, []).append((side.position + 1, side.text))
            cells |= {(side.page_seq, plain_line(cell)) for cell in side.text.split("\t")}
    for seq, text, where in shown_pieces(view, pages):
        if _may_hold(text) and (seq, text) not in cells:
            yield (seq, ""), text, (), on_page(pages[seq], where)
    for seq, lines in rows.items():
        for number, text, headings in under_headings(lines):
            if _may_hold(text):
                where = Text(f"表格第{number}行，", f"row {number} of its tables, ")
                yield (seq, ""), text, headings, on_page(pages[seq], where)


def _lines_of_attachments(view: View) -> Iterator[_Line]:
    for lines in attached_files(view):
        for line in lines:
            if _may_hold(line.text):
                told = (line.file.seq, line.member or line.file.url)
                yield told, line.text, line.headings, line.instance


def _instances(
    lines: Iterable[_Line], counted: frozenset[PersonalKind], as_of: datetime
) -> Iterator[Instance]:
    found: dict[tuple[int, str, PersonalKind], tuple[list[str], str, Instance]] = {}
    for told, line, headings, at in lines:
        items = list(find_personal_data(line, as_of.date(), headings))
        for kind in sorted({item.kind for item in items} & counted):
            own = [item for item in items if item.kind is kind]
            known = found.get((*told, kind))
            shown, excerpt, first = known or ([], _excerpt(line, items, own[0]), at)
            found[*told, kind] = [*shown, *(item.masked for item in own)], excerpt, first
    for key in sorted(found):
        yield _instance(key[-1], *found[key])


def _may_hold(line: str) -> bool:
    """Digits, an at sign, or a house number: most lines have none and cost nothing."""
    return any(sign in line for sign in "@室号栋幢") or any(c.isdigit() for c in line)


def _excerpt(line: str, items: list[PersonalItem], first: PersonalItem) -> str:
    start = max(0, first.start - _SHOWN)
    inside = [i for i in items if i.start >= start and i.end <= first.end + _SHOWN]
    shifted = [PersonalItem(i.kind, i.start - start, i.end - start, i.masked) for i in inside]
    cut = line[start : first.end]
    return mask_all(cut, [i for i in shifted if i.end <= len(cut)])


def _instance(kind: PersonalKind, shown: list[str], excerpt: str, place: Instance) -> Instance:
    name, where, number = KIND_NAMES[kind], place.says, len(shown)
    # What people decided holds for these values: others on the same page are looked at anew.
    values = hashlib.sha256("\n".join(sorted(set(shown))).encode()).hexdigest()[:12]
    certain = kind is PersonalKind.IDENTITY_NUMBER and bool(place.evidence)
    return attrs.evolve(
        place,
        says=Text(
            f"公开了{name.zh} {number} 处{where.zh}", f"{number} {name.en}(s) shown{where.en}"
        ),
        verdict=Verdict.UNMET if certain else Verdict.NEEDS_PERSON,
        severity=Severity.GRAVE,
        value=float(number),
        unit_of_value="places",
        excerpt=excerpt,
        mark=f"{kind.value} {values}",
        evidence=tuple(attrs.evolve(e, place=e.place or kind.value) for e in place.evidence),
    )
