"""Normalisation: every indicator on one scale on which more is better.

Direction comes first: values are multiplied by ±1 (goalposts and targets are turned instead).
Goalposts keep years comparable and no rank turns when another unit joins; the relative scales
(min–max, z-scores, ranks) do neither.
"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from attrs import field, frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import cannot, zero_range
from govgauge.score.composite.table import Floats, Table


class Normalisation(Protocol):
    """One way to normalise a column; ``direction`` is +1 or −1."""

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """The normalised values; NaN stays NaN."""


def normalise(
    table: Table, how: Normalisation, directions: Mapping[str, int] | None = None
) -> Table:
    """Every column normalised one and the same way.

    Raises ``BadInput``: ``zero-range`` where a relative scale meets equal values and no constant
    is stated, ``no-goalposts``, ``no-target``, ``no-category``.
    """
    turned = directions or {}
    columns = [
        how.column(table.column(code), code, turned.get(code, 1)) for code in table.indicators
    ]
    return table.with_values(np.stack(columns, axis=1) if columns else np.array(table.values))


def _constant(values: Floats, code: str, constant: float | None) -> Floats | None:
    """All units the stated constant where none differs from another; ``None`` where some do."""
    there = values[~np.isnan(values)]
    if len(there) and np.ptp(there) > 0:
        return None
    if constant is None:
        raise zero_range(code)
    return np.where(np.isnan(values), np.nan, constant)


@frozen
class MinMax:
    """The worst unit gets ``low``, the best ``high``; ``constant`` where all are equal."""

    low: float = 0.0
    high: float = 100.0
    constant: float | None = None

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """low + (x − min)/(max − min) · (high − low)."""
        directed = values * direction
        equal = _constant(directed, code, self.constant)
        if equal is not None:
            return equal
        bottom, top = np.nanmin(directed), np.nanmax(directed)
        scaled: Floats = (directed - bottom) / (top - bottom) * (self.high - self.low) + self.low
        return scaled


@frozen
class Goalposts:
    """Fixed ends by indicator; beyond them nothing is lost or gained.

    Where less is better the lower end is the best.
    """

    ends: Mapping[str, tuple[float, float]]
    low: float = 0.0
    high: float = 100.0

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """The place between the two ends, clipped."""
        if code not in self.ends:
            raise _not_given("no-goalposts", Text("起止点", "goalposts"), code)
        bottom, top = self.ends[code]
        if not top > bottom:
            raise zero_range(code)
        share = np.clip((values - bottom) / (top - bottom), 0.0, 1.0)
        share = share if direction > 0 else 1.0 - share
        scaled: Floats = self.low + share * (self.high - self.low)
        return scaled


@frozen
class ZScore:
    """Standard deviations from the mean, stretched to a mean and deviation of one's choice.

    ``ddof`` 1 divides by n − 1, 0 by n.
    """

    mean: float = 0.0
    deviation: float = 1.0
    ddof: int = 1
    constant: float | None = None

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """(x − mean)/SD · deviation + mean."""
        directed = values * direction
        equal = _constant(directed, code, self.constant)
        if equal is not None:
            return equal
        apart = directed - np.nanmean(directed)
        scaled: Floats = apart / np.nanstd(directed, ddof=self.ddof) * self.deviation + self.mean
        return scaled


def _from_below(values: Floats) -> Floats:
    """1 + how many are smaller; NaN without a value."""
    there = np.sort(values[~np.isnan(values)])
    ranks = np.searchsorted(there, values, side="left") + 1.0
    return np.where(np.isnan(values), np.nan, ranks)


@frozen
class RankFromBelow:
    """1 for the worst unit; equal values share the lowest rank."""

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """1 + how many are worse."""
        return _from_below(values * direction)


@frozen
class Borda:
    """0 for the worst unit: how many are worse."""

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """The rank from below less one."""
        return _from_below(values * direction) - 1.0


@frozen
class PercentileRank:
    """How many are worse, of all others: 0 for the worst, 1 for the best."""

    constant: float | None = None

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """(rank from below − 1)/(n − 1)."""
        equal = _constant(values, code, self.constant)
        if equal is not None:
            return equal
        others = int((~np.isnan(values)).sum()) - 1
        share: Floats = (_from_below(values * direction) - 1.0) / others
        return share


@frozen
class DistanceToBest:
    """1 less the distance to the best unit, in widths of the whole range."""

    constant: float | None = None

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """1 − (max − x)/(max − min)."""
        directed = values * direction
        equal = _constant(directed, code, self.constant)
        if equal is not None:
            return equal
        top = np.nanmax(directed)
        share: Floats = 1.0 - (top - directed) / (top - np.nanmin(directed))
        return share


@frozen
class ShareOfTarget:
    """The share of a target that is reached, at most all of it.

    Where less is better: target over value, so that twice the target is one half.
    """

    targets: Mapping[str, float]
    full: float = 100.0

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """full · min(1, x/target)."""
        if code not in self.targets:
            raise _not_given("no-target", Text("目标值", "target"), code)
        target = self.targets[code]
        if not target > 0:
            raise zero_range(code)
        with np.errstate(divide="ignore"):
            share = values / target if direction > 0 else target / np.maximum(values, 0.0)
        return self.full * np.clip(share, 0.0, 1.0)


@frozen
class Categories:
    """A score for each value an indicator may take (level 0, 1, 2 …)."""

    scores: Mapping[str, Mapping[float, float]] = field(factory=dict)

    def column(self, values: Floats, code: str, direction: int) -> Floats:
        """The score of each unit's category; the direction is in the scores themselves."""
        if code not in self.scores:
            raise _not_given("no-category", Text("分档", "categories"), code)
        scores = np.full(len(values), np.nan)
        for at in np.flatnonzero(~np.isnan(values)):
            category = float(values[at])
            if category not in self.scores[code]:
                raise _not_given("no-category", Text(f"{category:g} 档", f"{category:g}"), code)
            scores[at] = self.scores[code][category]
        return scores


def _not_given(code: str, what: Text, indicator: str) -> Exception:
    return cannot(
        code,
        Text(f"{indicator} 没有给出{what.zh}", f"{indicator}: no {what.en} given"),
        Text(f"为 {indicator} 补上", f"give it for {indicator}"),
        indicator,
    )
