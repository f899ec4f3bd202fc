"""Who writes a common phrase with one other character, found exactly, unit by unit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from govgauge.detect.crowd.contexts import Contexts
from govgauge.detect.crowd.windows import (
    WIDTH,
    Piece,
    character_at,
    confusable_pairs,
    mask,
    masked_keys,
    pieces,
    whole_keys,
)
from govgauge.detect.wording.keys import Keys, KeyTable

_MOST_PLACES = 64
"""A variant that stands at more places is no slip; which they are need not be known."""
_MOST_HELD, _FULL_SHARE = 500_000, 0.75
"""Variants and places together: some 100 MiB.  When so much is left after tidying, no more are noted."""

Phrases = NDArray[np.bool_]
"""For every phrase whether it is meant."""
_Note = Callable[[int, int, int, tuple[int, int, int]], None]
"""Told of the masked place, the phrase, the character written, and page, line and place in it."""


@frozen(order=True)
class Place:
    """A character of a unit's text: the numbers of unit, page and line, and how far in."""

    unit: int
    page: int
    line: int
    at: int


@define
class _Variant:
    """One phrase written with one other character: how often, and where."""

    pages: int = 0
    places: list[Place] = field(factory=list)
    is_common: bool = False


@frozen
class Deviation:
    """One place where a character differs from what the crowd writes there.

    ``usual`` is the phrase (as character numbers) that ``usual_pages`` pages of ``usual_units``
    units write, ``offset`` the place of the character in it; ``pages`` write it the other way.
    """

    place: Place
    usual: tuple[int, ...]
    offset: int
    usual_pages: int
    usual_units: int
    pages: int


@frozen
class Needed:
    """When a phrase is usual and a variant of it rare.

    The phrase stands on ``least_pages`` pages of ``least_units`` units and ``ratio`` times as many
    as the variant, which no unit has on more than ``most_in_unit`` pages.  Of all pages with the
    four other characters ``share`` write the phrase: elsewhere the fifth may be any word.
    """

    least_pages: int
    least_units: int
    ratio: int
    most_in_unit: int
    share: float


class Crowd:
    """The common phrases with how many pages and units write them, and their variants.

    Memory is bounded: phrases by their number, variants by ``_MOST_HELD``; ``is_full`` tells that
    more were met.
    """

    def __init__(self, phrases: Keys) -> None:
        """``phrases`` are the keys of common windows, each once."""
        self._phrases = phrases
        self._whole = KeyTable(phrases)
        self._contexts = [Contexts(mask(phrases, n)) for n in range(WIDTH)]
        self._pages = np.zeros(len(phrases), np.int64)
        self._units = np.zeros(len(phrases), np.int64)
        self._variants: dict[tuple[int, int, int], _Variant] = defaultdict(_Variant)
        self._held = 0
        self.is_full = False

    def weigh(self, samples: Iterable[Sequence[str]]) -> None:
        """Leave out the contexts in which samples show that any word may stand."""
        for lines in samples:
            self._go_through(range(len(lines)), lines, lambda *found: None)
        for contexts in self._contexts:
            contexts.leave_open(self._pages)
            contexts.begin_anew()
        self._pages[:] = 0

    def look(self, unit: int, pages: Sequence[int], lines: Sequence[str]) -> None:
        """Go through a unit's lines, of each of which the page is known; pages in order."""

        def note(masked: int, phrase: int, written: int, place: tuple[int, int, int]) -> None:
            self._add((phrase, masked, written), Place(unit, *place))

        self._units[self._go_through(pages, lines, note)] += 1

    def _go_through(self, pages: Sequence[int], lines: Sequence[str], note: _Note) -> Phrases:
        """Count, note every variant, and tell which phrases there are."""
        page_of = np.array(pages, np.int64)
        seen = np.zeros(len(self._phrases), bool)
        for piece in pieces(lines):
            at, keys = whole_keys(piece.ids)
            found = self._whole.find(keys)
            hit = found >= 0
            self._count(found[hit], page_of[piece.line[at[hit]]])
            seen[found[hit]] = True
            ours = np.zeros(len(piece.ids), bool)
            ours[at[hit]] = True
            for masked in range(WIDTH):
                self._note(page_of, piece, ours, masked, note)
        return seen

    def _count(self, found: NDArray[np.int32], page: NDArray[np.int64]) -> None:
        """Count pages, not places: a page may write a phrase again and again.

        A page whose lines lie in two pieces (one in some hundred) may count twice.
        """
        np.add.at(self._pages, np.unique((found.astype(np.int64) << 32) | page) >> 32, 1)

    def _note(
        self,
        page_of: NDArray[np.int64],
        piece: Piece,
        ours: NDArray[np.bool_],
        masked: int,
        note: _Note,
    ) -> None:
        at, keys = masked_keys(piece.ids, masked)
        other = ~ours[at]
        at, keys = at[other], keys[other]
        hit, phrase = self._contexts[masked].filled_otherwise(keys, page_of[piece.line[at]])
        at = at[hit]
        written, meant = piece.ids[at + masked], character_at(self._phrases[phrase], masked)
        alike = confusable_pairs().has(written, meant)
        for place, number, character in zip(at[alike], phrase[alike], written[alike], strict=True):
            line = int(piece.line[place])
            start = int(piece.starts[line - int(piece.line[0])])
            where = (int(page_of[line]), line, int(place) + masked - start)
            note(masked, int(number), int(character), where)

    def _add(self, key: tuple[int, int, int], where: Place) -> None:
        if self._held >= _MOST_HELD:
            self._tidy()
        if self.is_full or not self._contexts[key[1]].is_looked_at(key[0]):
            return
        self._held += key not in self._variants
        variant = self._variants[key]
        last = variant.places[-1] if variant.places else None
        if last is None or (last.unit, last.page) != (where.unit, where.page):
            variant.pages += 1
        if variant.is_common:
            return
        variant.places.append(where)
        self._held += 1
        if len(variant.places) > _MOST_PLACES:
            self._held -= len(variant.places)
            variant.places, variant.is_common = [], True

    def _tidy(self) -> None:
        """Drop the variants in contexts that have shown by now that any word may stand there."""
        for contexts in self._contexts:
            contexts.leave_open(self._pages)
        for key in [k for k in self._variants if not self._contexts[k[1]].is_looked_at(k[0])]:
            self._held -= 1 + len(self._variants.pop(key).places)
        self.is_full = self._held > _FULL_SHARE * _MOST_HELD

    def knows(self, needed: Needed) -> bool:
        """Whether any phrase is usual."""
        usual = (self._pages >= needed.least_pages) & (self._units >= needed.least_units)
        return bool(usual.any())

    def deviations(self, needed: Needed) -> Iterator[Deviation]:
        """Each place once, by the phrase most pages write, in the order of places."""
        best: dict[Place, Deviation] = {}
        for (phrase, masked, _), variant in self._variants.items():
            pages, units = int(self._pages[phrase]), int(self._units[phrase])
            if pages < needed.least_pages or units < needed.least_units:
                continue
            if pages < needed.ratio * variant.pages or not _is_rare(variant, needed):
                continue
            if pages < needed.share * self._contexts[masked].filled(phrase, self._pages):
                continue
            key = self._phrases[phrase]
            usual = tuple(int(character_at(key, n)) for n in range(WIDTH))
            for place in variant.places:
                found = Deviation(place, usual, masked, pages, units, variant.pages)
                known = best.get(place)
                if known is None or _rank(known) < _rank(found):
                    best[place] = found
        return (best[place] for place in sorted(best))


def _rank(deviation: Deviation) -> tuple[int, int]:
    return deviation.usual_pages, -abs(deviation.offset - WIDTH // 2)


def _is_rare(variant: _Variant, needed: Needed) -> bool:
    if variant.is_common:
        return False
    pages: dict[int, set[int]] = defaultdict(set)
    for place in variant.places:
        pages[place.unit].add(place.page)
    return max(map(len, pages.values())) <= needed.most_in_unit
