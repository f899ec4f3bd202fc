"""The campaign's list reaches every detector that asks for it, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.model.kinds import REGISTERED, Undeclared
from govgauge.model.registered import registered_sites
from govgauge.model.unit import Unit
from govgauge.run.judging import view_of
from govgauge.run.systems import load_known_system
from govgauge.store.workspace import UnitFolder

UNITS = [Unit("1", "甲", "http://www.a.gov.cn/"), Unit("2", "乙", "http://www.b.gov.cn/")]
SYSTEM = """id: lists
version: "1"
status: draft
title: {zh: 名单, en: lists}
sources: [a test]
full_marks: 100
indicators:
"""
INDICATOR = """  - code: A
    stage: note
    title: {{zh: 甲, en: a}}
    clause: a
    grade: D
    measures: [{{detector: {detector}}}]
"""


def test_every_view_holds_the_same_list(tmp_path: Path) -> None:
    path = tmp_path / "lists.yaml"
    path.write_text(SYSTEM + INDICATOR.format(detector="unregistered_site"), "utf-8")
    system, shelf = load_known_system(str(path))
    given = {REGISTERED.name: registered_sites(UNITS)}

    view = view_of(UNITS[0], UnitFolder(tmp_path / "1"), system, shelf, given)
    assert [site.host for site in view[REGISTERED]] == ["a.gov.cn", "b.gov.cn"]
    other = view.narrowed(shelf["site_map"].about.needs[:1])
    with pytest.raises(Undeclared):
        other[REGISTERED]
