"""Every number a document prints, with the rows of the results it came from."""

from collections.abc import Iterable

from attrs import frozen

from govgauge.model.text import Text

SUFFIX = ".figures.json"


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


class Said(str):
    """A number as it is printed, with its place in the book: ``figures[number - 1]``."""

    __slots__ = ("number",)
    number: int


class FigureBook:
    """The numbers of one document, in the order they are printed."""

    def __init__(self, document: str) -> None:
        self._document = document
        self.figures: list[Figure] = []

    def say(
        self, text: str | int, place: str, file: str, rows: Iterable[str], formula: Text
    ) -> Said:
        """Note a number; returns it as it is to be printed."""
        figure = Figure(str(text), self._document, place, file, tuple(rows), formula)
        self.figures.append(figure)
        said = Said(figure.text)
        said.number = len(self.figures)
        return said


def pointer(*steps: str) -> str:
    """A JSON pointer (RFC 6901) to a value of ``statistics.json``."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)
