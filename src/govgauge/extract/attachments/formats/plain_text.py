"""Plain text and CSV in UTF-8, UTF-16 or GB18030."""

import re

from govgauge.extract.attachments.draft import Draft
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.charset import decode

_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_BAD_SHARE = 0.02
_SEPARATORS = (",", "\t", ";")
_LINES_LOOKED_AT = 20


def recognise(sample: Sample) -> str:
    """``txt`` or ``csv`` for bytes that read as text; ``csv`` where every line has as many fields."""
    head = sample.head
    if not head.startswith(_BOMS[:2]) and _CONTROLS.search(head):
        return ""
    text = decode(head, "").text
    if text.count("\ufffd") > 1 + _MAX_BAD_SHARE * len(text):
        return ""
    return "csv" if _is_table(text, sample.extension) else "txt"


def read(sample: Sample, draft: Draft) -> None:
    """All of it."""
    draft.add(decode(sample.data, "").text)


def _is_table(text: str, extension: str) -> bool:
    lines = [line for line in text.splitlines()[:_LINES_LOOKED_AT] if line.strip()]
    if extension == "csv":
        return True
    if extension == "txt" or len(lines) < 3:
        return False
    counts = [[line.count(s) for line in lines[:-1]] for s in _SEPARATORS]
    return any(min(of_one) == max(of_one) > 0 for of_one in counts)


FORMAT = Format(recognise, read, rank=2)
