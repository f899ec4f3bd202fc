"""Planted truth beside what a run said: matches, precision and recall with Wilson intervals."""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOR_A_PERSON = frozenset(
    {
        "copied_interpretation",
        "copied_replies",
        "copycat_titles",
        "crowd_words",
        "floating_windows",
        "unregistered_site",
        "yearly_form_missing",
        "forged_dates",
        "hidden_links",
        "hijacked_links",
        "original_release",
    }
)
"""Detectors that accuse nobody: what they raise for a person counts as found, or as false."""
Key = tuple[str, str, str, str]
"""Unit, detector, target, mark."""


@dataclass
class Count:
    """One detector's (or one family's) planted cases and what became of them."""

    found: int = 0
    missed: int = 0
    false: int = 0
    cleared: int = 0
    accused: int = 0
    left_open: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def positives(self) -> int:
        return self.found + self.missed

    @property
    def near_misses(self) -> int:
        return self.cleared + self.accused + self.left_open

    @property
    def precision(self) -> float:
        return share(self.found, self.found + self.false)

    @property
    def recall(self) -> float:
        return share(self.found, self.positives)

    @property
    def decided(self) -> float:
        """Near-misses that were cleared, neither accused nor left open."""
        return share(self.cleared, self.near_misses)


def share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def wilson(part: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    if not whole:
        return 0.0, 1.0
    p = part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass
class Verdicts:
    """What one run said: findings by verdict, and each indicator's verdict by unit."""

    unmet: set[Key]
    open_targets: set[tuple[str, str, str]]
    indicators: Mapping[tuple[str, str], str]
    says: Mapping[Key, str]


def read_verdicts(results: Path) -> Verdicts:
    """The findings and assessments of one results folder; indicator codes are detector ids."""
    unmet: set[Key] = set()
    still_open: set[tuple[str, str, str]] = set()
    says: dict[Key, str] = {}
    with (results / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            raised = row["verdict"] == "needs_person" and row["detector"] in FOR_A_PERSON
            if row["verdict"] == "unmet" or raised:
                key = (row["unit_id"], row["detector"], row["target"], row["mark"])
                unmet.add(key)
                says[key] = row["says_zh"]
            else:
                still_open.add((row["unit_id"], row["detector"], row["target"]))
    indicators = {}
    for line in (results / "assessments.jsonl").read_text("utf-8").splitlines():
        assessment = json.loads(line)
        for indicator in assessment["indicators"]:
            indicators[assessment["unit_id"], indicator["code"]] = indicator["verdict"]
    return Verdicts(unmet, still_open, indicators, says)


def compare(
    truth: Iterable[Mapping[str, Any]],
    said: Verdicts,
    family_of: Mapping[str, str],
    homes: Mapping[str, str],
) -> dict[str, dict[str, Count]]:
    """Counts by detector, then by family (``*`` for all of them together)."""
    counts: dict[str, dict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    left = set(said.unmet)
    by_place: dict[tuple[str, str, str], list[Key]] = defaultdict(list)
    by_mark: dict[tuple[str, str, str], list[Key]] = defaultdict(list)
    for key in said.unmet:
        by_place[key[:3]].append(key)
        by_mark[key[0], key[1], key[3]].append(key)
    rows = list(truth)
    for row in rows:
        if row["kind"] == "fault":
            hits = _hits(row, by_place, by_mark)
            left -= set(hits)
            _note(counts, row, family_of, "found" if hits else "missed")
    for row in rows:
        if row["kind"] == "near_miss":
            accused = [k for k in _hits(row, by_place, by_mark) if k in left]
            _note(counts, row, family_of, "accused" if accused else _cleared(row, said, homes))
    for unit, detector, target, mark in sorted(left):
        for name in ("*", family_of.get(unit, "?")):
            counts[detector][name].false += 1
        counts[detector]["*"].examples.append(
            f"false {unit} {family_of.get(unit)} {target} {mark}: "
            f"{said.says[unit, detector, target, mark]}"
        )
    return counts


def _hits(
    row: Mapping[str, Any],
    by_place: Mapping[tuple[str, str, str], list[Key]],
    by_mark: Mapping[tuple[str, str, str], list[Key]],
) -> list[Key]:
    if not row["target"]:
        return by_mark.get((row["unit_id"], row["detector"], row["mark"]), [])
    hits = by_place.get((row["unit_id"], row["detector"], row["target"]), [])
    return [h for h in hits if not row["mark"] or h[3] == row["mark"]]


def _cleared(row: Mapping[str, Any], said: Verdicts, homes: Mapping[str, str]) -> str:
    """A near-miss is left open by an instance of its own, or by the verdict on a home page."""
    unit, detector, target = row["unit_id"], row["detector"], row["target"]
    if (unit, detector, target) in said.open_targets:
        return "left_open"
    about_home = target == homes.get(unit)
    open_unit = said.indicators.get((unit, detector)) in ("undetermined", "needs_person")
    return "left_open" if about_home and open_unit else "cleared"


def _note(
    counts: dict[str, dict[str, Count]],
    row: Mapping[str, Any],
    family_of: Mapping[str, str],
    what: str,
) -> None:
    family = family_of.get(row["unit_id"], "?")
    for name in ("*", family):
        count = counts[row["detector"]][name]
        setattr(count, what, getattr(count, what) + 1)
    if what in ("missed", "accused", "left_open"):
        counts[row["detector"]]["*"].examples.append(
            f"{what} {row['unit_id']} {family} {row['target']} {row['mark']}: {row['note']}"
        )
