"""The evidence archive: whole after any kill, readable by other tools, never silently wrong."""

from __future__ import annotations

import errno
import gzip
import os
import random
import re
import zlib
from pathlib import Path

import attrs
import pytest
from warcio.archiveiterator import ArchiveIterator

from govgauge.model.exchange import Exchange, Purpose, Timing, Tls
from govgauge.model.failure import BadInput, NothingDone
from govgauge.model.outcome import Outcome
from govgauge.store.archive import UnitArchive, evidence_files, find_by_digest, stored_exchanges
from govgauge.store.warc import encode_exchange, payload_digest
from govgauge.store.warc_reading import read_exchanges


def exchange(number: int, outcome: Outcome = Outcome.OK) -> Exchange:
    body = gzip.compress(f"第{number}页".encode() * 50, mtime=0)
    header = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb2312\r\n"
        b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nX-Odd: \xca\xa1\r\n\r\n"
    )
    return Exchange(
        url=f"http://www.a.gov.cn/{number}.html",
        purpose=Purpose.PAGE,
        attempt=1,
        outcome=outcome,
        status=200,
        request=b"GET / HTTP/1.1\r\nHost: www.a.gov.cn\r\n\r\n",
        header=header,
        body=body,
        started_at=1_795_000_000.123456 + number,
        timing=Timing(1.0, 2.0, 0.0, 3.5, 4.25),
        peer="127.0.0.1:8080",
        http_version="1.1",
    )


def failure() -> Exchange:
    return Exchange(
        url="https://www.a.gov.cn/",
        purpose=Purpose.PAGE,
        attempt=2,
        outcome=Outcome.TIMEOUT_HEADER,
        request=b"GET / HTTP/1.1\r\n\r\n",
        header=b"HTTP/1.1 200 OK\r\nX-Half",
        started_at=1_795_000_000.5,
        peer="127.0.0.1:443",
        tls=Tls(False, "tls_expired", "CN=a", "CN=b", "x", "y"),
        detail="govgauge limit",
    )


def filled(folder: Path, count: int) -> UnitArchive:
    archive = UnitArchive(folder, "govgauge/test")
    for number in range(count):
        archive.append(exchange(number))
    archive.close()
    return archive


def test_what_is_kept_comes_back_equal(tmp_path: Path) -> None:
    archive = UnitArchive(tmp_path, "govgauge/test")
    kept = [exchange(1), failure(), exchange(2, Outcome.BODY_LIMIT)]
    for one in kept:
        archive.append(one)
    archive.close()
    assert [stored.exchange for _, stored in stored_exchanges(tmp_path)] == kept


def test_a_second_opening_finds_every_exchange_by_address_purpose_and_attempt(
    tmp_path: Path,
) -> None:
    filled(tmp_path, 5)
    again = UnitArchive(tmp_path, "govgauge/test")
    assert again.find("http://www.a.gov.cn/3.html", Purpose.PAGE, 1) == exchange(3)
    assert again.find("http://www.a.gov.cn/3.html", Purpose.PAGE, 2) is None
    assert again.find("http://www.a.gov.cn/3.html", Purpose.PROBE, 1) is None


def test_another_reader_reads_the_files_and_confirms_the_digests(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    (path,) = evidence_files(tmp_path)
    with path.open("rb") as file:
        records = [(r.rec_type, r.rec_headers["WARC-Target-URI"]) for r in ArchiveIterator(file)]
    assert [kind for kind, _ in records] == ["warcinfo", *["request", "response"] * 3]
    assert records[-1][1] == "http://www.a.gov.cn/2.html"
    with path.open("rb") as file:
        bodies = [
            r.content_stream().read()
            for r in ArchiveIterator(file, check_digests="raise")
            if r.rec_type == "response"
        ]
    assert bodies[1].decode() == "第1页" * 50


@pytest.mark.parametrize("seed", range(4))
def test_a_file_cut_anywhere_loses_only_the_exchange_being_written(
    tmp_path: Path, seed: int
) -> None:
    filled(tmp_path, 6)
    (path,) = evidence_files(tmp_path)
    data = path.read_bytes()
    ends = [stored.end for stored in read_exchanges(path)]
    rng = random.Random(seed)
    for cut in rng.sample(range(len(data)), 60):
        path.write_bytes(data[:cut])
        whole = sum(end <= cut for end in ends)
        archive = UnitArchive(tmp_path, "govgauge/test")
        found = [
            archive.find(f"http://www.a.gov.cn/{n}.html", Purpose.PAGE, 1) is not None
            for n in range(6)
        ]
        assert found == [n < whole for n in range(6)]
        archive.append(exchange(9))
        archive.close()
        assert len(list(stored_exchanges(tmp_path))) == whole + 1
        for written in evidence_files(tmp_path):
            written.unlink()
        path.write_bytes(data)


def test_damage_inside_a_file_is_refused_and_never_cut_away(tmp_path: Path) -> None:
    filled(tmp_path, 6)
    (path,) = evidence_files(tmp_path)
    data = bytearray(path.read_bytes())
    second = [s.start for s in read_exchanges(path)][1]
    data[second + 60] ^= 0x10
    path.write_bytes(data)
    with pytest.raises(BadInput, match="damaged-evidence"):
        UnitArchive(tmp_path, "govgauge/test")
    assert path.read_bytes() == bytes(data)


def test_evidence_is_found_by_the_digest_of_its_payload(tmp_path: Path) -> None:
    filled(tmp_path, 4)
    wanted = payload_digest(exchange(2))
    ((_, stored),) = find_by_digest(tmp_path, {wanted, "sha256:none"})
    assert (stored.digest, stored.exchange.url) == (wanted, "http://www.a.gov.cn/2.html")


HEADERS = [
    b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 4\n\n",
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTRANSFER-ENCODING : chunked\r\nA: b\n\r\n",
    b"HTTP/1.1 200 OK\r\nX-Archive-Orig-Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n\r\n",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("body", [b"", b"<html>", b"\r\n\r\nX\n\n", b"A: b\r\n\r\n"])
def test_header_and_body_come_back_to_the_byte_t_d5(
    tmp_path: Path, header: bytes, body: bytes
) -> None:
    kept = attrs.evolve(exchange(1), header=header, body=body)
    archive = UnitArchive(tmp_path, "govgauge/test")
    digest = archive.append(kept)
    archive.close()
    ((_, stored),) = stored_exchanges(tmp_path)
    assert (stored.exchange, stored.digest) == (kept, digest)


def test_no_stored_response_claims_to_be_chunked_in_whatever_letters(tmp_path: Path) -> None:
    header = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n"
    archive = UnitArchive(tmp_path, "govgauge/test")
    archive.append(attrs.evolve(exchange(1), header=header, body=b"<html>"))
    archive.close()
    (path,) = evidence_files(tmp_path)
    with path.open("rb") as file:
        (body,) = (
            r.content_stream().read() for r in ArchiveIterator(file) if r.rec_type == "response"
        )
    assert body == b"<html>"


def before_lengths(one: Exchange, digest: str) -> bytes:
    """The records of an exchange as they were written before the header's length was kept."""
    data = encode_exchange(one, digest)
    request = zlib.decompressobj(31)
    first, rest = request.decompress(data), request.unused_data
    head, _, block = gzip.decompress(rest).partition(b"\r\n\r\n")
    head = re.sub(rb',"header_bytes":\d+', b"", head)
    return gzip.compress(first) + gzip.compress(head + b"\r\n\r\n" + block)


@pytest.mark.parametrize(
    "header",
    [
        exchange(1).header,
        b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nX-T: 1\r\nX-U: 2\r\n",
    ],
)
def test_files_from_before_the_header_s_length_was_kept_still_read(
    tmp_path: Path, header: bytes
) -> None:
    old = attrs.evolve(exchange(1), header=header, body=b"<html>\n\nx\r\n\r\ny")
    (tmp_path / "exchanges-00001.warc.gz").write_bytes(before_lengths(old, payload_digest(old)))
    ((_, stored),) = stored_exchanges(tmp_path)
    assert stored.exchange == old


def test_a_payload_that_has_not_its_stored_digest_is_damage(tmp_path: Path) -> None:
    other = encode_exchange(exchange(2), payload_digest(exchange(1)))
    (tmp_path / "exchanges-00001.warc.gz").write_bytes(other)
    with pytest.raises(BadInput, match="damaged-evidence"):
        list(find_by_digest(tmp_path, {payload_digest(exchange(1))}))
    with pytest.raises(BadInput, match="damaged-evidence"):
        UnitArchive(tmp_path, "govgauge/test")


def test_both_records_of_an_exchange_are_one_append() -> None:
    data = encode_exchange(exchange(1), payload_digest(exchange(1)))
    assert data.count(b"\x1f\x8b\x08") >= 2


def test_what_was_appended_is_found_at_once_and_the_first_of_a_key_for_good(tmp_path: Path) -> None:
    archive = UnitArchive(tmp_path, "govgauge/test")
    one, key = exchange(1), ("http://www.a.gov.cn/1.html", Purpose.PAGE, 1)
    archive.append(one)
    archive.append(attrs.evolve(one, status=503))
    assert archive.find(*key) == one
    archive.close()
    assert UnitArchive(tmp_path, "govgauge/test").find(*key) == one


def full_disk(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """The next write finds room for some bytes only; what follows it finds none, once."""
    write, left = os.write, [room]

    def torn(descriptor: int, data: memoryview) -> int:
        if not left:
            return write(descriptor, data)
        if left[0]:
            bytes_in, left[0] = left[0], 0
            return write(descriptor, data[:bytes_in])
        left.clear()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", torn)


@pytest.mark.parametrize("before", [0, 2])
@pytest.mark.parametrize("room", [0, 1, 100, 500])
def test_a_torn_append_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int, room: int
) -> None:
    archive = UnitArchive(tmp_path, "govgauge/test")
    for number in range(before):
        archive.append(exchange(number))
    full_disk(monkeypatch, room)
    with pytest.raises(NothingDone, match="disk-full"):
        archive.append(exchange(7))
    assert archive.find("http://www.a.gov.cn/7.html", Purpose.PAGE, 1) is None
    archive.append(exchange(8))
    assert archive.find("http://www.a.gov.cn/8.html", Purpose.PAGE, 1) == exchange(8)
    archive.close()
    kept = [stored.exchange for _, stored in stored_exchanges(tmp_path)]
    assert kept == [*map(exchange, range(before)), exchange(8)]
    (path,) = evidence_files(tmp_path)
    with path.open("rb") as file:
        assert next(iter(ArchiveIterator(file))).rec_type == "warcinfo"


def test_an_archive_that_cannot_take_a_torn_append_back_takes_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, length: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    archive = UnitArchive(tmp_path, "govgauge/test")
    archive.append(exchange(1))
    full_disk(monkeypatch, 100)
    monkeypatch.setattr(os, "ftruncate", refuse)
    for number in (2, 3):
        with pytest.raises(NothingDone, match="disk-full"):
            archive.append(exchange(number))
    archive.close()
    again = UnitArchive(tmp_path, "govgauge/test")
    again.append(exchange(3))
    again.close()
    assert [s.exchange for _, s in stored_exchanges(tmp_path)] == [exchange(1), exchange(3)]
