"""Fixture facts of detectors: small JSON files, one folder a detector."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from govgauge.detect import NOT_ANSWERED, find_detectors, run_detector, run_judge, run_sketch
from govgauge.model.campaign_view import CampaignView
from govgauge.model.detector import Detection
from govgauge.model.kinds import View
from govgauge.model.registered import RegisteredSite
from govgauge.model.unit import Column, Unit
from govgauge.model.whitelist import AllowedPhrase
from govgauge.store.facts import ROW_TYPES

FIXTURES = Path(__file__).parents[1] / "fixtures"
AS_OF = datetime.fromisoformat("2026-11-24T23:59:00+08:00")
_TYPES: dict[str, Any] = {**ROW_TYPES, "registered": RegisteredSite}
_DEFAULT = {int: 0, str: "", bool: False, float: 0.0}
_USUAL: dict[str, dict[str, Any]] = {
    "pages": {"outcome": "ok", "status": 200, "digest": "sha256:page"},
    "targets": {
        "outcome": "ok", "status": 200, "relation": "own", "element": "a", "page_count": 1,
        "page_url": "http://www.a.gov.cn/", "page_digest": "sha256:page", "digest": "sha256:answer",
        "attempts": 1,
    },
    "items": {"visible": True},
    "policies": {"role": "document", "text_chars": 900, "confidence": 1.0},
    "links": {"element": "a"},
    "registered": {"prefix": "/"},
    "letters": {"reply_place": True, "form": "labels", "confidence": 1.0},
    "guides": {"form": "labels", "confidence": 1.0},
    "browser_views": {"own_outcome": "ok", "own_status": 200, "outcome": "ok", "status": 200},
    "attachments": {"name": "a.docx", "state": "read", "outcome": "ok", "digest": "sha256:file"},
    "attachment_texts": {"digest": "sha256:file"},
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
    row_type = _TYPES[kind]
    hints = row_type.__annotations__
    values = {name: _DEFAULT[hints[name]] for name in row_type._fields}
    given: dict[str, Any] = {**_USUAL.get(kind, {}), **fields}
    if kind == "targets":
        given.setdefault("final_url", given["target"])
    if kind == "pages" and given["kind"] != "file" and given["outcome"] == "ok":
        given = _READ | given
    return row_type(**values | given)


def _allowed(phrase: str) -> AllowedPhrase:
    return AllowedPhrase(phrase, "*", date(2026, 1, 1), None, "本地用法", "甲")


def view(facts: Mapping[str, Any]) -> View:
    """A view over fixture facts; kinds a fixture leaves out are empty."""
    unit = {"unit_id": "1304000009", "name": "甲", "url": "http://www.a.gov.cn/"} | facts.get(
        "unit", {}
    )
    rows = {kind: tuple(row(kind, r) for r in facts.get(kind, ())) for kind in _TYPES}
    rows["allowed_phrases"] = tuple(_allowed(p) for p in facts.get("allowed_phrases", ()))
    lists = {page.seq for page in rows["pages"] if page.kind == "list"}
    rows["list_items"] = tuple(item for item in rows["items"] if item.page_seq in lists)
    papers = {policy.page_seq for policy in rows["policies"]}
    rows["policy_links"] = tuple(link for link in rows["links"] if link.page_seq in papers)
    rows["registered_columns"] = tuple(
        Column(**{"unit_id": unit["unit_id"], "name": "", **c})
        for c in facts.get("registered_columns", ())
    )
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


def answered(
    detector: str,
    case: Mapping[str, Any],
    facts: Mapping[str, Any] | None = None,
    params: Mapping[str, Any] | None = None,
) -> Detection:
    """A case's answer; a campaign detector's about the case's unit beside the ``others``."""
    shelved = find_detectors()[detector]
    subject = case["facts"] if facts is None else facts
    given = case.get("params", {}) if params is None else params
    if shelved.campaign is None:
        return run_detector(shelved, view(subject), given, AS_OF)
    views = [view(f) for f in (subject, *case.get("others", ()))]
    answers = run_judge(shelved, paper_campaign(detector, views), given, AS_OF)
    return answers.get(views[0].unit.unit_id, NOT_ANSWERED)


def paper_campaign(detector: str, views: Sequence[View]) -> CampaignView:
    """A campaign of views that stand in memory."""
    shelved = find_detectors()[detector]
    sketches = [(v.unit, run_sketch(shelved, v)) for v in views]
    sketched = [(unit, sketch) for unit, sketch in sketches if sketch is not None]
    by_id = {v.unit.unit_id: v for v in views}
    return CampaignView(
        units=tuple(v.unit for v in views),
        seen=tuple(unit for unit, _ in sketched),
        sketches=lambda: iter(sketched),
        view=lambda unit: by_id[unit.unit_id].narrowed(shelved.about.needs),
    )
