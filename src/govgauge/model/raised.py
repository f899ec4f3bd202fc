"""How a detector answers that accuses nobody: what it raises, a person decides."""

from collections import Counter
from collections.abc import Sequence

from govgauge.model.detector import Detection
from govgauge.model.finding import Instance
from govgauge.model.kinds import main_reason
from govgauge.model.verdict import Reason, Verdict


def for_a_person(
    instances: Sequence[Instance],
    seen: int,
    missing: Counter[Reason],
    *,
    population: str,
    unit_of_value: str,
) -> Detection:
    """The answer over ``seen`` of a population: met only where all was seen and nothing raised."""
    verdict = Verdict.NEEDS_PERSON if instances else Verdict.MET
    if not instances and (missing or not seen):
        verdict = Verdict.UNDETERMINED
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=seen + missing.total(),
        population=population,
        missing=dict(sorted(missing.items())),
        value=float(len(instances)),
        unit_of_value=unit_of_value,
        reason=main_reason(missing) if verdict is not Verdict.MET else None,
    )
