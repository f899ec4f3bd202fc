"""What a document is made of, whatever it is written as."""

import re
from collections.abc import Sequence
from enum import StrEnum

from attrs import field, frozen

from govgauge.model.text import Language
from govgauge.report.pictures.drawing import Picture

# Control characters XML has no place for, and marks that turn the order of other people's text.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


class Style(StrEnum):
    """The paragraph styles every document of ours has."""

    TITLE = "Title"
    SUBTITLE = "Subtitle"
    BODY = "BodyText"
    NOTE = "Note"


@frozen
class Heading:
    """A heading of the first or second level."""

    text: str
    level: int = 1


@frozen
class Paragraph:
    """One paragraph."""

    text: str
    style: Style = Style.BODY


@frozen
class Grid:
    """A table; ``widths`` are shares of the line's width, one a column."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


@frozen
class PageBreak:
    """What follows begins on a new page."""


@frozen
class Contents:
    """The headings of the document with their pages."""

    title: str


Block = Contents | Heading | Paragraph | Grid | Picture | PageBreak


@frozen
class Document:
    """One document; ``watermark`` is printed across every page where it is not empty."""

    title: str
    language: Language
    blocks: Sequence[Block] = field(factory=tuple)
    header: str = ""
    watermark: str = ""


def printable(text: str) -> str:
    """Text without characters that cannot be printed or that reorder what stands around them."""
    return _UNPRINTABLE.sub("�", text)
