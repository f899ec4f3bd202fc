"""Two readers nobody here wrote read every kind of record, and agree with ours (row E3)."""

from __future__ import annotations

from pathlib import Path

import fastwarc
import pytest
from warcio.archiveiterator import ArchiveIterator

from govgauge.model.exchange import Exchange
from govgauge.store.archive import UnitArchive, evidence_files, stored_exchanges

from .exchanges import kinds, page

WITH_REVISITS = kinds() | {
    "twin": page("twin.html"),
    "second attempt": page("index.html", attempt=2),
    "chunked twin": page("ct", header=kinds()["chunked"].header, body=kinds()["chunked"].body),
}


def written(folder: Path) -> tuple[list[Exchange], Path]:
    archive = UnitArchive(folder, "govgauge/test")
    for exchange in WITH_REVISITS.values():
        archive.append(exchange)
    archive.close()
    (path,) = evidence_files(folder)
    return list(WITH_REVISITS.values()), path


def expected_type(exchange: Exchange, seen: set[bytes]) -> str:
    if exchange.status is None:
        return "metadata"
    if exchange.body in seen:
        return "revisit"
    seen.add(exchange.body)
    return "response"


def expected_types(kept: list[Exchange]) -> list[str]:
    seen: set[bytes] = set()
    return ["warcinfo", *(t for e in kept for t in ("request", expected_type(e, seen)))]


def test_our_own_reading_gives_every_exchange_back(tmp_path: Path) -> None:
    kept, _ = written(tmp_path)
    assert [stored.exchange for _, stored in stored_exchanges(tmp_path)] == kept


def test_warcio_reads_every_record_and_confirms_every_digest(tmp_path: Path) -> None:
    kept, path = written(tmp_path)
    with path.open("rb") as file:
        records = []
        for record in ArchiveIterator(file, check_digests="raise"):
            records.append((record.rec_type, record.rec_headers["WARC-Target-URI"]))
            record.content_stream().read()
    assert [kind for kind, _ in records] == expected_types(kept)
    assert [uri for _, uri in records[1::2]] == [e.url for e in kept]


def test_fastwarc_reads_every_record_and_confirms_every_digest(tmp_path: Path) -> None:
    kept, path = written(tmp_path)
    kinds_read, wrong = [], []
    with path.open("rb") as file:
        for record in fastwarc.ArchiveIterator(file, quirks_mode=True):
            kind = record.headers["WARC-Type"]
            kinds_read.append(kind)
            if kind == "response" and not record.verify_payload_digest():
                wrong.append(record.headers["WARC-Target-URI"])
    assert kinds_read == expected_types(kept)
    assert wrong == []


@pytest.mark.parametrize("name", ["plain", "chunked", "GBK header", "truncated", "body limit"])
def test_other_readers_see_the_body_that_was_received(tmp_path: Path, name: str) -> None:
    archive = UnitArchive(tmp_path, "govgauge/test")
    exchange = WITH_REVISITS[name]
    archive.append(exchange)
    archive.close()
    (path,) = evidence_files(tmp_path)
    with path.open("rb") as file:
        (by_warcio,) = (
            r.content_stream().read() for r in ArchiveIterator(file) if r.rec_type == "response"
        )
    with path.open("rb") as file:
        (by_fastwarc,) = (
            r.reader.read()
            for r in fastwarc.ArchiveIterator(file)
            if r.record_type == fastwarc.WarcRecordType.response
        )
    assert by_warcio == by_fastwarc == exchange.body
