"""An allowed phrase covers what lies wholly inside one occurrence of it, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govgauge.detect.wording.allowing import Allowing
from govgauge.model.whitelist import AllowedPhrase
from tests.detect.conftest import judged


def phrase(text: str) -> AllowedPhrase:
    return AllowedPhrase(text, "*", date(2026, 1, 1), None, "地名", "甲")


@pytest.mark.parametrize(
    ("written", "covered"),
    [
        ("扫黑险恶", True),
        ("扫黑险恶路", True),
        ("到扫黑险恶", True),
        ("到扫 黑　险恶", True),
        ("扫黑险", False),
        ("黑险恶路", False),
        ("别的词", False),
    ],
)
def test_a_place_is_covered_by_a_phrase_around_it(written: str, covered: bool) -> None:
    line = "请到扫黑险恶路办理"
    found = Allowing([phrase(written)]).covering(line, 2, 6)
    assert (found is not None) is covered


def test_a_phrase_elsewhere_in_the_line_covers_nothing_here() -> None:
    line = "扫黑险恶路有扫黑险恶专项"
    assert Allowing([phrase("扫黑险恶路")]).covering(line, 0, 4) is not None
    assert Allowing([phrase("扫黑险恶路")]).covering(line, 6, 10) is None


HOME = "http://www.a.gov.cn/"


def facts(allowed: list[str], **page: Any) -> dict[str, Any]:
    return {
        "pages": [{"seq": 0, "url": HOME, "kind": "home"} | page],
        "texts": [
            {"seq": 0, "line": 0, "text": "开展扫黑险恶专项斗争，请残废人到窗口办理。"},
            {"seq": 0, "line": 1, "text": "请到扫黑险恶路一号找残废人之家。"},
        ],
        "allowed_phrases": allowed,
    }


@pytest.mark.parametrize(
    ("detector", "allowed", "verdict", "left", "aside"),
    [
        ("wrong_words", [], "unmet", 2, 0),
        ("wrong_words", ["扫黑险恶路"], "unmet", 1, 1),
        ("wrong_words", ["扫黑险恶"], "met", 0, 2),
        ("improper_terms", [], "unmet", 1, 0),
        ("improper_terms", ["残废人之家"], "unmet", 1, 1),
        ("improper_terms", ["残废人"], "met", 0, 2),
    ],
)
def test_what_is_allowed_is_set_aside_and_told(
    detector: str, allowed: list[str], verdict: str, left: int, aside: int
) -> None:
    detection = judged(detector, facts(allowed))
    assert detection.verdict == verdict
    assert len(detection.instances) == left
    assert [hit.target for hit in detection.allowed] == [HOME] * aside
    assert all(hit.written in hit.excerpt for hit in detection.allowed)


def test_an_offer_is_allowed_only_if_nothing_is_left_of_it() -> None:
    title = "澳门百家乐在线投注 立即注册"
    assert judged("hijacked_text", facts([], title=title)).verdict == "unmet"
    whole = judged("hijacked_text", facts(["澳门百家乐在线投注"], title=title))
    assert (whole.verdict, len(whole.allowed)) == ("met", 1)
    part = judged("hijacked_text", facts(["澳门"], title=title))
    assert (part.verdict, len(part.allowed)) == ("unmet", 0)
