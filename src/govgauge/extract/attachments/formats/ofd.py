"""OFD, the national fixed-layout format: text by page (GB/T 33190-2016)."""

import posixpath
from collections.abc import Mapping

from govgauge.extract.attachments.draft import Draft, Encrypted, LimitHit
from govgauge.extract.attachments.office_xml import package_of
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.attachments.xml_stream import read_core, read_xml
from govgauge.extract.attachments.zip_entries import ZipEntries

_ROOT = "OFD.xml"
_SAME_LINE_MM = 1.0
_MAX_PAGES_KEPT = 100_000


def recognise(sample: Sample) -> str:
    """``ofd`` for a ZIP with the format's entry file."""
    return "ofd" if _ROOT in sample.zip_names else ""


def read(sample: Sample, draft: Draft) -> None:
    """Every page of every document in the file."""
    package = package_of(sample)
    if package.get("Encryptions.xml") is not None:
        raise Encrypted
    root = package.get(_ROOT)
    if root is None:
        return
    read_core(draft, package.pieces(root))
    for document in _texts(package, _ROOT, "DocRoot"):
        for page in _pages(package, document):
            draft.units += 1
            if draft.units > draft.meter.limits.pages:
                raise LimitHit("pages")
            entry = package.get(page)
            if entry is None:
                draft.unread += 1
                continue
            if entry.encrypted:
                raise Encrypted
            layout = _Layout()
            read_xml(package.pieces(entry), layout.start, layout.end, layout.text)
            draft.add(layout.result(), f"page:{draft.units}")


def _texts(package: ZipEntries, part: str, wanted: str) -> list[str]:
    """Places named by the text of one element, from the package's root."""
    entry = package.get(part)
    found: list[str] = []
    inside = [False]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        inside[0] = name == wanted
        if inside[0]:
            found.append("")

    def text(data: str) -> None:
        if inside[0] and len(found[-1]) < 1000:
            found[-1] += data

    def end(name: str) -> None:
        inside[0] = False

    if entry is not None:
        read_xml(package.pieces(entry), start, end, text)
    return [_placed(part, place.strip()) for place in found if place.strip()]


def _pages(package: ZipEntries, document: str) -> list[str]:
    entry = package.get(document)
    found: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Page" and "BaseLoc" in attributes and len(found) < _MAX_PAGES_KEPT:
            found.append(_placed(document, attributes["BaseLoc"]))

    if entry is not None:
        read_xml(package.pieces(entry), start)
    return found


def _placed(part: str, place: str) -> str:
    if place.startswith("/"):
        return place.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), place))


class _Layout:
    """A page's text objects: those at one height stand in one line."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._inside = False
        self._height: float | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A text object may begin a new line."""
        if name == "TextObject":
            height = _height(attributes.get("Boundary", ""))
            near = self._height is not None and height is not None
            if not (near and abs(height - self._height) <= _SAME_LINE_MM):  # type: ignore[operator]
                self._pieces.append("\n")
            self._height = height
        self._inside = name == "TextCode"

    def text(self, data: str) -> None:
        """Characters of a text code."""
        if self._inside:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        """Nothing is inside any more."""
        self._inside = False

    def result(self) -> str:
        """The page's text."""
        return "".join(self._pieces).strip()


def _height(boundary: str) -> float | None:
    try:
        return float(boundary.split()[1])
    except (ValueError, IndexError):
        return None


FORMAT = Format(recognise, read)
