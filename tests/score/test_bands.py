"""Deductions by bands: inclusive bounds, falling bands, open numbers, planted mistakes (DM-12)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.model.score import Score
from govgauge.model.system import Band
from govgauge.score.assess import assess
from govgauge.score.bands import band_points, banded_points
from govgauge.score.load import check_system, load_system

from .conftest import detection, detections, indicator, system, unit
from .test_load import GOOD, KNOWN, written

RISING = (Band(Decimal(1), Decimal(1)), Band(Decimal(3), Decimal(3)), Band(Decimal(6), Decimal(5)))
FALLING = (Band(Decimal(0), Decimal(3)), Band(Decimal(1), Decimal(1)), Band(Decimal(6), Decimal(0)))


def lost(bands: tuple[Band, ...], least: int, most: int | None) -> tuple[Decimal, Decimal]:
    score = banded_points(bands, Decimal(least), None if most is None else Decimal(most))
    return score.low, score.high


@pytest.mark.parametrize(
    ("number", "points"), [(0, 0), (1, 1), (2, 1), (3, 3), (5, 3), (6, 5), (600, 5)]
)
def test_a_bound_belongs_to_its_band(number: int, points: int) -> None:
    assert band_points(RISING, Decimal(number)) == points


def test_fewer_activities_than_six_a_year_cost_and_none_costs_most() -> None:
    assert [band_points(FALLING, Decimal(n)) for n in (0, 1, 5, 6, 7)] == [3, 1, 1, 0, 0]


def test_what_is_open_may_reach_every_band_between() -> None:
    assert lost(RISING, 1, 3) == (1, 3)
    assert lost(RISING, 0, None) == (0, 5)
    assert lost(FALLING, 0, None) == (0, 3)
    assert lost(FALLING, 2, None) == (0, 1)
    assert lost(FALLING, 6, None) == (0, 0)


@given(
    bands=st.dictionaries(st.integers(0, 9), st.integers(0, 9), min_size=1),
    least=st.integers(0, 12),
    wide=st.integers(0, 12),
)
def test_the_interval_is_the_hull_of_every_completion(
    bands: dict[int, int], least: int, wide: int
) -> None:
    written = tuple(Band(Decimal(f), Decimal(p)) for f, p in sorted(bands.items()))
    every = [band_points(written, Decimal(n)) for n in range(least, least + wide + 1)]
    assert banded_points(written, Decimal(least), Decimal(least + wide)) == Score(
        min(every), max(every)
    )


def test_a_unit_loses_the_band_of_its_confirmed_faults_and_may_lose_that_of_the_open_ones() -> None:
    banded = indicator("D", bands=RISING, per_instance=None, points=Decimal(5))
    assessed = assess(unit(), system(banded), detections(d=detection(unmet=2, still_open=2)))
    assert assessed.score == Score(Decimal(97), Decimal(99))
    assert (
        "按档扣分（达到 1 扣 1 分、达到 3 扣 3 分、达到 6 扣 5 分）"
        in assessed.indicators[0].why.zh
    )
    assert assessed.indicators[0].reason != "rule_unknown"


def test_bands_stand_beside_other_prices_under_a_shared_cap() -> None:
    from govgauge.model.system import Cap

    from .conftest import T

    banded = indicator("A", bands=RISING, per_instance=None, points=Decimal(5), within="C")
    priced = indicator("B", points=Decimal(4), within="C")
    rules = system(banded, priced, caps=(Cap("C", T, Decimal(6)),))
    assessed = assess(unit(), rules, detections(a=detection(unmet=6), b=detection(unmet=4)))
    assert assessed.score == Score(Decimal(94), Decimal(94))


BANDED = GOOD.replace("per_instance: 0.5\n    points: 5", "bands: [{from: 3, points: 2}]")


def test_bands_load_in_order_and_their_highest_is_the_indicators_points(tmp_path: Path) -> None:
    text = BANDED.replace("[{from: 3, points: 2}]", "[{from: 6, points: 2}, {from: 1, points: 1}]")
    text = text.replace("    unless_counted_under: D-1\n", "")
    loaded = load_system(written(tmp_path, text), KNOWN).indicators[0]
    assert [b.from_ for b in loaded.bands] == [1, 6]
    assert (loaded.points, loaded.verified) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("", "", "bands-give-way"),
        ("points: 2}", "points: 2}, {from: 3, points: 1}", "band-twice"),
        ("points: 2}", "points: X}", "band-without-number"),
        ("points: 2}", "}", "missing-key"),
        ("bands:", "per_instance: 1\n    bands:", "bands-and-price"),
        ("bands:", "points: 1\n    bands:", "band-above-points"),
        ("stage: deduct", "stage: note", "bands-outside-deductions"),
        ("from: 3", "form: 3", "unknown-key"),
    ],
)
def test_a_mistake_in_bands_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    problems = check_system(written(tmp_path, BANDED.replace(old, new, 1)), KNOWN)
    told = [p for p in problems if p.code == code]
    assert told, [p.code for p in problems]
    assert told[0].place.line
    assert told[0].remedy.zh
