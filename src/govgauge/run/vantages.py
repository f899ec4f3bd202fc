"""Visits that another machine made, taken into this campaign's series before it is gathered.

The other machine runs the same ``watch`` over the same list under a vantage point's name of its
own; its campaign folder is copied here.  One series per unit then holds every vantage point, and
the detector compares them round by round (hostile-servers H63).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from govgauge.model.facts import VisitFact
from govgauge.model.failure import BadInput, Conflict, Place
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.run.planning import OnListed, ignore, read_list
from govgauge.run.watches import refuse_sealed
from govgauge.store.facts_reading import read_visits
from govgauge.store.visits import append_visits, fold_visits, read_watched, waiting_visits
from govgauge.store.workspace import CampaignFolder, Workspace


@frozen
class Merged:
    """What was taken over: units with visits, visits that were new, names of vantage points."""

    units: int
    visits: int
    vantages: tuple[str, ...]


def merge_watch(
    sites: Path,
    workspace: Workspace,
    campaign: str,
    other: Path,
    on_listed: OnListed = ignore,
) -> Merged:
    """Take over the visits to the list's sites from another campaign's folder.

    Nothing is taken when any of it is refused: a folder without such visits (:class:`BadInput`,
    ``no-visits``), a unit id that stood for another home page there (:class:`Conflict`,
    ``other-site``), a vantage point's name that already stands for other visits here
    (``same-vantage``), a sealed campaign.  Taken twice, it is there once.
    """
    units = read_list(sites, on_listed).units
    folder, source = workspace.campaign(campaign), CampaignFolder(other)
    with folder.locked():
        refuse_sealed(folder, units)
        fold_visits(folder)
        waiting, homes = waiting_visits(source), read_watched(source)
        taken: list[tuple[Path, list[VisitFact]]] = []
        vantages: set[str] = set()
        for unit in units:
            theirs = {*read_visits(source.unit(unit.unit_id).visits)}
            theirs |= {*waiting.get(unit.unit_id, ())}
            path = folder.unit(unit.unit_id).visits
            ours = read_visits(path)
            _refuse_one_name_for_two(ours, theirs, other)
            if theirs:
                _refuse_another_site(unit, homes.get(unit.unit_id, ""), other)
                vantages |= {visit.vantage for visit in theirs}
                taken.append((path, sorted(theirs.difference(ours))))
        if not taken:
            raise _no_visits(other)
        for path, visits in taken:
            append_visits(path, visits)
    new = sum(len(visits) for _, visits in taken)
    return Merged(len(taken), new, tuple(sorted(vantages)))


def _refuse_another_site(unit: Unit, home: str, other: Path) -> None:
    if home == unit.url:
        return
    raise Conflict(
        "other-site",
        Text(
            f"{unit.unit_id} 在那里是 {home or '未知网站'}，清单中是 {unit.url}",
            f"{unit.unit_id} stood for {home or 'an unknown site'} there, and is {unit.url} here",
        ),
        Text(
            "两处监测须用同一份清单，并填好网站标识码",
            "watch the same list in both places, with every site's code filled in",
        ),
        Place.in_file(other),
    )


def _refuse_one_name_for_two(
    ours: Sequence[VisitFact], theirs: set[VisitFact], other: Path
) -> None:
    names = {visit.vantage for visit in theirs}
    clash = next(_unknown_there(ours, theirs, names), None)
    if clash is None:
        return
    raise Conflict(
        "same-vantage",
        Text(
            f"监测点名称 {clash.vantage} 已用于本机的访问记录",
            f"the vantage point {clash.vantage} already stands for other visits here",
        ),
        Text(
            "两处监测须用不同名称：watch --vantage 名称；同名的两处不能互相印证",
            "name each place with watch --vantage NAME: two of one name prove nothing together",
        ),
        Place.in_file(other),
    )


def _unknown_there(
    ours: Sequence[VisitFact], theirs: set[VisitFact], names: set[str]
) -> Iterator[VisitFact]:
    return (visit for visit in ours if visit.vantage in names and visit not in theirs)


def _no_visits(other: Path) -> BadInput:
    return BadInput(
        "no-visits",
        Text(
            "该文件夹中没有对清单内网站的访问记录",
            "this folder holds no visits to sites of the list",
        ),
        Text(
            "给出另一台机器上 watch 的批次文件夹（工作区/campaigns/批次名）",
            "name the campaign folder of the other machine's watch (WORKSPACE/campaigns/NAME)",
        ),
        Place.in_file(other),
    )
