"""crowd_words: phrases one page writes otherwise than all others, for a person."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from govgauge.detect import find_detectors, run_judge, run_sketch
from govgauge.detect.wording.checking import shipped_checker
from govgauge.model.campaign_view import MOST_SKETCH_BYTES
from govgauge.model.failure import BadInput
from govgauge.model.kinds import View
from govgauge.modelcity.plant import crowd_words as planted
from govgauge.modelcity.wording import Writer

from .conftest import AS_OF, answered, cases, paper_campaign, view

ID = "crowd_words"
RIGHT, WRONG = "逐项整改销号", "逐项整改消号"


@pytest.mark.parametrize("case", cases(ID), ids=lambda case: case["name"])
def test_crowd_words(case: dict[str, Any]) -> None:
    detection = answered(ID, case)
    assert detection.verdict == case["verdict"], detection.detail
    assert [i.target for i in detection.instances] == case["raised"]
    if "marks" in case:
        assert [i.mark for i in detection.instances] == case["marks"]
    if "reason" in case:
        assert detection.reason == case["reason"]


def test_near_misses_are_at_least_as_many_as_faults() -> None:
    verdicts = [case["verdict"] for case in cases(ID)]
    assert verdicts.count("met") >= verdicts.count("needs_person") >= 5


@pytest.mark.parametrize(
    "given", [{"ratio": 0}, {"least_pages": "many"}, {"least_units": True}, {"share": 98}]
)
def test_a_value_that_cannot_be_used_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="bad-parameter"):
        find_detectors()[ID].about.params(given)


def site(number: int, pages: int, wrong: frozenset[int]) -> View:
    """A unit with so many pages of city wording, some of them with one phrase typed wrong."""
    writer = Writer(Random(number), f"青{'河湖川山'[number % 4]}县", 2026)
    address = f"http://www.u{number}.gov.cn"
    rows: dict[str, list[dict[str, Any]]] = {"pages": [], "texts": []}
    for page in range(pages):
        rows["pages"].append({"seq": page, "url": f"{address}/{page}.html", "kind": "article"})
        lines = writer.paragraphs(2)
        if page in wrong:
            lines.append(f"要列出清单，{WRONG}。")
        rows["texts"] += [{"seq": page, "line": n, "text": t} for n, t in enumerate(lines)]
    return view({"unit": {"unit_id": f"13040{number:05d}", "url": f"{address}/"}} | rows)


@pytest.fixture(scope="module")
def crowd() -> list[View]:
    """Twenty sites of a hundred pages; three pages of two of them are wrong."""
    wrong = {7: frozenset({3, 50}), 11: frozenset({99})}
    return [site(n, 100, wrong.get(n, frozenset())) for n in range(20)]


def test_a_phrase_typed_wrong_on_three_of_two_thousand_pages_is_found(crowd: list[View]) -> None:
    """And nothing else; nothing but the crowd knows that it is wrong."""
    assert shipped_checker().check(f"要列出清单，{WRONG}。") == []
    answers = run_judge(
        find_detectors()[ID], paper_campaign(ID, crowd), {"least_pages": 900}, AS_OF
    )
    found = [i for d in answers.values() for i in d.instances]
    assert [i.target for i in found] == [
        "http://www.u7.gov.cn/3.html",
        "http://www.u7.gov.cn/50.html",
        "http://www.u11.gov.cn/99.html",
    ]
    assert {i.value for i in found} == {3.0}
    assert all(RIGHT[1:] in i.says.zh and WRONG[1:] in i.says.en for i in found)


def test_a_sketch_stays_small_however_large_the_site(crowd: list[View]) -> None:
    small, large = (
        run_sketch(find_detectors()[ID], site(1, pages, frozenset())) for pages in (200, 2_000)
    )
    assert small is not None
    assert large is not None
    assert len(large) < 1.5 * len(small) < MOST_SKETCH_BYTES / 4


def test_what_is_planted_is_known_to_the_crowd_alone() -> None:
    for usual, rare in planted._SLIPS:
        (sentence,) = {s for s in _sentences() if usual in s}
        assert shipped_checker().check(sentence.replace(usual, rare)) == [], rare


def _sentences() -> list[str]:
    from govgauge.modelcity import wording

    filled = {"m": "安全生产", "t": "青河县", "n": 12, "k": 300, "p": 500}
    return [f"会议要求抓好落实。{sentence.format(**filled)}。" for sentence in wording._SENTENCES]
