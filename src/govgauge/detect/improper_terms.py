"""Terms that rules on wording tell not to use, in the text of pages 用语不规范.

Question: does a page use, in running text of its own, a term that a rule on wording tells not to use?
Rule: 国办发〔2017〕47号 政府网站发展指引: 信息发布应准确规范; each term's own rule and source stand in
``lexicons/terms``.
Limits: titles of works, quotations and sentences about the past are left alone, and so are a rule's
own exceptions.  Rules that hold from a day on judge only pages that show their date, and home
pages.  A rule whose source was not read asks a person and accuses nobody.  Lines a site repeats
are judged once.  Officials are held against the table a system gives, and always for a person.
What attachments hold is for a person, who may find a document of somebody else's, and is read as of
the day of the page that links to it.  Of pictures the alternatives are read; scripts are not.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain

import attrs

from govgauge.detect.terms.matching import FoundTerm, finder
from govgauge.detect.terms.officials import Official, misnamed_officials, officials_of_rows
from govgauge.detect.terms.rules import TermRule, rules_of_rows, shipped_rules
from govgauge.detect.wording.allowing import Allowing
from govgauge.detect.wording.attached import attached_files, attachments_too
from govgauge.detect.wording.shown import on_page, shown_pieces
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact, PageKind
from govgauge.model.finding import Instance
from govgauge.model.kinds import (
    ALLOWED_PHRASES,
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
from govgauge.model.verdict import Reason, Verdict
from govgauge.model.whitelist import AllowedHit

DETECTOR = Detector(
    version=1,
    title=Text("用语不规范", "Improper terms"),
    remedy=Text(
        "核对所列依据后改用规范表述，并检查同一稿件的其他发布处",
        "compare with the rule named, use the proper term, also wherever the text was published",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：信息发布准确规范",
    needs=(PAGES, TARGETS, TEXTS, SIDE_TEXTS, ATTACHMENTS, ATTACHMENT_TEXTS, ALLOWED_PHRASES),
    parameters=(
        Parameter(
            "terms",
            unit="rows of a table of terms",
            default=[],
            says=Text("本单位自己的用语规则", "rules of one's own"),
            check=lambda rows: rules_of_rows(rows, "terms"),
        ),
        Parameter(
            "officials",
            unit="rows of name, post, from, to, order",
            default=[],
            says=Text("任职表：姓名、职务、起止日、排序", "who holds which post from when to when"),
            check=lambda rows: officials_of_rows(rows, "officials"),
        ),
        Parameter(
            "without",
            unit="ids of rules",
            default=[],
            says=Text("不采用的内置规则", "shipped rules not to be used"),
        ),
        attachments_too(),
        least_precision(0.9),
    ),
    basis=Basis.SYNTHETIC_ONLY,
    rejection_lasts=True,
)

_SHOWN_AROUND = 20


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each page and rule, at the first place on the page."""
    left_out = frozenset(params["without"])
    own = rules_of_rows(params["terms"], "terms")
    rules = (*(r for r in shipped_rules() if r.rule_id not in left_out), *own)
    shown, missing = pages_shown(view[TARGETS], view[PAGES])
    pages = {page.seq: page for page in shown}
    if pages and not view[TEXTS]:
        missing[Reason.NOT_CHECKED] += len(pages)
        pages = {}
    officials = officials_of_rows(params["officials"], "officials")
    allowing = Allowing(view[ALLOWED_PHRASES])
    lines = [_lines_of_pages(view, pages, as_of.date())]
    if params["attachments"]:
        lines.append(_lines_of_attachments(view))
    places, allowed = _places(chain(*lines), rules, officials, allowing)
    instances = tuple(_instance(*place) for place in places)
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
        value=float(sum(i.value or 0 for i in instances)),
        unit_of_value="places",
        reason=main_reason(missing) if verdict is Verdict.UNDETERMINED else None,
        allowed=allowed,
    )


_Line = tuple[tuple[int, str], str, date | None, Instance]
"""What is told together (a page, a file), a line of it, its day, and an instance there."""
_Place = tuple[int, FoundTerm, str, Instance]
"""How often a rule's term stands in one of them, the first of them, and its line."""


def _lines_of_pages(view: View, pages: dict[int, PageFact], today: date) -> Iterator[_Line]:
    days = {seq: _day_of(page, today) for seq, page in pages.items()}
    for seq, text, where in shown_pieces(view, pages):
        yield (seq, ""), text, days[seq], on_page(pages[seq], where)


def _lines_of_attachments(view: View) -> Iterator[_Line]:
    for lines in attached_files(view):
        for line in lines:
            day = _published(line.linked_from)
            yield (line.file.seq, line.member or line.file.url), line.text, day, line.instance


def _places(
    lines: Iterable[_Line],
    rules: tuple[TermRule, ...],
    officials: tuple[Official, ...],
    allowing: Allowing,
) -> tuple[list[_Place], tuple[AllowedHit, ...]]:
    terms = finder(rules)
    found: dict[tuple[int, str, str], _Place] = {}
    allowed: list[AllowedHit] = []
    for told, line, day, at in lines:
        for term in (*terms.find(line, day), *misnamed_officials(line, day, officials)):
            phrase = allowing.covering(line, term.start, term.end)
            if phrase is not None:
                allowed.append(AllowedHit(at.target, term.written, _excerpt(term, line), phrase))
                continue
            key = (*told, term.rule.rule_id)
            number, first, where, place = found.get(key, (0, term, line, at))
            found[key] = number + 1, first, where, place
    return [found[key] for key in sorted(found)], tuple(allowed)


def _day_of(page: PageFact, today: date) -> date | None:
    """The day a page speaks of: its date; for the home page, which is always of today, today."""
    return _published(page) or (today if page.kind == PageKind.HOME else None)


def _published(page: PageFact | None) -> date | None:
    try:
        return date.fromisoformat(page.published) if page is not None else None
    except ValueError:
        return None


def _excerpt(term: FoundTerm, line: str) -> str:
    return line[max(0, term.start - _SHOWN_AROUND) : term.end + _SHOWN_AROUND]


def _instance(number: int, term: FoundTerm, line: str, place: Instance) -> Instance:
    excerpt = _excerpt(term, line)
    said, where, rule = term.says, place.says, term.rule
    return attrs.evolve(
        place,
        says=Text(said.zh + where.zh, said.en + where.en),
        verdict=rule.verdict if place.verdict is Verdict.UNMET else Verdict.NEEDS_PERSON,
        severity=rule.severity,
        value=float(number),
        unit_of_value="places",
        excerpt=excerpt,
        mark=f"{rule.rule_id} {term.written}",
        evidence=tuple(attrs.evolve(e, place=e.place or excerpt) for e in place.evidence),
        confidence=0.95,
    )
