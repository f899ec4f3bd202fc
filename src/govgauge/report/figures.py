"""Every number a document prints, with the rows of the results it came from."""

import re
from collections.abc import Iterable

from attrs import frozen

from govgauge.model.text import Text

SUFFIX = ".figures.json"
MARKED = re.compile("\ue000(\\d+)\ue001([^\ue000-\ue002]*)\ue002")
"""A marked number: its place in the book, and the number."""
_STRAY = re.compile("\ue000\\d*|[\ue001\ue002]")


@frozen
class Figure:
    """One printed number.

    ``place`` is the heading it stands under; ``rows`` the keys in ``file``: unit ids in
    ``assessments.jsonl`` and ``ranking.csv``, finding ids in ``findings.csv``, a pointer in
    ``statistics.json``.  ``formula`` says how the rows make the number.
    """

    text: str
    document: str
    place: str
    file: str
    rows: tuple[str, ...]
    formula: Text


class FigureBook:
    """The numbers of one document, in the order they are printed."""

    def __init__(self, document: str) -> None:
        self._document = document
        self.figures: list[Figure] = []

    def say(
        self, text: str | int, place: str, file: str, rows: Iterable[str], formula: Text
    ) -> str:
        """Note a number; returns it as it is to be printed."""
        figure = Figure(str(text), self._document, place, file, tuple(rows), formula)
        self.figures.append(figure)
        return figure.text


def pointer(*steps: str) -> str:
    """A JSON pointer (RFC 6901) to a value of ``statistics.json``."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


class MarkedBook(FigureBook):
    """A book whose numbers carry their place in it, so that a page can link each to its source."""

    def say(
        self, text: str | int, place: str, file: str, rows: Iterable[str], formula: Text
    ) -> str:
        """Note a number; returns it between marks no text of ours has otherwise."""
        said = super().say(text, place, file, rows, formula)
        return f"\ue000{len(self.figures) - 1}\ue001{said}\ue002"


def unmarked(text: str) -> str:
    """A text without marks that stand alone: they were in it before we marked anything."""
    return _STRAY.sub("", text)


def plain(text: str) -> str:
    """A text without the marks of a :class:`MarkedBook`."""
    # Nearly every text is without: one look, not two.
    return unmarked(MARKED.sub(r"\2", text)) if _STRAY.search(text) else text
