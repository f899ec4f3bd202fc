"""``sample``: a seeded draw from a list of sites, stratified where asked, kept so that anyone
can draw it again."""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import frozen

from govgauge import __version__
from govgauge.model.divisions import division_name
from govgauge.model.failure import BadInput, NothingDone, Problem
from govgauge.model.text import Text
from govgauge.model.unit import Level, Unit
from govgauge.registry.sites import read_sites, units_digest
from govgauge.score.sampling.draw import Draw, draw, draw_systematically
from govgauge.score.sampling.strata import allot
from govgauge.store.results import csv_cell

_ALL = "全部"
_NOT_GIVEN = "未填"
_SITE_FIELDS = (
    "unit_id", "name", "url", "hosts", "owner", "groups", "parent_id", "division", "level",
    "has_services",
)  # fmt: skip
_LEVELS = {
    Level.CENTRAL: "中央", Level.PROVINCE: "省", Level.CITY: "市", Level.COUNTY: "县",
    Level.TOWNSHIP: "乡镇", Level.UNKNOWN: "",
}  # fmt: skip
_YES_OR_NO = {True: "是", False: "否", None: ""}


class Method(StrEnum):
    """Every unit by lot, or every k-th of the list in the order of codes."""

    RANDOM = "random"
    SYSTEMATIC = "systematic"


@frozen
class StratumDrawn:
    """One stratum: all its units, what was drawn, and what steps in for closed sites."""

    name: str
    units: int
    chosen: tuple[Unit, ...]
    replacements: tuple[Unit, ...]


@frozen
class Sample:
    """A draw with all that is needed to draw it again."""

    seed: int
    method: Method
    field: str
    units: int
    digest: str
    strata: tuple[StratumDrawn, ...]
    problems: tuple[Problem, ...]

    @property
    def chosen(self) -> list[Unit]:
        """Every unit drawn, in code order."""
        return sorted((u for s in self.strata for u in s.chosen), key=lambda u: u.unit_id)

    def document(self) -> dict[str, Any]:
        """The record of the draw, JSON-ready: list, seed, strata with weights, codes."""
        return {
            "govgauge": __version__,
            "seed": self.seed,
            "method": self.method.value,
            "strata_field": self.field,
            "units": self.units,
            "units_digest": self.digest,
            "drawn": len(self.chosen),
            "strata": [
                {
                    "stratum": s.name,
                    "units": s.units,
                    "drawn": len(s.chosen),
                    "weight": s.units / len(s.chosen) if s.chosen else None,
                    "chosen": [u.unit_id for u in s.chosen],
                    "replacements": [u.unit_id for u in s.replacements],
                }
                for s in self.strata
            ],
        }


def draw_sample(
    sites: Path,
    count: int,
    seed: int,
    *,
    strata: str = "",
    method: Method = Method.RANDOM,
    replacements: int = 0,
    at_least: int = 2,
) -> Sample:
    """Draw ``count`` sites of a list; with ``strata`` in proportion to each value of a field.

    Every stratum gets ``at_least`` draws (all of it where it has fewer) and ``replacements``
    in the order in which they step in.  Raises :class:`BadInput` for a field that is not one of
    the list's, for units in several strata, and for counts that cannot be.
    """
    listed = read_sites(sites)
    if not listed.units:
        raise NothingDone(
            "no-units",
            Text("清单中没有可用的网站", "the list has no usable site"),
            Text("按提示修改清单后重试", "mend the list as told above and run again"),
        )
    groups = _strata_of(listed.units, strata)
    sizes = {name: len(members) for name, members in groups.items()}
    draws = allot(sizes, count, at_least=at_least) if strata else {_ALL: count}
    found = tuple(
        _drawn(name, groups[name], draws[name], seed, method, replacements) for name in groups
    )
    digest = units_digest(listed.units)
    return Sample(seed, method, strata, len(listed.units), digest, found, listed.problems)


def _drawn(
    name: str, members: Sequence[Unit], count: int, seed: int, method: Method, replacements: int
) -> StratumDrawn:
    by_code = {u.unit_id: u for u in members}
    found: Draw
    if method is Method.SYSTEMATIC:
        found = draw_systematically(by_code, count, seed)
        rest = by_code.keys() - set(found.chosen)
        reserve = draw(rest, 0, seed, replacements).replacements
    else:
        found = draw(by_code, count, seed, replacements)
        reserve = found.replacements
    return StratumDrawn(
        name,
        len(members),
        tuple(by_code[c] for c in found.chosen),
        tuple(by_code[c] for c in reserve),
    )


_Values = Callable[[Unit], Sequence[str]]


def _fields() -> dict[str, _Values]:
    """For each field one can stratify by, the values a unit has."""
    return {
        "groups": lambda u: u.groups,
        "level": lambda u: (_LEVELS[u.level],),
        "province": lambda u: (division_name(u.division[:2] + "0000") or u.division[:2],),
        "division": lambda u: (u.division,),
        "owner": lambda u: (u.owner,),
        "parent_id": lambda u: (u.parent_id,),
        "has_services": lambda u: (_YES_OR_NO[u.has_services],),
    }


_CHINESE = {
    "类别": "groups", "分组": "groups", "层级": "level", "省份": "province", "地区": "province",
    "行政区划代码": "division", "主办单位": "owner", "上级": "parent_id",
    "是否有对外服务职能": "has_services",
}  # fmt: skip


def _strata_of(units: Sequence[Unit], field: str) -> dict[str, list[Unit]]:
    if not field:
        return {_ALL: list(units)}
    values_of = _fields().get(_CHINESE.get(field, field))
    if values_of is None:
        known = ", ".join(f"{zh} ({en})" for zh, en in _CHINESE.items())
        raise BadInput(
            "unknown-strata-field",
            Text(f"不能按 {field} 分层", f"{field} is no field to stratify by"),
            Text(f"可用: {known}", f"there are: {known}"),
        )
    strata: dict[str, list[Unit]] = {}
    for unit in units:
        values = [v for v in values_of(unit) if v] or [_NOT_GIVEN]
        if len(values) > 1:
            raise _in_several(unit, values, field)
        strata.setdefault(values[0], []).append(unit)
    return {name: strata[name] for name in sorted(strata)}


def _in_several(unit: Unit, values: Iterable[str], field: str) -> BadInput:
    named = "、".join(values)
    return BadInput(
        "unit-in-several-strata",
        Text(f"{unit.name} 同属 {named}", f"{unit.name} ({unit.unit_id}) stands in {named}"),
        Text(
            f"分层须互不重叠: 清单中只留一个 {field}，或换一个字段",
            f"strata may not overlap: keep one value of {field} a unit, or take another field",
        ),
    )


def write_sample(sample: Sample, folder: Path) -> None:
    """Write ``sites.csv`` (ready for ``run``), ``replacements.csv`` and ``sample.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_sites(folder / "sites.csv", sample.chosen)
    reserve = [u for s in sample.strata for u in s.replacements]
    _write_sites(folder / "replacements.csv", reserve)
    record = json.dumps(sample.document(), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "sample.json").write_text(record + "\n", "utf-8")


def _write_sites(path: Path, units: Sequence[Unit]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_SITE_FIELDS)
        for unit in units:
            rows.writerow([csv_cell(_cell(unit, field)) for field in _SITE_FIELDS])


def _cell(unit: Unit, field: str) -> str:
    if field == "has_services":
        return _YES_OR_NO[unit.has_services]
    if field == "level":
        return _LEVELS[unit.level]
    if field == "unit_id" and unit.unit_id_made_up:
        return ""
    value = getattr(unit, field)
    return ";".join(value) if isinstance(value, tuple) else str(value)
