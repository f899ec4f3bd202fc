"""Who meets each indicator and who does not; an open answer counts for neither."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from govgauge.model.score import Assessment
from govgauge.model.verdict import OPEN, Verdict
from govgauge.model.yearly import Met
from govgauge.score.places.keys import key_of
from govgauge.score.yearly.dimensions import PERCENT_DECIMALS


def who_meets(assessments: Mapping[str, Assessment]) -> dict[str, Met]:
    """Every indicator asked of anybody, in the order of units' ids."""
    told: dict[str, tuple[list[str], list[str], list[str]]] = {}
    for unit_id in sorted(assessments):
        for score in assessments[unit_id].indicators:
            met, unmet, still_open = told.setdefault(score.code, ([], [], []))
            if score.verdict is Verdict.MET:
                met.append(unit_id)
            elif score.verdict is Verdict.UNMET:
                unmet.append(unit_id)
            elif score.verdict in OPEN:
                still_open.append(unit_id)
    return {code: _met(code, *lists) for code, lists in told.items()}


def _met(code: str, met: list[str], unmet: list[str], still_open: list[str]) -> Met:
    whole = len(met) + len(unmet) + len(still_open)

    def percent(part: list[str]) -> Decimal | None:
        return key_of(Fraction(100 * len(part), whole), PERCENT_DECIMALS) if whole else None

    return Met(code, tuple(met), tuple(unmet), tuple(still_open), percent(met), percent(unmet))
