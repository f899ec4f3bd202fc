"""The interval contains every completion: of findings, of unseen parts, of what the list omits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.model.detector import Detection
from govgauge.model.score import Assessment, Result
from govgauge.model.system import Cap, Indicator, MakeUp, Measure, Reduce
from govgauge.model.unit import Unit

from .conftest import T, both, found, indicator, scored, unit

PARTS = ("home", "inner")
STATES = ("certain", "open", "absent", "absent")
GROUPS = ((), ("市级门户",), ("市级部门",))
GIVEN = "a", "b", "c"

Cells = dict[tuple[str, str], str]
"""Detector and address → its state; the last letter of an address tells its part."""

ADDRESSES = [f"{n}{part[0]}" for part in PARTS for n in range(3)]
CELLS = st.fixed_dictionaries(
    {(name, address): st.sampled_from(STATES) for name in GIVEN for address in ADDRESSES}
)
UNSEEN = st.fixed_dictionaries(
    {(n, p): st.sampled_from([False, False, True]) for n in GIVEN for p in PARTS}
)


def detection_of(name: str, cells: Cells, unseen: dict[tuple[str, str], bool]) -> Detection:
    """One detector's answer over both parts."""
    halves = []
    for part in PARTS:
        here = [a for a in ADDRESSES if a.endswith(part[0])]
        certain = [a for a in here if cells[name, a] == "certain"]
        still_open = [a for a in here if cells[name, a] == "open"]
        more = [part] if unseen[name, part] else None
        halves.append(found(certain, still_open, part=part, unseen=more))
    if any(h.verdict == "unmet" for h in halves):
        return both(*halves)
    empty = found([], [], unseen=[p for p in PARTS if unseen[name, p]] or None)
    instances = halves[0].instances + halves[1].instances
    if not instances:
        return empty
    return attrs.evolve(found([], ["x"]), instances=instances, open_parts=empty.open_parts)


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Indicator], dict[str, Any]]:
    """Three indicators with prices, caps, parts, conditions and giving way, and a bonus."""
    price = st.sampled_from([None, Decimal(1), Decimal(4), Decimal("2.5")])
    part = st.sampled_from([(), ("home",), ("inner",), PARTS])
    condition = st.sampled_from(["all", "has_services"])
    first_way = draw(st.sampled_from([(), ("A",)]))
    ways = ((), first_way, draw(st.sampled_from([(), ("A",), ("B", *first_way), ("A", "B")])))
    shared = draw(st.booleans())
    indicators = [
        indicator(
            name.upper(),
            measures=(Measure(detector=name, parts=draw(part)),),
            per_instance=draw(price),
            points=Decimal(6) if shared and n else Decimal(25 if n else 50),
            within="S" if shared and n else "",
            applies_to=draw(condition) if n else "all",
            unless_counted_under=ways[n],
            reduce=draw(st.sampled_from([Reduce.COUNT, Reduce.ADDRESSES])),
        )
        for n, name in enumerate(GIVEN)
    ]
    indicators.append(
        indicator("V", "veto", measures=(Measure(detector="c"),), at_least=Decimal(6))
    )
    indicators.append(indicator("E", "bonus", points=Decimal(10), measures=(Measure(question=T),)))
    caps = (Cap("S", T, Decimal(50)),) if shared else ()
    return indicators, {
        "caps": caps,
        "make_up": draw(st.sampled_from(list(MakeUp))),
        "scored": draw(st.sampled_from(["all", "portals"])),
    }


def judged(
    indicators: list[Indicator],
    fields: dict[str, Any],
    who: Unit,
    cells: Cells,
    unseen: dict[tuple[str, str], bool],
) -> Assessment:
    answers = {name: detection_of(name, cells, unseen) for name in GIVEN}
    return scored(*indicators, given=answers, unit=who, **fields)


def completed(
    draw: Any, cells: Cells, unseen: dict[tuple[str, str], bool], parts: dict[str, str]
) -> Cells:
    """Open addresses turn out one way or the other; unseen parts may bring any address."""
    turned = dict(cells)
    for (name, address), state in cells.items():
        may_come = state == "absent" and unseen[name, parts[address]]
        if state == "open" or may_come:
            turned[name, address] = draw(st.sampled_from(["certain", "absent"]))
    return turned


@settings(max_examples=300, deadline=None)
@given(
    st.data(),
    systems(),
    CELLS,
    UNSEEN,
    st.sampled_from([None, True, False]),
    st.sampled_from(GROUPS),
)
def test_every_completion_lies_inside(
    data: st.DataObject,
    made: tuple[list[Indicator], dict[str, Any]],
    cells: Cells,
    unseen: dict[tuple[str, str], bool],
    services: bool | None,
    groups: tuple[str, ...],
) -> None:
    indicators, fields = made
    parts = {a: next(p for p in PARTS if a.endswith(p[0])) for a in ADDRESSES}
    now = judged(indicators, fields, unit(has_services=services, groups=groups), cells, unseen)
    who = unit(
        has_services=data.draw(st.booleans()) if services is None else services,
        groups=groups or data.draw(st.sampled_from(GROUPS[1:])),
    )
    prices = [
        attrs.evolve(i, per_instance=data.draw(st.sampled_from([Decimal(0), Decimal(3)])))
        if i.stage == "deduct" and i.per_instance is None
        else i
        for i in indicators
    ]
    nothing = dict.fromkeys(unseen, False)
    later = judged(prices, fields, who, completed(data.draw, cells, unseen, parts), nothing)
    assert later.scored is not None
    assert now.result in (later.result, Result.OPEN)
    assert later.vetoed_by or now.vetoed_by == ()
    if later.scored:
        assert now.scored is not False
        assert now.score.low <= later.score.low <= later.score.high <= now.score.high
    else:
        assert now.scored is not True
    for before, after in zip(now.indicators, later.indicators, strict=True):
        if before.stage == "deduct" and not later.vetoed_by and later.scored:
            assert before.points.low <= after.points.low <= after.points.high <= before.points.high


@settings(max_examples=100, deadline=None)
@given(st.data(), systems(), CELLS, st.booleans(), st.sampled_from(GROUPS[1:]))
def test_what_is_all_seen_and_said_is_settled_but_for_people(
    data: st.DataObject,
    made: tuple[list[Indicator], dict[str, Any]],
    cells: Cells,
    services: bool,
    groups: tuple[str, ...],
) -> None:
    indicators, fields = made
    known = [i for i in indicators if i.stage != "bonus"]
    known = [attrs.evolve(i, per_instance=i.per_instance or Decimal(1)) for i in known]
    settled: Cells = {k: "absent" if v == "open" else v for k, v in cells.items()}
    nothing = {(n, p): False for n in GIVEN for p in PARTS}
    who = unit(has_services=services, groups=groups)
    assert judged(known, fields, who, settled, nothing).settled
