"""Detectors in two parts: what the shelf makes of them, and what it answers when they fail."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest

from govgauge.detect import find_detectors, run_detector, run_judge, run_sketch, shelve
from govgauge.model.campaign_view import MOST_SKETCH_BYTES, CampaignView
from govgauge.model.detector import Detection, Detector, ShelvedDetector
from govgauge.model.failure import BadInput, OurFault
from govgauge.model.kinds import LINKS, PAGES, Undeclared, View
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Verdict

from .conftest import AS_OF, view

UNITS = tuple(Unit(f"130400000{n}", f"{n}号网站", f"http://www.{n}.gov.cn/") for n in range(3))
MET = Detection(Verdict.MET, seen=1, expected=1)


def shelved(sketch: Any, judge: Any) -> ShelvedDetector:
    module = ModuleType("govgauge.detect.many_things")
    module.__doc__ = "Question: ?\nRule: !\nLimits: none"
    module.__dict__.update(
        DETECTOR=Detector(1, Text("众", "many"), Text("修", "mend"), "-", needs=(PAGES,)),
        sketch=sketch,
        judge=judge,
    )
    return shelve(module)


def campaign(units: tuple[Unit, ...] = UNITS, gathered: int = 3) -> CampaignView:
    seen = units[:gathered]
    return CampaignView(
        units,
        seen,
        lambda: ((u, u.name.encode()) for u in seen),
        lambda unit: View(unit, {"pages": ()}),
    )


def answers(judge: Any, over: CampaignView) -> Mapping[str, Detection]:
    return run_judge(shelved(lambda view: b"", judge), over, {}, AS_OF)


def test_both_parts_make_a_campaign_detector_and_one_makes_none() -> None:
    whole = shelved(lambda view: b"", lambda campaign, params, as_of: {})
    assert whole.campaign is not None
    assert run_detector(whole, view({}), {}, AS_OF).reason is Reason.CAMPAIGN_NEEDED
    with pytest.raises(OurFault, match=r"detect\(\) or sketch\(\) and judge\(\)"):
        shelved(lambda view: b"", None)
    assert [d for d in find_detectors().values() if d.campaign is not None]


def test_a_sketch_sees_only_what_was_declared_and_is_bounded() -> None:
    assert run_sketch(shelved(lambda view: b"x", print), view({})) == b"x"
    most = b"x" * MOST_SKETCH_BYTES
    assert run_sketch(shelved(lambda view: most, print), view({})) == most
    assert run_sketch(shelved(lambda view: most + b"x", print), view({})) is None
    assert run_sketch(shelved(lambda view: 1 // 0, print), view({})) is None
    with pytest.raises(Undeclared):
        run_sketch(shelved(lambda view: view[LINKS], print), view({}))


def test_every_gathered_unit_has_an_answer_in_the_order_of_the_list() -> None:
    said = answers(
        lambda campaign, params, as_of: {u.unit_id: MET for u, _ in campaign.sketches()},
        campaign(gathered=2),
    )
    assert list(said) == [u.unit_id for u in UNITS[:2]]
    assert [*said.values()] == [MET, MET]


def test_a_unit_left_out_and_a_judge_that_raises_have_seen_nothing() -> None:
    said = answers(lambda campaign, params, as_of: {UNITS[0].unit_id: MET}, campaign())
    assert [d.reason for d in said.values()] == [None, Reason.OUR_FAULT, Reason.OUR_FAULT]
    said = answers(lambda campaign, params, as_of: 1 // 0, campaign())
    assert {d.reason for d in said.values()} == {Reason.OUR_FAULT}
    assert len(said) == len(UNITS)


def test_what_the_user_can_mend_is_told_and_not_swallowed() -> None:
    def refuse(campaign: CampaignView, params: Any, as_of: Any) -> Any:
        raise BadInput("damaged-facts", Text("坏", "damaged"), Text("修", "mend"))

    with pytest.raises(BadInput):
        answers(refuse, campaign())


def test_one_unit_alone_needs_a_campaign() -> None:
    said = answers(lambda campaign, params, as_of: {UNITS[0].unit_id: MET}, campaign(UNITS[:1], 1))
    assert [d.reason for d in said.values()] == [Reason.CAMPAIGN_NEEDED]
