"""The register of outside links of a campaign, from stored facts; nothing is asked for again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from attrs import frozen

from govgauge.model.facts import OutsidePageFact, Relation, TargetFact
from govgauge.model.failure import NothingDone
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.report.outside_links import HOST_FIELDS, LINK_FIELDS
from govgauge.run.open_data import write_table
from govgauge.store.facts_reading import read_facts
from govgauge.store.workspace import CampaignFolder, Workspace

_FOLLOWED = frozenset({"a", "area", "frame"})


class OutsideLink(NamedTuple):
    """One row of the register, in the order of its fields (``report/outside_links.py``)."""

    unit_id: str
    unit_name: str
    owner: str
    host: str
    target: str
    anchor: str
    page_url: str
    page_count: int
    on_home: bool
    host_unit_id: str
    public_body: bool
    outcome: str
    status: int
    reason: str
    final_url: str
    title: str
    first_checked: str
    last_checked: str

    @property
    def failed(self) -> bool:
        """It was asked for and showed no page."""
        return bool(self.outcome) and (self.outcome != Outcome.OK or self.status != 200)


@frozen
class RegisterEnd:
    """What was written: addresses, hosts, and units whose gathering did not come to its end."""

    links: int
    hosts: int
    unchecked: int
    not_gathered: tuple[str, ...]


def write_outside_links(
    folder: CampaignFolder,
    workspace: Workspace,
    target: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> RegisterEnd:
    """Write ``outside-links`` and ``outside-hosts`` as CSV, JSON and Parquet into a folder.

    Checks of the same unit in other campaigns of the workspace count for first and last day.
    Raises ``NothingDone`` (``nothing-gathered``) where no unit was gathered to its end.
    """
    units = folder.read_units()
    gathered = [unit for unit in units if folder.unit(unit.unit_id).is_done]
    if not gathered:
        raise NothingDone(
            "nothing-gathered",
            Text("本批次没有采集完成的网站", "no site of the campaign was gathered to its end"),
            Text("运行 govgauge resume 后重试", "run govgauge resume and then this again"),
        )
    names = sorted({*workspace.campaign_names(), folder.path.name})
    campaigns = [workspace.campaign(name) for name in names]
    hosts = hosts_of(units)
    rows: list[OutsideLink] = []
    for number, unit in enumerate(gathered):
        progress(number, len(gathered))
        rows += unit_links(unit, folder, campaigns, hosts)
    progress(len(gathered), len(gathered))
    target.mkdir(parents=True, exist_ok=True)
    by_host = list(host_rows(rows))
    write_table(target / "outside-links", LINK_FIELDS, rows)
    write_table(target / "outside-hosts", HOST_FIELDS, by_host)
    undone = tuple(u.unit_id for u in units if u not in gathered)
    return RegisterEnd(len(rows), len(by_host), sum(not r.outcome for r in rows), undone)


def hosts_of(units: Iterable[Unit]) -> Mapping[str, str]:
    """The unit each host belongs to; a host of several units (by path) belongs to the first."""
    found: dict[str, str] = {}
    for unit in units:
        for host in (urlsplit(unit.url).netloc, *(name.partition("/")[0] for name in unit.hosts)):
            if host:
                found.setdefault(host.lower(), unit.unit_id)
    return found


def unit_links(
    unit: Unit,
    folder: CampaignFolder,
    campaigns: Sequence[CampaignFolder],
    hosts: Mapping[str, str],
) -> Iterator[OutsideLink]:
    """The rows of one unit, by host and address."""
    facts = read_facts(folder.unit(unit.unit_id).facts, ("targets", "outside_pages"))
    pages = {page.url: page for page in facts["outside_pages"]}
    days = _days(unit, campaigns)
    outside = [t for t in facts["targets"] if _is_followed(t)]
    for target in sorted(outside, key=lambda t: (_host(t.target), t.target)):
        yield _row(unit, target, pages.get(target.final_url), days, hosts)


def _is_followed(target: TargetFact) -> bool:
    return target.relation == Relation.OUTSIDE and target.element in _FOLLOWED


def _days(unit: Unit, campaigns: Sequence[CampaignFolder]) -> Mapping[str, Sequence[str]]:
    """Every day each outside address of a unit was asked for, in any campaign."""
    days: dict[str, set[str]] = defaultdict(set)
    for campaign in campaigns:
        unit_folder = campaign.unit(unit.unit_id)
        if not unit_folder.is_done:
            continue
        facts = read_facts(unit_folder.facts, ("targets", "outside_pages"))
        checked = {page.url: page.checked_on for page in facts["outside_pages"]}
        for target in facts["targets"]:
            if _is_followed(target) and target.final_url in checked:
                days[target.target].add(checked[target.final_url])
    return {target: sorted(found) for target, found in days.items()}


def _row(
    unit: Unit,
    target: TargetFact,
    page: OutsidePageFact | None,
    days: Mapping[str, Sequence[str]],
    hosts: Mapping[str, str],
) -> OutsideLink:
    host = _host(target.target)
    checked = days.get(target.target, ("",))
    return OutsideLink(
        unit_id=unit.unit_id,
        unit_name=unit.name,
        owner=unit.owner,
        host=host,
        target=target.target,
        anchor=target.anchor,
        page_url=target.page_url,
        page_count=target.page_count,
        on_home=target.on_home,
        host_unit_id=hosts.get(host, ""),
        public_body=host == "gov.cn" or host.endswith(".gov.cn"),
        outcome=target.outcome,
        status=target.status,
        reason=target.reason,
        final_url=target.final_url,
        title=page.title if page is not None else "",
        first_checked=checked[0],
        last_checked=checked[-1],
    )


def host_rows(links: Iterable[OutsideLink]) -> Iterator[tuple[object, ...]]:
    """A row a host, in the order of their names."""
    by_host: dict[str, list[OutsideLink]] = defaultdict(list)
    for link in links:
        by_host[link.host].append(link)
    for host, rows in sorted(by_host.items()):
        days = sorted(day for r in rows for day in (r.first_checked, r.last_checked) if day)
        yield (
            host,
            rows[0].host_unit_id,
            rows[0].public_body,
            len({r.unit_id for r in rows}),
            len({r.target for r in rows}),
            sum(bool(r.outcome) for r in rows),
            sum(r.failed for r in rows),
            days[0] if days else "",
            days[-1] if days else "",
        )


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
