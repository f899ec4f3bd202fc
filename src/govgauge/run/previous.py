"""What a campaign is compared with: places, scores and rates by the same indicator system."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
from attrs import field, frozen

from govgauge.model.failure import BadInput, Place
from govgauge.model.score import RankingRow, Score
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.run.previous_table import read_places
from govgauge.run.systems import system_of_results
from govgauge.score.differences import differences
from govgauge.score.noteworthy.campaign import rates_of
from govgauge.score.noteworthy.results import Rates
from govgauge.store.assessments import read_assessments, read_ranking
from govgauge.store.workspace import CampaignFolder, Workspace


@frozen
class Previous:
    """What a campaign is compared with.

    ``places`` are the ranks that were certain, by group and unit; ``scores`` of the ranked units,
    none where the systems differ; ``rates`` of what the systems say alike, by unit;
    ``changed_codes`` what they say otherwise (no rate is compared there).
    """

    campaign: str
    system: str
    places: Mapping[tuple[str, str], int] = field(factory=dict)
    scores: Mapping[str, Score] = field(factory=dict)
    rates: Mapping[str, Rates] = field(factory=dict)
    names: Mapping[str, str] = field(factory=dict)
    changed_codes: tuple[str, ...] = ()


Source = CampaignFolder | Path
"""A campaign's folder, or a table of places."""


def previous_source(workspace: Workspace, given: str) -> Source:
    """A campaign of the workspace by name, any campaign's folder, or a table of places."""
    path = Path(given)
    if path.is_file():
        return path
    folder = CampaignFolder(path) if path.is_dir() else workspace.campaign(given)
    if not (folder.path / "campaign.json").is_file():
        there = ", ".join(workspace.campaign_names()) or "-"
        raise BadInput(
            "unknown-previous",
            Text(f"没有批次 {given}", f"there is no campaign {given}"),
            Text(
                f"可用: {there}；或给出批次文件夹或名次表",
                f"there are: {there}; or name a folder, or a table of ranks",
            ),
            Place(field="--previous"),
        )
    return folder


def read_previous(source: Source, system: IndicatorSystem) -> Previous:
    """Read what a campaign came to by the same system, of this version or the newest other.

    Of a table places alone are known: by which system they came about it does not say.
    Raises ``BadInput`` (``previous-not-judged``) where it was never judged by it.
    """
    if isinstance(source, Path):
        table = read_places(source)
        return Previous(source.name, "", places=table.places, names=table.names)
    return _of_campaign(source, system)


def refuse_itself(folder: CampaignFolder, source: Source | None) -> None:
    """Raise ``BadInput`` (``previous-is-itself``) for a campaign that is compared with itself."""
    if isinstance(source, CampaignFolder) and source.path.resolve() == folder.path.resolve():
        raise BadInput(
            "previous-is-itself",
            Text("批次不能与自己比较", "a campaign cannot be compared with itself"),
            Text("指定上一批次", "name the campaign before"),
            Place(field="--previous"),
        )


def _of_campaign(folder: CampaignFolder, system: IndicatorSystem) -> Previous:
    results = results_by(folder, system)
    before = system_of_results(folder, results.name)
    changed = {d.code for d in differences(before, system)}
    whole = not changed
    ranked = [row for row in read_ranking(results) if row.rank is not None]
    return Previous(
        campaign=folder.path.name,
        system=results.name,
        places={
            (row.group, row.unit_id): row.rank
            for row in ranked
            if row.rank is not None and row.rank_best == row.rank_worst
        },
        scores={row.unit_id: row.score for row in ranked} if whole else {},
        rates={
            a.unit_id: _comparable(rates_of(a, before), before, changed, whole)
            for a in read_assessments(results)
        },
        names={unit.unit_id: unit.name for unit in folder.read_units()},
        changed_codes=tuple(sorted(changed)),
    )


def results_by(folder: CampaignFolder, system: IndicatorSystem) -> Path:
    """The results of a campaign by this version of a system, else by the newest other."""
    own = [path for path in folder.all_results() if path.name.split("@")[0] == system.system_id]
    same = [path for path in own if path.name == system.key]
    for path in (*same, *sorted(own, key=lambda p: p.name, reverse=True)):
        if (path / "assessments.jsonl").is_file():
            return path
    name = folder.path.name
    raise BadInput(
        "previous-not-judged",
        Text(
            f"批次 {name} 没有按 {system.system_id} 评判过",
            f"campaign {name} was never judged by {system.system_id}",
        ),
        Text(
            f"先运行 govgauge judge --campaign {name} --system {system.system_id}",
            f"first run govgauge judge --campaign {name} --system {system.system_id}",
        ),
        Place.in_file(folder.path),
    )


def _comparable(rates: Rates, before: IndicatorSystem, changed: set[str], whole: bool) -> Rates:
    """All rates where the systems say the same; else those of unchanged indicators alone."""
    if whole:
        return rates
    codes = {i.code for i in before.asked} - changed
    return {code: rate for code, rate in rates.items() if code in codes}


def with_change(ranking: Sequence[RankingRow], previous: Previous) -> list[RankingRow]:
    """Places gained since (positive: better) where both are certain, and what the score moved by."""
    return [
        attrs.evolve(row, change=_gained(row, previous), points_change=_moved(row, previous))
        for row in ranking
    ]


def _moved(row: RankingRow, previous: Previous) -> Score | None:
    """From the least now less the most then, to the most now less the least then."""
    was = previous.scores.get(row.unit_id)
    if was is None or row.rank is None:
        return None
    return Score(row.score.low - was.high, row.score.high - was.low)


def _gained(row: RankingRow, previous: Previous) -> int | None:
    was = previous.places.get((row.group, row.unit_id))
    if was is None or row.rank is None or row.rank_best != row.rank_worst:
        return None
    return was - row.rank


def comparison(units: Sequence[Unit], previous: Previous) -> dict[str, Any]:
    """What was compared with what: for ``statistics.json``."""
    now = {unit.unit_id: unit.name for unit in units}
    then = previous.names
    both = now.keys() & then.keys()
    return {
        "campaign": previous.campaign,
        "system": previous.system,
        "changed_in_system": list(previous.changed_codes),
        "matched": len(both),
        "new": sorted(now.keys() - then.keys()),
        "gone": sorted(then.keys() - now.keys()),
        "renamed": sorted(u for u in both if now[u] != then[u]),
    }
