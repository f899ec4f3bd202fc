"""A small model city on real loopback sockets, and campaigns over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from govgauge.model.campaign import Opening, Pace, Plan
from govgauge.modelcity.build import build
from govgauge.modelcity.server import city_server
from govgauge.run.campaigns import RunEnd, Watcher, start_campaign
from govgauge.run.places import workspace_at

AS_OF = datetime.fromisoformat("2026-11-24T23:59:00+08:00")
SITES = 3
QUIET = Watcher(lambda event: None, lambda done, total: None, lambda done, total: None)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sites, one of each family, with their faults."""
    folder = tmp_path_factory.mktemp("city")
    build(folder, seed=5, sites=SITES, as_of=date(2026, 11, 24))
    return folder


@pytest.fixture
def served(city: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The city's address and the server's log of requests."""
    log = tmp_path / "requests.log"
    log.touch()
    with city_server(city, log) as address:
        yield address, log


Start = Callable[..., RunEnd]


@pytest.fixture
def start(city: Path, served: tuple[str, Path]) -> Start:
    """Run a campaign over the city into a workspace."""

    def run(root: Path, workers: int = 1, sites: Path | None = None, name: str = "c") -> RunEnd:
        opening = Opening(resolve=(("*", served[0]),))
        plan = Plan(pace=Pace(in_flight=16), opening=opening, full_speed=True)
        return start_campaign(
            sites or city / "sites.csv",
            "census-2015",
            workspace_at(root),
            name,
            AS_OF,
            plan,
            workers,
            False,
            QUIET,
        )

    return run


def result_files(end: RunEnd) -> dict[str, bytes]:
    """Every result file but run.json, by name."""
    folder = end.folder.results(end.results.system.key)
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.name != "run.json"}


def report_files(end: RunEnd) -> dict[str, bytes]:
    """Every page of the report, by its place."""
    folder = end.report.index.parent
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }
