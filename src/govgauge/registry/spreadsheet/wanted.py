"""What a score table is asked for: one column for each indicator, known by code or title."""

import re
import unicodedata
from decimal import Decimal

from attrs import frozen

from govgauge.model.text import Text
from govgauge.registry.files import heading_key

_IN_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_POINTS = re.compile(r"^(?:满分|fullmarks?)?[:：]?([0-9]+(?:\.[0-9]+)?)(?:分|points?)$", re.I)
_ENDINGS = ("得分", "分数", "分值", "指标", "指数", "评分")


@frozen
class WantedColumn:
    """One indicator's column.

    ``least`` and ``most`` bound its values in their own unit (``None``: open); ``at_100_percent``
    is the value that 100 % means.  ``above`` are the titles of the nodes over it, top first.
    ``categories`` are the words it takes instead of numbers.
    """

    code: str
    title: Text
    above: tuple[Text, ...] = ()
    least: Decimal | None = Decimal(0)
    most: Decimal | None = Decimal(100)
    categories: tuple[str, ...] = ()

    @property
    def at_100_percent(self) -> Decimal:
        """The value that 100 % means: full marks where there are any."""
        return Decimal(100) if self.most is None else self.most


@frozen
class Heading:
    """A column's heading: its words from the top row down, and the points it names."""

    words: tuple[str, ...]
    points: Decimal | None = None

    @property
    def last(self) -> str:
        """The words next to the values."""
        return self.words[-1] if self.words else ""

    def __str__(self) -> str:
        return " / ".join(self.words)


def heading_of(parts: list[str]) -> Heading:
    """A heading from its rows' words; points in brackets, "(30分)", are taken off and kept."""
    points = None
    words: list[str] = []
    for part in parts:
        plain = unicodedata.normalize("NFKC", " ".join(part.split()))
        for inside in _IN_BRACKETS.findall(plain):
            found = _POINTS.match(inside.replace(" ", ""))
            if found:
                points = Decimal(found.group(1))
        plain = _IN_BRACKETS.sub("", plain).strip()
        if plain and plain not in words[-1:]:
            words.append(plain)
    return Heading(tuple(words), points)


def matches(heading: Heading, wanted: WantedColumn) -> bool:
    """True when a heading's last words are the indicator's code, its title, or both."""
    return _key(heading.last) in _names(wanted)


def stands_under(heading: Heading, wanted: WantedColumn) -> bool:
    """True when the words above a heading are those above the indicator, as far as it has any."""
    over = {_key(word) for word in heading.words[:-1]}
    return all(over & {_key(title.zh), _key(title.en)} for title in wanted.above if over)


def _names(wanted: WantedColumn) -> set[str]:
    titles = {_key(wanted.title.zh), _key(wanted.title.en)} - {""}
    code = heading_key(wanted.code)
    return titles | {code} | {code + title for title in titles}


def _key(words: str) -> str:
    key = heading_key(words)
    for ending in _ENDINGS:
        if len(key) > len(ending) + 1:
            key = key.removesuffix(ending)
    return key
