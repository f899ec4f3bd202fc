"""What a yearly report (年度报告) says beyond the statistics of one judging, computed already."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from govgauge.model.text import Text


@frozen
class Mean:
    """A mean, rounded as it is printed; ``None`` for a group too small.

    ``low`` counts everything open against the units, ``high`` for them.
    """

    low: Decimal | None
    high: Decimal | None
    units: int


@frozen
class Dimension:
    """One dimension's mean score rate in percent: over all units, and in every group."""

    code: str
    title: Text
    whole: Mean
    groups: Mapping[str, Mean]
    best: tuple[str, ...] = ()
    """The units with the highest settled rate; more of them than may be named: none."""
    best_percent: Decimal | None = None


@frozen
class OwnRate:
    """One unit's score rate in a dimension, in percent, beside the mean of its group.

    ``path`` leads to that mean in ``yearly.json``.
    """

    title: Text
    own: Mean
    group: Mean
    path: tuple[str, ...]


@frozen
class RegionResults:
    """One division of the first level: its units by result, and the mean of scores."""

    code: str
    name: str
    units: tuple[str, ...]
    passing: tuple[str, ...]
    failing: tuple[str, ...]
    passing_percent: Decimal
    score: Mean


@frozen
class Met:
    """Who meets an indicator, who does not and of whom it is not certain.

    Shares are in percent of all units the indicator is asked of, so that an open one counts for
    neither side; ``None`` when it is asked of nobody.
    """

    code: str
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    open: tuple[str, ...]
    met_percent: Decimal | None
    unmet_percent: Decimal | None

    @property
    def asked(self) -> int:
        """Of how many units it is asked."""
        return len(self.met) + len(self.unmet) + len(self.open)


@frozen
class Edition:
    """One campaign by the same system: counts by result, tiers and mean score by group.

    ``units`` of ``tiers`` are counts by group and tier; ``percents`` those of the results.
    """

    name: str
    as_of: str
    units: int
    results: Mapping[str, int]
    percents: Mapping[str, Decimal]
    tiers: Mapping[str, Mapping[str, int]]
    means: Mapping[str, Mean]


@frozen
class Step:
    """What one dimension adds to the change of the mean score, in points."""

    title: Text
    points: Decimal


@frozen
class Change:
    """The mean score before and now of the units settled in both, and its steps.

    The steps add up to the difference; what no dimension explains is the last of them.
    """

    units: tuple[str, ...]
    before: Decimal
    now: Decimal
    steps: tuple[Step, ...]


@frozen
class Riser:
    """One of the units that improved most, in points, with its place among them."""

    unit_id: str
    before: Decimal
    now: Decimal
    points: Decimal
    place: int


@frozen
class Yearly:
    """Everything a yearly report needs beside the results.

    ``scores`` are mean scores by group, over units that have one and are not vetoed.
    ``editions`` run from the oldest to this one, last; ``changed_codes`` names what the system of
    the edition before says otherwise: where there is any, nothing is compared.
    """

    scores: Mapping[str, Mean]
    dimensions: tuple[Dimension, ...]
    regions: tuple[RegionResults, ...]
    indicators: Mapping[str, Met]
    editions: tuple[Edition, ...]
    change: Change | None = None
    risers: tuple[Riser, ...] = ()
    changed_codes: tuple[str, ...] = field(default=())

    @property
    def earlier(self) -> tuple[Edition, ...]:
        """The editions this one may be compared with."""
        return () if self.changed_codes else self.editions[:-1]
