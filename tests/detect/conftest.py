"""Fixture facts of detectors: small JSON files, one folder a detector."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from govgauge.detect import find_detectors, run_detector
from govgauge.model.detector import Detection
from govgauge.model.facts import (
    BrowserViewFact,
    ColumnFact,
    ColumnItemFact,
    ControlFact,
    GuideElementFact,
    GuideFact,
    GuideFileFact,
    HiddenLinkFact,
    IdentityFact,
    ItemFact,
    LabelFact,
    LetterFact,
    LinkFact,
    OutsidePageFact,
    PageFact,
    StatedCountFact,
    TargetFact,
    TextFact,
    VisitFact,
)
from govgauge.model.kinds import View
from govgauge.model.unit import Unit

FIXTURES = Path(__file__).parents[1] / "fixtures"
AS_OF = datetime.fromisoformat("2026-11-24T23:59:00+08:00")
TYPES: dict[str, Any] = {
    "pages": PageFact,
    "links": LinkFact,
    "hidden_links": HiddenLinkFact,
    "letters": LetterFact,
    "guides": GuideFact,
    "guide_elements": GuideElementFact,
    "guide_files": GuideFileFact,
    "stated_counts": StatedCountFact,
    "targets": TargetFact,
    "outside_pages": OutsidePageFact,
    "items": ItemFact,
    "labels": LabelFact,
    "identity": IdentityFact,
    "visits": VisitFact,
    "columns": ColumnFact,
    "column_items": ColumnItemFact,
    "controls": ControlFact,
    "texts": TextFact,
    "browser_views": BrowserViewFact,
}
_DEFAULT = {int: 0, str: "", bool: False, float: 0.0}
_USUAL: dict[str, dict[str, Any]] = {
    "pages": {"outcome": "ok", "status": 200, "digest": "sha256:page"},
    "targets": {
        "outcome": "ok", "status": 200, "relation": "own", "element": "a", "page_count": 1,
        "page_url": "http://www.a.gov.cn/", "page_digest": "sha256:page", "digest": "sha256:answer",
        "attempts": 1,
    },
    "items": {"visible": True},
    "letters": {"reply_place": True, "form": "labels", "confidence": 1.0},
    "guides": {"form": "labels", "confidence": 1.0},
    "browser_views": {"own_outcome": "ok", "own_status": 200, "outcome": "ok", "status": 200},
    "columns": {"level": 1, "signs": "navigation+list", "digest": "sha256:page"},
    "column_items": {"opened": True},
    "controls": {
        "host": "www.a.gov.cn", "url": "http://www.a.gov.cn/no-such-page", "outcome": "ok",
        "status": 404, "final_url": "http://www.a.gov.cn/no-such-page", "digest": "sha256:control",
    },
}  # fmt: skip
_READ: dict[str, Any] = {"charset": "utf-8", "title": "题", "text_chars": 500}


def row(kind: str, fields: Mapping[str, Any]) -> Any:
    """One row of a kind; what a fixture leaves out is usual or empty."""
    row_type = TYPES[kind]
    hints = row_type.__annotations__
    values = {name: _DEFAULT[hints[name]] for name in row_type._fields}
    given: dict[str, Any] = {**_USUAL.get(kind, {}), **fields}
    if kind == "targets":
        given.setdefault("final_url", given["target"])
    if kind == "pages" and given["kind"] != "file" and given["outcome"] == "ok":
        given = _READ | given
    return row_type(**values | given)


def view(facts: Mapping[str, Any]) -> View:
    """A view over fixture facts; kinds a fixture leaves out are empty."""
    unit = {"unit_id": "1304000009", "name": "甲", "url": "http://www.a.gov.cn/"} | facts.get(
        "unit", {}
    )
    rows = {kind: tuple(row(kind, r) for r in facts.get(kind, ())) for kind in TYPES}
    lists = {page.seq for page in rows["pages"] if page.kind == "list"}
    rows["list_items"] = tuple(item for item in rows["items"] if item.page_seq in lists)
    return View(Unit(**unit), rows)


def cases(detector: str) -> list[dict[str, Any]]:
    """The cases of one detector's fixture folder, each with a name, facts and what is expected."""
    found = []
    for path in sorted((FIXTURES / detector).glob("*.json")):
        found += json.loads(path.read_text("utf-8"))
    return found


def judged(
    detector: str, facts: Mapping[str, Any], params: Mapping[str, Any] | None = None
) -> Detection:
    """One detector run over fixture facts."""
    return run_detector(find_detectors()[detector], view(facts), params or {}, AS_OF)
