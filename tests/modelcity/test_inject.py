"""Faults planted into pages as they are: one thing goes, everything else stays."""

from __future__ import annotations

from random import Random

import pytest

from govgauge.modelcity import foot, inject
from govgauge.modelcity.families import find_families
from govgauge.modelcity.outline import CityPlan, outlines

from .conftest import AS_OF

BARE = b"<html><head><title>x</title></head><body><p>nothing of the kind</p></body></html>"


@pytest.fixture(params=range(6))
def parts(request: pytest.FixtureRequest) -> dict[str, str]:
    """The parts of a foot in one of their forms."""
    site = next(outlines(CityPlan(request.param, 1, AS_OF, "small", "story"), ["portal_grid"]))
    foot.fill_foot(site, find_families()["portal_grid"], Random(request.param))
    return site.foot


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_each_part_of_a_foot_can_be_taken_away_alone(parts: dict[str, str], encoding: str) -> None:
    takers = {
        "icp": inject.without_icp_number, "police": inject.without_police_number,
        "site_code": inject.without_site_code, "organiser": inject.without_organiser,
        "contact": inject.without_contact, "mark": inject.without_party_government_mark,
        "report": inject.without_report_entrance, "map": inject.without_site_map,
    }  # fmt: skip
    page = "".join(f"<p>{html}</p>\n" for html in parts.values()).encode(encoding)
    for kind, take in takers.items():
        done = take(page, encoding)
        assert done is not None, (kind, parts[kind])
        text = done[0].decode(encoding)
        assert parts[kind] not in text
        for other, html in parts.items():
            assert other == kind or html in text, (kind, other)


def test_a_page_without_the_thing_is_left_alone() -> None:
    for name, injections in inject.INJECTIONS.items():
        for injection in injections:
            assert injection(BARE, "utf-8") is None, name


def test_labels_dates_and_links() -> None:
    page = (
        '<meta content="x" name="PubDate"/>\n<meta name="SiteName" content="y">'
        '<li><a href="/a/b.html">2026年工作</a><span>[2026-11-02]</span></li>'
    ).encode()
    assert b"PubDate" not in (inject.without_label("PubDate")(page, "utf-8") or (page, ""))[0]
    dated = inject.without_item_dates(page, "utf-8")
    assert dated is not None
    assert b"2026-11-02" not in dated[0]
    assert "2026年工作".encode() in dated[0]
    broken = inject.with_broken_link(page, "utf-8")
    assert broken is not None
    assert broken[1].encode() in broken[0]
    assert b"/a/b.html" not in broken[0]


def test_bytes_that_the_encoding_does_not_know_pass_through() -> None:
    page = b"\xff\xfe<p>ICP\xe5\xa4\x8712345678\xe5\x8f\xb7</p>\xff"
    done = inject.without_icp_number(page, "utf-8")
    assert done == (b"\xff\xfe<p></p>\xff", "missing")
