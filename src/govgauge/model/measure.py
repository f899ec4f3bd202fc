"""Where an indicator's answer comes from, and how well a rule is verified."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from govgauge.model.text import Text
from govgauge.model.working_days import FirstDay


class Grade(StrEnum):
    """How well a value is verified; A and B may be shown without the word unverified.

    A official text seen · B reliable second source · C practice of products · D derived ·
    M memory or assumption · X not known.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    M = "M"
    X = "X"

    @property
    def verified(self) -> bool:
        """True for values read in an official text or a reliable second source, or derived."""
        return self in (Grade.A, Grade.B, Grade.D)


class Reduce(StrEnum):
    """How findings become a number: their count, the count of distinct addresses they are about
    (over all measures), or the detector's own measurement."""

    COUNT = "count"
    ADDRESSES = "addresses"
    VALUE = "value"


class Below(StrEnum):
    """What a unit takes from those under it (``parent_id``): their mean score, their least one,
    or the percentage of them that pass."""

    MEAN = "mean"
    LEAST = "least"
    PASSING = "passing"


class Raters(StrEnum):
    """How the marks of several raters become one while nobody has arbitrated.

    ``agree``: they must; until then everything between the least and the most is open.
    ``trimmed``: the mean without the highest and the lowest, of three marks or more.
    """

    AGREE = "agree"
    MEAN = "mean"
    TRIMMED = "trimmed"
    MEDIAN = "median"


@frozen
class Sample:
    """What a person looks at instead of everything (DM-10): ``count`` items drawn by the campaign's
    seed from the columns of class ``of`` (``any``: of all columns)."""

    of: str
    count: int


@frozen
class Due:
    """The clock of a test a person makes (DM-11): so many working days of the Chinese calendar."""

    working_days: int
    first: FirstDay = FirstDay.NEXT_DAY


@frozen
class Measure:
    """Where an answer comes from: a detector, a person's question, a figure, or units below.

    Exactly one of ``detector``, ``question``, ``figure`` and ``below`` is set.  ``parts`` selects
    the instances of some parts of the unit where one detector serves several indicators; empty
    means all of them.  ``sample`` and ``due`` belong to questions.
    """

    detector: str = ""
    question: Text | None = None
    figure: str = ""
    params: Mapping[str, Any] = field(factory=dict)
    parts: tuple[str, ...] = ()
    below: Below | None = None
    sample: Sample | None = None
    due: Due | None = None

    @property
    def source(self) -> str:
        """Which of its four sources it has: ``detector``, ``person``, ``figure`` or ``below``."""
        if self.detector:
            return "detector"
        if self.below is not None:
            return "below"
        return "person" if self.question is not None else "figure"
