"""The lists of the observatory: all units, those of one result, and the ranking of each group."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import frozen

from govgauge.model.score import RankingRow, Result, Score
from govgauge.model.system import Indicator
from govgauge.model.text import Text
from govgauge.report.observatory.frame import element_id, list_file
from govgauge.report.observatory.public import PublicView
from govgauge.report.open_data import HELD
from govgauge.report.publication import Publication
from govgauge.report.words import place

PAGE_ROWS = 500
KINDS = (*(result.value for result in Result), HELD)
_FIRST = 3


@frozen
class ListRow:
    """One line of a list; ``order`` sorts by rank, unranked last."""

    unit_id: str
    name: str
    result: str
    score: Score | None
    groups: tuple[str, ...] = ()
    place: str = ""
    tie: bool = False
    tier: str = ""
    order: int = 0


@frozen
class Group:
    """One group with its ranking and the statistics of its scores."""

    name: str
    slug: str
    rows: Sequence[RankingRow]
    scores: Mapping[str, Any]

    @property
    def first(self) -> list[RankingRow]:
        """Who is first, second and third for certain."""
        ends = ((r, r.rank_best, r.rank_worst) for r in self.rows if r.rank is not None)
        leaders = (r for r, best, worst in ends if worst is not None and best == worst <= _FIRST)
        return list(leaders)[: 2 * _FIRST]


@frozen
class UnitList:
    """One list: its file names, its title, and its rows made when they are written."""

    slug: str
    title: Text
    ranked: bool
    rows: Sequence[ListRow]

    def pages(self) -> Iterator[tuple[int, int, Sequence[ListRow]]]:
        """Number, how many there are, and rows of each page; one page at least."""
        count = max(1, -(-len(self.rows) // PAGE_ROWS))
        for number in range(1, count + 1):
            yield number, count, self.rows[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]


class Lists:
    """Every list of one site, and where each unit stands in them."""

    def __init__(self, publication: Publication, view: PublicView) -> None:
        self._results = publication.results
        self._view = view
        self.told: dict[str, list[str]] = {i.code: [] for i in publication.results.system.asked}
        """The units told not to meet each indicator, filled in as their pages are made."""
        self._slugs = {code: f"i{number}" for number, code in enumerate(self.told, 1)}

    def rule_slug(self, code: str) -> str:
        """The file name, without ending, of the list of units that do not meet an indicator."""
        return self._slugs[code]

    @cached_property
    def groups(self) -> list[Group]:
        """The groups in the order of the ranking."""
        by_name: dict[str, list[RankingRow]] = {}
        for row in self._view.ranking:
            by_name.setdefault(row.group, []).append(row)
        scores = self._results.statistics["scores"]
        nothing = {"mean": None, "median": None}
        return [
            Group(name, f"g{number}", rows, nothing | dict(scores.get(name) or {}))
            for number, (name, rows) in enumerate(by_name.items(), 1)
        ]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many units have each public result, and ``all``."""
        counted = Counter(self._view.result_of(unit_id) for unit_id in self._results.units)
        return {kind: counted[kind] for kind in KINDS} | {"all": len(self._results.units)}

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        return {
            (group.name, row.unit_id): number
            for group in self.groups
            for number, row in enumerate(group.rows)
        }

    @cached_property
    def _by_name(self) -> dict[str, Group]:
        return {group.name: group for group in self.groups}

    def place_link(self, row: RankingRow) -> str:
        """The address, below ``lists/``, of a unit's line in the ranking of a group."""
        page = self._numbers[row.group, row.unit_id] // PAGE_ROWS + 1
        slug = self._by_name[row.group].slug
        return f"{list_file(slug, page)}#u-{element_id(row.unit_id)}"

    def scores_of(self, group: str) -> Mapping[str, Any]:
        """The statistics of a group's scores."""
        return self._by_name[group].scores

    def all(self) -> Iterator[UnitList]:
        """Every list, each made when it is asked for."""
        yield UnitList("all", Text("全部单位", "All units"), False, self._of_result(""))
        titles = {
            "pass": Text("合格单位", "Units that pass"),
            "fail": Text("不合格单位", "Units that fail"),
            "open": Text("结论未定的单位", "Units that are open"),
            HELD: Text("结论暂不公布的单位", "Units whose result is not published"),
        }
        for kind, title in titles.items():
            if self.counts[kind]:
                yield UnitList(kind, title, False, self._of_result(kind))
        for group in self.groups:
            title = Text(f"{group.name}排名", f"Ranking: {group.name}")
            yield UnitList(group.slug, title, True, [self._ranked(row) for row in group.rows])
        for indicator in self._results.system.asked:
            if self.told[indicator.code]:
                yield self._of_rule(indicator)

    def neighbours(self, row: RankingRow) -> list[RankingRow]:
        """Who stands beside a unit in its group: two above, two below."""
        rows = self._by_name[row.group].rows
        at = self._numbers[row.group, row.unit_id]
        return [r for r in rows[max(0, at - 2) : at + 3] if r.rank is not None]

    def _of_rule(self, indicator: Indicator) -> UnitList:
        code, title = indicator.code, indicator.title
        units = (self._results.units[unit_id] for unit_id in self.told[code])
        rows = [self._row(unit.unit_id, unit.name, unit.groups) for unit in units]
        named = Text(f"不符合 {code} {title.zh}", f"Not meeting {code} {title.en}")
        return UnitList(self.rule_slug(code), named, False, rows)

    def _of_result(self, kind: str) -> list[ListRow]:
        units = self._results.units.values()
        return [
            self._row(unit.unit_id, unit.name, unit.groups)
            for unit in units
            if kind in ("", self._view.result_of(unit.unit_id))
        ]

    def _row(self, unit_id: str, name: str, groups: tuple[str, ...]) -> ListRow:
        result = self._view.result_of(unit_id)
        return ListRow(unit_id, name, result, self._view.score_of(unit_id), groups)

    def _ranked(self, row: RankingRow) -> ListRow:
        return ListRow(
            row.unit_id,
            row.name,
            self._view.result_of(row.unit_id),
            self._view.score_of(row.unit_id) if row.rank is not None else None,
            place=place(row),
            tie=row.rank is not None and row.tie and row.rank_best == row.rank_worst,
            tier=row.tier,
            order=row.rank or 10**9,
        )
