"""Outliers: pulled in one step at a time, or the whole indicator on another scale.

An indicator is treated only where its distribution is both skewed and heavy-tailed; 0/1 items
never are, since their tail is what they measure.
"""

import math
from collections.abc import Iterable
from enum import StrEnum

import numpy as np
from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import cannot, zero_range
from govgauge.score.composite.shape import kurtosis, skewness
from govgauge.score.composite.table import Bools, Floats, Table


class Then(StrEnum):
    """What is tried where winsorising within the limit is not enough."""

    NOTHING = "nothing"
    LOG = "log"
    BOX_COX = "box-cox"


@frozen
class Treat:
    """When an indicator counts as having outliers, and what is done.

    ``limit``: the most points that are moved.  ``untouched``: indicators never treated (capped
    ones, say); 0/1 items never are.
    """

    limit: int = 5
    skew: float = 2.0
    kurtosis: float = 3.5
    then: Then = Then.LOG
    box_cox: float = 0.5
    untouched: frozenset[str] = frozenset()


@frozen(eq=False)
class Treated:
    """What was done to one indicator; skewness and kurtosis before and after."""

    indicator: str
    before: tuple[float, float]
    after: tuple[float, float]
    moved: Bools
    transformed: Then
    passed: bool

    @property
    def points(self) -> int:
        """How many values were moved."""
        return int(self.moved.sum())


def is_outlying(values: Floats, rule: Treat) -> bool:
    """|skewness| and kurtosis both at or above their lines; false where they do not exist."""
    skew, heavy = skewness(values), kurtosis(values)
    return abs(skew) >= rule.skew and heavy >= rule.kurtosis


def winsorise(values: Floats, rule: Treat) -> tuple[Floats, Bools]:
    """Set the extreme values to the next one while they outlie and the limit allows it.

    A step moves every value that shares the extreme; one that would bring the number of values
    moved above the limit is not taken.  Returns the values and which were moved.
    """
    current = np.array(values)
    moved = np.zeros(len(current), dtype=np.bool_)
    while is_outlying(current, rule):
        extreme, following = _ends(current)
        at = current == extreme
        if int((moved | at).sum()) > rule.limit:
            break
        current[at] = following
        moved |= at
    return current, moved


def _ends(values: Floats) -> tuple[float, float]:
    """The extreme on the long tail's side, and the value next to it."""
    if skewness(values) >= 0:
        top = np.nanmax(values)
        return float(top), float(np.max(values[values < top]))
    bottom = np.nanmin(values)
    return float(bottom), float(np.min(values[values > bottom]))


def log_scale(values: Floats, indicator: str = "") -> Floats:
    """ln(x − min + 0.01·(max − min)).  Raises ``BadInput`` (``zero-range``)."""
    low, high = _range(values, indicator)
    scaled: Floats = np.log(values - low + 0.01 * (high - low))
    return scaled


def box_cox(values: Floats, exponent: float, indicator: str = "") -> Floats:
    """(xᵉ − 1)/e after shifting the smallest value to 1; ln x for e = 0.

    Raises ``BadInput`` (``zero-range``).
    """
    low, _ = _range(values, indicator)
    shifted = values - low + 1
    if exponent == 0:
        logs: Floats = np.log(shifted)
        return logs
    scaled: Floats = (shifted**exponent - 1) / exponent
    return scaled


def _range(values: Floats, indicator: str) -> tuple[float, float]:
    there = values[~np.isnan(values)]
    if not len(there) or not np.ptp(there) > 0:
        raise zero_range(indicator)
    return float(there.min()), float(there.max())


def treat(
    table: Table, rule: Treat, indicators: Iterable[str] | None = None
) -> tuple[Table, tuple[Treated, ...]]:
    """Treat all indicators, or those named, each by itself; what was done comes beside.

    ``passed`` is false where an indicator still outlies after everything that was allowed.
    Raises ``BadInput`` (``capped-outliers``) where an indicator named is one never treated.
    """
    named = tuple(indicators) if indicators is not None else None
    for code in named or ():
        if code in rule.untouched:
            raise cannot(
                "capped-outliers",
                Text(f"{code} 列为不处理离群值", f"{code} is listed as never treated"),
                Text("从其中一处删去该指标", "drop it from one of the two lists"),
                code,
            )
    values = np.array(table.values)
    done = []
    for code in named if named is not None else table.indicators:
        column = table.column(code)
        if code in rule.untouched or _is_binary(column) or not is_outlying(column, rule):
            continue
        values[:, table.column_of(code)], what = _treat_one(column, code, rule)
        done.append(what)
    return table.with_values(values), tuple(done)


def _is_binary(values: Floats) -> bool:
    return bool(np.isin(values[~np.isnan(values)], (0.0, 1.0)).all())


def _treat_one(values: Floats, code: str, rule: Treat) -> tuple[Floats, Treated]:
    before = skewness(values), kurtosis(values)
    result, moved = winsorise(values, rule)
    transformed = Then.NOTHING
    if is_outlying(result, rule) and rule.then is not Then.NOTHING:
        # The other scale is taken of the values as measured: what was moved goes back.
        moved = np.zeros_like(moved)
        transformed = rule.then
        scaled = rule.then is Then.LOG
        result = log_scale(values, code) if scaled else box_cox(values, rule.box_cox, code)
    after = skewness(result), kurtosis(result)
    passed = not is_outlying(result, rule) and not math.isnan(after[0])
    return result, Treated(code, before, after, moved, transformed, passed)
