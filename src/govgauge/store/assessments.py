"""Assessments as JSON lines, and stored assessments and rankings read back."""

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from govgauge.model.score import (
    Assessment,
    Coverage,
    IndicatorScore,
    RankingRow,
    Result,
    Score,
    StageScore,
)
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict
from govgauge.store.records import field_names


def assessment_to_json(assessment: Assessment) -> dict[str, Any]:
    """An assessment as one JSON object, with the field names other programs rely on."""
    return _with_ends(assessment, "score", assessment.score) | {
        "indicators": [_with_ends(i, "points", i.points) for i in assessment.indicators]
    }


def _with_ends(of: object, interval: str, score: Score) -> dict[str, Any]:
    """The fields of a value, the two ends in place of its interval."""
    document = {n: getattr(of, n) for n in field_names(type(of)) if n != interval}
    return document | {"low": score.low, "high": score.high}


def read_assessments(results: Path) -> Iterator[Assessment]:
    """Every line of ``assessments.jsonl`` as it was written."""
    with (results / "assessments.jsonl").open("rb") as lines:
        for line in lines:
            yield _assessment(orjson.loads(line))


def read_ranking(results: Path) -> Iterator[RankingRow]:
    """Every row of ``ranking.csv``."""
    with (results / "ranking.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield RankingRow(
                group=row["group"],
                rank=_whole(row["rank"]),
                tie=row["tie"] == "1",
                unit_id=row["unit_id"].removeprefix("'"),
                name=row["name"],
                score=Score(Decimal(row["low"]), Decimal(row["high"])),
                tier=row["tier"],
                rank_best=_whole(row["rank_best"]),
                rank_worst=_whole(row["rank_worst"]),
                change=_whole(row["change"]),
                points_change=_moved(row.get("change_low"), row.get("change_high")),
            )


def _whole(cell: str) -> int | None:
    return int(cell.removeprefix("'")) if cell else None


def _moved(low: str | None, high: str | None) -> Score | None:
    """Results of older versions have no such columns."""
    if not low or not high:
        return None
    return Score(Decimal(low.removeprefix("'")), Decimal(high.removeprefix("'")))


def _score(held: Mapping[str, Any]) -> Score:
    return Score(Decimal(str(held["low"])), Decimal(str(held["high"])))


def _assessment(held: dict[str, Any]) -> Assessment:
    return Assessment(
        unit_id=held["unit_id"],
        system=held["system"],
        result=Result(held["result"]),
        outcome=Text(**held["outcome"]),
        score=_score(held),
        stages=tuple(
            StageScore(s["stage"], Verdict(s["opened"]), _score(s["points"]))
            for s in held["stages"]
        ),
        indicators=tuple(_indicator(i) for i in held["indicators"]),
        coverage=Coverage(**held["coverage"]),
        vetoed_by=tuple(held["vetoed_by"]),
        scored=held["scored"],
    )


def _indicator(held: dict[str, Any]) -> IndicatorScore:
    cap = held["cap"]
    return IndicatorScore(
        code=held["code"],
        stage=held["stage"],
        verdict=Verdict(held["verdict"]),
        points=_score(held),
        cap=None if cap is None else Decimal(str(cap)),
        counted_low=held["counted_low"],
        counted_high=held["counted_high"],
        finding_ids=tuple(held["finding_ids"]),
        coverage=Coverage(**held["coverage"]),
        value=held["value"],
        unit_of_value=held["unit_of_value"],
        reason=held["reason"],
        why=Text(**held["why"]),
    )
