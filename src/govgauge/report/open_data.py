"""Results as open data: tables with a dictionary of their fields, and a badge a unit."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from attrs import frozen

from govgauge.model.results import Results
from govgauge.model.score import Assessment, Result
from govgauge.model.text import Text
from govgauge.report.docx.blocks import printable
from govgauge.report.words import words_of

HELD = "held"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLOURS = {"pass": "#1f6f43", "fail": "#8c1c13", "open": "#595959", HELD: "#595959"}


@frozen
class Field:
    """One field of a table: its name, JSON type, and what it means."""

    name: str
    type: str
    means: Text


UNIT_FIELDS = (
    Field("unit_id", "string", Text("网站标识码", "site code")),
    Field("name", "string", Text("单位名称", "name of the unit")),
    Field("url", "string", Text("首页网址", "address of the home page")),
    Field("owner", "string", Text("主办单位", "owner")),
    Field("groups", "string", Text("类别，以分号分隔", "groups, separated by semicolons")),
    Field("division", "string", Text("行政区划代码", "division code")),
    Field("level", "string", Text("层级", "level")),
    Field(
        "result",
        "string",
        Text(
            "结论：pass 合格，fail 不合格，open 未定，held 证据未备齐暂不公布",
            "pass, fail, open, or held: not published while evidence is not complete",
        ),
    ),
    Field("low", "number", Text("得分低端；不计分时为空", "low end of the score; empty without")),
    Field("high", "number", Text("得分高端；不计分时为空", "high end of the score; empty without")),
    Field("settled", "boolean", Text("结论与得分是否已定", "whether nothing is open")),
)
RANKING_FIELDS = (
    Field("group", "string", Text("组别", "group")),
    Field("unit_id", "string", Text("网站标识码", "site code")),
    Field("name", "string", Text("单位名称", "name of the unit")),
    Field("rank_best", "integer", Text("可能的最好名次", "best rank it may take")),
    Field("rank_worst", "integer", Text("可能的最差名次", "worst rank it may take")),
    Field("tier", "string", Text("等次", "tier")),
)
TABLES: Mapping[str, Sequence[Field]] = {"units": UNIT_FIELDS, "ranking": RANKING_FIELDS}
Row = tuple[Any, ...]


def unit_rows(results: Results, held: Collection[str]) -> Iterator[Row]:
    """A row a unit; one held back says so instead of failing, and gives no score."""
    for unit_id, assessment in results.assessments.items():
        unit = results.units[unit_id]
        scored = assessment.has_score and unit_id not in held
        yield (
            unit_id,
            unit.name,
            unit.url,
            unit.owner,
            ";".join(unit.groups),
            unit.division,
            unit.level.value,
            public_result(assessment, held),
            float(assessment.score.low) if scored else None,
            float(assessment.score.high) if scored else None,
            assessment.settled and unit_id not in held,
        )


def ranking_rows(results: Results, held: Collection[str]) -> Iterator[Row]:
    """A row a ranked unit and group; who is held back is left out."""
    for row in results.ranking:
        if row.rank is not None and row.unit_id not in held:
            yield (row.group, row.unit_id, row.name, row.rank_best, row.rank_worst, row.tier)


def public_result(assessment: Assessment, held: Collection[str]) -> str:
    """What may be said of a unit."""
    return HELD if assessment.unit_id in held else assessment.result.value


def csv_bytes(fields: Sequence[Field], rows: Sequence[Row]) -> bytes:
    """UTF-8 with a mark, as spreadsheets want it; no cell can become a formula."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow([field.name for field in fields])
    table.writerows([[_cell(value) for value in row] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        shown = printable(value)
        return "'" + shown if shown.startswith(_FORMULA) else shown
    return "" if value is None else value


def package(results: Results, licence: str, draft: bool) -> dict[str, Any]:
    """The description of the tables (a Frictionless data package) with the dictionary inside."""
    system = results.system
    return {
        "name": f"govgauge-{system.system_id}",
        "title": f"{results.campaign.name} · {system.title.zh} {system.title.en}",
        "version": system.version,
        "status": "draft" if draft else "approved",
        "as_of": results.campaign.as_of.isoformat(),
        "system": {"key": system.key, "digest": system.digest, "status": system.status},
        "sources": [{"title": source} for source in system.sources],
        "licenses": [{"name": licence}] if licence else [],
        "resources": [
            {
                "name": name,
                "path": [f"{name}.{form}" for form in ("csv", "json", "parquet")],
                "schema": {
                    "fields": [
                        {
                            "name": field.name,
                            "type": field.type,
                            "title": field.means.zh,
                            "description": field.means.en,
                        }
                        for field in fields
                    ]
                },
            }
            for name, fields in TABLES.items()
        ],
    }


def badge(result: str, draft: bool) -> str:
    """A small SVG with a unit's result in words; the colour says nothing the words do not."""
    words = words_of("zh")
    word = "暂不公布" if result == HELD else words[f"result.{Result(result).value}"]
    says = f"{word}（草稿）" if draft else word
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="190" height="24" role="img">'
        f"<title>政评 {escape(says)}</title>"
        '<rect width="60" height="24" fill="#333"/>'
        f'<rect x="60" width="130" height="24" fill="{_COLOURS[result]}"/>'
        '<g fill="#fff" font-family="sans-serif" font-size="13" text-anchor="middle">'
        f'<text x="30" y="17">政评</text><text x="125" y="17">{escape(says)}</text></g></svg>'
    )
