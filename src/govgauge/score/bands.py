"""Deductions by bands of a number (DM-12): so many faults, or so few activities, cost so much."""

from collections.abc import Sequence
from decimal import Decimal

from govgauge.model.score import Score
from govgauge.model.system import Band, Indicator, StageKind
from govgauge.score.yaml_nodes import Mapping

_NO = Decimal(0)


def band_points(bands: Sequence[Band], number: Decimal) -> Decimal:
    """The points a number costs: those of the highest band it reaches, inclusive; below all, 0."""
    reached = [band for band in bands if number >= band.from_]
    return max(reached, key=lambda b: b.from_).points if reached else _NO


def banded_points(bands: Sequence[Band], least: Decimal, most: Decimal | None) -> Score:
    """The points a number between two ends can cost; ``most`` is ``None`` where it has no end.

    Bands may fall: fewer than six activities a year cost more than six do.
    """
    beyond = [b.points for b in bands if b.from_ > least and (most is None or b.from_ <= most)]
    possible = [band_points(bands, least), *beyond]
    return Score(min(possible), max(possible))


def read_bands(inner: Mapping) -> tuple[Band, ...]:
    """``bands: [{from: 0, points: 3}, {from: 6, points: 0}]``, in the order of their bounds."""
    bands = [band for band in inner.each("bands", _band) if band is not None]
    if len({b.from_ for b in bands}) < len(bands):
        inner.complain(
            "band-twice",
            "有两档从同一个数开始",
            "two bands begin at the same number",
            "每档写不同的 from（含该数）",
            "give every band a from of its own (inclusive)",
            "bands",
        )
    return tuple(sorted(bands, key=lambda b: b.from_))


def _band(inner: Mapping) -> Band | None:
    from_, points = inner.number("from"), inner.number("points")
    for name, value in (("from", from_), ("points", points)):
        if value is None and name not in inner:
            inner.text(name)  # Complains that it is missing.
        elif value is None:
            inner.complain(
                "band-without-number",
                f"分档的 {name} 须写数字",
                f"{name} of a band must be a number",
                "例如 {from: 3, points: 2}",
                "for example {from: 3, points: 2}",
                name,
            )
    inner.close()
    return None if from_ is None or points is None else Band(from_, points)


def check_bands(inner: Mapping, indicator: Indicator) -> None:
    """Bands belong to deductions, stand instead of a price, and stay within the points."""
    if not indicator.bands:
        return
    if indicator.stage is not StageKind.DEDUCT:
        inner.complain(
            "bands-outside-deductions",
            "bands 只用于扣分指标",
            "bands belong to deduct indicators",
            "删去 bands，或改 stage: deduct",
            "drop bands, or say stage: deduct",
            "bands",
        )
    if "per_instance" in inner:
        inner.complain(
            "bands-and-price",
            "bands 与 per_instance 只写一种",
            "write bands or per_instance, not both",
            "按档扣分用 bands，每处同价用 per_instance",
            "bands for steps, per_instance for one price each",
            "per_instance",
        )
    highest = max(band.points for band in indicator.bands)
    if indicator.points is not None and highest > indicator.points:
        inner.complain(
            "band-above-points",
            f"最高一档 {highest} 分超过该指标的 {indicator.points} 分",
            f"a band of {highest} is more than the indicator's {indicator.points} points",
            "减小该档或加大 points",
            "lower the band or raise points",
            "bands",
        )
    if indicator.unless_counted_under:
        inner.complain(
            "bands-give-way",
            "按档扣分的指标不能让位",
            "an indicator with bands cannot give way",
            "删去 unless_counted_under，或改用 per_instance",
            "drop unless_counted_under, or use per_instance",
            "unless_counted_under",
        )
