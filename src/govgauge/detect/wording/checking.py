"""All searches over one text: what may be sent unread, and what reviewers look at."""

import re
from functools import cache

from attrs import frozen

from govgauge.detect.wording.counted import counted_suspicions, surest
from govgauge.detect.wording.impossible import impossible_values
from govgauge.detect.wording.listed import (
    Phrases,
    build_phrases,
    misquoted_phrases,
    misquoted_titles,
)
from govgauge.detect.wording.pairs import unpaired_marks
from govgauge.detect.wording.statistics import Statistics, shipped_statistics
from govgauge.detect.wording.suspicion import Suspicion

# An office's sign in a document number (X政规〔2026〕7号) is chosen by the office: no text tells it right.
_NUMBER_FOLLOWS = re.compile(r"[\u4e00-\u9fff]{0,6}[〔\[(【](?:19|20)\d\d[〕\])】] ?第?\d{1,5}号")
_NUMBER_CHARS = 24
# The dateline of news (新华社甲市11月3日电) ends a sentence without a mark.
_DATELINE = re.compile(r"\d日专?[电讯]")


@frozen
class Checker:
    """Statistics and lists ready to check any number of texts."""

    statistics: Statistics
    phrases: Phrases

    def check(self, text: str, *, wide: bool = False) -> list[Suspicion]:
        """Suspicions in a text whose lines end paragraphs, in its order."""
        counted = counted_suspicions(text, self.statistics, wide=wide)
        found = [suspicion for suspicion in counted if not _is_conventional(text, suspicion)]
        found += misquoted_phrases(text, self.phrases)
        found += misquoted_titles(text, self.statistics)
        found += impossible_values(text)
        offset = 0
        for paragraph in text.split("\n"):
            found += unpaired_marks(paragraph, offset)
            offset += len(paragraph) + 1
        return surest(found)


def checker(statistics: Statistics) -> Checker:
    """A checker on given statistics."""
    return Checker(statistics, build_phrases(statistics))


def _is_conventional(text: str, suspicion: Suspicion) -> bool:
    """Whether a place is written so by a convention that no counted text knows."""
    start, end = suspicion.start, suspicion.end
    in_number = _NUMBER_FOLLOWS.match(text, end, end + _NUMBER_CHARS)
    return bool(in_number or _DATELINE.search(text, max(start - 3, 0), end))


@cache
def shipped_checker() -> Checker:
    """The checker on the statistics that ship, made once a process."""
    return checker(shipped_statistics())
