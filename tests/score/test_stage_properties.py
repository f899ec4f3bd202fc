"""What must hold of vetoes, deductions, caps and made-up points, whatever is found."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from govgauge.model.score import Assessment
from govgauge.model.system import Cap, MakeUp, Measure

from .conftest import T, found, indicator, scored, unit

FOUND = st.fixed_dictionaries({name: st.integers(0, 12) for name in "abc"})
MAKE_UP = st.sampled_from(list(MakeUp))
SERVICES = st.sampled_from([True, False, None])


def judged(faults: dict[str, int], make_up: MakeUp, services: bool | None) -> Assessment:
    """60 points alone, 40 shared by two of which one is for services; nine faults veto."""
    indicators = [
        indicator("A", points=Decimal(60), per_instance=Decimal(7)),
        indicator("B", points=Decimal(30), per_instance=Decimal("4.5"), within="S"),
        indicator(
            "C",
            points=Decimal(20),
            per_instance=Decimal(3),
            within="S",
            applies_to="has_services",
        ),
        indicator("V", "veto", measures=(Measure(detector="a"),), at_least=Decimal(9)),
    ]
    given_ = {name: found([f"{name}{n}" for n in range(faults[name])]) for name in faults}
    return scored(
        *indicators,
        given=given_,
        unit=unit(has_services=services),
        caps=(Cap("S", T, Decimal(40)),),
        make_up=make_up,
    )


@given(FOUND, st.sampled_from("abc"), MAKE_UP, SERVICES)
def test_one_fault_less_never_lowers_a_score(
    faults: dict[str, int], name: str, make_up: MakeUp, services: bool | None
) -> None:
    better = faults | {name: max(0, faults[name] - 1)}
    before, after = judged(faults, make_up, services), judged(better, make_up, services)
    assert after.score.low >= before.score.low and after.score.high >= before.score.high
    assert set(after.vetoed_by) <= set(before.vetoed_by)


@given(FOUND, MAKE_UP, SERVICES)
def test_caps_hold_and_no_score_leaves_the_full_marks(
    faults: dict[str, int], make_up: MakeUp, services: bool | None
) -> None:
    assessed = judged(faults, make_up, services)
    assert 0 <= assessed.score.low <= assessed.score.high <= 100
    points = {i.code: i.points for i in assessed.indicators}
    assert points["A"].high <= 60 and points["B"].high <= 30 and points["C"].high <= 20
    if make_up is MakeUp.NONE and services is True and not assessed.vetoed_by:
        lost = min(60, 7 * faults["a"]) + min(
            Decimal(40),
            min(Decimal(30), Decimal("4.5") * faults["b"]) + min(20, 3 * faults["c"]),
        )
        assert assessed.score.low == assessed.score.high == 100 - lost


@given(FOUND, MAKE_UP, SERVICES)
def test_a_replay_is_identical(
    faults: dict[str, int], make_up: MakeUp, services: bool | None
) -> None:
    turned = dict(reversed(faults.items()))
    assert judged(faults, make_up, services) == judged(turned, make_up, services)


@given(FOUND, MAKE_UP)
def test_what_the_list_leaves_open_holds_both_ways(faults: dict[str, int], make_up: MakeUp) -> None:
    whole = judged(faults, make_up, None).score
    for services in (True, False):
        one = judged(faults, make_up, services).score
        assert whole.low <= one.low and one.high <= whole.high
