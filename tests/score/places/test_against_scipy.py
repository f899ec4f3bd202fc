"""Our ranks, intervals and quartiles beside an independent program's (scipy)."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from govgauge.score.places.ranks import Convention, places
from govgauge.score.sampling.proportion import wilson
from govgauge.score.spread.summary import UNRESTRICTED, Over, summary

NAMES = {
    Convention.COMPETITION: "min",
    Convention.DENSE: "dense",
    Convention.MODIFIED: "max",
    Convention.FRACTIONAL: "average",
}


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.sampled_from(Convention))
def test_ranks(scores: list[int], convention: Convention) -> None:
    ours = [float(p.rank) for p in places([Decimal(s) for s in scores], convention) if p]
    theirs = stats.rankdata([-s for s in scores], method=NAMES[convention])
    assert ours == theirs.tolist()


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 500), st.floats(0, 1), st.sampled_from([0.9, 0.95, 0.99]))
def test_wilsons_interval(units: int, share: float, confidence: float) -> None:
    passed = round(units * share)
    theirs = stats.binomtest(passed, units).proportion_ci(confidence, method="wilson")
    ours = wilson(passed / units, units, confidence)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=20))
def test_group_figures(values: list[float]) -> None:
    ours = summary(values, Over.N_MINUS_1, UNRESTRICTED)
    quartiles = np.quantile(values, [0.25, 0.75])
    assert (ours.lower_quartile, ours.upper_quartile) == pytest.approx(tuple(quartiles), abs=1e-9)
    assert ours.deviation == pytest.approx(float(np.std(values, ddof=1)), abs=1e-9)
    assert ours.median == pytest.approx(float(np.median(values)), abs=1e-12)
