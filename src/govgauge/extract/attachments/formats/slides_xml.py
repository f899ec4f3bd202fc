"""PPTX and its kin: text by slide, in the slides' own order."""

from collections.abc import Mapping

from govgauge.extract.attachments.draft import Draft
from govgauge.extract.attachments.office_xml import (
    describe,
    main_part,
    office_kind,
    package_of,
    relations,
)
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.attachments.xml_stream import Flow, read_xml
from govgauge.extract.attachments.zip_entries import ZipEntries

_LINES = frozenset({"p", "br"})


def recognise(sample: Sample) -> str:
    """``pptx`` (``dps`` by name) for a package of a presentation."""
    return office_kind(sample, "ppt/", "pptx", "dps")


def read(sample: Sample, draft: Draft) -> None:
    """Every slide the presentation lists."""
    package = package_of(sample)
    describe(package, draft)
    for name in _slides(package):
        entry = package.get(name)
        if entry is None:
            draft.unread += 1
            continue
        draft.units += 1
        flow = Flow(draft, f"slide:{draft.units}", frozenset({"t"}), _LINES, {}, frozenset())
        flow.read(package.pieces(entry))


def _slides(package: ZipEntries) -> list[str]:
    main = main_part(package, "ppt/presentation.xml")
    entry = package.get(main)
    if entry is None:
        return []
    ids: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sldId":
            ids.append(attributes.get("r:id", ""))

    read_xml(package.pieces(entry), start)
    related = relations(package, main)
    return [related[key][1] for key in ids if key in related]


FORMAT = Format(recognise, read)
