"""Gathers what a yearly report says beyond the results: this campaign and those before it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from govgauge.model.results import Results
from govgauge.model.score import Assessment, Result
from govgauge.model.text import Text
from govgauge.model.yearly import Dimension, Edition, Mean, OwnRate, Yearly
from govgauge.run.previous import previous_source, refuse_itself, results_by
from govgauge.run.systems import system_of_results
from govgauge.score.differences import differences
from govgauge.score.noteworthy.campaign import dimension_bounds
from govgauge.score.places.keys import key_of
from govgauge.score.rank import ALL
from govgauge.score.spread.tier_shares import tier_shares
from govgauge.score.yearly.change import change_of, risers_of
from govgauge.score.yearly.dimensions import (
    PERCENT_DECIMALS,
    POINT_DECIMALS,
    dimensions_of,
    regions_of,
    scores_of,
)
from govgauge.score.yearly.indicators import who_meets
from govgauge.store.assessments import read_assessments
from govgauge.store.workspace import CampaignFolder, Workspace, read_json


@frozen
class _Before:
    """One earlier campaign: its folder and its results by the same system."""

    folder: CampaignFolder
    results: Path


def earlier_campaigns(
    folder: CampaignFolder, statistics: Mapping[str, Any], wanted: Sequence[str]
) -> list[CampaignFolder]:
    """The campaigns named, the oldest first; none named: the one the results were compared with.

    Raises ``BadInput`` (``unknown-previous``, ``previous-is-itself``) for a name that is none.
    """
    workspace = Workspace(folder.workspace)
    if not wanted:
        known = statistics.get("previous", {}).get("campaign", "")
        wanted = [known] if known in workspace.campaign_names() else []
    found: list[CampaignFolder] = []
    for name in wanted:
        source = previous_source(workspace, name)
        refuse_itself(folder, source)
        if isinstance(source, CampaignFolder):
            found.append(source)
    return sorted(found, key=lambda f: f.read_campaign().as_of)


def yearly_of(folder: CampaignFolder, results: Results, wanted: Sequence[str] = ()) -> Yearly:
    """Everything a yearly report needs beside the results of a campaign."""
    units, system = list(results.units.values()), results.system
    before = [
        _Before(f, results_by(f, system))
        for f in earlier_campaigns(folder, results.statistics, wanted)
    ]
    changed = _changed(before, results)
    yearly = Yearly(
        scores=scores_of(units, results.assessments),
        dimensions=dimensions_of(units, results.assessments, system),
        regions=regions_of(units, results.assessments),
        indicators=who_meets(results.assessments),
        editions=(
            *(_edition(b.folder, read_json(b.results / "statistics.json")) for b in before),
            _edition(folder, results.statistics),
        ),
        changed_codes=changed,
    )
    if not before or changed:
        return yearly
    last = {a.unit_id: a for a in read_assessments(before[-1].results)}
    return _beside(yearly, results, last)


def own_rates(
    results: Results, unit_id: str, dimensions: Sequence[Dimension]
) -> tuple[OwnRate, ...]:
    """One unit's rates beside the means of its first group; empty for one without a score."""
    bounds = dimension_bounds(results.assessments[unit_id], results.system)
    group = (*results.units[unit_id].groups, ALL)[0]
    return tuple(
        OwnRate(
            dimension.title,
            _own(*bounds[dimension.code]),
            dimension.groups.get(group, Mean(None, None, 0)),
            ("dimensions", dimension.code, "groups", group),
        )
        for dimension in dimensions
        if dimension.code in bounds
    )


def _own(low: Fraction, high: Fraction) -> Mean:
    return Mean(key_of(100 * low, PERCENT_DECIMALS), key_of(100 * high, PERCENT_DECIMALS), 1)


def _beside(yearly: Yearly, results: Results, last: Mapping[str, Assessment]) -> Yearly:
    titles: dict[str, Text] = {d.code: d.title for d in yearly.dimensions}
    return attrs.evolve(
        yearly,
        change=change_of(last, results.assessments, results.system, titles),
        risers=risers_of(last, results.assessments, results.system.full_marks),
    )


def _changed(before: Sequence[_Before], results: Results) -> tuple[str, ...]:
    """What any of the systems before says otherwise than this campaign's."""
    codes: set[str] = set()
    for one in before:
        then = system_of_results(one.folder, one.results.name)
        codes |= {d.code for d in differences(then, results.system)}
    return tuple(sorted(codes))


def _edition(folder: CampaignFolder, statistics: Mapping[str, Any]) -> Edition:
    order = [result.value for result in Result]
    counted = {result: statistics["results"].get(result, 0) for result in order}
    said = [result for result, count in counted.items() for _ in range(count)]
    return Edition(
        name=folder.path.name,
        as_of=folder.read_campaign().as_of.date().isoformat(),
        units=statistics["units"],
        results=counted,
        percents={s.tier: s.percent for s in tier_shares(said, order)},
        tiers={
            group: {row["tier"]: row["units"] for row in rows}
            for group, rows in statistics["tiers"].items()
        },
        means={
            group: _settled(figures["mean"], figures["count"])
            for group, figures in statistics["scores"].items()
        },
    )


def _settled(value: float | None, units: int) -> Mean:
    mean = None if value is None else key_of(value, POINT_DECIMALS)
    return Mean(mean, mean, units)


def yearly_document(yearly: Yearly) -> dict[str, Any]:
    """The content of ``yearly.json``: what printed figures point to; units are counted."""
    return {
        "scores": {group: _mean(mean) for group, mean in yearly.scores.items()},
        "dimensions": {
            d.code: {"whole": _mean(d.whole), "best": d.best_percent}
            | {"groups": {group: _mean(mean) for group, mean in d.groups.items()}}
            for d in yearly.dimensions
        },
        "regions": {
            r.code: {
                "name": r.name,
                "units": len(r.units),
                "passing": len(r.passing),
                "failing": len(r.failing),
                "passing_percent": r.passing_percent,
                "score": _mean(r.score),
            }
            for r in yearly.regions
        },
        "indicators": {
            code: {
                "asked": m.asked,
                "met": len(m.met),
                "unmet": len(m.unmet),
                "open": len(m.open),
                "met_percent": m.met_percent,
                "unmet_percent": m.unmet_percent,
            }
            for code, m in yearly.indicators.items()
        },
        "editions": {
            e.name: attrs.asdict(e, filter=lambda a, _: a.name != "means")
            | {"means": {group: _mean(mean) for group, mean in e.means.items()}}
            for e in yearly.editions
        },
        "change": _change(yearly),
        "risers": {r.unit_id: attrs.asdict(r) for r in yearly.risers},
        "changed_codes": list(yearly.changed_codes),
    }


def _change(yearly: Yearly) -> dict[str, Any] | None:
    change = yearly.change
    if change is None:
        return None
    return {
        "units": len(change.units),
        "before": change.before,
        "now": change.now,
        "difference": change.now - change.before,
        "steps": {step.title.zh: step.points for step in change.steps},
    }


def _mean(mean: Mean) -> dict[str, Any]:
    return {"low": mean.low, "high": mean.high, "units": mean.units}
