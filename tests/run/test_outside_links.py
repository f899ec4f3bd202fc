"""The register of outside links: who links where, when it was looked at, and what came of it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from govgauge.model.facts import OutsidePageFact, TargetFact
from govgauge.model.failure import NothingDone
from govgauge.run.outside_links import write_outside_links
from govgauge.run.places import workspace_at
from govgauge.store.facts import FactsWriter
from govgauge.store.workspace import CampaignFolder

from .small_campaign import copied, make_campaign

BLANK = {name: {int: 0, str: "", bool: False}[t] for name, t in TargetFact.__annotations__.items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("outside"))


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return tmp_path / "w"


@pytest.fixture
def folder(made: Path, root: Path) -> CampaignFolder:
    return copied(made, root)


def target(address: str, **fields: object) -> TargetFact:
    usual = {"target": address, "final_url": address, "relation": "outside", "element": "a"}
    return TargetFact(**BLANK | usual | {"outcome": "ok", "status": 200, "page_count": 1} | fields)


def put(folder: CampaignFolder, number: int, targets: list[TargetFact], day: str) -> str:
    """Other facts for one unit of a campaign: these addresses, all looked at on one day."""
    unit = folder.read_units()[number]
    writer = FactsWriter(folder.unit(unit.unit_id).facts)
    writer.extend("targets", targets)
    asked = sorted({t.final_url for t in targets if t.outcome})
    writer.extend("outside_pages", [OutsidePageFact(url, day, "某页", "", "") for url in asked])
    writer.close()
    return unit.unit_id


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_tells_who_links_where_and_what_came_of_it(
    folder: CampaignFolder, root: Path, tmp_path: Path
) -> None:
    moved = target("http://old.com/", final_url="http://new.com/", anchor="伙伴", on_home=True)
    one = put(
        folder,
        0,
        [
            moved,
            target("http://gone.gov.cn/x", status=404),
            target("http://two.x.gov.cn/b"),
            target("http://later.com/", outcome="", status=0, reason="outside_budget"),
            target("http://cdn.com/a.js", element="script"),
            target("http://one.x.gov.cn/a", relation="own"),
        ],
        "2026-11-20",
    )
    put(folder, 1, [], "2026-11-20")
    end = write_outside_links(folder, workspace_at(root), tmp_path / "out")
    rows = {row["target"]: row for row in rows_of(tmp_path / "out" / "outside-links.csv")}
    assert (end.links, end.hosts, end.unchecked, end.not_gathered) == (4, 4, 1, ())
    assert set(rows) == {
        "http://old.com/", "http://gone.gov.cn/x", "http://two.x.gov.cn/b", "http://later.com/",
    }  # fmt: skip
    old = rows["http://old.com/"]
    assert (old["unit_id"], old["final_url"], old["title"]) == (one, "http://new.com/", "某页")
    assert (old["first_checked"], old["last_checked"]) == ("2026-11-20", "2026-11-20")
    assert (old["on_home"], old["public_body"], old["host_unit_id"]) == ("true", "false", "")
    assert rows["http://gone.gov.cn/x"]["public_body"] == "true"
    assert rows["http://two.x.gov.cn/b"]["host_unit_id"] == folder.read_units()[1].unit_id
    later = rows["http://later.com/"]
    assert (later["outcome"], later["reason"], later["last_checked"]) == ("", "outside_budget", "")


def test_hosts_are_counted_over_all_units(
    folder: CampaignFolder, root: Path, tmp_path: Path
) -> None:
    put(folder, 0, [target("http://p.com/a"), target("http://p.com/b", status=404)], "2026-11-20")
    put(folder, 1, [target("http://p.com/a")], "2026-11-22")
    write_outside_links(folder, workspace_at(root), tmp_path / "out")
    (row,) = rows_of(tmp_path / "out" / "outside-hosts.csv")
    counts = [row[name] for name in ("units", "links", "checked", "failed")]
    assert counts == ["2", "2", "3", "1"]
    assert (row["first_checked"], row["last_checked"]) == ("2026-11-20", "2026-11-22")
    table = pq.read_table(tmp_path / "out" / "outside-links.parquet")
    assert table.num_rows == 3


def test_checks_of_other_campaigns_count_for_first_and_last_day(
    folder: CampaignFolder, root: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder.path, folder.path.with_name("earlier"))
    earlier = workspace_at(root).campaign("earlier")
    put(earlier, 0, [target("http://p.com/a")], "2026-08-01")
    put(folder, 0, [target("http://p.com/a"), target("http://p.com/new")], "2026-11-20")
    put(folder, 1, [], "2026-11-20")
    write_outside_links(folder, workspace_at(root), tmp_path / "out")
    rows = {r["target"]: r for r in rows_of(tmp_path / "out" / "outside-links.csv")}
    days = {url: (r["first_checked"], r["last_checked"]) for url, r in rows.items()}
    assert days == {
        "http://p.com/a": ("2026-08-01", "2026-11-20"),
        "http://p.com/new": ("2026-11-20", "2026-11-20"),
    }


def test_units_that_were_not_gathered_are_named_and_an_empty_campaign_refused(
    folder: CampaignFolder, root: Path, tmp_path: Path
) -> None:
    first, second = (folder.unit(unit.unit_id) for unit in folder.read_units())
    second.done.unlink()
    end = write_outside_links(folder, workspace_at(root), tmp_path / "out")
    assert end.not_gathered == (folder.read_units()[1].unit_id,)
    first.done.unlink()
    with pytest.raises(NothingDone, match="nothing-gathered"):
        write_outside_links(folder, workspace_at(root), tmp_path / "out")
