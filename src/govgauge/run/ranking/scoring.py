"""From the marks of a table to exact scores of every unit and node."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from govgauge.model.failure import BadInput, Place
from govgauge.model.ranked_table import NodePoints, RankedUnit
from govgauge.model.system import IndicatorSystem, Node, WhenMissing
from govgauge.model.text import Text
from govgauge.registry.spreadsheet.score_table import ScoreTable, TableRow
from govgauge.registry.spreadsheet.wanted import WantedColumn
from govgauge.registry.spreadsheet.written_values import Mark, MarkState
from govgauge.score.places.keys import RankOn, key_of, rank_key
from govgauge.score.treed.peers import peer_rates
from govgauge.score.weighted.tree import NodeScore, Rate, TreeScore, Value, score_unit

_SHOWN_DECIMALS = 4


def wanted_columns(system: IndicatorSystem) -> tuple[WantedColumn, ...]:
    """One column for each indicator of a system's tree.

    :class:`BadInput`: the system, or a part of it, is scored from findings.
    """
    if system.tree is None:
        raise BadInput(
            "no-weighted-tree",
            Text(
                f"体系 {system.system_id} 按问题扣分，没有加权指标树",
                f"{system.system_id} is scored from findings and has no weighted tree",
            ),
            Text(
                "用 govgauge run 检查网站，或选用加权体系（systems list）",
                "inspect sites with govgauge run, or choose a weighted system (systems list)",
            ),
            Place(field="--system"),
        )
    if system.shares is not None:
        raise _two_scores(system)
    return tuple(_wanted(system.tree, ()))


def _two_scores(system: IndicatorSystem) -> BadInput:
    return BadInput(
        "two-scores",
        Text(
            f"体系 {system.system_id} 的一部分按检查问题扣分，表格中没有这部分",
            f"part of {system.system_id} is scored from findings, which no table holds",
        ),
        Text(
            "用 govgauge run 检查网站；或另写只有 tree 的体系，把扣分结果作为 figure 填入",
            "inspect sites with govgauge run; or write a system of a tree alone, with the result of "
            "the findings as a figure",
        ),
        Place(field="--system"),
    )


def _wanted(node: Node, above: tuple[Text, ...]) -> list[WantedColumn]:
    if node.children:
        over = above if node.code == "TOTAL" else (*above, node.title)
        return [column for child in node.children for column in _wanted(child, over)]
    least, most = node.scale.bounds
    categories = tuple(node.scale.categories)
    return [WantedColumn(node.code, node.title, above, least, most, categories)]


def score_table(table: ScoreTable, system: IndicatorSystem) -> dict[str, RankedUnit]:
    """Every unit of a table scored, by its id (or its name where the table has no ids)."""
    values = {row.number: _values(row, table) for row in table.rows}
    peers = _peers(values, system)
    units = (
        _unit(row, table, system, values[row.number], peers.get(row.number, {}))
        for row in table.rows
    )
    return {unit.unit_id: unit for unit in units}


def _values(row: TableRow, table: ScoreTable) -> dict[str, Value | None]:
    return {wanted.code: _value(mark) for wanted, mark in zip(table.wanted, row.marks, strict=True)}


def _peers(
    values: Mapping[int, Mapping[str, Value | None]], system: IndicatorSystem
) -> dict[int, dict[str, Rate]]:
    """Rates between the lowest and the highest of all rows, by row and indicator."""
    assert system.tree is not None
    rates: dict[int, dict[str, Rate]] = {}
    for leaf in system.tree.leaves():
        if not leaf.scale.over:
            continue
        known = {n: v for n, own in values.items() if (v := own[leaf.code]) is not None}
        if system.when_missing is not WhenMissing.OPEN:
            known = {n: v for n, v in known.items() if not v.missing}
        for number, rate in peer_rates(leaf, known).items():
            rates.setdefault(number, {})[leaf.code] = rate
    return rates


def _unit(
    row: TableRow,
    table: ScoreTable,
    system: IndicatorSystem,
    values: Mapping[str, Value | None],
    peers: Mapping[str, Rate],
) -> RankedUnit:
    unit_id = row.unit_id or row.name
    scored = score_unit(unit_id, values, system, peers)
    low, high = _keys(scored, system)
    return RankedUnit(
        unit_id=unit_id,
        name=row.name,
        groups=row.groups,
        region=row.region,
        row=row.number,
        low=low,
        high=high,
        coverage=key_of(scored.coverage, _SHOWN_DECIMALS),
        nodes={code: _points(node) for code, node in scored.nodes.items()},
        printed_total=row.printed_total,
        printed_rank=row.printed_rank,
        rounding=_rounding(row, table, system, scored),
    )


def _rounding(
    row: TableRow, table: ScoreTable, system: IndicatorSystem, scored: TreeScore
) -> Decimal:
    """Half a unit in the last decimal of every mark, carried to the total."""
    assert system.tree is not None
    total = Fraction(0)
    for leaf, mark in zip(system.tree.leaves(), row.marks, strict=True):
        if mark.low is None:
            continue
        exponent = mark.low.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        half = Fraction(1, 2 * 10**decimals)
        width = abs(Fraction(leaf.scale.most) - Fraction(leaf.scale.least))
        total += scored.nodes[leaf.code].full_points * half / width
    return key_of(total, _SHOWN_DECIMALS)


def _value(mark: Mark) -> Value | None:
    if mark.state is MarkState.NOT_APPLICABLE:
        return None
    if mark.state is MarkState.OPEN and mark.low is None:
        return Value()  # What could not be read is open from one end to the other.
    return Value(mark.low, mark.high, mark.category)


def _keys(scored: TreeScore, system: IndicatorSystem) -> tuple[Decimal | None, Decimal | None]:
    if scored.low is None or scored.high is None:
        return None, None
    rules = system.placement
    low, high = (
        rank_key(end, rules.decimals, RankOn(rules.rank_on)) for end in (scored.low, scored.high)
    )
    return low, high


def _points(node: NodeScore) -> NodePoints:
    if node.rate is None or node.low is None or node.high is None:
        return NodePoints(None, None, None)
    low, high, full = (key_of(v, _SHOWN_DECIMALS) for v in (node.low, node.high, node.full_points))
    settled = node.rate.settled and node.full_points > 0
    return NodePoints(low, high, full, node.rate.low if settled else None)


def rates(units: Mapping[str, RankedUnit], codes: tuple[str, ...]) -> list[list[float]]:
    """Settled rates in percent (units × nodes), NaN where open, missing or not applicable."""
    return [[_rate(unit.nodes[code]) for code in codes] for _, unit in sorted(units.items())]


def _rate(points: NodePoints) -> float:
    if points.low is None or points.low != points.high or not points.full:
        return float("nan")
    return float(100 * Fraction(points.low) / Fraction(points.full))
