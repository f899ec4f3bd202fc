"""Year on year across a changed indicator system: crosswalk (对照表), matched change, bridge."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from govgauge.score.places.keys import Number


class LinkKind(StrEnum):
    """How an old item goes on: the same, with other words, or replaced by another."""

    SAME = "same"
    REWORDED = "reworded"
    REPLACED = "replaced"


@frozen
class Link:
    """One line of the crosswalk; only ``same`` items are compared."""

    old: str
    new: str
    kind: LinkKind = LinkKind.SAME
    note: str = ""


@frozen
class Edition:
    """One year of one unit: values on the same goalposts, and effective weights of all items."""

    values: Mapping[str, Number]
    weights: Mapping[str, Number]

    def score(self) -> Fraction:
        """The published score: the weighted mean of all items."""
        return _weighted(self.values, self.weights)


@frozen
class Overlap:
    """The weight of the items compared, in each year's weights (shares of 1)."""

    old: Fraction
    new: Fraction
    line: Fraction

    @property
    def comparable(self) -> bool:
        """False: the published change must carry the words "not comparable"."""
        return min(self.old, self.new) >= self.line


@frozen
class Bridge:
    """From the old published score to the new one in three steps that add up exactly.

    ``parts`` are what each common item contributes to the matched change, by its new code.
    """

    published_old: Fraction
    matched_old: Fraction
    matched_new: Fraction
    published_new: Fraction
    common_weights: Mapping[str, Fraction]
    parts: Mapping[str, Fraction]

    @property
    def from_dropped(self) -> Fraction:
        """What leaving out the old items, and the other weights, do to the old score."""
        return self.matched_old - self.published_old

    @property
    def matched_change(self) -> Fraction:
        """The real change: both years on the common items, with common weights."""
        return self.matched_new - self.matched_old

    @property
    def from_added(self) -> Fraction:
        """What the new items, and the new weights, do to the new score."""
        return self.published_new - self.matched_new

    @property
    def published_change(self) -> Fraction:
        """The difference of the published scores."""
        return self.published_new - self.published_old


COMPARABLE_FROM = Fraction(8, 10)


def overlap_of(
    links: Sequence[Link],
    old_weights: Mapping[str, Number],
    new_weights: Mapping[str, Number],
    line: Fraction = COMPARABLE_FROM,
) -> Overlap:
    """How much of each year's system the ``same`` items carry."""
    same = _same(links, old_weights, new_weights)
    return Overlap(
        _share(old_weights, [link.old for link in same]),
        _share(new_weights, [link.new for link in same]),
        line,
    )


def bridge(old: Edition, new: Edition, links: Sequence[Link]) -> Bridge | None:
    """The bridge of one unit; ``None`` where no item with weight is the same or one lacks a value.

    Common weights are the mean of the two years' weights, each rescaled over the common items;
    they are named by the new codes.
    """
    same = _same(links, old.weights, new.weights)
    if not same or set(old.weights) - set(old.values) or set(new.weights) - set(new.values):
        return None
    old_share = _share(old.weights, [link.old for link in same])
    new_share = _share(new.weights, [link.new for link in same])
    if not old_share or not new_share:
        return None
    common = {
        link.new: (
            Fraction(old.weights[link.old]) / _total(old.weights) / old_share
            + Fraction(new.weights[link.new]) / _total(new.weights) / new_share
        )
        / 2
        for link in same
    }
    before = {link.new: Fraction(old.values[link.old]) for link in same}
    after = {link.new: Fraction(new.values[link.new]) for link in same}
    return Bridge(
        published_old=old.score(),
        matched_old=_weighted(before, common),
        matched_new=_weighted(after, common),
        published_new=new.score(),
        common_weights=common,
        parts={code: weight * (after[code] - before[code]) for code, weight in common.items()},
    )


def _same(
    links: Sequence[Link], old: Mapping[str, Number], new: Mapping[str, Number]
) -> list[Link]:
    same = [link for link in links if link.kind is LinkKind.SAME]
    for codes, known in (([k.old for k in same], old), ([k.new for k in same], new)):
        wrong = sorted({c for c in codes if codes.count(c) > 1 or c not in known})
        if wrong:
            raise ValueError(f"items linked twice or without a weight: {', '.join(wrong)}")
    return same


def _weighted(values: Mapping[str, Number], weights: Mapping[str, Number]) -> Fraction:
    parts = (Fraction(values[code]) * Fraction(weights[code]) for code in weights)
    return sum(parts, Fraction(0)) / _total(weights)


def _share(weights: Mapping[str, Number], codes: Sequence[str]) -> Fraction:
    return sum((Fraction(weights[c]) for c in codes), Fraction(0)) / _total(weights)


def _total(weights: Mapping[str, Number]) -> Fraction:
    return sum((Fraction(w) for w in weights.values()), Fraction(0))
