"""improper_terms: terms in running text found, in titles, quotations and history left alone."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.detect import find_detectors
from govgauge.model.failure import BadInput

from .conftest import cases, judged


@pytest.mark.parametrize("case", cases("improper_terms"), ids=lambda case: case["name"])
def test_improper_terms(case: dict[str, Any]) -> None:
    detection = judged("improper_terms", case["facts"], case.get("params"))
    assert detection.verdict == case["verdict"]
    assert [i.mark.partition(" ")[0] for i in detection.instances] == case["rules"]
    if "value" in case:
        assert detection.value == case["value"]


def test_a_bad_row_of_a_system_is_refused_by_row_and_field() -> None:
    about = find_detectors()["improper_terms"].about
    with pytest.raises(BadInput, match="terms-no-date") as refused:
        about.params({"terms": [{"id": "a", "text": "甲乙", "source": "本单位", "from": "2018.3"}]})
    assert (refused.value.place.row, refused.value.place.field) == (1, "from")
