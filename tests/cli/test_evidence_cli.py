"""The evidence commands as their users meet them, from a key to a deletion."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govgauge.cli.main import app_for
from govgauge.model.failure import GovgaugeError
from govgauge.run.places import campaign_at

from ..run.small_campaign import copied, dead_link, make_campaign


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def workspace(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(made, tmp_path_factory.mktemp("workspace")).workspace


@pytest.fixture
def fresh(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path / "w").workspace


def call(*words: object) -> int:
    arguments = [str(word) for word in words]
    return int(app_for(arguments)(arguments, standalone_mode=False) or 0)


@pytest.mark.parametrize(
    "words",
    [
        ("verify",), ("keys", "new"), ("keys", "list"), ("keys", "show"), ("evidence", "sign"),
        ("evidence", "export"), ("evidence", "keep"), ("evidence", "delete"),
        ("evidence", "expire"),
    ],
)  # fmt: skip
def test_every_command_explains_itself_with_an_example(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*words, "--help") == 0
    assert "Example: govgauge" in capsys.readouterr().out


def test_from_a_key_to_a_deletion(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: object) -> dict[str, object]:
        nonlocal code
        code = call(*words, "-w", workspace, "--json")
        return json.loads(capsys.readouterr().out)

    code = 0
    finding = dead_link(campaign_at(workspace, "c"))
    key = said("keys", "new", "--name", "张三", "--organisation", "某某评估中心")["key_id"]
    assert said("keys", "list")[0]["can_sign"] is True
    assert "PRIVATE" not in json.dumps(said("keys", "show", key))
    said("evidence", "sign")
    assert said("verify", "--signed-by", key)["whole"] is True
    package = tmp_path / "f.wacz"
    for public in ((), ("--public",)):
        exported = said("evidence", "export", finding.finding_id, "-o", package, *public)
        assert exported["signed"] is True
        assert said("verify", package, "--signed-by", key)["finding_id"] == finding.finding_id
        assert code == 0
    said("evidence", "keep", "--until", "2029-12-31")
    assert said("evidence", "expire", "--as-of", "2028-01-01")["deletions"] == []
    deleted = said("evidence", "delete", finding.unit_id, "--reason", "申请", "--by", "李四")
    assert deleted["signed"] is True
    with pytest.raises(GovgaugeError, match=r"evidence-gone: .*deleted on the record.*申请"):
        said("evidence", "export", finding.finding_id, "-o", package)
    checked = said("verify", "--signed-by", key)
    assert (code, checked["whole"], len(checked["deletions"])) == (0, True, 1)
    with pytest.raises(GovgaugeError, match="evidence-deleted"):
        call("judge", "-w", workspace)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_verify_speaks_of_what_is_proven_and_what_never_is(
    workspace: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call("verify", "-w", workspace, "--lang", lang)
    out = capsys.readouterr().out.replace("\n", "")
    assert {"zh": "不能证明", "en": "Never proven"}[lang] in out


def test_a_changed_package_ends_with_exit_code_1(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = campaign_at(workspace, "c")
    left = [u for u in folder.read_units() if folder.unit(u.unit_id).facts.exists()]
    from govgauge.store.results import ResultsFolder

    findings = ResultsFolder(folder.all_results()[0]).findings_of(left[-1].unit_id)
    finding = next(f for f in findings if any(e.digest for e in f.instance.evidence))
    package = tmp_path / "f.wacz"
    assert call("evidence", "export", finding.finding_id, "-o", package, "-w", workspace) == 0
    assert call("verify", package, "-w", workspace) == 0
    package.write_bytes(package.read_bytes() + b"x")
    capsys.readouterr()
    assert call("verify", package, "-w", workspace) == 1
    out = capsys.readouterr().out.replace("\n", "")
    assert "不可采信" in out
    assert f"! {package}: " in out


def test_a_campaign_that_is_not_finished_is_not_called_damaged(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (fresh / "campaigns" / "c" / "manifest.json").unlink()
    assert call("verify", "-w", fresh) == 1
    out = capsys.readouterr().out.replace("\n", "")
    assert "尚未封存" in out
    assert "govgauge resume" in out


def test_a_retention_that_is_over_is_said_before_anything_is_deleted(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("evidence", "keep", "--until", "2020-01-01", "-w", fresh)
    assert "将删除该批次全部证据" in capsys.readouterr().err
    call("evidence", "keep", "--until", "2999-01-01", "-w", fresh)
    assert capsys.readouterr().err == ""


def test_an_unsigned_package_names_the_command_that_makes_a_key(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finding = dead_link(campaign_at(fresh, "c")).finding_id
    assert call("evidence", "export", finding, "-o", fresh / "f.wacz", "-w", fresh) == 0
    assert f"govgauge keys new --name NAME -w {fresh}" in capsys.readouterr().out.replace("\n", "")
