"""Small systems and detections made by hand, for the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from govgauge.model.detector import Detection, params_digest
from govgauge.model.finding import Evidence, Finding, Instance, as_finding
from govgauge.model.score import Assessment, Score
from govgauge.model.system import (
    Gates,
    Grade,
    Indicator,
    IndicatorSystem,
    Measure,
    RankStyle,
    StageKind,
)
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Verdict
from govgauge.score.assess import assess

T = Text("甲", "a")


def unit(unit_id: str = "u", **fields: Any) -> Unit:
    return Unit(unit_id, unit_id, "http://www.a.gov.cn/", **fields)


def indicator(code: str, stage: str = "deduct", **fields: Any) -> Indicator:
    fields.setdefault("measures", (Measure(detector=code.lower()),))
    if stage == "deduct":
        fields.setdefault("per_instance", Decimal(1))
    return Indicator(code, T, "clause", StageKind(stage), T, grade=Grade.A, **fields)


def system(*indicators: Indicator, **fields: Any) -> IndicatorSystem:
    fields.setdefault("gates", Gates(Decimal(60), Grade.A, Decimal(80)))
    fields.setdefault("rank_style", RankStyle.COMPETITION)
    return IndicatorSystem(
        "s", "1", T, "draft", (), Decimal(100), tiers=(), indicators=indicators, digest="", **fields
    )


def detection(
    unmet: int = 0, still_open: int = 0, *, seen_all: bool = True, **fields: Any
) -> Detection:
    instances = tuple(
        Instance(f"http://a/{n}", T, evidence=(Evidence("d", "u"),)) for n in range(unmet)
    )
    instances += tuple(
        Instance(f"http://a/o{n}", T, verdict=Verdict.UNDETERMINED, reason=Reason.RESET)
        for n in range(still_open)
    )
    seen = unmet + 5
    expected = seen + still_open + (0 if seen_all else 10)
    verdict = Verdict.UNMET if unmet else Verdict.UNDETERMINED if seen < expected else Verdict.MET
    reason = Reason.RESET if verdict is Verdict.UNDETERMINED else None
    open_parts = frozenset() if seen_all else frozenset({"home", "inner"})
    fields = {"open_parts": open_parts, "reason": reason} | fields
    if seen_all:
        seen = expected  # Open instances were looked at: they are counted one by one.
        verdict = Verdict.UNMET if unmet else Verdict.UNDETERMINED if still_open else Verdict.MET
    return Detection(verdict, instances=instances, seen=seen, expected=expected, **fields)


def detections(**given: Detection) -> dict[tuple[str, str], tuple[Detection, Sequence[Finding]]]:
    digest = params_digest({})
    return {
        (name, digest): (d, tuple(as_finding(i, "u", name, 1, digest) for i in d.instances))
        for name, d in given.items()
    }


def found(
    certain: Sequence[str] = (),
    still_open: Sequence[str] = (),
    *,
    part: str = "",
    unseen: Sequence[str] | None = None,
    **fields: Any,
) -> Detection:
    """A detection about named addresses; ``unseen`` names parts with more to come ("": any)."""
    instances = tuple(
        Instance(a, T, evidence=(Evidence("d", "u"),), part=part) for a in certain
    ) + tuple(
        Instance(a, T, verdict=Verdict.UNDETERMINED, reason=Reason.RESET, part=part)
        for a in still_open
    )
    is_open = bool(still_open) or unseen is not None
    verdict = Verdict.UNMET if certain else Verdict.UNDETERMINED if is_open else Verdict.MET
    fields.setdefault("seen", 9)
    fields.setdefault("expected", fields["seen"] + (3 if unseen is not None else 0))
    return Detection(
        verdict,
        instances=instances,
        open_parts=frozenset(p for p in unseen or () if p),
        reason=Reason.RESET if verdict is Verdict.UNDETERMINED else None,
        **fields,
    )


def both(one: Detection, other: Detection) -> Detection:
    """Two detections of one run put together."""
    return Detection(
        Verdict.UNMET,
        instances=one.instances + other.instances,
        seen=one.seen,
        expected=max(one.expected, other.expected),
        open_parts=one.open_parts | other.open_parts,
    )


def interval(low: str | Decimal, high: str | Decimal) -> Score:
    return Score(Decimal(low), Decimal(high))


def scored(*indicators: Indicator, given: dict[str, Detection], **fields: Any) -> Assessment:
    who = fields.pop("unit", unit())
    return assess(who, system(*indicators, **fields), detections(**given))
