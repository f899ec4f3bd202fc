"""The public observatory: whole by itself, in both languages, and silent on what is not public."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bench.site_links import broken_links
from selectolax.lexbor import LexborHTMLParser

from govgauge.model.failure import BadInput
from govgauge.run.custody import delete_evidence
from govgauge.run.places import workspace_at
from govgauge.run.publishing import Published, publish
from govgauge.run.tracing import trace
from govgauge.run.wishes import Wish
from govgauge.store.workspace import CampaignFolder

from .small_campaign import copied, dead_link, make_campaign

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("made"))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path)


def observed(folder: CampaignFolder, **wish: str) -> Path:
    done = published(folder, Wish(only=("observatory",), **wish))
    return done.folder / "observatory"


def published(folder: CampaignFolder, wish: Wish) -> Published:
    return publish(folder, "", wish, lambda kind, done, total: None)


def pages(site: Path) -> dict[Path, LexborHTMLParser]:
    return {path: LexborHTMLParser(path.read_bytes()) for path in site.rglob("*.html")}


def test_every_link_and_anchor_leads_somewhere_inside_the_site(folder: CampaignFolder) -> None:
    site = observed(folder).resolve()
    faults, links = broken_links(site)
    assert faults == [] and links > 500
    # The walk itself must be able to fail.
    (site / "lists" / "all.html").unlink()
    page = site / "method.html"
    page.write_bytes(page.read_bytes().replace(b' id="P15-V1"', b""))
    found, _ = broken_links(site)
    assert any("lists/all.html" in line for line in found)
    assert any("method.html#P15-V1 (no such place)" in line for line in found)


def test_every_page_can_be_reached_from_the_overview(folder: CampaignFolder) -> None:
    site = observed(folder).resolve()
    reached, waiting = set(), [site / "index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".html":
            continue
        reached.add(path)
        for node in LexborHTMLParser(path.read_bytes()).css("a[href]"):
            parts = urlsplit(node.attributes["href"] or "")
            if not parts.scheme and parts.path:
                waiting.append((path.parent / unquote(parts.path)).resolve())
    assert reached == set(site.rglob("*.html"))


def test_no_page_holds_code_of_its_own_or_loads_from_elsewhere(folder: CampaignFolder) -> None:
    for path, tree in pages(observed(folder)).items():
        assert not tree.css("style, [style]"), path
        assert not [n for n in tree.css("script") if n.text(strip=True)], path
        named = [name for n in tree.css("*") for name in n.attributes]
        assert not [name for name in named if name.startswith("on")], path
        policy = tree.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
        assert policy and policy.startswith("default-src 'none'") and "unsafe" not in policy
        for node in tree.css("script, link[rel=stylesheet], img"):
            source = node.attributes.get("src") or node.attributes.get("href") or ""
            assert not urlsplit(source).netloc, path


def test_pages_are_chinese_first_english_beside_and_say_what_they_are(
    folder: CampaignFolder,
) -> None:
    site = observed(folder)
    for path, tree in pages(site).items():
        english = path.relative_to(site).parts[0] == "en"
        html = tree.css_first("html")
        assert html.attributes["lang"] == ("en" if english else "zh-CN"), path
        assert len(tree.css("h1")) == 1 and len(tree.css("main")) == 1, path
        text = tree.body.text() if tree.body else ""
        assert tree.css("meta[name=robots][content^=noindex]"), path
        assert ("DRAFT" if english else "草稿") in text, path
        assert "2026-11-24 23:59" in text and "census-2015@2" in text, path
    approved = observed(folder, approved_by="张三")
    assert "草稿" not in (approved / "index.html").read_text("utf-8")
    assert "张三" in (approved / "index.html").read_text("utf-8")
    assert "noindex" not in (approved / "index.html").read_text("utf-8")


def test_a_unit_page_tells_a_problem_with_its_address_and_evidence(folder: CampaignFolder) -> None:
    link = dead_link(folder)
    site = observed(folder)
    for place in ("units", "en/units"):
        tree = LexborHTMLParser((site / place / f"{link.unit_id}.html").read_bytes())
        told = tree.css_first(f"#f-{link.finding_id}")
        assert told is not None and link.instance.target in told.text()


def test_without_evidence_no_page_tells_a_problem(folder: CampaignFolder) -> None:
    link = dead_link(folder)
    for path in folder.unit(link.unit_id).path.glob("*.warc.gz"):
        path.unlink()
    page = (observed(folder) / "units" / f"{link.unit_id}.html").read_text("utf-8")
    assert link.finding_id not in page and link.instance.target not in page


def test_what_was_deleted_since_is_told_no_longer(folder: CampaignFolder) -> None:
    link = dead_link(folder)
    everything = Wish(only=("diagnosis", "observatory"))
    report = published(folder, everything).folder
    pages_of = [
        report / "observatory/units" / f"{link.unit_id}.html",
        report / "diagnosis" / f"{link.unit_id}.html",
    ]
    assert all(link.finding_id in page.read_text("utf-8") for page in pages_of)
    home = workspace_at(folder.workspace)
    delete_evidence(home, folder, link.finding_id, "当事人申请", "张三")
    published(folder, everything)
    assert not any(link.finding_id in page.read_text("utf-8") for page in pages_of)


def test_a_stopped_site_is_gone_on_with_and_what_stands_is_left(folder: CampaignFolder) -> None:
    site = observed(folder)
    first, second = (u.unit_id for u in folder.read_units())
    before = (site / "units" / f"{first}.html").stat().st_mtime_ns
    whole = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    (site / "units" / f"{second}.html").unlink()
    (site / "index.html").unlink()
    (site / "lists" / "g99.html").write_text("old")
    observed(folder)
    assert (site / "units" / f"{first}.html").stat().st_mtime_ns == before
    assert whole == {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_the_site_can_be_carried_away_alone(folder: CampaignFolder, tmp_path: Path) -> None:
    away = tmp_path / "away"
    shutil.copytree(observed(folder), away)
    assert broken_links(away)[0] == []
    named = {path.suffix for path in away.rglob("*") if path.is_file()}
    assert named == {".html", ".css", ".js", ".xml", ".csv", ".json", ".parquet", ".svg"}


def test_the_feed_is_atom_and_leads_into_the_site(folder: CampaignFolder) -> None:
    site = observed(folder)
    for place in (site, site / "en"):
        feed = ET.parse(place / "feed.xml").getroot()
        assert feed.tag == f"{ATOM}feed"
        ids = [node.text for node in feed.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids)) >= 2
        assert feed.findtext(f"{ATOM}updated") == "2026-11-24T23:59:00+08:00"
        for node in feed.iter(f"{ATOM}link"):
            assert (place / node.attrib["href"]).is_file()


# -- numbers lead to what they are made of ------------------------------------------------------


def test_every_number_in_a_cell_leads_to_its_rows(folder: CampaignFolder) -> None:
    site = observed(folder)
    for place in (site, site / "en"):
        overview = LexborHTMLParser((place / "index.html").read_bytes())
        for cell in overview.css("td.n"):
            assert cell.css("a") or cell.text(strip=True) == "—" or cell.text().isdecimal()
        for card in overview.css(".card"):
            assert card.attributes["href"], card.text()
        figures = LexborHTMLParser((place / "figures.html").read_bytes())
        rows = figures.css("tbody tr")
        assert len(rows) > 10 and all(row.css("td a[href]") for row in rows)
        for page in (place / "units").glob("*.html"):
            for card in LexborHTMLParser(page.read_bytes()).css(".card b"):
                assert card.css("a") or not any(c.isdigit() for c in card.text())


def test_the_list_behind_an_indicator_is_those_whose_pages_tell_of_it(
    folder: CampaignFolder,
) -> None:
    """Also after a second run, when what units are told of comes from the record."""
    for _ in range(2):
        site = observed(folder)
        told = 0
        for page in (site / "indicators").glob("*.html"):
            link = LexborHTMLParser(page.read_bytes()).css_first("dd a[href^='../lists/i']")
            if link is None:
                continue
            told += 1
            listed = site / "lists" / (link.attributes["href"] or "").rsplit("/", 1)[1]
            rows = LexborHTMLParser(listed.read_bytes()).css("tbody tr")
            assert len(rows) == int(link.text())
            for row in rows:
                unit = row.css_first("a").attributes["href"] or ""
                tree = LexborHTMLParser((site / "lists" / unit).resolve().read_bytes())
                code = unquote(page.stem)
                verdict = tree.css_first(f"#r-{code} .tag")
                assert verdict is not None and verdict.text() == "不符合", (page, unit)
        assert told >= 1


def test_what_a_comparison_loads_says_what_the_page_says(folder: CampaignFolder) -> None:
    site = observed(folder)
    for unit in folder.read_units():
        text = (site / "units" / f"{unit.unit_id}.js").read_text("utf-8")
        loaded = json.loads(text.removeprefix("govgauge.unit(").removesuffix(");\n"))
        tree = LexborHTMLParser((site / "units" / f"{unit.unit_id}.html").read_bytes())
        assert loaded["name"] == unit.name
        for row in tree.css("#rules ~ .scroll tr[id]"):
            code = row.css_first("a").text()
            tag = row.css_first(".tag")
            assert tag is not None
            assert loaded["rules"][code][0] in (tag.attributes["class"] or "").split()


def test_every_statistic_of_the_site_is_traced_by_command_too(folder: CampaignFolder) -> None:
    site = observed(folder)
    figures = LexborHTMLParser((site / "figures.html").read_bytes()).css("tbody tr")
    for row in figures:
        number = row.css_first("td.n").text()
        traced = trace(folder, site / "en" / "index.html", number)
        assert traced and all(one.stands for one in traced)
    (share,) = (t for t in trace(folder, site, "100%") if t.figure.place == "open")
    assert {row.key for row in share.rows} == {u.unit_id for u in folder.read_units()}
    assert len(trace(folder, Path("observatory"), "100%")) == 1
    # What says which units are held back lies beside the site, not in it.
    assert not list(site.rglob("*.figures.json"))


# -- history ------------------------------------------------------------------------------------


def with_former(folder: CampaignFolder, name: str = "before") -> CampaignFolder:
    """A copy of the campaign under another name and an earlier day."""
    former = CampaignFolder(folder.path.parent / name)
    shutil.copytree(folder.path, former.path)
    head = former.path / "campaign.json"
    head.write_text(head.read_text("utf-8").replace("2026-11-24", "2026-08-24"), "utf-8")
    return former


def test_history_tells_what_was_published_as_of_when(folder: CampaignFolder) -> None:
    former = with_former(folder)
    published(former, Wish(only=("open-data",), approved_by="张三"))
    done = published(folder, Wish(only=("observatory",), history=("before",)))
    site = done.folder / "observatory"
    assert broken_links(site)[0] == []
    rows = LexborHTMLParser((site / "history.html").read_bytes()).css("tbody tr")
    assert ["2026-11-24" in rows[0].text(), "2026-08-24" in rows[1].text()] == [True, True]
    assert "草稿" in rows[0].text() and "草稿" not in rows[1].text()
    unit_id = next(iter(folder.read_units())).unit_id
    page = LexborHTMLParser((site / "units" / f"{unit_id}.html").read_bytes())
    assert "2026-08-24" in page.css_first("#history + .scroll").text()
    assert names_kept(published(folder, Wish(only=("observatory",), history=("before",))))
    # Another history is another site.
    assert not names_kept(published(folder, Wish(only=("observatory",))))
    assert "2026-08-24" not in (site / "history.html").read_text("utf-8")


def names_kept(done: Published) -> bool:
    return [path.name for path in done.kept] == ["observatory"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("c", "history-itself"), ("never", "which-campaign"), ("before", "history-not-published")],
)
def test_a_history_that_cannot_be_told_is_refused_by_code(
    folder: CampaignFolder, name: str, code: str
) -> None:
    with_former(folder)
    with pytest.raises(BadInput) as failed:
        published(folder, Wish(only=("observatory",), history=(name,)))
    assert failed.value.code == code and failed.value.remedy.zh
    assert not (folder.report("census-2015@2") / "observatory").exists()
