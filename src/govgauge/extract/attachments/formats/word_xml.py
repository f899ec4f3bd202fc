"""DOCX and its kin: text of the body, its notes and text boxes."""

from govgauge.extract.attachments.draft import Draft
from govgauge.extract.attachments.office_xml import describe, main_part, office_kind, package_of
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.attachments.xml_stream import Flow

_TEXTS = frozenset({"t"})
_LINES = frozenset({"p", "br", "cr"})
_SIGNS = {"tab": "\t", "noBreakHyphen": "-"}
# What was struck out under revision marks, and the second copy of a drawing for old readers.
_SKIPPED = frozenset({"Fallback", "del", "moveFrom", "instrText", "tabs"})


def recognise(sample: Sample) -> str:
    """``docx`` (``wps`` by name) for a package of a text document."""
    return office_kind(sample, "word/", "docx", "wps")


def read(sample: Sample, draft: Draft) -> None:
    """The body, then footnotes and endnotes."""
    package = package_of(sample)
    describe(package, draft)
    body = main_part(package, "word/document.xml")
    for name in (body, "word/footnotes.xml", "word/endnotes.xml"):
        entry = package.get(name)
        if entry is not None:
            place = "" if name == body else "note"
            flow = Flow(draft, place, _TEXTS, _LINES, _SIGNS, _SKIPPED, "tc", "tr")
            flow.read(package.pieces(entry))


FORMAT = Format(recognise, read)
