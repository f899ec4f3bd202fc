"""The quarterly report: its list, what failed before, and nobody named without evidence."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from govgauge.model.failure import BadInput
from govgauge.model.score import Result
from govgauge.run.publishing import Published, publish
from govgauge.run.tracing import trace
from govgauge.run.wishes import Wish
from govgauge.store.workspace import CampaignFolder, Workspace

from .small_campaign import SITES, copied, make_campaign

KEY = "census-2015@2"
DOCUMENTS = ["quarterly.docx", "quarterly.en.docx", "quarterly.json"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("made"))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path)


def written(folder: CampaignFolder, **wish: object) -> Published:
    asked = Wish(only=("quarterly",), **wish)  # type: ignore[arg-type]
    return publish(folder, "", asked, lambda kind, done, total: None)


def words(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p"))


def former(folder: CampaignFolder, failing: list[str]) -> None:
    """A campaign ``q`` three months before, in which these units fail."""
    other = Workspace(folder.workspace).campaign("q")
    shutil.copytree(folder.path, other.path)
    head = json.loads((other.path / "campaign.json").read_text("utf-8"))
    earlier = folder.read_campaign().as_of - timedelta(days=91)
    head |= {"name": "q", "as_of": earlier.isoformat()}
    (other.path / "campaign.json").write_text(json.dumps(head), "utf-8")
    path = other.results(KEY) / "assessments.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for line in lines:
        line["result"] = "fail" if line["unit_id"] in failing else "pass"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def test_it_is_written_only_where_it_is_asked_for(folder: CampaignFolder) -> None:
    done = written(folder)
    assert sorted(p.name for p in done.written) == DOCUMENTS
    assert sorted(p.name for p in written(folder).kept) == DOCUMENTS
    usual = publish(folder, "", Wish(only=("ledger",)), lambda kind, done, total: None)
    assert [p.name for p in usual.written] == ["ledger.xlsx"]


def test_the_quarter_is_that_of_the_monitoring_time_point(folder: CampaignFolder) -> None:
    as_of = folder.read_campaign().as_of
    title = words(written(folder).folder / "quarterly.docx")
    quarter = "一二三四"[(as_of.month - 1) // 3]
    assert f"{as_of.year}年第{quarter}季度抽查情况通报" in title
    english = words(folder.report(KEY) / "quarterly.en.docx")
    assert f"quarter {(as_of.month + 2) // 3} of {as_of.year}" in english


def test_the_list_gives_the_share_and_a_unit_outside_it_is_refused(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    whole = tmp_path / "register.csv"
    more = "".join(f"http://n{n}.x.gov.cn/,{n}号站\n" for n in range(4))
    whole.write_text(SITES + more, "utf-8")
    text = words(written(folder, register=str(whole)).folder / "quarterly.docx")
    assert "清单“register.csv”在册 6 个单位，本次抽查其中 2 个，占 33.33%。" in text
    (traced,) = trace(folder, Path("quarterly.docx"), "33.33%")
    assert traced.figure.file == "quarterly.json" and traced.rows[0].says.zh == "33.33"
    whole.write_text("url,name\n" + more, "utf-8")
    with pytest.raises(BadInput) as failed:
        written(folder, register=str(whole))
    assert failed.value.code == "not-in-register" and "2 inspected" in failed.value.what.en


def test_units_that_failed_before_are_counted_by_what_they_come_to_now(
    folder: CampaignFolder,
) -> None:
    units = [u.unit_id for u in folder.read_units()]
    former(folder, units)
    done = written(folder, previous=("q",))
    results = folder.results(KEY) / "assessments.jsonl"
    now = [json.loads(line)["result"] for line in results.read_text("utf-8").splitlines()]
    kept = json.loads((done.folder / "quarterly.json").read_bytes())["rechecked"]
    assert kept["failing"] == units
    for result, key in zip(
        (Result.PASS, Result.FAIL, Result.OPEN), ("passing_now", "failing_now", "open_now"),
        strict=True,
    ):  # fmt: skip
        assert len(kept[key]) == now.count(result.value)
    text = words(done.folder / "quarterly.docx")
    assert "批次“q”" in text and "不合格的 2 个单位中" in text


def test_nobody_failed_before_is_said_and_no_campaign_before_says_nothing(
    folder: CampaignFolder,
) -> None:
    assert "上期不合格单位复查" not in words(written(folder).folder / "quarterly.docx")
    former(folder, [])
    text = words(written(folder, previous=("q",)).folder / "quarterly.docx")
    assert "没有不合格单位" in text


def test_without_evidence_nobody_is_named_and_held_units_have_no_result(
    folder: CampaignFolder,
) -> None:
    path = folder.results(KEY) / "assessments.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for line in lines:
        line["result"] = "fail"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    for unit in folder.read_units():
        for archive in folder.unit(unit.unit_id).path.glob("*.warc.gz"):
            archive.unlink()
    text = words(written(folder).folder / "quarterly.docx")
    assert "没有可列名的不合格单位" in text
    assert text.count("暂不公布") == len(lines)
