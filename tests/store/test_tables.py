"""Facts, results and manifests: what is written reads back equal, and damage is found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from govgauge.model.campaign import Campaign, Opening, Plan, PolicyKind
from govgauge.model.facts import ItemFact, LabelFact, LinkFact, PageFact, PolicyFact, VisitFact
from govgauge.model.failure import BadInput, Conflict, NothingDone
from govgauge.model.finding import Evidence, Finding, Instance, as_finding
from govgauge.model.text import Text
from govgauge.model.unit import Level, Unit
from govgauge.model.verdict import Reason, Severity, Verdict
from govgauge.store.disk import storage_failure
from govgauge.store.facts import FactsWriter
from govgauge.store.facts_reading import read_facts, read_visits
from govgauge.store.manifest import seal_campaign, verify_campaign, write_manifest
from govgauge.store.results import ResultsFolder, csv_cell
from govgauge.store.visits import append_visits
from govgauge.store.workspace import (
    CampaignFolder,
    UnitFolder,
    Workspace,
    safe_name,
    write_atomic,
)

LINKS = [LinkFact(n // 10, n % 10, f"http://a/{n}", "a", "锚") for n in range(70_000)]


def quiet(done: int, total: int) -> None:
    pass


def test_facts_read_back_equal_over_many_row_groups(tmp_path: Path) -> None:
    writer = FactsWriter(tmp_path / "facts")
    for start in range(0, len(LINKS), 1000):
        writer.extend_columns("links", list(zip(*LINKS[start : start + 1000], strict=True)))
    writer.extend(
        "labels",
        [LabelFact(0, "名", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"))],
    )
    writer.close()
    facts = read_facts(tmp_path / "facts", ["links", "labels", "items"])
    assert list(facts["links"]) == LINKS
    assert facts["labels"][0].content == "😀"
    assert facts["items"] == ()


def test_rows_that_pages_repeat_are_those_that_each_page_has(tmp_path: Path) -> None:
    shared = [
        ("http://a/首页", "a", "首页"),
        ("http://a/2", "a", ""),
        ("http://a/首页", "a", "首页"),
    ]
    pages = [
        [*shared, (f"http://a/{page}", "frame", f"{page}")][page % 3 :] for page in range(9_000)
    ]
    for name, repeated in (("one", True), ("other", False)):
        writer = FactsWriter(tmp_path / name)
        for page, rows in enumerate(pages):
            if repeated:
                writer.extend_repeated("links", page, rows)
            else:
                writer.extend("links", [(page, place, *row) for place, row in enumerate(rows)])
        writer.close()
    one, other = (tmp_path / name / "links.parquet" for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    assert read_facts(tmp_path / "one", ["links"])["links"][4] == (1, 0, *shared[1])


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("1", "2"):
        writer = FactsWriter(tmp_path / name)
        writer.extend("links", LINKS[:100])
        writer.close()
    assert (tmp_path / "1/links.parquet").read_bytes() == (
        tmp_path / "2/links.parquet"
    ).read_bytes()


def test_facts_that_were_not_finished_leave_nothing_behind(tmp_path: Path) -> None:
    writer = FactsWriter(tmp_path / "facts")
    writer.extend("links", LINKS)
    writer.abort()
    assert list(tmp_path.iterdir()) == []


def test_damaged_facts_are_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "links.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(BadInput, match="damaged-facts"):
        read_facts(tmp_path, ["links"])


def test_visits_are_a_series_without_doubles(tmp_path: Path) -> None:
    path = tmp_path / "visits.parquet"
    visits = [VisitFact(float(n), "local", "ok", 200, 10.0) for n in (3, 1, 2)]
    append_visits(path, visits[:2])
    append_visits(path, visits)
    assert [v.started_at for v in read_visits(path)] == [1.0, 2.0, 3.0]


def finding(unit: str, number: int) -> Finding:
    instance = Instance(
        target=f"http://a/{number}",
        says=Text("=1+1 问题", "@evil"),
        verdict=Verdict.UNDETERMINED if number % 2 else Verdict.UNMET,
        severity=Severity.NOTE,
        value=None if number % 3 else 2.5,
        excerpt='引号"，逗号\n换行',
        confidence=0.5,
        evidence=(Evidence("sha256:x", "http://a/", "foot"), Evidence("d", "u")),
        reason=Reason.RESET if number % 2 else None,
    )
    return as_finding(instance, unit, "dead_links", 1, "abc")


def test_findings_read_back_equal_unit_by_unit(tmp_path: Path) -> None:
    folder = ResultsFolder(tmp_path)
    expected = {f"u{u}": tuple(finding(f"u{u}", n) for n in range(u * 40)) for u in range(40)}
    with folder.findings_writer() as writer:
        for unit, findings in expected.items():
            writer.add(unit, findings)
    fresh = ResultsFolder(tmp_path)
    for unit in random.Random(1).sample(sorted(expected), 40):
        assert fresh.findings_of(unit) == expected[unit]
    assert fresh.findings_of("nobody") == ()


def test_results_appear_only_when_everything_was_written(tmp_path: Path) -> None:
    folder = ResultsFolder(tmp_path)
    with pytest.raises(RuntimeError), folder.findings_writer() as writer:
        writer.add("u", (finding("u", 1),))
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert str(csv_cell(text)).startswith("'")


def test_campaign_and_units_read_back_equal(tmp_path: Path) -> None:
    folder = CampaignFolder(tmp_path / "c")
    unit = Unit(
        "1304000009", "甲", "http://a/", hosts=("b", "c/d/"), groups=("x",),
        level=Level.CITY, has_services=None,
    )  # fmt: skip
    plan = Plan(
        PolicyKind.MANDATE,
        opening=Opening(("10.0.0.0/8",), (("a", "127.0.0.1:1"),)),
        full_speed=True,
    )
    as_of = datetime.fromisoformat("2026-11-24T23:59:00+08:00")
    campaign = Campaign("c", "census-2015", "d", "e", as_of, plan, "0.1.0")
    folder.write_campaign(campaign)
    folder.write_units([unit])
    assert folder.read_campaign() == campaign
    assert folder.read_units() == (unit,)
    assert Workspace(tmp_path).campaign_names() == []


@pytest.mark.parametrize(
    "name", ["../up", "a/b", "", ".hidden", "a\0b", " x", "x" * 200, "..", "a..b"]
)
def test_no_name_leads_out_of_the_workspace(name: str) -> None:
    with pytest.raises(BadInput, match="bad-name"):
        safe_name(name)


def test_a_write_that_cannot_be_finished_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "f"
    write_atomic(path, b"old")
    with pytest.raises(NothingDone, match="disk-full"):
        raise storage_failure(OSError(28, "No space left on device"), path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["f"]


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[CampaignFolder]:
    folder = CampaignFolder(tmp_path / "c")
    as_of = datetime.fromisoformat("2026-11-24T23:59:00+08:00")
    folder.write_campaign(Campaign("c", "s", "d", "e", as_of, Plan(), "0"))
    folder.write_units([Unit("u1", "甲", "http://a/")])
    for name in ("u1", "u2"):
        unit = folder.unit(name)
        (unit.path / "facts").mkdir(parents=True)
        (unit.path / "facts/pages.parquet").write_bytes(random.Random(name).randbytes(300))
        (unit.path / "exchanges-00001.warc.gz").write_bytes(random.Random(name).randbytes(500))
        write_manifest(unit)
    seal_campaign(folder.path)
    yield folder


def test_every_flipped_bit_of_manifests_and_markers_is_found(sealed: CampaignFolder) -> None:
    assert verify_campaign(sealed.path, quiet) == []
    unit = sealed.unit("u1")
    for path in (unit.done, unit.manifest, sealed.path / "manifest.json"):
        whole = path.read_bytes()
        for bit in range(0, len(whole) * 8, 3):
            data = bytearray(whole)
            data[bit // 8] ^= 1 << bit % 8
            path.write_bytes(data)
            assert verify_campaign(sealed.path, quiet), f"bit {bit} of {path.name}"
        path.write_bytes(whole)


def test_random_flipped_bits_in_evidence_and_facts_are_found(sealed: CampaignFolder) -> None:
    rng = random.Random(4)
    files = [p for p in sealed.path.rglob("*") if p.suffix in (".gz", ".parquet")]
    for _ in range(200):
        path = rng.choice(files)
        whole = path.read_bytes()
        data = bytearray(whole)
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        assert path in [d.path for d in verify_campaign(sealed.path, quiet)]
        path.write_bytes(whole)


def test_missing_and_surplus_files_are_named(sealed: CampaignFolder) -> None:
    unit = sealed.unit("u2")
    (unit.path / "facts/pages.parquet").unlink()
    (unit.path / "stranger.txt").write_text("x")
    found = {d.path.name for d in verify_campaign(sealed.path, quiet)}
    assert found == {"pages.parquet", "stranger.txt"}


def test_sealing_again_takes_new_units_in_and_refuses_what_changed_in_between(
    sealed: CampaignFolder,
) -> None:
    seal = sealed.path / "manifest.json"
    write_manifest(_unit_with(sealed, "u3", b"new"))
    seal_campaign(sealed.path)
    assert verify_campaign(sealed.path, quiet) == []
    whole = seal.read_bytes()
    write_manifest(_unit_with(sealed, "u1", b"forged"))
    with pytest.raises(Conflict, match="sealed-changed"):
        seal_campaign(sealed.path)
    assert seal.read_bytes() == whole
    assert verify_campaign(sealed.path, quiet)


def test_sealing_again_refuses_a_lost_unit_and_a_damaged_seal(sealed: CampaignFolder) -> None:
    seal = sealed.path / "manifest.json"
    done = sealed.unit("u2").done
    kept = done.read_bytes()
    done.unlink()
    with pytest.raises(Conflict, match="sealed-changed"):
        seal_campaign(sealed.path)
    done.write_bytes(kept)
    seal.write_bytes(seal.read_bytes()[:-9])
    with pytest.raises(Conflict, match="sealed-changed"):
        seal_campaign(sealed.path)


def _unit_with(folder: CampaignFolder, name: str, evidence: bytes) -> UnitFolder:
    unit = folder.unit(name)
    unit.path.mkdir(parents=True, exist_ok=True)
    (unit.path / "exchanges-00001.warc.gz").write_bytes(evidence)
    return unit


def test_items_of_list_pages_are_read_apart(tmp_path: Path) -> None:
    writer = FactsWriter(tmp_path / "facts")
    blank = {
        name: {int: 0, str: "", bool: False}[t] for name, t in PageFact.__annotations__.items()
    }
    kinds = {0: "home", 1: "list", 2: "article", 3: "list"}
    writer.extend("pages", [PageFact(**blank | {"seq": n, "kind": k}) for n, k in kinds.items()])
    items = [
        ItemFact(seq, n, f"题{n}", f"http://a/{seq}/{n}", "", True, 0)
        for seq in kinds
        for n in (0, 1)
    ]
    writer.extend("items", items)
    writer.close()
    facts = read_facts(tmp_path / "facts", ["items", "list_items"])
    assert list(facts["items"]) == items
    assert list(facts["list_items"]) == [i for i in items if kinds[i.page_seq] == "list"]
    assert read_facts(tmp_path / "nothing", ["list_items"])["list_items"] == ()


def test_links_of_policy_pages_are_read_apart(tmp_path: Path) -> None:
    writer = FactsWriter(tmp_path / "facts")
    blank = {
        name: {int: 0, str: "", float: 1.0}[t] for name, t in PolicyFact.__annotations__.items()
    }
    writer.extend("policies", [PolicyFact(**blank | {"page_seq": n}) for n in (1, 3)])
    links = [LinkFact(seq, n, f"http://a/{n}", "a", f"题{n}") for seq in range(5) for n in (0, 1)]
    writer.extend("links", links)
    writer.close()
    facts = read_facts(tmp_path / "facts", ["policy_links"])
    assert list(facts["policy_links"]) == [link for link in links if link.page_seq in (1, 3)]
    assert read_facts(tmp_path / "nothing", ["policy_links"])["policy_links"] == ()
