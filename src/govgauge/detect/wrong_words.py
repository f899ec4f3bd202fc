"""Wrong words in the text of pages 错别字.

Question: does the text of a page hold a character, phrase, title, number or mark that is wrong?
Rule: 国办发〔2017〕47号 政府网站发展指引: 信息发布应准确; 国办秘函〔2019〕19号: 严重表述错误 is for people.
Limits: strict: what is listed is nearly always wrong (under one false alarm in 10,000 characters of
official reports), and much that is wrong is not listed.  Whether an error is grave is not said
here.  Lines a site repeats are judged once, at the first page that shows them.  What attachments
hold is for a person: lines are cut there, and documents of others are passed on.  Of pictures the
alternatives are read; scripts are not.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import attrs

from govgauge.detect.wording.allowing import Allowing
from govgauge.detect.wording.attached import attached_files, attachments_too
from govgauge.detect.wording.checking import shipped_checker
from govgauge.detect.wording.shown import on_page, shown_pieces
from govgauge.detect.wording.suspicion import Slip, Suspicion
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact
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

_TOO_UNSURE = (Slip.DOUBLED, Slip.MISSING)
"""Accused two of the stored real pages wrongly (财政部部长, mended since, and 中巴两国; ``bench/injected.py``), so
nobody is accused of them unless a system asks for it; ``govgauge words`` shows them to reviewers."""

DETECTOR = Detector(
    version=1,
    title=Text("错别字", "Wrong words"),
    remedy=Text(
        "核对原文后改正，并检查同一稿件的其他发布处",
        "check and correct it, and wherever the same text was published",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：信息发布准确规范",
    needs=(PAGES, TARGETS, TEXTS, SIDE_TEXTS, ATTACHMENTS, ATTACHMENT_TEXTS, ALLOWED_PHRASES),
    parameters=(
        Parameter(
            "kinds",
            unit="kinds of slip",
            default=[slip.value for slip in Slip if slip not in _TOO_UNSURE],
            says=Text("计入的类别", "the kinds that count"),
        ),
        attachments_too(),
        least_precision(0.9),
    ),
    basis=Basis.SYNTHETIC_ONLY,
    rejection_lasts=True,
)

_SHOWN_AROUND = 12
_HABIT = 4
_CUT = Slip.UNPAIRED
"""Says nothing in attachments, whose lines end where the paper does."""
_COUNTED = (Slip.SUBSTITUTED, Slip.DOUBLED, Slip.SWAPPED, Slip.MISSING)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each wrong word at the first page that shows it."""
    counted = frozenset(params["kinds"])
    shown, missing = pages_shown(view[TARGETS], view[PAGES])
    pages = {page.seq: page for page in shown}
    if pages and not view[TEXTS]:
        # The campaign kept no text: nothing was looked at.
        missing[Reason.NOT_CHECKED] += len(pages)
        pages = {}
    allowing = Allowing(view[ALLOWED_PHRASES])
    found = list(_in_pages(view, pages, counted, allowing))
    if params["attachments"]:
        found += _in_attachments(view, counted - {_CUT.value}, allowing)
    instances = tuple(one for one in found if isinstance(one, Instance))
    certain = sum(one.verdict is Verdict.UNMET for one in instances)
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
        value=float(certain),
        unit_of_value="places",
        reason=main_reason(missing) if verdict is Verdict.UNDETERMINED else None,
        allowed=tuple(one for one in found if isinstance(one, AllowedHit)),
    )


def _in_pages(
    view: View, pages: dict[int, PageFact], counted: frozenset[str], allowing: Allowing
) -> Iterator[Instance | AllowedHit]:
    pieces = list(shown_pieces(view, pages))
    for number, at, suspicion in _suspicions([text for _, text, _ in pieces]):
        if suspicion.slip.value in counted:
            seq, text, where = pieces[number]
            yield _one(suspicion, at, text, on_page(pages[seq], where), allowing)


def _in_attachments(
    view: View, counted: frozenset[str], allowing: Allowing
) -> Iterator[Instance | AllowedHit]:
    for lines in attached_files(view):
        for number, at, suspicion in _suspicions([line.text for line in lines]):
            if suspicion.slip.value in counted:
                line = lines[number]
                yield _one(suspicion, at, line.text, line.instance, allowing)


def _suspicions(lines: Sequence[str]) -> Iterator[tuple[int, int, Suspicion]]:
    """Each with the number of its line, and where in it it begins.

    All lines are checked as one text: a call for each would cost ten times as much.
    """
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    number = 0
    text = "\n".join(lines)
    for suspicion in shipped_checker().check(text):
        if _is_a_habit(suspicion, text):
            continue
        while number + 1 < len(starts) and starts[number + 1] <= suspicion.start:
            number += 1
        yield number, suspicion.start - starts[number], suspicion


def _is_a_habit(suspicion: Suspicion, text: str) -> bool:
    """True for what a site writes so again and again, each time in another line: its own word.

    What a list or a rule knows to be wrong stays wrong however often it is written.
    """
    if suspicion.slip not in _COUNTED:
        return False
    written = text[max(0, suspicion.start - 1) : suspicion.end]
    return text.count(written) >= _HABIT


def _one(
    suspicion: Suspicion, at: int, line: str, place: Instance, allowing: Allowing
) -> Instance | AllowedHit:
    """``place`` as an instance of a suspicion, or what is allowed there."""
    end = at + suspicion.end - suspicion.start
    excerpt = line[max(0, at - _SHOWN_AROUND) : end + _SHOWN_AROUND]
    phrase = allowing.covering(line, at, end)
    if phrase is not None:
        return AllowedHit(place.target, suspicion.written, excerpt, phrase)
    said, where = suspicion.says, place.says
    return attrs.evolve(
        place,
        says=Text(said.zh + where.zh, said.en + where.en),
        excerpt=excerpt,
        mark=f"{suspicion.slip.value} {suspicion.written}",
        evidence=tuple(attrs.evolve(e, place=e.place or excerpt) for e in place.evidence),
        confidence=0.95,
    )
