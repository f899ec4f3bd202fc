"""What the observatory says of each unit, and what it leaves out; hostile text stays text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from importlib.resources import files

import pytest
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from govgauge.detect import find_detectors
from govgauge.model.results import Results
from govgauge.model.score import ZERO, Result, Score
from govgauge.model.verdict import Severity, Verdict
from govgauge.report.observatory.frame import Page, element_id
from govgauge.report.observatory.history import Former, FormerUnit, history_of
from govgauge.report.observatory.lists import PAGE_ROWS
from govgauge.report.observatory.public import (
    QUOTED_THOUGH_GRAVE,
    SHOWN_PROBLEMS,
    UNQUOTED,
    PublicView,
    restricted,
)
from govgauge.report.observatory.site import Site
from govgauge.report.open_data import TABLES
from govgauge.report.publication import Publication
from tests.report.test_report import finding, results

SHARES = {"pass": 34, "fail": 33, "open": 33, "held": 0}


def publication(of: Results, gone: str = "") -> Publication:
    def seen_at(unit_id: str, digests: frozenset[str]) -> Mapping[str, str]:
        return {} if unit_id == gone else dict.fromkeys(digests, "2026-11-20 10:00:00+08:00")

    return Publication(of, seen_at)


def site(of: Publication, held: tuple[str, ...] = ()) -> Site:
    return Site(of, PublicView(of, held, masked), SHARES)


def page(of: Publication, unit_id: str, held: tuple[str, ...] = ()) -> str:
    return unit_pages(of, unit_id, held)[0].data.decode()


def unit_pages(of: Publication, unit_id: str, held: tuple[str, ...] = ()) -> list[Page]:
    told = PublicView(of, held, masked).unit(unit_id)
    return list(site(of, held).unit_pages(told))


def masked(text: str) -> str:
    return text.replace("13800000000", "138***")


def campaign_pages(of: Publication, held: tuple[str, ...] = ()) -> dict[str, Page]:
    made = site(of, held).campaign_pages(dict.fromkeys(TABLES, ()))
    return {page.path: page for page in made}


def test_hostile_names_and_texts_are_text_on_every_page() -> None:
    of = publication(results())
    made = [*campaign_pages(of).values(), *site(of).assets()]
    for unit_id in of.results.units:
        made += unit_pages(of, unit_id)
    for one in made:
        text = one.data.decode()
        assert "\u202e" not in text, one.path
        if one.path.endswith((".html", ".xml")):
            assert "<script>alert" not in text, one.path
            for link in LexborHTMLParser(text).css("[href]"):
                assert not (link.attributes["href"] or "").startswith("javascript:"), one.path


def test_names_in_the_list_for_searching_cannot_end_the_script() -> None:
    listed = {p.path: p for p in site(publication(results())).assets()}["assets/units.js"]
    beginning, text = listed.data.decode().strip().rstrip(";").split("=", 1)
    assert beginning == "window.govgaugeUnits"
    assert [row[0] for row in json.loads(text)] == ["u0", "u1", "u2"]


def with_detector(detector: str, severity: Severity) -> Publication:
    """Results whose third unit has findings of another detector."""
    of = results()
    found = tuple(
        evolve(f, detector=detector, instance=evolve(f.instance, severity=severity))
        for f in of.findings_of("u2")
    )
    card = evolve(of.detectors["dead_links"], detector_id=detector)
    return publication(
        evolve(of, findings_of=lambda unit_id: found, detectors={**of.detectors, detector: card})
    )


@pytest.mark.parametrize(
    ("detector", "severity", "quoted"),
    [
        ("dead_links", Severity.FAULT, True),
        ("home_page_unreachable", Severity.GRAVE, True),
        ("personal_data", Severity.FAULT, False),
        ("improper_terms", Severity.FAULT, False),
        ("wrong_words", Severity.FAULT, True),
        ("wrong_words", Severity.GRAVE, False),
        ("a_detector_of_next_year", Severity.GRAVE, False),
    ],
)
def test_grave_wording_and_personal_data_are_neither_quoted_nor_located(
    detector: str, severity: Severity, quoted: bool
) -> None:
    of = with_detector(detector, severity)
    html = page(of, "u2")
    first = of.results.findings_of("u2")[0]
    assert first.finding_id in html
    assert ("number 0" in html or "第0处" in html) is quoted
    assert (first.instance.target in html) is quoted
    assert ("内部版本）" in html) is not quoted


def test_rules_of_silence_speak_of_detectors_that_exist() -> None:
    assert set(find_detectors()) >= UNQUOTED | QUOTED_THOUGH_GRAVE
    assert not restricted(finding("u", 1)) and not UNQUOTED & QUOTED_THOUGH_GRAVE


def test_personal_data_in_a_sentence_or_an_address_is_masked() -> None:
    of = results()
    told = tuple(
        evolve(f, instance=evolve(f.instance, target=f"http://a/?tel=13800000000&n={n}"))
        for n, f in enumerate(of.findings_of("u2"))
    )
    html = page(publication(evolve(of, findings_of=lambda unit_id: told)), "u2")
    assert "13800000000" not in html and "tel=138***" in html


def test_a_rule_with_lost_evidence_is_not_told_and_gives_no_points() -> None:
    html = page(publication(results(), gone="u2"), "u2")
    row = LexborHTMLParser(html).css_first("#r-D")
    assert row is not None and "部分证据不在手边" in row.text() and "−1" not in row.text()
    assert results().findings_of("u2")[0].finding_id not in html


def test_what_a_person_has_yet_to_decide_is_no_problem() -> None:
    of = results()
    waiting = tuple(
        evolve(f, instance=evolve(f.instance, verdict=Verdict.NEEDS_PERSON))
        for f in of.findings_of("u2")
    )
    html = page(publication(evolve(of, findings_of=lambda unit_id: waiting)), "u2")
    assert waiting[0].finding_id not in html and "未能判定的事项" in html


def test_who_is_held_has_no_result_score_place_or_rule_anywhere() -> None:
    of = publication(results())
    html = page(of, "u1", held=("u1",))
    assert "不合格" not in html and "暂不公布" in html
    assert not LexborHTMLParser(html).css("#rules, #problems")
    made = campaign_pages(of, held=("u1",))
    assert "lists/fail.html" not in made and "lists/held.html" in made
    ranked = [p for path, p in made.items() if path.startswith("lists/g")]
    assert ranked and all(b'id="u-u1"' not in p.data for p in ranked)


def test_long_lists_are_cut_into_pages_and_a_rank_leads_to_the_right_one() -> None:
    of = publication(results(PAGE_ROWS + 20))
    made = campaign_pages(of)
    lists = [path for path in made if path.startswith("lists/all")]
    assert lists == ["lists/all.html", "lists/all-2.html"]
    assert made["lists/all-2.html"].data.count(b"<tr id=") == 20
    last = next(r for r in reversed(of.results.ranking) if r.rank is not None)
    link = LexborHTMLParser(page(of, last.unit_id)).css_first(".card a[href^='../lists/']")
    path, anchor = (link.attributes["href"] or "").removeprefix("../").split("#")
    assert f'id="{anchor}"'.encode() in made[path].data


def test_many_problems_of_one_rule_are_cut_with_their_number_told() -> None:
    of = results()
    many = tuple(finding("u2", n) for n in range(SHOWN_PROBLEMS + 5))
    indicators = of.assessments["u2"].indicators
    score = evolve(indicators[1], finding_ids=tuple(f.finding_id for f in many))
    judged = evolve(of.assessments["u2"], indicators=(indicators[0], score))
    shown = page(
        publication(
            evolve(
                of,
                findings_of=lambda unit_id: many,
                assessments={**of.assessments, "u2": judged},
            )
        ),
        "u2",
    )
    assert shown.count('<li id="f-') == SHOWN_PROBLEMS and "共 25 条" in shown


def test_a_system_in_an_institutions_form_says_so_on_every_page() -> None:
    of = results()
    style = evolve(of, system=evolve(of.system, status="style"))
    made = [
        *campaign_pages(publication(style)).values(),
        *unit_pages(publication(style), "u0"),
    ]
    for one in made:
        if one.path.endswith(".html"):
            said = "not that institution" if one.path.startswith("en/") else "不是该机构的评估"
            assert said in one.data.decode(), one.path


def test_a_score_is_a_number_only_when_nothing_is_open() -> None:
    of = results()
    open_page = page(publication(of), "u2")
    assert "10 – 95" in open_page
    unscored = evolve(of.assessments["u0"], scored=False, score=ZERO, result=Result.PASS)
    judged = evolve(of, assessments={**of.assessments, "u0": unscored})
    assert 'href="#rules"' not in page(publication(judged), "u0")


def test_both_languages_have_the_same_words_of_the_observatory() -> None:
    folder = files("govgauge") / "locale" / "observatory"
    zh, en = (json.loads((folder / f"{n}.json").read_text("utf-8")) for n in ("zh", "en"))
    assert zh.keys() == en.keys() and all(zh.values()) and all(en.values())


def test_ids_of_elements_differ_and_are_plain() -> None:
    codes = ["甲", "甲-1", "a b", "a_20b", "a.b", "A"]
    made = [element_id(code) for code in codes]
    assert len(set(made)) == len(codes) and all(m.replace("_", "").isascii() for m in made)


def former(day: str, low: int, high: int, comparable: bool = True) -> Former:
    score = Score(Decimal(low), Decimal(high))
    as_of = datetime.fromisoformat(f"{day}T00:00:00+08:00")
    return Former(day, as_of, "s@1", False, comparable, {"u": FormerUnit("pass", score)})


def test_a_score_moves_only_between_settled_scores_under_one_system() -> None:
    before = [
        former("2025-01-01", 50, 50),
        former("2025-04-01", 61, 61),
        former("2025-07-01", 60, 70),
        former("2025-10-01", 99, 99, comparable=False),
    ]
    told = history_of("u", former("2026-01-01", 80, 80), before)
    assert told[0].former.campaign == "2026-01-01"
    # 80 follows an open score, 99 another system, 60–70 is open itself.
    assert [then.moved for then in told] == [None, None, None, Decimal(11), None]
    last = history_of("u", former("2025-12-01", 63, 63), before[:2])
    assert last[0].moved == 2
    absent = history_of("v", former("2025-12-01", 63, 63), before[:2])
    assert [then.said for then in absent] == [None, None, None]
