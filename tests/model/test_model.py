"""The floor everything stands on: closed lists, invariants, site codes, moves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govgauge.model.detector import Detection
from govgauge.model.divisions import division_name, division_path
from govgauge.model.failure import NotAllowed
from govgauge.model.finding import Evidence, Instance, finding_id
from govgauge.model.outcome import Outcome
from govgauge.model.review import ReviewAct, ReviewState, next_state
from govgauge.model.score import Score
from govgauge.model.site_code import SiteCodeKind, fits_division, parse_site_code
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

SAYS = Text("问题", "a problem")


def test_there_are_52_outcomes_and_each_but_ok_is_a_reason() -> None:
    assert len(Outcome) == 52
    assert {o.value for o in Outcome if o is not Outcome.OK} <= {r.value for r in Reason}


@pytest.mark.parametrize(
    ("status", "reason"),
    [(403, "access_denied"), (429, "rate_limited"), (503, "server_error"), (302, "ambiguous")],
)
def test_a_delivered_answer_is_open_by_its_status(status: int, reason: str) -> None:
    assert Reason.of(Outcome.OK, status).value == reason


def test_an_accusation_needs_evidence_and_an_open_item_a_reason() -> None:
    with pytest.raises(ValueError, match="evidence"):
        Instance("http://a/", SAYS)
    with pytest.raises(ValueError, match="reason"):
        Instance("http://a/", SAYS, verdict=Verdict.UNDETERMINED)


def test_met_needs_the_whole_population_seen() -> None:
    with pytest.raises(ValueError, match="population"):
        Detection(Verdict.MET, seen=1, expected=2)
    with pytest.raises(ValueError, match="seen"):
        Detection(Verdict.MET, seen=3, expected=2)
    with pytest.raises(ValueError, match="instance"):
        Detection(Verdict.UNMET, seen=2, expected=2)


def test_a_score_never_has_its_ends_crossed() -> None:
    with pytest.raises(ValueError, match="above"):
        Score(Decimal(2), Decimal(1))


def test_a_finding_keeps_its_id_over_time_and_spacing() -> None:
    first = finding_id("u", "dead_links", "http://a/", "no  such\n page")
    assert first == finding_id("u", "dead_links", "http://a/", "no such page")
    assert first != finding_id("u", "dead_links", "http://b/", "no such page")
    assert Evidence("sha256:x", "http://a/").place == ""


@pytest.mark.parametrize(
    ("text", "kind", "plain"),
    [
        ("1304000009", "local", "1304000009"),
        ("网站标识码：1304000009", "local", "1304000009"),
        ("１３０４００ ０００９", "local", "1304000009"),
        ("BM01000001", "central", "bm01000001"),
        ("N000000672", "not_government", "N000000672"),
        ("130400000", "malformed", "130400000"),
        ("130400000901", "malformed", "130400000901"),
        ("", "malformed", ""),
        ("13", "malformed", "13"),
        ("9904000009", "malformed", "9904000009"),
    ],
)
def test_site_codes_are_read_in_every_spelling_seen_in_the_wild(
    text: str, kind: str, plain: str
) -> None:
    code = parse_site_code(text)
    assert (code.kind.value, code.text) == (kind, plain)


@pytest.mark.parametrize(
    ("code", "division", "fits"),
    [
        ("1304000009", "130400", True),
        ("1304260001", "130400", True),
        ("1304000009", "130000", True),
        ("3301000001", "130400", False),
        ("1304990001", "330100", None),
        ("bm01000001", "130400", None),
        ("1304000009", "", None),
    ],
)
def test_a_code_of_a_division_the_list_does_not_know_is_never_called_wrong(
    code: str, division: str, fits: bool | None
) -> None:
    assert fits_division(parse_site_code(code), division) is fits


def test_divisions_name_places_from_province_down() -> None:
    assert division_name("130000") == "河北省"
    assert division_path("130400")[0] == "河北省"
    assert division_name("999999") is None
    assert SiteCodeKind.LOCAL.value == "local"


def test_review_moves_only_along_the_table() -> None:
    assert next_state(ReviewState.PROPOSED, ReviewAct.CONFIRM) is ReviewState.CONFIRMED
    assert next_state(ReviewState.APPEALED, ReviewAct.REJECT) is ReviewState.FINAL
    with pytest.raises(NotAllowed, match="review-move"):
        next_state(ReviewState.FINAL, ReviewAct.CONFIRM)
