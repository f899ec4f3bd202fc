"""WARC records out of a file: whole gzip members only, and damage told from a cut-off tail."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.store.warc import GZIP_BITS, Original

_READ_BYTES = 1024 * 1024
_HEAD_BYTES = 16 * 1024


class Record(NamedTuple):
    """One WARC record: where its gzip member lies, its fields (lower-case names), its block."""

    start: int
    end: int
    fields: dict[str, str]
    block: bytes


def read_records(path: Path, start: int = 0) -> Iterator[Record]:
    """Every whole record from an offset on; a cut-off last member ends the iteration.

    Raises ``BadInput`` (``damaged-evidence``) where bytes inside the file are not what was
    written: a cut-off tail is the trace of a kill, anything else is damage.
    """
    with path.open("rb") as file:
        file.seek(start)
        offset = start
        pending = b""
        while True:
            decoder = zlib.decompressobj(GZIP_BITS)
            pieces: list[bytes] = []
            used = 0
            while not decoder.eof:
                if not pending:
                    pending = file.read(_READ_BYTES)
                    if not pending:
                        return
                try:
                    pieces.append(decoder.decompress(pending))
                except zlib.error as error:
                    raise damaged(path, offset) from error
                used += len(pending) - len(decoder.unused_data)
                pending = decoder.unused_data
            yield _as_record(path, offset, offset + used, b"".join(pieces))
            offset += used


def _as_record(path: Path, start: int, end: int, data: bytes) -> Record:
    head, separator, rest = data.partition(b"\r\n\r\n")
    version, fields = head_fields(head)
    length = fields.get("content-length", "")
    if not separator or not version.startswith("WARC/1.") or not length.isdigit():
        raise damaged(path, start)
    block = rest[: int(length)]
    if len(block) != int(length) or rest[int(length) :] != b"\r\n\r\n":
        raise damaged(path, start)
    return Record(start, end, fields, block)


def head_fields(head: bytes) -> tuple[str, dict[str, str]]:
    """The version line of a record, and its fields with lower-case names."""
    lines = head.decode("utf-8", "surrogateescape").split("\r\n")
    return lines[0], dict(_field(line) for line in lines[1:])


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(": ")
    return name.lower(), value


def damaged(path: Path, offset: int) -> BadInput:
    """The failure for evidence that is not what was written."""
    return BadInput(
        "damaged-evidence",
        Text(f"证据文件在第 {offset} 字节处损坏", f"the evidence is damaged at byte {offset}"),
        Text("运行 verify 查看损坏范围，再从备份恢复该单位", "run verify, then restore this unit"),
        Place.in_file(path),
    )


def read_original(path: Path, start: int) -> Original:
    """What a revisit says of the exchange at this offset; its payload is not unpacked."""
    with path.open("rb") as file:
        file.seek(start)
        request = zlib.decompressobj(GZIP_BITS)
        rest = b""
        while not request.eof:
            data = file.read(_HEAD_BYTES)
            if not data:
                raise damaged(path, start)
            request.decompress(data)
            rest = request.unused_data
        closing = zlib.decompressobj(GZIP_BITS)
        head = b""
        while b"\r\n\r\n" not in head:
            rest = closing.unconsumed_tail or rest or file.read(_HEAD_BYTES)
            if not rest:
                raise damaged(path, start)
            head += closing.decompress(rest, _HEAD_BYTES)
            rest = b""
    _, fields = head_fields(head.partition(b"\r\n\r\n")[0])
    return Original(
        path.name,
        start,
        fields["warc-record-id"],
        fields["warc-target-uri"],
        fields["warc-date"],
    )
