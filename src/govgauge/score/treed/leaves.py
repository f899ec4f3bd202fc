"""What is known of every leaf of a tree for one unit: a value with its ends, and its trail."""

from decimal import Decimal
from fractions import Fraction

import attrs
from attrs import frozen

from govgauge.model.review import NO_DECISIONS, Decisions, Marks, question_subject
from govgauge.model.system import Indicator, IndicatorSystem, Measure, Raters, Reduce, Scale
from govgauge.model.verdict import Reason
from govgauge.score.count import Count, Detections, count
from govgauge.score.raters import said
from govgauge.score.weighted.tree import Rate, Value, rate_of

_NO = Decimal(0)


@frozen
class Leaf:
    """One leaf of one unit.

    ``value`` is what was measured; :attr:`Value.missing` where a question or a figure is
    unanswered.  ``rate`` is given instead where raters used different words.  ``counted`` is the
    trail of its detectors.
    """

    value: Value
    counted: Count
    rate: Rate | None = None


def leaves_of(
    unit_id: str,
    system: IndicatorSystem,
    detections: Detections,
    decisions: Decisions = NO_DECISIONS,
) -> dict[str, Leaf]:
    """Every leaf by its code; what units below give is filled in later."""
    if system.tree is None:
        return {}
    scales = {leaf.code: leaf.scale for leaf in system.tree.leaves()}
    return {
        indicator.code: _leaf(
            unit_id, indicator, scales[indicator.code], system.raters, detections, decisions
        )
        for indicator in system.tree_indicators
    }


def _leaf(
    unit_id: str,
    indicator: Indicator,
    scale: Scale,
    raters: Raters,
    detections: Detections,
    decisions: Decisions,
) -> Leaf:
    by_detector = tuple(m for m in indicator.measures if m.detector)
    counted = count(attrs.evolve(indicator, measures=by_detector), detections, unit_id, decisions)
    values = [_found(counted, indicator.reduce)] if by_detector else []
    asked = [m for m in indicator.measures if not m.detector and m.below is None]
    for number, measure in enumerate(asked, 1):
        marks = decisions.marks.get(question_subject(unit_id, indicator.code, number))
        if marks is None:
            counted.reason = counted.reason or _unanswered(measure)
            values.append(Value())
        elif scale.categories:
            return _in_words(marks, scale, counted)
        else:
            values.append(_answered(marks, raters, counted))
    return Leaf(_together(values), counted)


def _unanswered(measure: Measure) -> str:
    return (Reason.QUESTION_OPEN if measure.question else Reason.FIGURE_MISSING).value


def _found(counted: Count, reduce: Reduce) -> Value:
    """What detectors counted or measured; without an end while something was not seen."""
    if reduce is Reduce.VALUE:
        low, high = counted.value or _NO, counted.most_value or _NO
    else:
        low = Decimal(sum(tally.certain for tally in counted.at.values()))
        high = low + sum(tally.still_open for tally in counted.at.values())
    return Value(low, None if counted.unbounded else high)


def _in_words(marks: Marks, scale: Scale, counted: Count) -> Leaf:
    """Words are worth rates; raters who differ leave everything between them open."""
    words = [marks.settled] if marks.settled is not None else sorted({*marks.by_rater.values()})
    if len(words) == 1:
        return Leaf(Value(category=words[0]), counted)
    counted.reason = counted.reason or Reason.QUESTION_OPEN.value
    rates = [Fraction(scale.categories[word]) for word in words]
    return Leaf(Value(category=words[0]), counted, Rate(min(rates), max(rates)))


def _answered(marks: Marks, raters: Raters, counted: Count) -> Value:
    low, high = said(marks, raters)
    if low != high:
        counted.reason = counted.reason or Reason.QUESTION_OPEN.value
    return Value(low, high)


def _together(values: list[Value]) -> Value:
    """Several measures add up; while one of them is unanswered the sum has no end."""
    known = [v for v in values if not v.missing]
    if not known:
        return Value()
    low = sum((v.low for v in known if v.low is not None), _NO)
    if len(known) < len(values) or any(v.high is None for v in known):
        return Value(low, None)
    return Value(low, sum((v.high for v in known if v.high is not None), _NO))


def rate_of_leaf(leaf: Leaf, scale: Scale) -> Rate:
    """The rate of a leaf with a value of its own."""
    return leaf.rate if leaf.rate is not None else rate_of(leaf.value, scale)
