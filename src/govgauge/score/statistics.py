"""Counts over a whole campaign: the content of ``statistics.json``."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from govgauge.model.score import Assessment
from govgauge.model.unit import Unit
from govgauge.model.verdict import Verdict
from govgauge.score.rank import ALL


def statistics(
    units: Sequence[Unit],
    assessments: Mapping[str, Assessment],
    findings: Mapping[str, Mapping[str, int]],
) -> dict[str, Any]:
    """Results in all and by group, what each indicator cost, findings, what was not seen.

    ``settled`` counts units about which nothing is open; one outside the scored stages is
    settled by its result alone.
    ``findings`` counts findings by detector and verdict.  JSON-ready and independent of the
    order of units.
    """
    groups: dict[str, Counter[str]] = {}
    missing: Counter[str] = Counter()
    seen = expected = 0
    for unit in units:
        assessment = assessments[unit.unit_id]
        for group in unit.groups or (ALL,):
            groups.setdefault(group, Counter())[assessment.result.value] += 1
        missing.update(assessment.coverage.missing)
        seen += assessment.coverage.seen
        expected += assessment.coverage.expected
    results = Counter(a.result.value for a in assessments.values())
    return {
        "units": len(units),
        "settled": sum(a.settled for a in assessments.values()),
        "results": dict(sorted(results.items())),
        "groups": {g: dict(sorted(c.items())) for g, c in sorted(groups.items())},
        "indicators": _indicators(assessments),
        "findings": {d: dict(sorted(c.items())) for d, c in sorted(findings.items())},
        "coverage": {
            "seen": seen,
            "expected": expected,
            "missing": dict(sorted(missing.items())),
        },
    }


def _indicators(assessments: Mapping[str, Assessment]) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for unit_id in sorted(assessments):
        for score in assessments[unit_id].indicators:
            row = table.setdefault(
                score.code,
                {"stage": score.stage, "hit": 0, "open": 0, "instances": 0, "lost": Decimal(0)},
            )
            row["hit"] += score.verdict is Verdict.UNMET
            row["open"] += score.verdict in (Verdict.UNDETERMINED, Verdict.NEEDS_PERSON)
            row["instances"] += score.counted_low
            row["lost"] += score.points.low if score.stage == "deduct" else 0
    return table
