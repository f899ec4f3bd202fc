"""What a kill, a power cut or a second run may meet on the disk, and what is made of it."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from govgauge.model.campaign import Campaign, Plan
from govgauge.model.exchange import Purpose
from govgauge.model.facts import LinkFact
from govgauge.model.failure import BadInput, Conflict, NothingDone
from govgauge.store import facts as facts_room
from govgauge.store.archive import UnitArchive, evidence_files, stored_exchanges
from govgauge.store.facts import FactsWriter
from govgauge.store.facts_reading import read_facts
from govgauge.store.records import canonical_json
from govgauge.store.warc_reading import read_exchanges
from govgauge.store.workspace import CampaignFolder
from tests.store.test_archive import exchange, filled


def test_an_archive_cut_at_every_byte_of_its_last_exchange_keeps_all_others_k10(
    tmp_path: Path,
) -> None:
    filled(tmp_path, 3)
    (path,) = evidence_files(tmp_path)
    data = path.read_bytes()
    *_, before, last = read_exchanges(path)
    for cut in range(before.end, last.end):
        path.write_bytes(data[:cut])
        archive = UnitArchive(tmp_path, "govgauge/test")
        kept = [
            archive.find(f"http://www.a.gov.cn/{n}.html", Purpose.PAGE, 1) == exchange(n)
            for n in range(3)
        ]
        assert kept == [True, True, False], cut
        assert path.stat().st_size == before.end, cut
    archive.append(exchange(2))
    archive.close()
    assert [s.exchange for _, s in stored_exchanges(tmp_path)] == [exchange(n) for n in range(3)]


def test_an_archive_cut_at_every_byte_of_its_first_record_is_begun_anew_k10(
    tmp_path: Path,
) -> None:
    filled(tmp_path, 1)
    (path,) = evidence_files(tmp_path)
    data = path.read_bytes()
    first = next(iter(read_exchanges(path)))
    for cut in range(0, first.end, 7):
        path.write_bytes(data[:cut])
        archive = UnitArchive(tmp_path, "govgauge/test")
        assert archive.find("http://www.a.gov.cn/0.html", Purpose.PAGE, 1) is None
        archive.close()
        assert list(stored_exchanges(tmp_path)) == []


_HOLD = """
import sys, time
from pathlib import Path
from govgauge.store.workspace import CampaignFolder
folder = CampaignFolder(Path(sys.argv[1]))
with getattr(folder, sys.argv[2])():
    print("held", flush=True)
    time.sleep(60)
"""


def holder(folder: Path, lock: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder), lock], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_coordinator_is_refused_by_name_and_a_stale_lock_is_no_obstacle_k9(
    tmp_path: Path,
) -> None:
    first = holder(tmp_path, "locked")
    try:
        for _ in range(100):
            refused = CampaignFolder(tmp_path).locked()
            with pytest.raises(Conflict, match=f"campaign-busy.*{first.pid}"), refused:
                pass
    finally:
        first.kill()
        first.wait()
    with CampaignFolder(tmp_path).locked():
        pass


def test_a_new_run_waits_for_the_workers_of_a_killed_one(tmp_path: Path) -> None:
    orphan = holder(tmp_path, "as_worker")
    killer = subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -9 {orphan.pid}"])
    with CampaignFolder(tmp_path).locked():
        orphan.wait()
        assert orphan.returncode == -signal.SIGKILL
    killer.wait()


def test_a_worker_whose_run_is_gone_does_not_begin(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", "import fcntl, sys, time; f = open(sys.argv[1], 'a');"
         "fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)",
         str(tmp_path / ".workers")],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(EOFError), CampaignFolder(tmp_path).as_worker():
            pass
    finally:
        other.kill()
        other.wait()


# -- facts ---------------------------------------------------------------------------------------


def link(number: int) -> LinkFact:
    return LinkFact(
        number // 7, number % 7, f"http://www.a.gov.cn/{number % 50}", "a", f"第{number}条"
    )


@pytest.mark.parametrize("held", [1, 10, 1_000_000])
@pytest.mark.parametrize("rows", [0, 63, 64, 65, 128, 300])
def test_facts_are_the_same_bytes_however_few_rows_are_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int, rows: int
) -> None:
    monkeypatch.setattr(facts_room, "_GROUP_ROWS", 64)

    def written(folder: Path, in_memory: int) -> bytes:
        monkeypatch.setattr(facts_room, "_ROWS_IN_MEMORY", in_memory)
        writer = FactsWriter(folder / "facts")
        for start in range(0, rows, 7):
            writer.extend("links", [link(n) for n in range(start, min(start + 7, rows))])
        writer.close()
        assert [p.name for p in folder.iterdir()] == ["facts"]
        path = folder / "facts/links.parquet"
        return path.read_bytes() if path.exists() else b""

    assert written(tmp_path / "a", held) == written(tmp_path / "b", 1_000_000)
    assert tuple(read_facts(tmp_path / "a/facts", ["links"])["links"]) == tuple(
        map(link, range(rows))
    )


def test_facts_that_are_given_up_leave_nothing_and_hold_no_memory_back(tmp_path: Path) -> None:
    before = FactsWriter._open_writers
    writer = FactsWriter(tmp_path / "facts")
    writer.extend("links", [link(n) for n in range(70_000)])
    assert (tmp_path / ".facts.part").exists()
    writer.abort()
    assert list(tmp_path.iterdir()) == []
    assert FactsWriter._open_writers == before


# -- disks ---------------------------------------------------------------------------------------


def test_a_nearly_full_disk_stops_the_archive_before_it_is_full_d4(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.statvfs(tmp_path)
    archive = UnitArchive(tmp_path / "u", "govgauge/test")
    archive.append(exchange(1))
    blocks = 2 * 1024 * 1024 * 1024 // real.f_frsize

    def with_free(share: float) -> None:
        seen = (*real[:2], blocks, int(blocks * share), int(blocks * share), *real[5:])
        monkeypatch.setattr(os, "statvfs", lambda path: os.statvfs_result(seen))

    with_free(0.09)
    with pytest.raises(NothingDone, match=r"disk-full.*nearly full \(184 MiB left\)"):
        archive.append(exchange(2))
    with_free(0.11)
    archive.append(exchange(3))
    archive.close()
    kept = [s.exchange for _, s in stored_exchanges(tmp_path / "u")]
    assert kept == [exchange(1), exchange(3)]


@pytest.mark.parametrize(
    "change",
    [
        lambda head: head["plan"] | {"not_known_yet": 1},
        lambda head: {k: v for k, v in head["plan"].items() if k != "policy"},
    ],
)
def test_a_campaign_of_a_form_we_do_not_know_is_refused_with_its_version_k8(
    tmp_path: Path, change: object
) -> None:
    folder = CampaignFolder(tmp_path)
    when = datetime.fromisoformat("2026-11-24T23:59:00+08:00")
    folder.write_campaign(Campaign("c", "s@1", "d", "u", when, Plan(), "9.8.7"))
    assert folder.read_campaign().version == "9.8.7"
    head = json.loads((tmp_path / "campaign.json").read_bytes())
    head["plan"] = change(head)  # type: ignore[operator]
    (tmp_path / "campaign.json").write_bytes(canonical_json(head))
    with pytest.raises(BadInput, match=r"other-version.*9\.8\.7"):
        folder.read_campaign()


def test_a_disk_that_fails_while_flushing_is_a_failure_and_not_a_done_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = FactsWriter(tmp_path / "facts")
    writer.extend("links", [link(1)])

    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(Exception, match="storage"):
        writer.close()
    assert not (tmp_path / "facts").exists()
