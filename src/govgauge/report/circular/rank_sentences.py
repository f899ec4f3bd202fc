"""A group's first places in words, only where nothing open can change them."""

from collections.abc import Sequence

from govgauge.model.score import RankingRow
from govgauge.report.prose.rank_lists import first_places, places_of, rank_list
from govgauge.report.prose.style import RankListStyle


def by_group(ranking: Sequence[RankingRow]) -> dict[str, list[RankingRow]]:
    """The rows of each group in their order."""
    groups: dict[str, list[RankingRow]] = {}
    for row in ranking:
        groups.setdefault(row.group, []).append(row)
    return groups


def unsettled(rows: Sequence[RankingRow]) -> list[str]:
    """The ranked units of a group whose score is open or that can still move."""
    ranked = [row for row in rows if row.rank is not None]
    return [r.unit_id for r in ranked if r.rank_best != r.rank_worst or not r.score.settled]


def rank_sentence(rows: Sequence[RankingRow], style: RankListStyle) -> str:
    """A group's first places in the words of a style, as many as it shows."""
    held = [(row.name, row.rank) for row in rows if row.rank is not None]
    return rank_list(first_places(places_of(held), style.shown), style)
