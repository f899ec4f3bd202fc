"""hijacked_links: what a page outside says of itself is raised for a person; texts about it are not."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.verdict import Verdict

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("hijacked_links"), ids=lambda case: case["name"])
def test_hijacked_links(case: dict[str, Any]) -> None:
    detection = judged("hijacked_links", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    if "marks" in case:
        assert [i.mark for i in detection.instances] == case["marks"]
    if "reason" in case:
        assert detection.reason == case["reason"]


def test_nobody_is_accused_by_a_machine() -> None:
    raised = [
        i for c in cases("hijacked_links") for i in judged("hijacked_links", c["facts"]).instances
    ]
    assert raised
    assert {i.verdict for i in raised} == {Verdict.NEEDS_PERSON}
    assert all(i.evidence for i in raised)


def test_every_sign_that_agrees_is_named() -> None:
    case = next(c for c in cases("hijacked_links") if "hidden link" in c["name"])
    (raised,) = judged("hijacked_links", case["facts"]).instances
    assert "链接文字为“棋牌”" in raised.says.zh and "链接被隐藏" in raised.says.zh


def test_how_long_a_name_may_be_is_the_systems_to_say() -> None:
    case = next(c for c in cases("hijacked_links") if "nobody answered there" in c["name"])
    assert judged("hijacked_links", case["facts"], {"max_name_chars": 3}).instances == ()
