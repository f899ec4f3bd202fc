"""Counts over a whole campaign: the content of ``statistics.json``."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from govgauge.model.score import Assessment, RankingRow
from govgauge.model.unit import Unit
from govgauge.model.verdict import Verdict
from govgauge.score.rank import ALL
from govgauge.score.spread.summary import Over, summary
from govgauge.score.spread.tier_shares import tier_shares


def statistics(
    units: Sequence[Unit],
    assessments: Mapping[str, Assessment],
    findings: Mapping[str, Mapping[str, int]],
    ranking: Sequence[RankingRow] = (),
    tiers: Sequence[str] = (),
) -> dict[str, Any]:
    """Results in all and by group, what each indicator cost, findings, what was not seen.

    ``scores`` are the figures of each group's settled scores, with the groups too small for a
    figure left without it; ``tiers`` how each ranked group is shared out over the system's
    tiers, the best first.

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
        "scores": _scores(units, assessments),
        "tiers": _tiers(ranking, tiers),
        "indicators": _indicators(assessments),
        "findings": {d: dict(sorted(c.items())) for d, c in sorted(findings.items())},
        "coverage": {
            "seen": seen,
            "expected": expected,
            "missing": dict(sorted(missing.items())),
        },
    }


def _scores(
    units: Sequence[Unit], assessments: Mapping[str, Assessment]
) -> dict[str, dict[str, Any]]:
    """Over all units of a group, so deviations divide by n."""
    settled: dict[str, list[float]] = {}
    left_out: Counter[str] = Counter()
    for unit in units:
        assessment = assessments[unit.unit_id]
        has_score = assessment.scored is True and assessment.has_score
        counts = has_score and assessment.score.settled
        for group in unit.groups or (ALL,):
            own = settled.setdefault(group, [])
            if counts:
                own.append(float(assessment.score.low))
            left_out[group] += not counts
    return {
        group: attrs.asdict(summary(settled[group], Over.N)) | {"left_out": left_out[group]}
        for group in sorted(settled)
    }


def _tiers(ranking: Sequence[RankingRow], tiers: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[str]] = {}
    for row in ranking:
        if row.tier:
            groups.setdefault(row.group, []).append(row.tier)
    return {
        group: [
            {
                "tier": s.tier,
                "units": int(s.share.numerator),
                "of": int(s.share.denominator),
                "percent": s.percent,
            }
            for s in tier_shares(groups[group], tiers)
        ]
        for group in sorted(groups)
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
