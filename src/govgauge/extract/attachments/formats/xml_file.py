"""XML, SVG and Word's and Excel's old single-file XML: their characters; nothing is fetched or run."""

import re

from govgauge.extract.attachments.draft import Draft
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.attachments.xml_stream import Flow

_STEP = 64 * 1024
_BEFORE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*>)*", re.DOTALL
)
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_KINDS = {b"svg": "svg", b"Workbook": "xml_workbook", b"wordDocument": "xml_document"}
_LINES = frozenset({"p", "text", "tspan", "Row", "Cell", "item", "title", "link", "loc", "url"})
_SKIPPED = frozenset({"script", "style", "binData", "binaryData"})


def recognise(sample: Sample) -> str:
    """``svg``, one of Office's, or ``xml`` for what begins with an XML declaration or such a root."""
    head = sample.head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode("ascii", "replace")
    before = _BEFORE.match(head)
    at = before.end() if before else 0
    element = _ELEMENT.match(head, at)
    kind = _KINDS.get(element[1], "") if element else ""
    if kind:
        return kind
    return "xml" if b"<?xml" in head[: at + 5] else ""


def read(sample: Sample, draft: Draft) -> None:
    """All characters but scripts, styles and pictures."""
    data = sample.data
    pieces = (data[at : at + _STEP] for at in range(0, len(data), _STEP))
    Flow(draft, "", None, _LINES, {}, _SKIPPED).read(pieces)


FORMAT = Format(recognise, read)
