"""Where an indicator's answer comes from, and how well a rule is verified."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from govgauge.model.text import Text


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


@frozen
class Measure:
    """Where an indicator's answer comes from: a detector, a person's question or a figure.

    Exactly one of ``detector``, ``question`` and ``figure`` is set.  ``parts`` selects the
    instances of some parts of the unit where one detector serves several indicators; empty
    means all of them.
    """

    detector: str = ""
    question: Text | None = None
    figure: str = ""
    params: Mapping[str, Any] = field(factory=dict)
    parts: tuple[str, ...] = ()
