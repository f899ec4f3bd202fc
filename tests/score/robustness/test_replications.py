"""Monte Carlo ranks: what is drawn, how it is computed together, and what it says of ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from govgauge.model.failure import BadInput
from govgauge.score.composite.aggregate import Aggregation, Missing, Scope
from govgauge.score.composite.build import Method, build
from govgauge.score.composite.copeland import Copeland
from govgauge.score.composite.means import ARITHMETIC, GEOMETRIC, HARMONIC, PowerMean
from govgauge.score.composite.normalise import MinMax, ZScore
from govgauge.score.composite.outliers import Treat
from govgauge.score.composite.table import Table
from govgauge.score.composite.tree import Node, Tree
from govgauge.score.robustness.design import Settings, draw, settings_at, stored
from govgauge.score.robustness.inputs import Choice, Input, Range, noisy_weights, one_left_out
from govgauge.score.robustness.intervals import rank_intervals
from govgauge.score.robustness.removal import remove_each
from govgauge.score.robustness.replicate import Replications, replicate, rerun
from tests.score.composite.build import NA, NAN, table

TREE = Tree(
    Node(
        "index",
        children=(
            Node("A", 40, (Node("a", 30), Node("b", 10))),
            Node("B", 60, (Node("c", 30), Node("d", 30))),
        ),
    )
)
BASE = Method(normalise=MinMax(1, 100))


def units(count: int, gaps: bool = False) -> Table:
    rng = np.random.default_rng(5)
    rows: list[list[float | None]] = rng.uniform(0, 100, (count, 4)).tolist()
    if gaps:
        rows[1][0], rows[2][3], rows[3] = NAN, NA, [NAN, NAN, NAN, 7.0]
    return table(rows)


def everything() -> list[Input]:
    return [
        noisy_weights(TREE, 20, seed=3),
        Choice(
            "normalisation",
            {"min–max": {"normalise": MinMax(1, 100)}, "z": {"normalise": ZScore(10, 2)}},
        ),
        Choice(
            "mean",
            {
                "arithmetic": {"aggregation": Aggregation(ARITHMETIC)},
                "geometric": {"aggregation": Aggregation(GEOMETRIC)},
                "both": {"aggregation": Aggregation(HARMONIC, {3: GEOMETRIC})},
                "Copeland": {"aggregation": Aggregation(ARITHMETIC, {3: Copeland()})},
                "all": {"aggregation": Aggregation(GEOMETRIC, scope=Scope.ALL)},
                "whole": {"aggregation": Aggregation(ARITHMETIC, missing=Missing.NONE)},
            },
        ),
        Choice("outliers", {"2": {"treat": Treat(limit=2)}, "5": {"treat": Treat(limit=5)}}),
        one_left_out(["a", "B"]),
        Choice("decimals", {"exact": {"rank_on": 9}, "reported": {"rank_on": 0}}),
    ]


def given_ranks(rows: Sequence[Sequence[int]], nominal: Sequence[int]) -> Replications:
    ranks = np.array(rows, dtype=np.int32)
    names = tuple(f"u{n}" for n in range(len(nominal)))
    settings = Settings((), ((),) * len(rows))
    return Replications(names, settings, np.array(nominal, dtype=np.int32), ranks)


def test_the_worked_case_of_rank_summaries() -> None:
    by_unit = [[1, 1, 2, 1, 3], [2, 3, 1, 2, 1], [3, 2, 3, 3, 2]]
    found = rank_intervals(given_ranks(np.array(by_unit).T.tolist(), [1, 2, 3]))
    assert found.mean.tolist() == pytest.approx([1.6, 1.8, 2.6], abs=1e-12)
    assert found.median.tolist() == [1, 2, 3]
    assert found.low.tolist() == pytest.approx([1, 1, 2], abs=1e-12)
    assert found.high.tolist() == pytest.approx([2.8, 2.8, 3], abs=1e-12)
    assert found.first.tolist() == pytest.approx([0.6, 0.4, 0], abs=1e-12)
    assert found.mean_shift == pytest.approx(0.5333333333, abs=1e-9)


def test_quantiles_are_of_type_7() -> None:
    found = rank_intervals(given_ranks([[1], [2], [3], [10]], [1]))
    assert (found.low[0], found.high[0]) == pytest.approx((1.15, 8.95), abs=1e-12)
    assert found.top[0] == 1.0


def test_replications_in_which_a_unit_has_no_rank_do_not_count_for_it() -> None:
    found = rank_intervals(given_ranks([[1, 0, 0], [2, 0, 1], [0, 0, 1]], [1, 0, 2]))
    assert found.mean[0] == 1.5
    assert np.isnan(found.mean[1])
    assert found.first[2] == 1.0


def test_alternatives_are_equally_likely_over_the_whole_of_their_range() -> None:
    """Not over the range of the sample: six draws from 0.6 to 0.9 all mean the second."""
    two = Choice("mean", {"first": {}, "second": {}})
    positions = np.array([[0.6], [0.66], [0.72], [0.78], [0.84], [0.9]])
    assert {row[0] for row in settings_at([two], positions).rows} == {"second"}
    assert two.setting(0.4999) == "first"


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    inputs = everything()
    assert draw(inputs, 50, 1) == draw(inputs, 50, 1)
    assert draw(inputs, 50, 1) != draw(inputs, 50, 2)


def test_noise_on_weights_stays_within_its_spread_and_moves_the_levels_asked_for() -> None:
    sets = [s["weights"] for s in noisy_weights(TREE, 300, seed=1, levels=[2]).options.values()]
    assert {tuple(weights) for weights in sets} == {("A", "B")}
    ratios = np.array([[w["A"] / 40, w["B"] / 60] for w in sets])
    assert 0.75 <= ratios.min() < 0.77
    assert 1.23 < ratios.max() <= 1.25


@pytest.mark.parametrize("gaps", [False, True])
def test_what_is_computed_together_equals_each_replication_by_itself(gaps: bool) -> None:
    data, inputs = units(9, gaps), everything()
    settings = draw(inputs, 60, seed=11)
    found = replicate(data, TREE, BASE, inputs, settings)
    for row, ranks in zip(settings.rows, found.ranks, strict=True):
        assert rerun(data, TREE, BASE, inputs, row).tolist() == ranks.tolist()


def test_a_replication_runs_again_from_its_stored_settings() -> None:
    data, inputs = units(9), everything()
    found = replicate(data, TREE, BASE, inputs, draw(inputs, 20, seed=2))
    written = [list(row) for row in found.settings.rows]
    again = replicate(data, TREE, BASE, inputs, stored(inputs, written))
    assert (again.ranks == found.ranks).all()


def test_settings_that_no_longer_mean_anything_are_refused() -> None:
    with pytest.raises(BadInput, match="w21"):
        stored(everything()[:1], [["w21"]])


def test_a_number_anywhere_in_a_range_is_stored_so_that_it_reads_the_same() -> None:
    def exponent(value: float) -> dict[str, Any]:
        return {"aggregation": Aggregation(PowerMean(value))}

    between = Range("exponent", -1.0, 1.0, exponent)
    settings = draw([between], 8, seed=4)
    assert all(-1 <= float(row[0]) <= 1 for row in settings.rows)
    data = units(12)
    found = replicate(data, TREE, BASE, [between], settings)
    assert rerun(data, TREE, BASE, [between], settings.rows[3]).tolist() == found.ranks[3].tolist()


def test_weights_of_zero_leave_the_item_out() -> None:
    data = units(9)
    sets = Choice("weights", {"with": {"weights": {"a": 1.0}}, "without": {"weights": {"a": 0.0}}})
    found = replicate(data, TREE, BASE, [sets], settings_at([sets], np.array([[0.0], [0.9]])))
    without = build(data, TREE, Method(normalise=MinMax(1, 100), left_out=("a",)))
    assert found.ranks[1].tolist() == without.ranks.tolist()


def test_a_unit_of_which_too_little_was_measured_has_no_rank_in_any_replication() -> None:
    data, inputs = units(9, gaps=True), everything()
    found = replicate(data, TREE, BASE, inputs, draw(inputs, 10, seed=1))
    assert found.nominal[3] == 0
    assert not found.ranks[:, 3].any()
    assert found.ranks[:, 0].all()


def test_tiers_are_counted_over_the_replications_on_inclusive_bounds() -> None:
    data = table([[90.0], [60.0], [10.0]])
    tree = Tree(Node("index", children=(Node("a"),)))
    shift = Choice("scale", {"as is": {"normalise": None}, "half": {"normalise": MinMax(0, 60)}})
    settings = settings_at([shift], np.array([[0.0], [0.1], [0.2], [0.7]]))
    found = replicate(data, tree, Method(normalise=None), [shift], settings, (90, 60))
    assert found.tiers is not None
    assert found.tiers.tolist() == [[3, 1, 0], [0, 3, 1], [0, 0, 4]]
    assert found.tier_changes is not None
    assert found.tier_changes.tolist() == [0, 0, 0, 2]
    shares = rank_intervals(found).tiers
    assert shares is not None
    assert shares[0].tolist() == [0.75, 0.25, 0.0]


def test_the_order_of_units_does_not_matter() -> None:
    data, inputs = units(9), everything()
    settings = draw(inputs, 30, seed=6)
    turned = Table.of(data.units[::-1], data.indicators, data.values[::-1])
    there = replicate(data, TREE, BASE, inputs, settings).ranks
    back = replicate(turned, TREE, BASE, inputs, settings).ranks[:, ::-1]
    assert (there == back).all()


def test_an_input_may_not_change_which_units_there_are() -> None:
    data = units(9, gaps=True)
    screen = Choice("availability", {"all": {}, "most": {"min_available": 0.7}})
    settings = settings_at([screen], np.array([[0.9]]))
    with pytest.raises(ValueError, match="screen once"):
        replicate(data, TREE, BASE, [screen], settings)


def test_removing_a_dimension_or_an_item() -> None:
    data = units(9)
    built = build(data, TREE, BASE)
    by_code = {r.code: r for r in remove_each(built, TREE, BASE, ["a", "B"])}
    only_a = build(data, TREE, Method(normalise=MinMax(1, 100), left_out=("B",)))
    assert by_code["B"].ranks.tolist() == only_a.ranks.tolist()
    expected = np.abs(only_a.ranks - built.ranks).mean()
    assert by_code["B"].mean_shift == pytest.approx(expected, abs=1e-12)
