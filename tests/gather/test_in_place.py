"""What stands in a site's place is told from the site: a labelled set made by rule (H60 to H63)."""

from __future__ import annotations

from collections import Counter

import pytest

from govgauge.gather.in_place import in_place
from govgauge.gather.scope import Scope
from govgauge.model.outcome import Outcome
from govgauge.model.unit import Unit

from .labelled_guards import GUARDS, Labelled, labelled

OWNS = Scope(Unit("u", "u", "http://www.huanghe.gov.cn/")).owns
OF_EACH = 24
PRECISION, RECALL = 0.98, 0.95


def said(case: Labelled) -> Outcome | None:
    return in_place(case.exchange, case.exchange.body, True, OWNS)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_h60_h61_h62_precision_and_recall_hold_on_a_labelled_set(seed: int) -> None:
    cases = list(labelled(seed, OF_EACH))
    guards = [c for c in cases if c.label is not None]
    assert len(guards) >= 150 and len(cases) - len(guards) >= 150
    taken = [c for c in cases if said(c) is not None]
    right = [c for c in guards if said(c) is not None]
    wrong = Counter(f"{c.kind} {c.exchange.status}" for c in taken if c.label is None)
    missed = Counter(f"{c.kind} {c.exchange.status}" for c in guards if said(c) is None)
    assert len(right) / len(taken) >= PRECISION, wrong
    assert len(right) / len(guards) >= RECALL, missed


@pytest.mark.parametrize("kind", GUARDS)
def test_each_kind_is_called_by_its_own_name(kind: str) -> None:
    cases = [c for c in labelled(7, OF_EACH) if c.kind == kind]
    named = Counter(said(c) for c in cases)
    assert named[GUARDS[kind][0]] >= RECALL * len(cases), named


def test_h60_no_variant_of_a_guard_is_ever_a_page_or_a_failure_of_the_site() -> None:
    cases = [c for c in labelled(11, 60) if c.kind in ("jiasule", "ruishu")]
    assert {said(c) for c in cases} == {Outcome.CHALLENGED}


def test_a_moved_notice_counts_for_the_home_page_only() -> None:
    case = next(c for c in labelled(1, 1) if c.kind == "moved")
    assert in_place(case.exchange, case.exchange.body, False, OWNS) is None
