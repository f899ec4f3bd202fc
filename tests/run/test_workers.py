"""What worker processes send home arrives as it was sent."""

from __future__ import annotations

import pickle

import pytest

import govgauge.model.kinds  # noqa: F401  One failure class is declared there.
from govgauge.model.failure import GovgaugeError, Place
from govgauge.model.text import Text
from govgauge.registry.spreadsheet.score_table import BadTable, Problem
from govgauge.run.workers import Failed

WHAT, REMEDY = Text("满", "full"), Text("腾", "free")


def classes(root: type[GovgaugeError]) -> list[type[GovgaugeError]]:
    return [root, *(c for sub in root.__subclasses__() for c in classes(sub))]


def failure(kind: type[GovgaugeError]) -> GovgaugeError:
    if issubclass(kind, BadTable):
        found = Problem(code="cell", what=WHAT, remedy=REMEDY, place=Place(file="f", row=3))
        return kind([found, found])
    return kind("disk-full", WHAT, REMEDY, Place(file="f", row=3))


@pytest.mark.parametrize("kind", classes(GovgaugeError))
def test_every_failure_comes_through_a_pipe(kind: type[GovgaugeError]) -> None:
    error = failure(kind)
    sent = Failed("u", error, str(error))
    back = pickle.loads(pickle.dumps(sent))
    assert type(back.error) is kind
    assert vars(back.error) == vars(error)
    assert str(back.error) == back.detail


def test_room_is_kept_for_units_that_will_still_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    from govgauge.run import unit_loop

    mib = 1024 * 1024
    monkeypatch.setattr(unit_loop, "_memory_bytes", lambda: 140 * mib)
    assert not unit_loop._is_full(130 * mib, running=150)
    assert unit_loop._is_full(130 * mib, running=250)
    monkeypatch.setattr(unit_loop, "_memory_bytes", lambda: 193 * mib)
    assert unit_loop._is_full(130 * mib, running=24)
    # What is held is hardly ever given back: some sites are always under way.
    assert not unit_loop._is_full(130 * mib, running=23)
