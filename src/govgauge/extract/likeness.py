"""How much alike two readings of one page are, whatever a clock, a counter or a rotation changes."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from govgauge.model.reading import PageReading

_VARYING = re.compile(r"\d+|[/\\][\w./\\-]+")
_QUERY = re.compile(r"\?.*")
_MAX_LINES = 5_000


class Likeness(NamedTuple):
    """Shares in [0, 1] of what two readings show together; titles are the same or not."""

    same_title: bool
    lines: float
    links: float


def likeness(one: PageReading, other: PageReading) -> Likeness:
    """Compare title, distinct text lines and the addresses linked to.

    Numbers in text and queries of addresses are left out: they change from answer to answer.
    """
    return Likeness(
        plain_lines([one.title.strip()]) == plain_lines([other.title.strip()]),
        _shared(plain_lines(one.lines[:_MAX_LINES]), plain_lines(other.lines[:_MAX_LINES])),
        _shared(_addresses(one), _addresses(other)),
    )


def plain_lines(lines: Iterable[str]) -> AbstractSet[str]:
    """Lines without the numbers and addresses in which two answers of one kind differ."""
    return frozenset(_VARYING.sub("#", line) for line in lines)


def _addresses(reading: PageReading) -> AbstractSet[str]:
    return frozenset(_QUERY.sub("", link.target) for link in reading.links if link.element == "a")


def _shared(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    together = one | other
    return round(len(one & other) / len(together), 4) if together else 1.0
