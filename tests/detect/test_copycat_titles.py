"""copycat_titles: the name of another unit of the campaign, for a person."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.detect import find_detectors, run_sketch
from govgauge.model.campaign_view import MOST_SKETCH_BYTES

from .conftest import answered, cases, judged, view


@pytest.mark.parametrize("case", cases("copycat_titles"), ids=lambda case: case["name"])
def test_copycat_titles(case: dict[str, Any]) -> None:
    detection = answered("copycat_titles", case)
    assert detection.verdict == case["verdict"]
    assert [i.target for i in detection.instances] == case["raised"]
    assert [i.mark for i in detection.instances] == case.get("marks", [])
    if "reason" in case:
        assert detection.reason == case["reason"]


def test_near_misses_are_at_least_as_many_as_faults() -> None:
    verdicts = [case["verdict"] for case in cases("copycat_titles")]
    assert verdicts.count("met") >= verdicts.count("needs_person") >= 5


def test_alone_it_says_nothing() -> None:
    (case,) = (c for c in cases("copycat_titles") if c["name"] == "the name of another")
    assert judged("copycat_titles", case["facts"]).reason == "campaign_needed"


def test_a_sketch_stays_small_whatever_the_page_says() -> None:
    long = {"unit": {}, "pages": [{"seq": 0, "url": "http://www.a.gov.cn/", "kind": "home",
            "title": "长" * 10**6}]}  # fmt: skip
    sketch = run_sketch(find_detectors()["copycat_titles"], view(long))
    assert sketch is not None
    assert len(sketch) < 2_000 < MOST_SKETCH_BYTES
