"""What a comparison of units loads of one of them: a script that hands over its rules."""

import json

from govgauge.report.docx.blocks import printable
from govgauge.report.observatory.frame import Page
from govgauge.report.observatory.public import PublicUnit, Rule
from govgauge.report.open_data import HELD
from govgauge.report.pages import unit_file
from govgauge.report.words import interval, place


def compared(told: PublicUnit) -> Page:
    """The unit's result, score and places, and each rule as ``[verdict, points]``; no problems."""
    content = {
        "id": told.unit.unit_id,
        "name": printable(told.unit.name),
        "page": unit_file(told.unit.unit_id),
        "result": told.result,
        "score": interval(told.score) if told.score else "",
        "places": [[printable(row.group), place(row)] for row in told.places],
        "rules": {rule.score.code: [rule.verdict, _points(rule)] for rule in told.rules},
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    name = unit_file(told.unit.unit_id).removesuffix("html") + "js"
    return Page(f"units/{name}", f"govgauge.unit({text});\n".encode())


def _points(rule: Rule) -> str:
    silent = rule.verdict == HELD or rule.score.stage in ("veto", "note")
    return "" if silent else interval(rule.score.points)
