"""Two systems compared: what came, what went, what changed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from govgauge.detect import find_detectors
from govgauge.model.system import IndicatorSystem
from govgauge.score.differences import Change, Difference, differences
from govgauge.score.load import find_system, list_systems, load_system

KNOWN = {name: shelved.about for name, shelved in find_detectors().items()}


def shipped(name: str) -> IndicatorSystem:
    return load_system(find_system(name), KNOWN)


def edited(folder: Path, name: str, old: str, new: str) -> IndicatorSystem:
    text = find_system(name).read_text("utf-8")
    assert old in text
    path = folder / f"{name}.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return load_system(path, KNOWN)


@pytest.mark.parametrize("name", list_systems())
def test_a_system_does_not_differ_from_itself(name: str, tmp_path: Path) -> None:
    assert differences(shipped(name), shipped(name)) == ()
    moved = edited(tmp_path, name, "full_marks:", "# a line more\nfull_marks:")
    assert differences(shipped(name), moved) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "my-city",
            "fail_below: 60",
            "fail_below: 65",
            ("system", "", "gates.fail_below", "60", "65"),
        ),
        ("my-city", "at_least: 5", "at_least: 6", ("indicator", "V-3a", "at_least", "5", "6")),
        ("my-city", "from: 90", "from: 85", ("tier", "A", "from", "90", "85")),
        ("my-city", "points: 10", "points: X", ("indicator", "D-1", "points", "10", "X")),
        ("jiangmen", "weight: 80", "weight: 75", ("node", "J1", "weight", "80", "75")),
        ("jiangmen", "to: 100}", "to: 10}", ("node", "J11", "scale.to", "100", "10")),
    ],
)
def test_a_changed_number_is_told_with_its_key_as_in_the_file(
    tmp_path: Path, name: str, old: str, new: str, said: tuple[str, ...]
) -> None:
    part, code, key, before, after = said
    found = differences(shipped(name), edited(tmp_path, name, old, new))
    assert found == (Difference(part, code, Change.CHANGED, key, before, after),)


def test_what_came_and_what_went_mirror_each_other() -> None:
    whole = shipped("my-city")
    less = attrs.evolve(whole, indicators=whole.indicators[1:])
    gone, come = differences(whole, less), differences(less, whole)
    assert [(d.code, d.change) for d in gone] == [("V-1", Change.REMOVED)]
    assert [(d.code, d.change) for d in come] == [("V-1", Change.ADDED)]
    assert gone[0].before == come[0].after == "站点无法访问"
