"""What was published before, as it was published: nothing of a former campaign is judged again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from govgauge.model.score import Score
from govgauge.report.observatory.lists import KINDS
from govgauge.report.observatory.public import PublicView
from govgauge.report.publication import Publication


@frozen
class FormerUnit:
    """One unit in a former publication; ``places`` are group, best and worst rank."""

    result: str
    score: Score | None
    places: tuple[tuple[str, int, int], ...] = ()


@frozen
class Former:
    """One former publication; ``comparable`` is true under this very system."""

    campaign: str
    as_of: datetime
    system: str
    draft: bool
    comparable: bool
    units: Mapping[str, FormerUnit] = field(repr=False)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many units had each result, and ``all``."""
        counted = Counter(unit.result for unit in self.units.values())
        return {kind: counted[kind] for kind in KINDS} | {"all": len(self.units)}


def published_now(publication: Publication, view: PublicView) -> Former:
    """This publication in the form of former ones."""
    campaign, system = publication.results.campaign, publication.results.system
    places: dict[str, list[tuple[str, int, int]]] = {}
    for row in view.ranking:
        if row.rank_best is not None and row.rank_worst is not None:
            place = (row.group, row.rank_best, row.rank_worst)
            places.setdefault(row.unit_id, []).append(place)
    units = {
        unit_id: FormerUnit(
            view.result_of(unit_id), view.score_of(unit_id), tuple(places.get(unit_id, ()))
        )
        for unit_id in publication.results.units
    }
    draft = not publication.approved_by
    return Former(campaign.name, campaign.as_of, system.key, draft, True, units)


@frozen
class Then:
    """What one publication said of one unit; ``said`` is ``None`` where the unit was not in it.

    ``moved`` is the change of a settled score since the comparable publication before it.
    """

    former: Former
    said: FormerUnit | None
    moved: Decimal | None = None


def history_of(unit_id: str, now: Former, before: Sequence[Former]) -> list[Then]:
    """A unit's history, newest first, changes only between settled scores under one system."""
    oldest_first = sorted((*before, now), key=lambda former: former.as_of)
    told: list[Then] = []
    last: FormerUnit | None = None
    for former in oldest_first:
        said = former.units.get(unit_id)
        told.append(Then(former, said, _moved(last, said) if former.comparable else None))
        if former.comparable:
            last = said
    return told[::-1]


def _moved(last: FormerUnit | None, said: FormerUnit | None) -> Decimal | None:
    if last is None or said is None or last.score is None or said.score is None:
        return None
    settled = last.score.settled and said.score.settled
    return said.score.low - last.score.low if settled else None
