"""The JSON Schema editors complete by says the same as the loader: keys, words, shipped files."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest
import yaml

from govgauge.detect import find_detectors
from govgauge.model.system import (
    Below,
    Combine,
    Grade,
    MakeUp,
    Raters,
    Reduce,
    Review,
    StageKind,
    TierMethod,
)
from govgauge.score.conditions import CONDITIONS
from govgauge.score.load import check_system, find_system, list_systems, shipped_folder

KNOWN = {name: shelved.about for name, shelved in find_detectors().items()}
SCHEMA: dict[str, Any] = orjson.loads((shipped_folder() / "schema.json").read_bytes())
DEFS, TOP = SCHEMA["$defs"], SCHEMA["properties"]
STRANGE = "qqqqqqqq"

STAGES = """\
id: a
version: "1"
status: draft
title: {zh: 甲, en: a}
gates: {fail_below: 60}
tiers:
  - {code: A, title: {zh: 优, en: best}, from: 90}
caps:
  - {code: C, title: {zh: 合计, en: sum}, points: 5}
indicators:
  - code: D-1
    stage: deduct
    title: {zh: 死链, en: dead links}
    clause: 第一条
    grade: A
    per_instance: 1
    within: C
    measures:
      - detector: dead_links
"""
TREE = """\
id: a
version: "1"
status: style
title: {zh: 甲, en: a}
placement: {decimals: 2}
tree:
  - code: T1
    title: {zh: 一, en: one}
    weight: 1
    scale: {from: 0, to: 10}
    measures: [{figure: f}]
  - code: T2
    title: {zh: 二, en: two}
    weight: 1
    scale: {ladder: [{from: 1, rate: 1}]}
    measures: [{figure: g}]
"""


@pytest.mark.parametrize("name", list_systems())
def test_every_shipped_system_is_valid_and_names_the_schema(name: str) -> None:
    text = find_system(name).read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    jsonschema.Draft202012Validator(SCHEMA).validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    ("base", "old", "new", "properties"),
    [
        (STAGES, "id: a", f"{STRANGE}: 1\nid: a", TOP),
        (STAGES, "zh: 甲", f"{STRANGE}: 1, zh: 甲", DEFS["text"]["properties"]),
        (STAGES, "fail_below: 60", f"{STRANGE}: 1", TOP["gates"]["properties"]),
        (STAGES, "{code: A,", f"{{{STRANGE}: 1, code: A,", TOP["tiers"]["items"]["properties"]),
        (STAGES, "{code: C,", f"{{{STRANGE}: 1, code: C,", TOP["caps"]["items"]["properties"]),
        (STAGES, "stage: d", f"{STRANGE}: 1\n    stage: d", DEFS["indicator"]["properties"]),
        (STAGES, "detector: dead_links", f"{STRANGE}: 1", DEFS["measure"]["properties"]),
        (TREE, "weight: 1", f"{STRANGE}: 1\n    weight: 1", DEFS["node"]["properties"]),
        (TREE, "{from: 0,", f"{{{STRANGE}: 1, from: 0,", DEFS["scale"]["properties"]),
        (TREE, "{decimals: 2}", f"{{{STRANGE}: 2}}", TOP["placement"]["properties"]),
    ],
    ids=[
        "system",
        "text",
        "gates",
        "tier",
        "cap",
        "indicator",
        "measure",
        "node",
        "scale",
        "place",
    ],
)
def test_the_keys_are_those_the_loader_asks_for(
    tmp_path: Path, base: str, old: str, new: str, properties: dict[str, Any]
) -> None:
    path = tmp_path / "system.yaml"
    path.write_text(base.replace(old, new, 1), "utf-8")
    problems = check_system(path, KNOWN)
    told = next(p.remedy.en for p in problems if p.code == "unknown-key")
    keys = told.removeprefix("did you mean ").removesuffix("?").split(", ")
    assert set(keys) == set(properties)


def test_the_closed_lists_are_those_of_the_model() -> None:
    indicator, node = DEFS["indicator"]["properties"], DEFS["node"]["properties"]
    pairs: list[tuple[Any, Iterable[StrEnum]]] = [
        (indicator["stage"], [k for k in StageKind if k is not StageKind.TREE]),
        (DEFS["measure"]["properties"]["below"], Below),
        (node["reduce"], Reduce),
        (TOP["raters"], Raters),
        (indicator["reduce"], Reduce),
        (indicator["review"], Review),
        (node["combine"], Combine),
        (DEFS["grade"], Grade),
        (TOP["make_up"], MakeUp),
        (TOP["placement"]["properties"]["tier_method"], TierMethod),
    ]
    assert all(found["enum"] == [word.value for word in words] for found, words in pairs)
    assert indicator["applies_to"]["enum"] == list(CONDITIONS)


def test_the_document_for_authors_names_every_key() -> None:
    document = (Path(__file__).parents[2] / "docs" / "add-a-system.md").read_text("utf-8")
    places = [TOP, *(d["properties"] for d in DEFS.values() if "properties" in d)]
    places += [DEFS["measure"]["properties"][name]["properties"] for name in ("sample", "due")]
    places += [
        TOP["shares"]["properties"],
        TOP["gates"]["properties"],
        TOP["placement"]["properties"],
    ]
    places += [TOP[name]["items"]["properties"] for name in ("tiers", "caps")]
    keys = {key for place in places for key in place}
    assert {key for key in keys if f"`{key}`" not in document} == set()
