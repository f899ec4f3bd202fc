"""XLSX and its kin: the cells of every sheet, row by row, read as a stream."""

from collections.abc import Mapping
from datetime import date, timedelta

from govgauge.extract.attachments.draft import Draft, LimitHit
from govgauge.extract.attachments.office_xml import (
    describe,
    main_part,
    office_kind,
    package_of,
    relations,
)
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.sheet_dates import is_date_format
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.attachments.xml_stream import read_xml
from govgauge.extract.attachments.zip_entries import ZipEntries

_FLUSH_CHARS = 16_000
_MAX_STYLES = 65_536
_EPOCH = date(1899, 12, 30)


def recognise(sample: Sample) -> str:
    """``xlsx`` (``et`` by name) for a package of a workbook."""
    return office_kind(sample, "xl/", "xlsx", "et")


def read(sample: Sample, draft: Draft) -> None:
    """Every sheet in the workbook's order; dates as ISO dates, other numbers as they are kept."""
    package = package_of(sample)
    describe(package, draft)
    main = main_part(package, "xl/workbook.xml")
    strings = _SharedStrings(package, draft)
    dated = _date_styles(package)
    for name, part in _sheets(package, main):
        entry = package.get(part)
        if entry is None:
            draft.unread += 1
            continue
        draft.units += 1
        sheet = _Sheet(draft, f"sheet:{name}", strings.values, dated)
        try:
            read_xml(package.pieces(entry), sheet.start, sheet.end, sheet.text)
        finally:
            sheet.flush()


def _sheets(package: ZipEntries, main: str) -> list[tuple[str, str]]:
    entry = package.get(main)
    found: list[tuple[str, str]] = []
    if entry is None:
        return found

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            found.append((attributes.get("name", "")[:60], attributes.get("r:id", "")))

    read_xml(package.pieces(entry), start)
    related = relations(package, main)
    return [(name, related[key][1]) for name, key in found if key in related]


class _SharedStrings:
    """The workbook's table of strings; readings under phonetic guides are left out."""

    def __init__(self, package: ZipEntries, draft: Draft) -> None:
        self.values: list[str] = []
        self._pieces: list[str] = []
        self._inside = self._guide = False
        # Each string may stand in many cells; here it stands once, under the same limit.
        self._room = draft.meter.limits.text_chars
        entry = package.get("xl/sharedStrings.xml")
        if entry is not None:
            read_xml(package.pieces(entry), self._start, self._end, self._text)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "rPh":
            self._guide = True
        elif name == "t":
            self._inside = not self._guide

    def _end(self, name: str) -> None:
        if name == "si":
            self.values.append("".join(self._pieces))
            self._pieces = []
        elif name == "rPh":
            self._guide = False
        elif name == "t":
            self._inside = False

    def _text(self, text: str) -> None:
        if self._inside:
            self._pieces.append(text)
            self._room -= len(text)
            if self._room < 0:
                raise LimitHit("text_chars")


class _Sheet:
    """One sheet's cells as lines of text, cells of a row apart by tabs."""

    def __init__(self, draft: Draft, place: str, strings: list[str], dated: frozenset[int]) -> None:
        self._draft = draft
        self._place = place
        self._strings = strings
        self._dated = dated
        self._row: list[str] = []
        self._lines: list[str] = []
        self._chars = 0
        self._type = ""
        self._style = 0
        self._value: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._type = attributes.get("t", "n")
            style = attributes.get("s", "0")
            self._style = int(style) if style.isdecimal() and len(style) < 9 else 0
            self._value = []
        elif name in ("v", "t"):
            self._inside = True

    def text(self, text: str) -> None:
        if self._inside:
            self._value.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._inside = False
        elif name == "c":
            value = "".join(self._value)
            if value:
                shown = self._shown(value)
                self._row.append(shown)
                self._chars += len(shown) + 1
        elif name == "row" and self._row:
            self._lines.append("\t".join(self._row))
            self._row = []
            if self._chars > _FLUSH_CHARS:
                self.flush()

    def _shown(self, value: str) -> str:
        if self._type == "s":
            at = int(value) if value.isdecimal() and len(value) < 12 else -1
            return self._strings[at] if 0 <= at < len(self._strings) else ""
        if self._type == "n" and self._style in self._dated:
            return as_date(value)
        return value

    def flush(self) -> None:
        """Hand over what waits."""
        lines, self._lines, self._chars = self._lines, [], 0
        self._draft.add("\n".join(lines), self._place)


def as_date(value: str) -> str:
    """A serial day number as an ISO date; anything else as it is."""
    try:
        days = float(value)
    except ValueError:
        return value
    return str(_EPOCH + timedelta(int(days))) if 1 <= days < 2_958_466 else value


def _date_styles(package: ZipEntries) -> frozenset[int]:
    """Which cell styles show a number as a date."""
    entry = package.get("xl/styles.xml")
    if entry is None:
        return frozenset()
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside = [False]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt" and len(formats) < _MAX_STYLES:
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0] and len(styles) < _MAX_STYLES:
            styles.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    read_xml(package.pieces(entry), start, end)
    return frozenset(
        n for n, number in enumerate(styles) if is_date_format(number, formats.get(number, ""))
    )


FORMAT = Format(recognise, read)
