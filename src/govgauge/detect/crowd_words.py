"""Words nobody else writes so 与多数写法不同的用字.

Question: does a page write a phrase with one other character, alike in sound or shape, than all the
other pages of the campaign?
Rule: 国办发〔2017〕47号 政府网站发展指引: 信息发布应准确.
Limits: the crowd only tells what is usual; whether it is wrong a person decides, and nobody is accused.
Seen are phrases of five common Han characters that many pages of several units write one way.
A unit that writes it so on several pages means it.  Lines a site repeats count once, pictures,
scripts and attachments are not read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

import attrs
from attrs import frozen

from govgauge.detect.crowd.counting import common_windows
from govgauge.detect.crowd.sampling import Sample, read_sample, sample
from govgauge.detect.crowd.variants import Crowd, Deviation, Needed
from govgauge.detect.crowd.windows import WIDTH
from govgauge.detect.wording.plain import plain_line
from govgauge.detect.wording.statistics import shipped_statistics
from govgauge.model.campaign_view import CampaignView
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact, PageKind, TextFact
from govgauge.model.failure import BadInput
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import PAGES, TARGETS, TEXTS, View, main_reason, pages_shown
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict


def _is_count(value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _unusable(value, Text("大于 0 的整数", "a whole number above 0"))


def _is_share(value: object) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 1:
        raise _unusable(value, Text("大于 0、不大于 1 的数", "a number above 0 and not above 1"))


def _unusable(value: object, wanted: Text) -> BadInput:
    return BadInput(
        "bad-parameter",
        Text(f"参数值 {value!r} 不可用", f"the parameter's value {value!r} cannot be used"),
        Text(f"应为{wanted.zh}", f"it must be {wanted.en}"),
    )


DETECTOR = Detector(
    version=1,
    title=Text("与多数写法不同的用字", "Words nobody else writes so"),
    remedy=Text(
        "与原文和通行写法核对，确属错字的改正",
        "compare with the original and the usual wording; correct what is wrong",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：信息发布准确规范",
    needs=(PAGES, TARGETS, TEXTS),
    parameters=(
        Parameter(
            "least_pages",
            unit="pages",
            default=1_000,
            says=Text("通行写法的最少页数", "pages that write it the usual way, at least"),
            check=_is_count,
        ),
        Parameter(
            "least_units",
            unit="units",
            default=5,
            says=Text("通行写法的最少网站数", "units that write it the usual way, at least"),
            check=_is_count,
        ),
        Parameter(
            "ratio",
            unit="times",
            default=300,
            says=Text("通行写法与少见写法的最小倍数", "usual pages for each other one, at least"),
            check=_is_count,
        ),
        Parameter(
            "most_in_unit",
            unit="pages",
            default=3,
            says=Text(
                "一个网站内少见写法的最多页数，超过视为习惯写法",
                "pages of one unit with the other writing, at most; more is its own word",
            ),
            check=_is_count,
        ),
        Parameter(
            "share",
            unit="share",
            default=0.98,
            says=Text(
                "前后四字相同的页面中，通行写法的最小占比",
                "of the pages with the four other characters, those with the usual one, at least",
            ),
            check=_is_share,
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)

_SHOWN_AROUND = 12
_ESTIMATE = 2
"""A phrase is looked at from half the pages wanted: the sample only estimates."""


@frozen
class _Lines:
    """A unit's lines in the order of its pages, and how many pages were seen and why not more."""

    texts: tuple[str, ...]
    pages: tuple[PageFact, ...]
    seen: int
    missing: Counter[Reason]


def sketch(view: View) -> bytes:
    """A sample of the unit's lines."""
    return sample(view.unit.unit_id, _lines(view).texts)


def judge(campaign: CampaignView, params: Params, as_of: datetime) -> Mapping[str, Detection]:
    """One instance a place; phrases are found in the samples, then counted exactly."""

    def samples() -> Iterator[Sample]:
        return (read_sample(packed) for _, packed in campaign.sketches())

    crowd = Crowd(common_windows(samples, max(1, params["least_pages"] // _ESTIMATE)))
    crowd.weigh(some.lines for some in samples())
    answers: dict[str, Detection] = {}
    for number, unit in enumerate(campaign.seen):
        lines = _lines(campaign.view(unit))
        crowd.look(number, [page.seq for page in lines.pages], lines.texts)
        answers[unit.unit_id] = _answer(lines, ())
    needed = Needed(**{name: params[name] for name in attrs.fields_dict(Needed)})
    if crowd.is_full or not crowd.knows(needed):
        return {unit_id: _unknown(said, crowd.is_full) for unit_id, said in answers.items()}
    deviations = groupby(crowd.deviations(needed), key=lambda d: d.place.unit)
    for number, some in deviations:
        unit = campaign.seen[number]
        lines = _lines(campaign.view(unit))
        answers[unit.unit_id] = _answer(lines, [_instance(d, lines) for d in some])
    return answers


def _lines(view: View) -> _Lines:
    shown, missing = pages_shown(view[TARGETS], view[PAGES])
    pages = {page.seq: page for page in shown}
    if pages and not view[TEXTS]:
        # The campaign kept no text: nothing was looked at.
        missing[Reason.NOT_CHECKED] += len(pages)
        pages = {}
    rows: Sequence[TextFact] = [row for row in sorted(view[TEXTS]) if row.seq in pages]
    texts = tuple(plain_line(row.text) for row in rows)
    return _Lines(texts, tuple(pages[row.seq] for row in rows), len(pages), missing)


def _answer(lines: _Lines, instances: Sequence[Instance]) -> Detection:
    verdict = Verdict.NEEDS_PERSON if instances else Verdict.MET
    if not instances and (lines.missing or not lines.seen):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=lines.seen,
        expected=lines.seen + lines.missing.total(),
        population="pages",
        missing=dict(sorted(lines.missing.items())),
        value=float(len(instances)),
        unit_of_value="places",
        reason=main_reason(lines.missing) if verdict is Verdict.UNDETERMINED else None,
    )


def _unknown(said: Detection, is_full: bool) -> Detection:
    """Where the crowd is too small to know any phrase, or too large to be held, nothing was seen."""
    reason = Reason.OUR_FAULT if is_full else Reason.CAMPAIGN_NEEDED
    missing = Counter(said.missing)
    missing[reason] += said.seen
    return attrs.evolve(
        said,
        verdict=Verdict.UNDETERMINED,
        seen=0,
        missing=dict(sorted(missing.items())),
        value=None,
        reason=reason if said.seen else said.reason,
    )


def _instance(deviation: Deviation, lines: _Lines) -> Instance:
    place = deviation.place
    page, line = lines.pages[place.line], lines.texts[place.line]
    start = place.at - deviation.offset
    written = line[start : start + WIDTH]
    usual = "".join(shipped_statistics().characters[n] for n in deviation.usual)
    excerpt = line[max(0, place.at - _SHOWN_AROUND) : place.at + _SHOWN_AROUND + 1]
    return Instance(
        target=page.final_url or page.url,
        says=Text(
            f"“{written}”只有 {deviation.pages} 个页面这样写，{deviation.usual_units} 个网站的 "
            f"{deviation.usual_pages} 个页面写作“{usual}”，请人工核对（{page.url}）",
            f"“{written}” stands on {deviation.pages} page(s) only; {deviation.usual_pages} pages of "
            f"{deviation.usual_units} sites write “{usual}”: a person should look ({page.url})",
        ),
        verdict=Verdict.NEEDS_PERSON,
        severity=Severity.NOTE,
        value=float(deviation.pages),
        unit_of_value="pages",
        part="home" if page.kind == PageKind.HOME else "inner",
        excerpt=excerpt,
        mark=f"{written} {usual}",
        evidence=(Evidence(page.digest, page.url, excerpt),) if page.digest else (),
        confidence=0.7,
        reason=Reason.AMBIGUOUS,
    )
