"""What an office allows is no finding, in this campaign and by every judging of it, and is told."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import orjson
import pytest

from govgauge.model.campaign import Plan
from govgauge.model.failure import BadInput, Conflict
from govgauge.model.whitelist import Whitelist
from govgauge.registry.whitelist import read_whitelist
from govgauge.run.campaigns import judge_results
from govgauge.run.places import campaign_at
from govgauge.run.system_effects import system_effects
from govgauge.run.whitelists import keep_whitelist
from govgauge.run.words import OwnTerms, check_words
from tests.cli.test_cli import govgauge

from .conftest import QUIET
from .words_campaign import found, page, site, start

PAGES = site(
    "欢迎访问本站首页。",
    a=page("深入开展扫黑险恶专项斗争。"),
    b=page("请到扫黑险恶路一号办理。"),
)
HEAD = "phrase,scope,from,until,reason,who\n"


def table(root: Path, rows: str) -> Whitelist:
    (root / "w.csv").write_text(HEAD + rows, "utf-8")
    return read_whitelist(root / "w.csv")


def test_a_campaign_keeps_its_whitelist_and_lists_what_it_allowed(tmp_path: Path) -> None:
    tmp_path.joinpath("w").mkdir()
    road = table(tmp_path / "w", "扫黑险恶路,县区,2026-01-01,2026-12-31,地名,甲\n")
    end = start(tmp_path / "w", "c", PAGES, whitelist=road)
    folder = end.folder
    assert [f.instance.target for f in found(end.results)] == ["http://one.x.gov.cn/a"]
    assert end.results.statistics["allowed"] == {"wrong_words": 1}
    (listed,) = csv.DictReader(
        (folder.results("wording@1") / "allowed.csv").read_text("utf-8-sig").splitlines()
    )
    assert listed["target"] == "http://one.x.gov.cn/b" and listed["written"] == "扫黑险恶"
    assert (listed["phrase"], listed["reason"], listed["who"]) == ("扫黑险恶路", "地名", "甲")
    for stored in (False, True):
        again = judge_results(folder, "", QUIET, stored)
        assert again.statistics == end.results.statistics
        assert again.assessments == end.results.assessments


def test_another_whitelist_needs_the_evidence_again_and_the_list_of_allowed_goes(
    tmp_path: Path,
) -> None:
    root = tmp_path / "w"
    root.mkdir()
    folder = start(root, "c", PAGES).folder
    assert "allowed" in judge_results(folder, "", QUIET).statistics
    keep_whitelist(folder, table(root, "扫黑险恶,*,2026-01-01,,地名,甲\n"))
    with pytest.raises(Conflict, match="findings-outdated"):
        judge_results(folder, "", QUIET, True)
    assert found(judge_results(folder, "", QUIET)) == []
    assert (folder.results("wording@1") / "allowed.csv").exists()
    keep_whitelist(folder, table(root, ""))
    assert len(found(judge_results(folder, "", QUIET))) == 2
    assert not (folder.results("wording@1") / "allowed.csv").exists()


@pytest.mark.parametrize(
    "row",
    [
        "扫黑险恶,1304000010,2026-01-01,,别站,甲\n",
        "扫黑险恶,市级,2026-01-01,,别组,甲\n",
        "扫黑险恶,*,2026-11-25,,尚未起始,甲\n",
        "扫黑险恶,*,2026-01-01,2026-11-23,已到期,甲\n",
        "扫黑险恶专项治理,*,2026-01-01,,另一句,甲\n",
    ],
)
def test_what_is_not_allowed_here_or_now_stays_a_finding(tmp_path: Path, row: str) -> None:
    root = tmp_path / "w"
    root.mkdir()
    end = start(root, "c", PAGES, whitelist=table(root, row))
    assert len(found(end.results)) == 2 and end.results.statistics["allowed"] == {}


def test_two_systems_are_compared_with_the_same_whitelist(tmp_path: Path) -> None:
    root = tmp_path / "w"
    root.mkdir()
    end = start(root, "c", PAGES, whitelist=table(root, "扫黑险恶,*,2026-01-01,,地名,甲\n"))
    stricter = (
        (root / "wording.yaml").read_text("utf-8").replace("per_instance: 1", "per_instance: 9")
    )
    (root / "stricter.yaml").write_text(stricter.replace("id: wording", "id: other"), "utf-8")
    effects = system_effects(end.folder, str(root / "wording.yaml"), str(root / "stricter.yaml"))
    assert effects.changed == ()


def test_words_sets_aside_what_is_allowed_for_the_unit_however_long_the_phrase(
    tmp_path: Path,
) -> None:
    long = "请各有关单位和广大群众自即日起到扫黑险恶路一号办理残废人之家有关登记手续"
    (tmp_path / "a.txt").write_text(f"标题\n{long}。\n开展扫黑险恶专项斗争。\n", "utf-8")
    allowed = table(tmp_path, f"{long},县区,2026-01-01,,固定说法,甲\n")
    own = OwnTerms((), date(2026, 5, 1))

    def checked(*names: str) -> tuple[list[int], list[int], list[str]]:
        phrases = allowed.of_names(names, own.day)
        read = check_words(
            str(tmp_path / "a.txt"), Plan(), wide=False, own_terms=own, allowed=phrases
        )
        lines = [p.line for p in read.places], [p.line for p in read.terms]
        return *lines, [hit.written for hit in read.allowed]

    assert checked() == ([2, 3], [2], [])
    assert checked("县区") == ([3], [], ["扫黑险恶", "残废人"])


def test_the_commands_take_a_whitelist_and_tell_a_bad_one(tmp_path: Path) -> None:
    root = tmp_path / "w"
    root.mkdir()
    start(root, "c", PAGES)
    table(root, "扫黑险恶路,*,2026-01-01,,地名,甲\n")
    said = govgauge("judge", "-w", str(root), "--whitelist", str(root / "w.csv"), "--no-report")
    assert said.returncode == 0 and "白名单放行 1 处" in said.stdout, said.stderr
    assert len(found(judge_results(campaign_at(root, "c"), "", QUIET))) == 1
    (root / "a.txt").write_text("请到扫黑险恶路一号。\n", "utf-8")
    at = ("words", str(root / "a.txt"), "--whitelist", str(root / "w.csv"), "--day", "2026-05-01")
    read = govgauge(*at, "--json")
    assert (
        read.returncode == 0 and orjson.loads(read.stdout)["allowed"][0]["phrase"] == "扫黑险恶路"
    )
    (root / "w.csv").write_text(HEAD + "扫黑,*,昨天,,地名,甲\n", "utf-8")
    for command in (at, ("judge", "-w", str(root), "--whitelist", str(root / "w.csv"))):
        wrong = govgauge(*command)
        assert wrong.returncode == 2 and "whitelist-no-date" in wrong.stderr
        assert "row 2" in wrong.stderr
    with pytest.raises(BadInput, match="unreadable-file"):
        read_whitelist(root / "none.csv")
