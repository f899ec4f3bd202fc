"""PPT (PowerPoint 97 to 2003) and DPS of the same structure: the atoms of text (MS-PPT 2.9)."""

import struct

from govgauge.extract.attachments.draft import Draft, Encrypted
from govgauge.extract.attachments.ole_streams import describe, kind_of_stream, stream
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format

_STREAM = "PowerPoint Document"
_CONTAINER = 0xF
_TEXT_CHARS, _TEXT_BYTES = 0x0FA0, 0x0FA8
_SLIDE, _SLIDE_LIST_ENTRY = 0x03EE, 0x03F3
_ENCRYPTION = b"\xdf\xc4\xd1\xf3"
# Masters and notes: what stands there is on no slide of its own.
_LEFT_OUT = frozenset({0x03F8, 0x0FC9})
_LINE_ENDS = str.maketrans({"\r": "\n", "\x0b": "\n"})


def recognise(sample: Sample) -> str:
    """``ppt`` (``dps`` by name) for a compound file with a presentation in it."""
    return kind_of_stream(sample, (_STREAM.lower(),), "ppt", "dps")


def read(sample: Sample, draft: Draft) -> None:
    """Text in the order of the file; every slide begins a place of its own."""
    if "encryptedsummary" in sample.ole_names or _is_encrypted(sample):
        raise Encrypted
    describe(sample, draft)
    data = stream(sample, _STREAM)
    at, place = 0, ""
    while at + 8 <= len(data):
        head, kind, size = struct.unpack_from("<HHL", data, at)
        at += 8
        if kind in (_SLIDE, _SLIDE_LIST_ENTRY):
            draft.units += kind == _SLIDE
            place = f"slide:{draft.units}" if kind == _SLIDE else ""
        if kind in (_TEXT_CHARS, _TEXT_BYTES):
            codec = "utf-16-le" if kind == _TEXT_CHARS else "latin-1"
            text = data[at : at + size].decode(codec, "replace")
            draft.add(text.translate(_LINE_ENDS), place)
        if head & 0xF != _CONTAINER or kind in _LEFT_OUT:
            at += size  # Only containers are walked into, so every record is met once.


def _is_encrypted(sample: Sample) -> bool:
    if "current user" not in sample.ole_names:
        return False
    return stream(sample, "Current User")[12:16] == _ENCRYPTION


FORMAT = Format(recognise, read)
