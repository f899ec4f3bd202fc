"""Features as sentences with their figures; a percentage never stands without its two numbers."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from govgauge.model.feature import Feature, FeatureRow
from govgauge.model.text import Text
from govgauge.score.noteworthy.dimensions import DimensionGap
from govgauge.score.noteworthy.discrimination import End, NoDiscrimination
from govgauge.score.noteworthy.find import Features
from govgauge.score.noteworthy.regions import CatchUp, EvenedOut
from govgauge.score.noteworthy.results import WHOLE, Row
from govgauge.score.noteworthy.shifts import Shift
from govgauge.score.noteworthy.size import AheadOfSize
from govgauge.score.places.keys import key_of
from govgauge.score.places.shares import Share

_WHOLE = Text("总体得分率", "the whole score rate")


def told(features: Features, titles: Mapping[str, Text]) -> tuple[Feature, ...]:
    """Every feature in words; ``titles`` name indicators and dimensions by code; what has no title
    names itself."""
    return tuple(_all(features, titles))


def _all(features: Features, titles: Mapping[str, Text]) -> Iterator[Feature]:
    for shift in features.shifts:
        yield _shift(shift, titles)
    if features.dimension_gap is not None:
        yield _gap(features.dimension_gap, titles)
    for catch_up in features.catch_ups:
        yield _catch_up(catch_up)
    if features.evened_out is not None:
        yield _evened_out(features.evened_out)
    for alike in features.no_discrimination:
        yield _alike(alike, titles)
    for ahead in features.ahead_of_size:
        yield _ahead(ahead)


def _shift(shift: Shift, titles: Mapping[str, Text]) -> Feature:
    name = _WHOLE if shift.code == WHOLE else titles.get(shift.code, Text(shift.code, shift.code))
    old, new = _percent(shift.old_mean), _percent(shift.new_mean)
    up = shift.change > 0
    points = _percent(abs(shift.change))
    many = shift.rose if up else shift.fell
    says = Text(
        f"{name.zh}由上次的 {old} 变为 {new}（{'提高' if up else '下降'} {points[:-1]} 个百分点），"
        f"{_of(many)} 个单位{'上升' if up else '下降'}",
        f"{name.en} moved from {old} to {new} ({'+' if up else '-'}{points[:-1]} percentage points); "
        f"{_of(many)} units {'rose' if up else 'fell'}",
    )
    figures = {"old": shift.old_mean, "new": shift.new_mean, "change": shift.change}
    return _feature("shift", shift.code, says, figures, shift.rows)


def _gap(gap: DimensionGap, titles: Mapping[str, Text]) -> Feature:
    best, weakest = _percent(gap.best_mean), _percent(gap.weakest_mean)
    top, foot = (titles.get(d, Text(d, d)) for d in (gap.best, gap.weakest))
    says = Text(
        f"“{top.zh}”得分率最高（{best}），“{foot.zh}”最低（{weakest}）；"
        f"{_of(gap.same_way)} 个单位自身也是如此",
        f'"{top.en}" has the highest score rate ({best}), "{foot.en}" the lowest ({weakest}); '
        f"so it is in {_of(gap.same_way)} units themselves",
    )
    figures = {"best": gap.best_mean, "weakest": gap.weakest_mean, "gap": gap.gap}
    return _feature("dimension_gap", gap.weakest, says, figures, gap.rows)


def _catch_up(catch: CatchUp) -> Feature:
    old, new = _percent(catch.old_ratio), _percent(catch.new_ratio)
    says = Text(
        f"{catch.region}的平均分与上次领先的{catch.leader}之比由 {old} 升至 {new}",
        f"{catch.region}'s mean rose from {old} to {new} of that of {catch.leader}, then the leader",
    )
    figures = {"old_ratio": catch.old_ratio, "new_ratio": catch.new_ratio}
    return _feature("catch_up", catch.region, says, figures, catch.rows)


def _evened_out(evened: EvenedOut) -> Feature:
    says = Text(
        f"{_of(evened.fell)} 个地区内部差距缩小",
        f"units grew more alike inside {_of(evened.fell)} regions",
    )
    return _feature("evened_out", "", says, {"share": evened.fell.ratio}, evened.rows)


def _alike(alike: NoDiscrimination, titles: Mapping[str, Text]) -> Feature:
    name = titles.get(alike.code, Text(alike.code, alike.code))
    full = alike.end is End.FULL
    says = Text(
        f"{_of(alike.alike)} 个单位的“{name.zh}”{'得满分' if full else '不得分'}，已难以区分高下",
        f'{_of(alike.alike)} units have {"full" if full else "no"} marks for "{name.en}": '
        "it hardly tells them apart",
    )
    return _feature("no_discrimination", alike.code, says, {"share": alike.alike.ratio}, alike.rows)


def _ahead(ahead: AheadOfSize) -> Feature:
    rate, line = _percent(ahead.rate), _percent(Fraction(ahead.predicted))
    says = Text(
        f"{ahead.name}的得分率 {rate} 高于同等规模单位的预期 {line}",
        f"{ahead.name} scores {rate}, above the {line} its size predicts",
    )
    figures = {
        "rate": ahead.rate,
        "predicted": Fraction(ahead.predicted),
        "standardised": Fraction(ahead.standardised),
    }
    return _feature("ahead_of_size", ahead.unit_id, says, figures, ahead.rows)


def _feature(
    kind: str, subject: str, says: Text, figures: Mapping[str, Fraction], rows: Sequence[Row]
) -> Feature:
    return Feature(
        kind,
        subject,
        says,
        _floats(figures),
        tuple(FeatureRow(row.name, row.unit_id, _floats(row.figures)) for row in rows),
    )


def _floats(figures: Mapping[str, Fraction]) -> dict[str, float]:
    return {name: round(float(value), 9) for name, value in figures.items()}


def _percent(rate: Fraction) -> str:
    return f"{key_of(rate * 100, 1)}%"


def _of(share: Share) -> str:
    return f"{share.numerator}/{share.denominator}"
