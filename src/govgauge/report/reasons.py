"""Why a unit fails or loses points, one sentence a reason: as a circular names it."""

from collections.abc import Mapping, Sequence

from govgauge.model.finding import Finding
from govgauge.model.score import Assessment, IndicatorScore
from govgauge.model.system import Indicator
from govgauge.model.text import Language

_MOST_COSTLY = 3
_NAMED = 3


def reasons_of(
    assessment: Assessment,
    indicators: Mapping[str, Indicator],
    findings: Sequence[Finding],
    language: Language,
) -> list[str]:
    """Its vetoes with what was found, else what cost it most."""
    colon = "：" if language == "zh" else ": "
    if assessment.vetoed_by:
        by_id = {finding.finding_id: finding for finding in findings}
        return [
            f"{indicators[i.code].title.in_(language)}{colon}{_found(i, by_id, language)}"
            for i in assessment.indicators
            if i.code in assessment.vetoed_by
        ]
    lost = [i for i in assessment.indicators if i.stage == "deduct" and i.points.low > 0]
    return [
        f"{indicators[i.code].title.in_(language)}{colon}{i.why.in_(language)}"
        for i in sorted(lost, key=lambda i: -i.points.low)[:_MOST_COSTLY]
    ]


def _found(score: IndicatorScore, findings: Mapping[str, Finding], language: Language) -> str:
    """What a veto rests on: the finding itself, or how many there are and the first of them."""
    instances = [findings[i].instance for i in score.finding_ids if i in findings]
    certain = [i for i in instances if i.verdict == "unmet"]
    if len(certain) == 1:
        return certain[0].says.in_(language)
    names = [i.column for i in certain if i.column][:_NAMED]
    if not names:
        return score.why.in_(language)
    listed = "、".join(f"“{n}”" for n in names) if language == "zh" else ", ".join(names)
    more = len(certain) > len(names)
    if language == "zh":
        return f"{score.why.zh}（{listed}{'等' if more else ''}）"
    return f"{score.why.en} ({listed}{' …' if more else ''})"
