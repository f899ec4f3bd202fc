"""A unit's score on a weighted tree, exact, with the interval every open value leaves.

Values become rates from 0 to 1 by their indicator's scale; a parent is the weighted mean of its
children (methodology 4.9 to 4.13).  What does not apply gives its weight to its siblings.
"""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

from attrs import field, frozen

from govgauge.model.system import Combine, IndicatorSystem, Node, Scale, WhenMissing

ZERO, ONE = Fraction(0), Fraction(1)


@frozen
class Value:
    """What is known of one indicator: ``low`` to ``high`` in its own unit, or a word of it.

    ``None`` for both: nothing is known yet (missing).  ``None`` for ``high`` alone: no end.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    category: str = ""

    @property
    def missing(self) -> bool:
        """True when there is no value at all."""
        return self.low is None and not self.category


@frozen
class Rate:
    """A rate between two ends; equal where nothing is open.  ``None`` ends: not applicable."""

    low: Fraction
    high: Fraction

    @property
    def settled(self) -> bool:
        """True when nothing is open."""
        return self.low == self.high


NO_PEERS: Mapping[str, Rate] = {}


@frozen
class NodeScore:
    """One node of one unit: its rate, its weight among the siblings that apply, and its points.

    ``weight`` is the share of the whole; ``points`` are ``weight`` × full marks × rate.
    """

    code: str
    rate: Rate | None
    weight: Fraction
    full_points: Fraction

    @property
    def low(self) -> Fraction | None:
        """Points at least."""
        return None if self.rate is None else self.rate.low * self.full_points

    @property
    def high(self) -> Fraction | None:
        """Points at most."""
        return None if self.rate is None else self.rate.high * self.full_points


@frozen
class TreeScore:
    """One unit's score with the trail of every node.

    ``coverage`` is the weight of measured indicators over that of applicable ones.
    """

    unit_id: str
    low: Fraction | None
    high: Fraction | None
    coverage: Fraction
    nodes: Mapping[str, NodeScore] = field(factory=dict)

    @property
    def settled(self) -> bool:
        """True when there is a score and nothing in it is open."""
        return self.low is not None and self.low == self.high


def rate_of(value: Value, scale: Scale) -> Rate:
    """A value's rate, clipped to 0 and 1; open ends stay open."""
    if value.category:
        rate = Fraction(scale.categories[value.category])
        return Rate(rate, rate)
    if value.low is None:
        return Rate(ZERO, ONE)
    if value.high is None:  # No end is known: beyond every step and end nothing changes.
        ends = (scale.least, scale.most, *(s.from_ for s in scale.ladder))
        value = Value(value.low, max(value.low, *ends))
    assert value.low is not None and value.high is not None
    # A ladder may fall again (five to eight channels are best): its steps in between count too.
    between = [s.from_ for s in scale.ladder if value.low < s.from_ < value.high]
    rates = [_rate(Fraction(v), scale) for v in (value.low, *between, value.high)]
    return Rate(min(rates), max(rates))


def _rate(value: Fraction, scale: Scale) -> Fraction:
    if scale.ladder:
        steps = [step for step in scale.ladder if value >= Fraction(step.from_)]
        return Fraction(max(steps, key=lambda s: s.from_).rate) if steps else ZERO
    least, most = Fraction(scale.least), Fraction(scale.most)
    return min(ONE, max(ZERO, (value - least) / (most - least)))


def score_unit(
    unit_id: str,
    values: Mapping[str, Value | None],
    system: IndicatorSystem,
    peers: Mapping[str, Rate] = NO_PEERS,
) -> TreeScore:
    """Score one unit; ``values`` by indicator, ``None`` where one does not apply.

    An indicator that is not in ``values`` is missing.  ``peers`` are the rates of those whose
    scale lies over all units (see :mod:`govgauge.score.treed.peers`).
    """
    if system.tree is None:
        raise ValueError(f"{system.key} has no tree")
    given = {
        leaf.code: _rate_of_leaf(leaf, values.get(leaf.code, Value()), system.when_missing)
        for leaf in system.tree.leaves()
    }
    given |= {code: rate for code, rate in peers.items() if given[code] is not None}
    coverage = _coverage(system.tree, values)
    return score_rates(unit_id, given, system, coverage)


def score_rates(
    unit_id: str, given: Mapping[str, Rate | None], system: IndicatorSystem, coverage: Fraction
) -> TreeScore:
    """Score one unit by the rates of its indicators; ``None`` where one does not count."""
    if system.tree is None:
        raise ValueError(f"{system.key} has no tree")
    rates: dict[str, Rate | None] = {}
    weights: dict[str, Fraction] = {}
    root = _rate_of_node(system.tree, given, rates)
    _share_out(system.tree, ONE, rates, weights)
    full = Fraction(system.full_marks)
    nodes = {
        node.code: NodeScore(
            node.code, rates[node.code], weights[node.code], weights[node.code] * full
        )
        for node in system.tree.walk()
    }
    low = None if root is None else root.low * full
    high = None if root is None else root.high * full
    return TreeScore(unit_id, low, high, coverage, nodes)


def _rate_of_node(
    node: Node, given: Mapping[str, Rate | None], rates: dict[str, Rate | None]
) -> Rate | None:
    if node.children:
        below = [(c, _rate_of_node(c, given, rates)) for c in node.children]
        known = [(c.weight, rate) for c, rate in below if rate is not None and c.weight]
        rate = _combined(known, node.combine) if known else None
    else:
        rate = given[node.code]
    rates[node.code] = rate
    return rate


def _rate_of_leaf(node: Node, value: Value | None, missing: WhenMissing) -> Rate | None:
    if value is None or (value.missing and missing is WhenMissing.REWEIGHT):
        return None
    if value.missing and missing is WhenMissing.ZERO:
        return Rate(ZERO, ZERO)
    return rate_of(value, node.scale)


def _combined(known: list[tuple[Decimal, Rate]], combine: Combine) -> Rate:
    total = sum((Fraction(w) for w, _ in known), ZERO)
    shares = [(Fraction(w) / total, rate) for w, rate in known]
    if combine is Combine.GEOMETRIC:
        return Rate(
            _geometric([(w, r.low) for w, r in shares]),
            _geometric([(w, r.high) for w, r in shares]),
        )
    return Rate(
        sum((w * r.low for w, r in shares), ZERO), sum((w * r.high for w, r in shares), ZERO)
    )


def _geometric(shares: list[tuple[Fraction, Fraction]]) -> Fraction:
    """A weighted geometric mean at forty digits; 0 as soon as one rate is 0."""
    if any(not rate for _, rate in shares):
        return ZERO
    with localcontext() as context:
        context.prec = 40
        logs = sum((_decimal(w) * _decimal(rate).ln() for w, rate in shares), Decimal(0))
        return min(ONE, Fraction(logs.exp()))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _share_out(
    node: Node, share: Fraction, rates: Mapping[str, Rate | None], weights: dict[str, Fraction]
) -> None:
    """Each node's share of the whole: what does not count gives its weight to its siblings."""
    weights[node.code] = share if rates[node.code] is not None else ZERO
    counted = [c for c in node.children if rates[c.code] is not None]
    total = sum((Fraction(c.weight) for c in counted), ZERO)
    for child in node.children:
        part = Fraction(child.weight) / total if child in counted and total else ZERO
        _share_out(child, weights[node.code] * part, rates, weights)


def _coverage(root: Node, values: Mapping[str, Value | None]) -> Fraction:
    own = _own_shares(root, ONE, values)
    applicable = sum(own.values(), ZERO)
    measured = sum(
        (
            share
            for code, share in own.items()
            if (value := values.get(code)) is not None and not value.missing
        ),
        ZERO,
    )
    return measured / applicable if applicable else ZERO


def _own_shares(
    node: Node, share: Fraction, values: Mapping[str, Value | None]
) -> dict[str, Fraction]:
    """The shares of the indicators that apply, as the tree gives them."""
    if not node.children:
        applies = node.code not in values or values[node.code] is not None
        return {node.code: share} if applies else {}
    total = sum((Fraction(c.weight) for c in node.children), ZERO)
    shares: dict[str, Fraction] = {}
    for child in node.children:
        part = Fraction(child.weight) / total if total else ZERO
        shares |= _own_shares(child, share * part, values)
    return shares
