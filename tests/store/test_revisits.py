"""A payload is stored once in a unit; what refers to it gives the whole exchange back."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import attrs
import pytest
from warcio.archiveiterator import ArchiveIterator

from govgauge.model.failure import BadInput
from govgauge.store import archive as archive_module
from govgauge.store.archive import UnitArchive, evidence_files, stored_exchanges
from govgauge.store.warc_reading import read_exchanges

from .exchanges import PAGE, page


def fill(folder: Path, exchanges: list[object]) -> None:
    archive = UnitArchive(folder, "govgauge/test")
    for exchange in exchanges:
        archive.append(exchange)
    archive.close()


def types(folder: Path) -> list[str]:
    found = []
    for path in evidence_files(folder):
        with path.open("rb") as file:
            found += [r.rec_type for r in ArchiveIterator(file) if r.rec_type != "request"]
    return [t for t in found if t != "warcinfo"]


def test_a_payload_met_again_is_stored_once_and_read_back_whole(tmp_path: Path) -> None:
    other = page("m/index.html", header=b"HTTP/1.1 404 Not Found\r\nX-Own: 1\r\n\r\n", status=404)
    kept = [PAGE, attrs.evolve(PAGE, attempt=2), other]
    fill(tmp_path, kept)
    assert types(tmp_path) == ["response", "revisit", "revisit"]
    assert [s.exchange for _, s in stored_exchanges(tmp_path)] == kept


def test_a_revisit_names_its_original_as_warc_1_1_asks(tmp_path: Path) -> None:
    fill(tmp_path, [PAGE, page("twin")])
    (path,) = evidence_files(tmp_path)
    with path.open("rb") as file:
        records = [r for r in ArchiveIterator(file) if r.rec_type in ("response", "revisit")]
        original, revisit = (r.rec_headers for r in records)
    assert revisit["WARC-Profile"].endswith("/warc/1.1/revisit/identical-payload-digest")
    assert revisit["WARC-Refers-To"] == original["WARC-Record-ID"]
    assert revisit["WARC-Refers-To-Target-URI"] == original["WARC-Target-URI"] == PAGE.url
    assert revisit["WARC-Refers-To-Date"] == original["WARC-Date"]
    assert revisit["WARC-Payload-Digest"] == original["WARC-Payload-Digest"]


def test_payloads_smaller_than_a_reference_and_failures_are_never_revisits(tmp_path: Path) -> None:
    small = attrs.evolve(PAGE, body=b"x" * 100)
    broken = attrs.evolve(PAGE, status=None)
    fill(tmp_path, [small, small, broken, broken])
    assert types(tmp_path) == ["response", "response", "metadata", "metadata"]


def test_soft_404_pages_cost_a_fraction_of_their_bytes(tmp_path: Path) -> None:
    body = gzip.compress(random.Random(1).randbytes(20_000), mtime=0)
    fill(tmp_path / "one", [page("1", body=body)])
    fill(tmp_path / "many", [page(f"{n}", body=body) for n in range(50)])
    one, many = (
        sum(p.stat().st_size for p in evidence_files(tmp_path / name)) for name in ("one", "many")
    )
    assert many < one * 3


def test_a_revisit_reaches_into_an_earlier_file_and_over_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "_ROTATE_BYTES", 1)
    kept = [PAGE, page("between", body=b"b" * 3000), page("twin")]
    fill(tmp_path, kept)
    last = page("later")
    fill(tmp_path, [last])
    assert len(evidence_files(tmp_path)) == 4
    assert types(tmp_path) == ["response", "response", "revisit", "revisit"]
    assert [s.exchange for _, s in stored_exchanges(tmp_path)] == [*kept, last]
    assert UnitArchive(tmp_path, "x").find(last.url, last.purpose, 1) == last


def test_a_tail_cut_anywhere_never_leaves_a_revisit_without_its_original(tmp_path: Path) -> None:
    kept = [PAGE, page("a", body=b"a" * 2000), page("b"), page("c", body=b"a" * 2000), page("d")]
    fill(tmp_path, kept)
    (path,) = evidence_files(tmp_path)
    data = path.read_bytes()
    ends = [s.end for s in read_exchanges(path)]
    for cut in random.Random(3).sample(range(len(data)), 120):
        path.write_bytes(data[:cut])
        whole = sum(end <= cut for end in ends)
        assert [s.exchange for s in read_exchanges(path)] == kept[:whole]
        again = UnitArchive(tmp_path, "govgauge/test")
        for exchange in kept[whole:]:
            again.append(exchange)
        again.close()
        assert [s.exchange for _, s in stored_exchanges(tmp_path)] == kept
        for written in evidence_files(tmp_path):
            written.unlink()


def test_only_so_many_payloads_are_remembered_and_all_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "_MAX_KNOWN", 2)
    bodies = [bytes([letter]) * 2000 for letter in b"abcd"]
    kept = [page(f"{turn}{n}", body=b) for turn in "12" for n, b in enumerate(bodies)]
    fill(tmp_path, kept)
    assert types(tmp_path) == ["response"] * 4 + ["revisit"] * 2 + ["response"] * 2
    assert [s.exchange for _, s in stored_exchanges(tmp_path)] == kept


def test_a_revisit_whose_original_is_gone_is_damage_and_never_an_empty_page(tmp_path: Path) -> None:
    fill(tmp_path, [PAGE, page("twin")])
    (path,) = evidence_files(tmp_path)
    second = [s.start for s in read_exchanges(path)][1]
    path.write_bytes(path.read_bytes()[second:])
    with pytest.raises(BadInput, match="damaged-evidence"):
        list(read_exchanges(path))


def test_records_moved_to_another_offset_are_found_by_their_id(tmp_path: Path) -> None:
    kept = [page("first", body=b"f" * 4000), PAGE, page("twin")]
    fill(tmp_path, kept)
    (path,) = evidence_files(tmp_path)
    second = [s.start for s in read_exchanges(path)][1]
    path.write_bytes(path.read_bytes()[second:])
    assert [s.exchange for s in read_exchanges(path)] == kept[1:]
