"""The whole chain over real sockets: what is planted is found, and every run replays."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from govgauge.model.failure import BadInput, Conflict
from govgauge.model.score import Result
from govgauge.model.verdict import Verdict
from govgauge.run.campaigns import judge_campaign, resume_campaign
from govgauge.run.evidence import show_evidence
from govgauge.run.places import campaign_at
from govgauge.run.verifying import verify_evidence

from .conftest import QUIET, Start, report_files, result_files


def planted(city: Path, kind: str) -> dict[str, set[tuple[str, str]]]:
    """For each detector the planted (unit, target or mark)."""
    by_detector: dict[str, set[tuple[str, str]]] = {}
    for row in json.loads((city / "truth.json").read_text("utf-8")):
        if row["kind"] == kind:
            by_detector.setdefault(row["detector"], set()).add(
                (row["unit_id"], row["mark"] or row["target"])
            )
    return by_detector


def test_every_planted_fault_is_found_and_no_near_miss_is_accused(
    city: Path, start: Start, tmp_path: Path
) -> None:
    end = start(tmp_path / "w")
    found: dict[str, set[tuple[str, str]]] = {}
    for unit_id in end.results.units:
        for finding in end.results.findings_of(unit_id):
            if finding.instance.verdict is Verdict.UNMET:
                by_mark = finding.detector in ("site_code", "page_labels")
                what = finding.instance.mark if by_mark else finding.instance.target
                found.setdefault(finding.detector, set()).add((unit_id, what))
    faults = planted(city, "fault")
    assert faults["dead_links"]
    assert found.get("dead_links") == faults.get("dead_links")
    assert found.get("page_labels", set()) == faults.get("page_labels", set())
    assert found.get("site_code", set()) == faults.get("site_code", set())
    assert found.get("undated_items", set()) == faults.get("undated_items", set())


def test_one_visit_is_a_measurement_and_never_a_veto(start: Start, tmp_path: Path) -> None:
    end = start(tmp_path / "w")
    for assessment in end.results.assessments.values():
        veto = next(i for i in assessment.indicators if i.code == "P15-V1")
        assert veto.verdict is Verdict.UNDETERMINED
        assert assessment.result is not Result.PASS


def test_two_runs_of_one_city_give_the_same_bytes(start: Start, tmp_path: Path) -> None:
    first, second = start(tmp_path / "1"), start(tmp_path / "2", workers=2)
    assert result_files(first) == result_files(second)
    assert report_files(first) == report_files(second)


def test_judging_again_without_network_gives_the_same_bytes(start: Start, tmp_path: Path) -> None:
    end = start(tmp_path / "w")
    before, pages = result_files(end), report_files(end)
    judge_campaign(end.folder, "", QUIET)
    assert result_files(end) == before
    assert report_files(end) == pages


def test_a_resumed_campaign_asks_nothing_twice(
    start: Start, served: tuple[str, Path], tmp_path: Path
) -> None:
    end = start(tmp_path / "w")
    before = result_files(end)
    for unit in end.results.units:
        end.folder.unit(unit).done.unlink()
    asked = len(served[1].read_text().splitlines())
    resume_campaign(end.folder, 1, QUIET)
    assert len(served[1].read_text().splitlines()) == asked
    assert result_files(end) == before


def test_kill_9_and_resume_give_the_results_of_an_undisturbed_run(
    city: Path, start: Start, served: tuple[str, Path], tmp_path: Path
) -> None:
    address, log = served
    undisturbed = start(tmp_path / "calm")
    calm = Counter(log.read_text().split())
    log.write_text("")
    words = [sys.executable, "-m", "govgauge", "run", str(city / "sites.csv")]
    words += ["-w", str(tmp_path / "wild"), "--campaign", "c", "--as-of", "2026-11-24T23:59"]
    words += ["--resolve", f"*={address}", "--full-speed", "--json"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 20
    while len(log.read_text().splitlines()) < 150 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    killed = campaign_at(tmp_path / "wild", "c")
    assert not all(killed.unit(u).is_done for u in undisturbed.results.units)
    end = resume_campaign(killed, 1, QUIET)
    assert result_files(end) == result_files(undisturbed)
    wild = Counter(log.read_text().split())
    assert not calm - wild
    assert sum((wild - calm).values()) <= 128


def test_evidence_of_a_finding_can_be_shown_and_saved(start: Start, tmp_path: Path) -> None:
    end = start(tmp_path / "w")
    finding = next(
        f
        for u in end.results.units
        for f in end.results.findings_of(u)
        if f.detector == "dead_links" and f.instance.verdict is Verdict.UNMET
    )
    shown = show_evidence(end.folder, finding.finding_id[:12], tmp_path / "saved")
    assert not shown.missing
    assert {e.status for e in shown.exchanges} & {404, 410}
    assert any(e.url == finding.instance.target for e in shown.exchanges)
    assert any((tmp_path / "saved").iterdir())
    with pytest.raises(BadInput, match="no-finding"):
        show_evidence(end.folder, "ffff-nothing", None)


def test_a_flipped_bit_anywhere_in_the_evidence_is_found(start: Start, tmp_path: Path) -> None:
    end = start(tmp_path / "w")
    assert verify_evidence(end.folder, lambda done, total: None) == []
    unit = end.folder.unit(next(iter(end.results.units))).path
    for path in sorted(p for p in unit.rglob("*") if p.is_file()):
        data = bytearray(path.read_bytes())
        at = len(data) * 2 // 3
        data[at] ^= 0x04
        path.write_bytes(data)
        damages = verify_evidence(end.folder, lambda done, total: None)
        assert path in [d.path for d in damages], path.name
        data[at] ^= 0x04
        path.write_bytes(data)
    assert verify_evidence(end.folder, lambda done, total: None) == []


def test_another_list_of_sites_does_not_enter_a_campaign_that_holds_evidence(
    city: Path, start: Start, tmp_path: Path
) -> None:
    start(tmp_path / "w")
    lines = (city / "sites.csv").read_text("utf-8").splitlines()
    fewer = tmp_path / "fewer.csv"
    fewer.write_text("\n".join(lines[:2]), "utf-8")
    with pytest.raises(Conflict, match="other-units"):
        start(tmp_path / "w", sites=fewer)


def test_two_runs_of_one_campaign_refuse_each_other(start: Start, tmp_path: Path) -> None:
    end = start(tmp_path / "w")
    with end.folder.locked(), pytest.raises(Conflict, match="campaign-busy"):
        resume_campaign(end.folder, 1, QUIET)


def test_a_page_nested_too_deep_is_read_in_a_limited_child(tmp_path: Path) -> None:
    import asyncio

    from govgauge.model.campaign import Budget
    from govgauge.model.exchange import Exchange, Purpose
    from govgauge.model.outcome import Outcome
    from govgauge.run.page_reading import PageReader

    def read(depth: int) -> tuple[Outcome, bool]:
        body = b"<html><body>" + b"<div>" * depth + b"<a href='/x'>deep link</a>"
        exchange = Exchange(
            "http://a.gov.cn/", Purpose.PAGE, 1, Outcome.OK, 200,
            header=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", body=body,
        )  # fmt: skip
        content = asyncio.run(PageReader(Budget()).read(exchange, False))
        return content.outcome, content.reading is not None

    assert read(2_500) == (Outcome.OK, True)
