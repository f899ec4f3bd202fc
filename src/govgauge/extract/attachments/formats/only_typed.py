"""What is named by its first bytes and not read: other archives, sound, film, programs."""

from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format

_MAGIC = (
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\x1f\x8b", "gz"),
    (0, b"BZh", "bz2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (257, b"ustar", "tar"),
    (0, b"MSCF\x00\x00\x00\x00", "cab"),
    (0, b"ID3", "mp3"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"OggS", "ogg"),
    (4, b"ftyp", "mp4"),
    (0, b"FLV\x01", "flv"),
    (0, b"\x1aE\xdf\xa3", "mkv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (0, b"FWS", "swf"),
    (0, b"CWS", "swf"),
    (0, b"%!PS", "ps"),
    (0, b"AT&TFORM", "djvu"),
    (0, b"wOFF", "woff"),
    (0, b"wOF2", "woff"),
    (0, b"MIME-Version:", "mht"),
    (0, b"From: <", "mht"),
    (0, b"ITSF\x03\x00\x00\x00", "chm"),
)
_RIFF = {b"WAVE": "wav", b"AVI ": "avi"}


def recognise(sample: Sample) -> str:
    """The kind whose magic bytes stand in their place."""
    head = sample.head
    for at, magic, kind in _MAGIC:
        if head.startswith(magic, at):
            return kind
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[:2] == b"MZ":
        at = int.from_bytes(head[0x3C:0x40], "little")
        return "exe" if sample.data[at : at + 2] in (b"PE", b"NE", b"LE") else ""
    return ""


FORMAT = Format(recognise)
