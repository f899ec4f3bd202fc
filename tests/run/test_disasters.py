"""Disks, clocks, signals and dying workers in the middle of a campaign: nothing is lost by them."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import attrs
import pytest

from govgauge.model.failure import Conflict
from govgauge.run.campaigns import judge_campaign, resume_campaign
from govgauge.run.places import campaign_at
from govgauge.run.verifying import verify_evidence
from govgauge.run.workers import Failed
from govgauge.store.archive import stored_exchanges
from govgauge.store.facts_reading import read_visits
from govgauge.store.workspace import CampaignFolder
from tests.run.conftest import AS_OF, QUIET, Start, result_files


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.005)


def command(city: Path, root: Path, address: str, *more: str) -> list[str]:
    words = [sys.executable, "-m", "govgauge", "run", str(city / "sites.csv"), "-w", str(root)]
    words += ["--campaign", "c", "--as-of", AS_OF.isoformat()]
    return [*words, "--resolve", f"*={address}", "--full-speed", "--json", *more]


def whole(folder: CampaignFolder) -> bool:
    return verify_evidence(folder, lambda done, total: None) == []


# -- signals and workers -------------------------------------------------------------------------


def worker_pids(parent: int) -> list[int]:
    found = []
    with suppress(OSError):
        for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            with suppress(OSError):
                if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(int(pid))
    return found


@contextmanager
def on_request(log: Path, act: Callable[[str], None]) -> Iterator[None]:
    """Tell ``act`` of every request the server notes, from a thread of its own."""
    ended = threading.Event()

    def watch() -> None:
        with log.open(encoding="utf-8") as file:
            while not ended.is_set():
                line = file.readline()
                if line:
                    act(line)
                else:
                    time.sleep(0.001)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def test_a_killed_worker_is_replaced_and_changes_no_result_k1(
    start: Start, served: tuple[str, Path], tmp_path: Path
) -> None:
    calm = start(tmp_path / "calm")
    asked = Counter(served[1].read_text().split())
    served[1].write_text("")
    moments = set(random.Random(3).sample(range(20, asked.total() - 20), 3))
    seen, killed = [0], []

    def maybe_kill(line: str) -> None:
        seen[0] += 1
        if seen[0] in moments:
            for pid in worker_pids(os.getpid())[:1]:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

    with on_request(served[1], maybe_kill):
        wild = start(tmp_path / "wild", workers=2)
    assert killed
    assert not wild.failed
    assert result_files(wild) == result_files(calm)
    assert not asked - Counter(served[1].read_text().split())
    assert whole(wild.folder)


def test_a_unit_that_always_kills_its_worker_is_our_fault_alone_and_others_are_whole_k4(
    start: Start, served: tuple[str, Path], tmp_path: Path
) -> None:
    calm = start(tmp_path / "calm")
    poison = next(iter(calm.results.units.values()))
    host = poison.url.split("/")[2]

    def kill(line: str) -> None:
        if line.startswith(host):
            for pid in worker_pids(os.getpid()):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    served[1].write_text("")
    with on_request(served[1], kill):
        wild = start(tmp_path / "wild", workers=2)
    assert poison.unit_id in [f.unit_id for f in wild.failed]
    assert set(wild.failed) <= {Failed(u, None, "the worker died") for u in wild.results.units}
    missing = wild.results.assessments[poison.unit_id].coverage.missing
    assert "not_gathered" in {str(reason) for reason in missing}
    again = resume_campaign(wild.folder, 1, QUIET)
    assert not again.failed
    assert result_files(again) == result_files(calm)


@pytest.mark.parametrize(("workers", "signals"), [("1", 1), ("2", 1), ("2", 2)])
def test_sigterm_ends_a_run_whole_and_a_second_one_at_once_k5(
    city: Path, served: tuple[str, Path], tmp_path: Path, signals: int, workers: str
) -> None:
    address, log = served
    process = subprocess.Popen(
        command(city, tmp_path / "w", address, "--workers", workers),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until(lambda: len(log.read_text().splitlines()) > 30)
    for _ in range(signals):
        process.terminate()
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said
    with campaign_at(tmp_path / "w", "c").locked():  # Free at once, and no orphan holds it.
        pass
    if workers == "1":
        end = resume_campaign(campaign_at(tmp_path / "w", "c"), 1, QUIET)
        assert end.results.run["replayed"] > 0
        assert whole(end.folder)


# -- disks ---------------------------------------------------------------------------------------

_SMALL_DISK = """
set -u
mount -t tmpfs -o size=1m tmpfs "$DISK"
"$@" > "$OUT/full" 2>&1; echo $? >> "$OUT/codes"
mount -o remount,ro "$DISK"
"$@" > "$OUT/closed" 2>&1; echo $? >> "$OUT/codes"
mount -o remount,rw,size=200m "$DISK"
"$@" > "$OUT/done" 2>&1; echo $? >> "$OUT/codes"
cp -r "$DISK/campaigns" "$OUT/"
"""


def can_mount() -> bool:
    unshare = shutil.which("unshare")
    probe = [unshare or "false", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def test_a_run_meets_a_full_then_a_closed_disk_and_then_goes_on_d4(
    city: Path, start: Start, served: tuple[str, Path], tmp_path: Path
) -> None:
    if not can_mount():
        pytest.skip("needs a mount namespace of its own (unshare -rm)")
    calm = start(tmp_path / "calm")
    served[1].write_text("")
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    words = ["unshare", "-rm", "sh", "-c", _SMALL_DISK, "sh", *command(city, disk, served[0])]
    subprocess.run(words, env=os.environ | {"DISK": str(disk), "OUT": str(out)}, check=True)
    assert (out / "codes").read_text().split() == ["3", "3", "0"], (out / "full").read_text()
    assert "disk-full" in (out / "full").read_text()
    assert "nearly full" in (out / "full").read_text() or "磁盘将满" in (out / "full").read_text()
    assert "not-writable" in (out / "closed").read_text()
    assert json.loads((out / "done").read_text())["run"]["replayed"] > 0
    folder = campaign_at(out, "c")
    assert whole(folder)
    results = folder.results(calm.results.system.key)
    assert {p.name: p.read_bytes() for p in results.iterdir() if p.name != "run.json"} == (
        result_files(calm)
    )


def test_everything_of_a_unit_is_on_the_disk_before_its_done_marker_d2_d3(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[tuple[str, int]] = []
    fsync, replace = os.fsync, os.replace

    def note_fsync(descriptor: int) -> None:
        path = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        fsync(descriptor)
        flushed.append((path, os.fstat(descriptor).st_size))

    marked: dict[str, dict[str, int]] = {}

    def note_replace(source: str | Path, target: str | Path) -> None:
        replace(source, target)
        if str(target).endswith("/done.json"):
            marked[str(Path(target).parent)] = dict(flushed)
            flushed.append(("marked", 0))

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    end = start(tmp_path / "w")
    assert len(marked) == len(end.results.units)
    for unit, before in marked.items():
        for path in (p for p in Path(unit).rglob("*") if p.is_file()):
            names = {
                str(path),
                f"{path.parent}/.{path.name}.part",
                f"{unit}/.facts.part/{path.name}",
            }
            if path.name != "done.json":
                # Flushed after its last byte was written: at the size it has now.
                assert any(before.get(name) == path.stat().st_size for name in names), path
        assert unit in before
    for number, (path, _) in enumerate(flushed):
        if path == "marked":
            assert flushed[number + 1][0] in marked, "the marker's own folder is flushed next"


# -- clocks and versions -------------------------------------------------------------------------

_DAY_S = 86_400.0


def test_a_clock_that_jumps_a_day_to_and_fro_changes_no_result_and_no_duration_k7(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, later = time.time(), AS_OF.timestamp() + 30 * _DAY_S
    real, rng = time.time, random.Random(7)
    with monkeypatch.context() as steady:
        steady.setattr(time, "time", lambda: later + real() - begun)
        calm = start(tmp_path / "calm")
    with monkeypatch.context() as jumping:
        days = (-_DAY_S, 0, _DAY_S)
        jumping.setattr(time, "time", lambda: later + real() - begun + rng.choice(days))
        wild = start(tmp_path / "wild")
    assert result_files(wild) == result_files(calm)
    for unit in wild.results.units:
        folder = wild.folder.unit(unit)
        for _, stored in stored_exchanges(folder.path):
            assert min(attrs.astuple(stored.exchange.timing)) >= 0
        visits = read_visits(folder.visits)
        assert [v.started_at for v in visits] == sorted(v.started_at for v in visits)
    assert wild.results.run["wall_s"] >= 0
    assert whole(wild.folder)


def test_another_series_of_versions_judges_a_campaign_but_does_not_gather_its_rest_k8(
    start: Start, tmp_path: Path
) -> None:
    end = start(tmp_path / "w")
    before = result_files(end)
    folder = end.folder
    for version, compatible in (("0.1.99", True), ("0.0.7", False)):
        folder.write_campaign(attrs.evolve(folder.read_campaign(), version=version))
        (folder.path / "manifest.json").unlink(missing_ok=True)
        judge_campaign(folder, "", QUIET)
        assert result_files(end) == before
        resume_campaign(folder, 1, QUIET)  # Nothing is left to gather.
        unit = next(iter(end.results.units))
        done = folder.unit(unit).done.read_bytes()
        folder.unit(unit).done.unlink()
        (folder.path / "manifest.json").unlink(missing_ok=True)
        if compatible:
            resume_campaign(folder, 1, QUIET)
            assert result_files(end) == before
        else:
            with pytest.raises(Conflict, match=f"other-version.*{version}"):
                resume_campaign(folder, 1, QUIET)
            folder.unit(unit).done.write_bytes(done)
