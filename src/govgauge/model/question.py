"""What a person is asked: the question of an indicator for one unit, and what may be answered."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from govgauge.model.measure import Due, Sample
from govgauge.model.text import Text


class AnswerKind(StrEnum):
    """What an answer is a number of, or that it is a word from a list."""

    COUNT = "count"
    POINTS = "points"
    CATEGORY = "category"


@frozen
class Allowed:
    """The answers one question takes: numbers between two ends (included), or listed words."""

    kind: AnswerKind
    least: Decimal = Decimal(0)
    most: Decimal | None = None
    categories: tuple[str, ...] = ()

    @property
    def in_words(self) -> Text:
        """What may be written, for the person who fills it in."""
        if self.kind is AnswerKind.CATEGORY:
            listed = " / ".join(self.categories)
            return Text(listed, listed)
        if self.kind is AnswerKind.COUNT:
            most = "" if self.most is None else f"，最多 {self.most:f}"
            most_en = "" if self.most is None else f", at most {self.most:f}"
            return Text(f"处数，整数，无则 0{most}", f"a whole number, 0 for none{most_en}")
        most = "∞" if self.most is None else f"{self.most:f}"
        return Text(f"分数 {self.least:f} 至 {most}", f"points, {self.least:f} to {most}")


@frozen
class Question:
    """One question about one unit.

    ``subject`` (``unit_id/indicator`` or ``unit_id/indicator/number``) is what the answer is
    kept under; ``evidence`` is the address to look at.  ``sample`` is what is drawn for it and
    ``drawn`` the addresses that were; ``due`` the clock of a test,
    ``due_day`` its last day where the test is made on the day of export.
    """

    subject: str
    unit_id: str
    unit_name: str
    indicator: str
    title: Text
    asks: Text
    allowed: Allowed
    evidence: str = ""
    sample: Sample | None = None
    due: Due | None = None
    drawn: tuple[str, ...] = ()
    due_day: date | None = None


@frozen
class RaterSheet:
    """The questions one rater is given; ``system`` and ``campaign`` tell what they belong to."""

    rater: str
    campaign: str
    system: str
    questions: tuple[Question, ...]


@frozen
class GivenMark:
    """One answer a rater wrote: the value as it is kept, and why."""

    subject: str
    value: str
    why: str = ""
