"""What every detector on the shelf is held to, written once."""

from __future__ import annotations

import ast
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from govgauge.detect import find_detectors, run_detector, shelve
from govgauge.model.detector import Detection, Detector
from govgauge.model.failure import BadInput, OurFault
from govgauge.model.kinds import COLUMNS, LINKS, PAGES, Undeclared, View
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict
from govgauge.store.facts import ROW_TYPES

from .conftest import AS_OF, FIXTURES, answered, cases, view

SHELF = find_detectors()
IMPURE = {
    "asyncio",
    "socket",
    "pycurl",
    "os",
    "time",
    "random",
    "requests",
    "subprocess",
    "pathlib",
}

ONLY_FOR_A_PERSON = {
    "copied_interpretation",
    "copied_replies",
    "copycat_titles",
    "crowd_words",
    "shown_otherwise",
    "forged_dates",
    "hidden_links",
    "hijacked_links",
    "original_release",
    "unregistered_site",
}
"""No rule asks for what these look at, or a veto rides on it: they are never ``unmet``."""

NEVER_ASKED = {"outcome": "", "status": 0, "reason": "page_budget"}


@pytest.fixture(params=sorted(SHELF))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_it_has_a_test_and_a_fixture_folder_of_its_name(name: str) -> None:
    assert (Path(__file__).parent / f"test_{name}.py").exists()
    assert list((FIXTURES / name).glob("*.json"))


def test_its_fixtures_show_met_unmet_and_not_seen(name: str) -> None:
    failing = "needs_person" if name in ONLY_FOR_A_PERSON else "unmet"
    shown = {case["verdict"] for case in cases(name)}
    assert {"met", failing, "undetermined"} <= shown
    assert ("unmet" in shown) is (failing == "unmet")


def test_its_name_is_a_noun_for_the_failing_state(name: str) -> None:
    assert not name.startswith(("no_", "check_", "has_", "is_", "find_"))


def test_it_speaks_both_languages_and_declares_units(name: str) -> None:
    about = SHELF[name].about
    texts = [about.title, about.remedy, *(p.says for p in about.parameters)]
    assert all(t.zh and t.en for t in texts)
    assert all(p.unit for p in about.parameters)
    assert about.clause
    assert about.params({}) == {p.name: p.default for p in about.parameters}
    with pytest.raises(BadInput, match="unknown-parameter"):
        about.params({"nonsense": 1})


def test_it_is_pure(name: str) -> None:
    source = Path(str(sys.modules[f"govgauge.detect.{name}"].__file__)).read_text("utf-8")
    imported = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert not imported & IMPURE


def test_what_was_not_seen_is_never_a_verdict(name: str) -> None:
    detection = run_detector(SHELF[name], view({}), {}, AS_OF)
    assert detection.verdict is Verdict.UNDETERMINED
    assert not [i for i in detection.instances if i.verdict is Verdict.UNMET]


def test_a_page_that_was_not_seen_is_never_met(name: str) -> None:
    for case in _met_over_pages(name):
        for what, facts in _with_a_page_unseen(case["facts"]):
            detection = answered(name, case, facts, case.get("params", {}))
            assert detection.verdict is not Verdict.MET, (case["name"], what)


def test_columns_of_a_home_page_that_was_not_seen_are_never_met(name: str) -> None:
    if COLUMNS not in SHELF[name].about.needs:
        return
    for case in [c for c in cases(name) if c["verdict"] == "met"]:
        columns = [
            c | {"page_seq": -1, "reason": "timeout_total", "digest": ""} if not c["level"] else c
            for c in ({"level": 1} | c for c in case["facts"]["columns"])
        ]
        facts = case["facts"] | {"columns": columns}
        detection = answered(name, case, facts, case.get("params", {}))
        assert detection.verdict is not Verdict.MET, case["name"]


def test_detectors_over_pages_have_cases_with_pages() -> None:
    assert [n for n in SHELF if len(list(_met_over_pages(n))) > 1]


def _met_over_pages(name: str) -> Iterator[dict[str, Any]]:
    """Cases a detector is satisfied with, where its answer speaks of pages and what they hold.

    Exempt is an answer about the home page, visits or columns alone: its ``population`` says so.
    """
    for case in cases(name):
        facts, params = case["facts"], case.get("params", {})
        detection = answered(name, case, facts, params)
        over_pages = detection.population in ("pages", "items", "links")
        if detection.verdict is Verdict.MET and over_pages and PAGES in SHELF[name].about.needs:
            yield case


def _with_a_page_unseen(facts: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same facts with one page not delivered, not asked for, not read, or lost on the way."""
    pages, targets = facts.get("pages", []), facts.get("targets", [])
    for n, page in enumerate(pages):
        rest, url = [*pages[:n], *pages[n + 1 :]], page["url"]
        kind = page["kind"] if page["kind"] == "home" else "other"
        lost = {"seq": page["seq"], "url": url, "kind": kind, "status": 0}
        yield f"{url} timed out", facts | {"pages": [*rest, lost | {"outcome": "timeout_total"}]}
        empty = lost | {"status": 200, "text_chars": 0, "title": "", "loader": "l1"}
        yield f"{url} is only a script", facts | {"pages": [*rest, empty]}
        named = [t for t in targets if t["target"] != url]
        named.append({"target": url, "element": "sitemap", "page_count": 0, **NEVER_ASKED})
        yield f"{url} was not asked for", facts | {"pages": rest, "targets": named}
    for n, target in enumerate(targets):
        if target.get("relation") == "outside" or target.get("element") == "img":
            continue
        rest, url = [*targets[:n], *targets[n + 1 :]], target["target"]
        never = target | NEVER_ASKED | {"final_url": url}
        yield f"{url} was not asked for", facts | {"targets": [*rest, never]}
        end = target.get("final_url", url)
        left = [p for p in pages if p["url"] != end]
        loop = target | {"outcome": "redirect_limit", "status": 302}
        yield f"{url} is a loop", facts | {"pages": left, "targets": [*rest, loop]}


def test_the_order_of_rows_changes_nothing(name: str) -> None:
    for case in cases(name):
        facts = dict(case["facts"])
        straight = answered(name, case, facts)
        for kind in ROW_TYPES:
            if kind in facts and kind != "labels":
                facts[kind] = random.Random(3).sample(facts[kind], len(facts[kind]))
        assert answered(name, case, facts) == straight, case["name"]


def test_every_accusation_says_what_is_wrong_in_both_languages(name: str) -> None:
    for case in cases(name):
        for instance in answered(name, case).instances:
            assert instance.says.zh
            assert instance.says.en
            assert instance.target


def test_an_undeclared_read_is_our_fault_and_is_not_hidden() -> None:
    narrowed = view({}).narrowed((PAGES,))
    with pytest.raises(Undeclared):
        narrowed[LINKS]


def test_a_detector_that_raises_has_seen_nothing() -> None:
    module = ModuleType("govgauge.detect.broken_things")
    module.__doc__ = "Question: ?\nRule: !\nLimits: none"
    module.__dict__["DETECTOR"] = Detector(
        1, Text("坏", "broken"), Text("修", "mend"), "-", needs=(PAGES,)
    )

    def detect(view: View, params: Any, as_of: Any) -> Detection:
        raise ZeroDivisionError

    module.__dict__["detect"] = detect
    detection = run_detector(shelve(module), view({}), {}, AS_OF)
    assert (detection.verdict, detection.reason) == (Verdict.UNDETERMINED, Reason.OUR_FAULT)


def test_a_malformed_detector_file_is_named_with_what_it_lacks() -> None:
    module = ModuleType("govgauge.detect.half_done")
    module.__doc__ = "Question: only"
    with pytest.raises(OurFault, match="half_done lacks Rule:, Limits:, DETECTOR"):
        shelve(module)
