"""The model city: the same twice, true to its truth, bounded, and never to be recognised."""

from __future__ import annotations

import gc
import json
import re
import tracemalloc
from collections import Counter
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from govgauge.modelcity.build import build
from govgauge.modelcity.families import find_families
from govgauge.modelcity.plant import find_plants

from .conftest import AS_OF, ask, text_of, truth_of

_TODAY = re.compile(r"今天是?[:：\s]*\d{4}年\d{1,2}月\d{1,2}日")
_FULL_DATE = re.compile(r"20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("balance", ["story", "even"])
def test_two_builds_with_one_seed_are_identical_and_another_seed_differs(
    tmp_path: Path, balance: str
) -> None:
    for name, seed in (("1", 3), ("2", 3), ("3", 4)):
        build(tmp_path / name, seed=seed, sites=10, as_of=AS_OF, balance=balance)
    assert files(tmp_path / "1") == files(tmp_path / "2")
    assert files(tmp_path / "1") != files(tmp_path / "3")


def test_every_detector_id_has_its_plant_with_faults_and_near_misses(city: Path) -> None:
    assert find_plants()
    kinds = Counter((row["detector"], row["kind"]) for row in truth_of(city))
    for detector in find_plants():
        assert kinds[detector, "near_miss"] > 0, detector
        assert kinds[detector, "fault"] > 0 or detector == "home_page_unreachable", detector
    for detector in ("stale_columns", "blank_columns", "party_government_mark"):
        assert kinds[detector, "open"] > 0, detector


def test_nothing_is_planted_twice_in_one_place(city: Path) -> None:
    places = Counter((r["unit_id"], r["detector"], r["target"], r["mark"]) for r in truth_of(city))
    assert not [place for place, count in places.items() if count > 1]


def test_a_story_has_model_pupils_and_zombies(tmp_path: Path) -> None:
    summary = build(tmp_path, seed=1, sites=12, as_of=AS_OF)
    assert summary.pages < 2_500
    faults = Counter(r["unit_id"] for r in truth_of(tmp_path) if r["kind"] == "fault")
    units = [
        line.partition(",")[0]
        for line in (tmp_path / "sites.csv").read_text("utf-8").splitlines()[1:]
    ]
    assert faults[units[0]] == 0
    assert max(faults.values()) > 40


def test_memory_does_not_grow_with_the_number_of_sites(tmp_path: Path) -> None:
    # The names of files stay interned once they were used: use them all before measuring.
    build(tmp_path / "warm", seed=2, sites=40, as_of=AS_OF, sizes="small")

    def tidy(done: int, total: int) -> None:
        gc.collect()  # What is kept is to be measured, not when the collector runs.

    def peak(name: str, sites: int) -> int:
        tracemalloc.start()
        build(tmp_path / name, seed=2, sites=sites, as_of=AS_OF, sizes="small", progress=tidy)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    bound = 2 * peak("few", 8) + 2_500_000
    # The table of interned names doubles at once, when others have filled it: but not twice.
    assert peak("many", 40) < bound or peak("again", 40) < bound


def test_every_link_of_the_city_leads_somewhere_or_is_a_planted_fault(
    city: Path, address: str
) -> None:
    """Walk every site over sockets; what is missing is exactly what the truth says."""
    rows = [r for r in truth_of(city) if r["detector"] == "dead_links"]
    faults = {r["target"] for r in rows if r["kind"] == "fault"}
    seen: set[str] = set()
    for line in (city / "sites.csv").read_text("utf-8").splitlines()[1:9]:
        fields = line.split(",")
        own = {h.partition("/")[0] for h in fields[3].split(";")}
        missing = walk(address, fields[2], own, seen)
        unit = {r["target"] for r in rows if r["unit_id"] == fields[0]} & faults
        assert missing == {t for t in unit if urlsplit(t).netloc in own}


def walk(address: str, home: str, own: set[str], seen: set[str]) -> set[str]:
    """Addresses of the site that answer like an address that cannot exist."""
    todo, missing = [home], set()
    controls = {h: ask(address, f"http://{h}/no/such/place-{len(h)}.html") for h in own}
    while todo:
        url = todo.pop()
        host = urlsplit(url).netloc
        if url in seen or host not in own or not url.startswith("http://"):
            continue
        seen.add(url)
        status, body, location = ask(address, url)
        if (status, body, location) == controls[host] or status == 410:
            missing.add(url)
            continue
        if location:
            todo.append(urljoin(url, location))
        if status == 200 and b"<a " in body.lower():
            tree = LexborHTMLParser(text_of(body))
            for node in tree.css("a[href], img[src]"):
                href = node.attributes.get("href") or node.attributes.get("src") or ""
                todo.append(quote(urljoin(url, href).partition("#")[0], safe=":/?=&%"))
    return missing


def test_undated_items_show_no_date_and_their_near_misses_do(city: Path, address: str) -> None:
    for row in truth_of(city):
        if row["detector"] == "undated_items":
            body = ask(address, row["target"])[1]
            node = LexborHTMLParser(text_of(body)).body
            text = node.text() if node else ""
            shown = bool(_FULL_DATE.search(_TODAY.sub("", text)))
            assert shown == (row["kind"] == "near_miss"), row


def test_foot_marks_are_as_the_truth_says(city: Path, address: str) -> None:
    words = {"icp_number": "ICP备", "party_government_mark": "conac", "report_entrance": "找错"}
    for row in truth_of(city):
        if row["detector"] in words and row["mark"] == "missing":
            assert words[row["detector"]] not in text_of(ask(address, row["target"])[1]), row


def test_no_title_is_written_twice_on_one_site_and_nothing_names_us(city: Path) -> None:
    for index in (city / "search").iterdir():
        titles = Counter(e[0] for e in json.loads(index.read_text("utf-8"))["entries"])
        assert all(count == 1 for count in titles.values())
    for path in (city / "www").rglob("*"):
        if path.is_file():
            assert b"govgauge" not in path.read_bytes().lower(), path


def test_the_old_family_really_is_gbk(city: Path) -> None:
    page = next(city.glob("www/*/list.jsp*")).read_bytes()
    assert b"charset=gb2312" in page
    with pytest.raises(UnicodeDecodeError):
        page.decode("utf-8")
    assert "您的位置" in page.decode("gb18030")


def test_every_family_has_its_sites(city: Path) -> None:
    assert len(find_families()) >= 3
