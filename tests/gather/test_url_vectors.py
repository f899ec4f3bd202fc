"""Addresses are joined and normalised as browsers do: the platform's own vectors, every one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govgauge.extract.references import join
from govgauge.gather.redirect import joined


def _expected(case: dict[str, Any]) -> str:
    """The address without its fragment; nothing for a failure, or for another scheme than ours."""
    href = "" if case.get("failure") else str(case["href"])
    return href.partition("#")[0] if href.startswith(("http:", "https:")) else ""


@pytest.mark.shared
def test_every_vector_of_the_url_standard_agrees(shared: Path) -> None:
    rows = json.loads((shared / "data/standards-tests/wpt-urltestdata.json").read_text("utf-8"))
    cases = [row for row in rows if isinstance(row, dict)]
    assert len(cases) == 891
    differ = [
        (case["base"], case["input"])
        for case in cases
        if joined(case["input"], case.get("base") or "") != _expected(case)
    ]
    assert differ == []


@pytest.mark.shared
def test_links_of_pages_are_joined_by_the_same_rules(shared: Path) -> None:
    rows = json.loads((shared / "data/standards-tests/wpt-urltestdata.json").read_text("utf-8"))
    cases = [row for row in rows if isinstance(row, dict) and row.get("base")]
    assert len(cases) > 300
    differ = [
        (case["base"], case["input"])
        for case in cases
        if join(case["base"], case["input"]) != _expected(case)
    ]
    assert differ == []


def test_a_scheme_that_only_begins_like_http_is_no_address_of_the_web() -> None:
    assert joined("httpa://foo:80/", "http://a.gov.cn/") == ""
    assert join("http://a.gov.cn/", "httpa://foo:80/") == ""
