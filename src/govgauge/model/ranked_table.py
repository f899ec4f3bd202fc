"""An evaluator's table scored, ranked and described: what ``rank`` hands to the report."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from govgauge.model.failure import Problem
from govgauge.model.feature import Feature
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.model.yearly import Dimension


@frozen
class NodePoints:
    """Points of one node: ``low`` to ``high`` of ``full``; all ``None`` where it does not apply.

    Points are as printed; ``exact_rate`` (0 to 1) is the settled rate before any rounding.
    """

    low: Decimal | None
    high: Decimal | None
    full: Decimal | None
    exact_rate: Fraction | None = None


@frozen
class RankedUnit:
    """One unit of the table.

    ``low`` and ``high`` are keys: the score at the decimals ranks are decided on.  A unit with
    too little measured (``coverage``) has a score and no rank.  ``rounding`` is by how much the
    score may be off because its marks are written with so many decimals.
    """

    unit_id: str
    name: str
    groups: tuple[str, ...]
    region: str
    row: int
    low: Decimal | None
    high: Decimal | None
    coverage: Decimal
    nodes: Mapping[str, NodePoints]
    printed_total: Decimal | None = None
    printed_rank: Decimal | None = None
    rounding: Decimal = Decimal(0)

    @property
    def settled(self) -> bool:
        """True when nothing in the score is open."""
        return self.low is not None and self.low == self.high


@frozen
class RankedPlace:
    """One unit's place in one group; ``None`` for what it has not.

    ``best`` and ``worst`` bound the rank over every completion of open values.
    """

    unit_id: str
    rank: int | None
    tie: bool
    best: int | None
    worst: int | None
    tier: str
    grade: str
    change_points: Decimal | None = None
    change_places: int | None = None


@frozen
class GroupStatistics:
    """Figures of one group or region; ``None`` where it is too small for them."""

    name: str
    count: int
    mean: float | None
    median: float | None
    deviation: float | None
    minimum: float | None
    maximum: float | None
    tiers: Mapping[str, tuple[int, Decimal]] = field(factory=dict)


@frozen
class RankedGroup:
    """One group: its places in order, statistics, and where its tiers are cut."""

    name: str
    places: tuple[RankedPlace, ...]
    statistics: GroupStatistics
    cut_offs: tuple[tuple[str, Decimal | None], ...] = ()

    @property
    def by_rank(self) -> list[RankedPlace]:
        """The places from the first to the last, those without a rank behind them.

        ``places`` stand in the system's order of listing, where the first is not always the best.
        """
        return sorted(self.places, key=lambda p: (p.rank is None, p.rank or 0))


@frozen
class RankSpan:
    """How far a unit's rank moves when weights do: 5 %, median and 95 % of the replications."""

    low: float
    median: float
    high: float
    first: float
    top: float


@frozen
class IndicatorQuality:
    """What an indicator does: its weight, its hold on the total, whether it tells units apart."""

    code: str
    weight: float
    influence: float
    against: bool
    mean_rate: float
    at_floor: float
    at_ceiling: float


@frozen
class Robustness:
    """How much the ranking depends on choices; empty where too little is settled to try."""

    replications: int = 0
    seed: int = 0
    spread_percent: int = 0
    mean_shift: float | None = None
    spans: Mapping[str, RankSpan] = field(factory=dict)
    without: Mapping[str, float] = field(factory=dict)
    alpha: float | None = None
    indicators: tuple[IndicatorQuality, ...] = ()
    left_out: int = 0


@frozen
class RankedTable:
    """Everything ``rank`` found, in the order it is shown.

    ``unmatched`` names the units of which no change is told: ``new``, ``gone``; those ``renamed``
    under the same id are compared.
    """

    source: str
    sheet: str
    system: IndicatorSystem
    units: Mapping[str, RankedUnit]
    groups: tuple[RankedGroup, ...]
    regions: tuple[GroupStatistics, ...]
    inequality: Mapping[str, float]
    robustness: Robustness
    problems: tuple[Problem, ...]
    previous: str = ""
    compared: int = 0
    unmatched: Mapping[str, tuple[str, ...]] = field(factory=dict)
    features: tuple[Feature, ...] = ()
    differences: tuple[tuple[str, Text], ...] = ()
    dimensions: tuple[Dimension, ...] = ()
