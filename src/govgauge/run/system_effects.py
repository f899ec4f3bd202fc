"""What another indicator system would make of a stored campaign; nothing is written.

Evidence and people's answers are held fixed, so that only the systems differ: answers given under
the first system count under both, wherever the other asks the same indicator.
"""

from collections.abc import Sequence

from attrs import frozen

from govgauge.model.kinds import ALLOWED_PHRASES, REGISTERED, REGISTERED_COLUMNS
from govgauge.model.registered import registered_sites
from govgauge.model.review import Decisions, decided
from govgauge.model.score import Assessment, RankingRow, Result, Score
from govgauge.model.system import IndicatorSystem
from govgauge.model.unit import Unit
from govgauge.run.heeded import heeded
from govgauge.run.judging import detect_unit, not_gathered, open_detections, refuse_deleted, view_of
from govgauge.run.sketching import campaign_answers
from govgauge.run.systems import Shelf, load_known_system
from govgauge.score.assessing import Assessing
from govgauge.score.rank import key_of_scores, rank
from govgauge.store.results import ResultsFolder
from govgauge.store.reviews import whole_reviews
from govgauge.store.workspace import CampaignFolder


@frozen
class Standing:
    """How one unit stands in one group under one system."""

    result: Result
    scored: bool | None
    score: Score
    tier: str
    rank: int | None


@frozen
class Effect:
    """A unit that stands otherwise in a group under the second system."""

    group: str
    unit_id: str
    name: str
    before: Standing
    after: Standing


@frozen
class Effects:
    """Every unit that stands otherwise, of ``units`` in all."""

    changed: tuple[Effect, ...]
    units: int


def system_effects(folder: CampaignFolder, before: str, after: str) -> Effects:
    """Judge a campaign by two systems (ids or files) in memory and compare.

    Raises ``Conflict`` (``evidence-deleted``) where evidence was deleted.
    """
    (first, shelf), (second, _) = load_known_system(before), load_known_system(after)
    refuse_deleted(folder)
    units = folder.read_units()
    decisions = decided(whole_reviews(ResultsFolder(folder.results(first.key)).path).events)
    old = _standings(folder, units, first, shelf, decisions)
    new = _standings(folder, units, second, shelf, decisions)
    names = {u.unit_id: u.name for u in units}
    changed = tuple(
        Effect(group, unit_id, names[unit_id], old[group, unit_id], new[group, unit_id])
        for group, unit_id in sorted(old)
        if old[group, unit_id] != new[group, unit_id]
    )
    return Effects(changed, len(units))


def _standings(
    folder: CampaignFolder,
    units: Sequence[Unit],
    system: IndicatorSystem,
    shelf: Shelf,
    decisions: Decisions,
) -> dict[tuple[str, str], Standing]:
    undone = {u.unit_id for u in not_gathered(units, folder)}
    as_of = folder.read_campaign().as_of
    answers = campaign_answers(units, folder, system, shelf, as_of, undone)
    heed = heeded(folder, system, shelf)
    assessing = Assessing(system, decisions)
    registered = registered_sites(units)
    for unit in units:
        if unit.unit_id in undone:
            found = open_detections(system)
        else:
            phrases = heed.whitelist.of(unit, as_of.date())
            given = {
                ALLOWED_PHRASES.name: phrases,
                REGISTERED.name: registered,
                REGISTERED_COLUMNS.name: heed.columns.of(unit.unit_id),
            }
            view = view_of(unit, folder.unit(unit.unit_id), system, shelf, given)
            found = detect_unit(view, system, shelf, as_of, answers, heed.fallen)
        assessing.add(unit, found)
    assessments = assessing.finish(units)
    return {
        (row.group, row.unit_id): _standing(row, assessments[row.unit_id])
        for row in rank(units, assessments, system, key_of_scores(system))
    }


def _standing(row: RankingRow, assessed: Assessment) -> Standing:
    return Standing(assessed.result, assessed.scored, assessed.score, row.tier, row.rank)
