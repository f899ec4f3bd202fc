"""The link graph holds the links an inspection sees, and every page that was asked for."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from govgauge.model.campaign import Opening, Pace, Plan
from govgauge.model.failure import NothingDone
from govgauge.run.campaigns import RunEnd
from govgauge.run.link_graph import draw_graph
from govgauge.store.facts_reading import read_facts

from .conftest import SITES, Start

Links = dict[str, list[tuple[str, ...]]]


def plan_for(address: str) -> Plan:
    opening = Opening(resolve=(("*", address),))
    return Plan(pace=Pace(in_flight=16), opening=opening, full_speed=True)


def links_seen_by(end: RunEnd) -> Links:
    found: Links = defaultdict(list)
    for unit in end.results.units:
        facts = read_facts(end.folder.unit(unit).facts, ["pages", "links"])
        urls = {page.seq: page.url for page in facts["pages"]}
        for link in facts["links"]:
            found[urls[link.page_seq]].append((link.target, link.element, link.anchor))
    return found


def links_in(folder: Path) -> Links:
    found: Links = defaultdict(list)
    for row in pq.read_table(folder / "links").to_pylist():
        found[row["from"]].append((row["to"], row["element"], row["anchor"]))
    return found


def test_every_page_links_to_what_an_inspection_saw(
    city: Path, served: tuple[str, Path], start: Start, tmp_path: Path
) -> None:
    inspected = links_seen_by(start(tmp_path / "work"))
    told: list[tuple[int, int]] = []
    end = draw_graph(
        city / "sites.csv", tmp_path / "graph", plan_for(served[0]), lambda *n: told.append(n)
    )
    drawn = links_in(tmp_path / "graph")
    assert inspected
    assert {page: drawn[page] for page in inspected} == inspected
    pages = pq.read_table(tmp_path / "graph" / "pages")
    assert set(drawn) <= set(pages["url"].to_pylist())
    assert end.total() == (len(pages), sum(map(len, drawn.values())))
    assert told[-1] == (SITES, SITES)


def test_drawn_again_it_has_the_same_bytes(
    city: Path, served: tuple[str, Path], tmp_path: Path
) -> None:
    def drawn(folder: Path) -> dict[str, bytes]:
        draw_graph(city / "sites.csv", folder, plan_for(served[0]), lambda *n: None)
        return {
            str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()
        }

    first = drawn(tmp_path / "a")
    assert len(first) == 2 * SITES
    assert drawn(tmp_path / "b") == drawn(tmp_path / "a") == first


def test_a_list_without_sites_leaves_nothing(tmp_path: Path) -> None:
    sites = tmp_path / "sites.csv"
    sites.write_text("url\n", "utf-8")
    with pytest.raises(NothingDone, match="no-units"):
        draw_graph(sites, tmp_path / "graph", Plan(), lambda *n: None)
    assert not (tmp_path / "graph").exists()
