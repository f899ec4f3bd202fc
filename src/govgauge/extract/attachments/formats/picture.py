"""Pictures: typed by their first bytes, measured without decoding a single pixel."""

import re
import struct

from govgauge.extract.attachments.draft import Draft, LimitHit
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"\x00\x00\x01\x00": "ico",
}
_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]")
_BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})


def recognise(sample: Sample) -> str:
    """The picture's format."""
    head = sample.head
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    is_bitmap = head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS
    return "bmp" if is_bitmap else ""


def read(sample: Sample, draft: Draft) -> None:
    """Only the size: a picture has no text here, and decoding one may take gigabytes."""
    try:
        width, height = _size(draft.kind, sample.data)
    except struct.error:
        draft.detail = "the size is not told"
        return
    draft.detail = f"{width}x{height}"
    if width * height > draft.meter.limits.pixels:
        raise LimitHit("pixels")


def _size(kind: str, data: bytes) -> tuple[int, int]:
    if kind == "png":
        width, height = struct.unpack_from(">LL", data, 16)
    elif kind == "gif":
        width, height = struct.unpack_from("<HH", data, 6)
    elif kind == "bmp":
        width, height = (abs(side) for side in struct.unpack_from("<ll", data, 18))
    elif kind == "jpeg":
        return _size_of_jpeg(data)
    else:
        raise struct.error
    return width, height


def _size_of_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if _FRAME.match(data, at):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    raise struct.error


FORMAT = Format(recognise, read, has_text=False)
