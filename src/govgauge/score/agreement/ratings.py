"""Marks of several raters: rows are units, columns raters, a blank is NaN."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ratings = npt.NDArray[np.float64]
"""Units × raters; categories stand as numbers, NaN where a rater gave no mark."""


def as_ratings(rows: Sequence[Sequence[float | None]]) -> Ratings:
    """Marks as an array; every row must be as long as the others."""
    return np.array([[np.nan if m is None else m for m in row] for row in rows], dtype=np.float64)


def category_counts(
    ratings: Ratings, categories: Sequence[float] | None = None
) -> npt.NDArray[np.float64]:
    """How many raters put each unit into each category (units × categories).

    Categories are those seen, in ascending order, unless given; ``ValueError`` for a mark that
    is none of those given.
    """
    marks = ratings[~np.isnan(ratings)]
    values = np.unique(marks) if categories is None else np.array(categories, dtype=np.float64)
    if not np.isin(marks, values).all():
        raise ValueError(f"marks outside the categories {values.tolist()}")
    return np.stack([(ratings == v).sum(axis=1) for v in values], axis=1).astype(np.float64)


def pair_table(
    one: Sequence[float], other: Sequence[float], categories: Sequence[float]
) -> npt.NDArray[np.float64]:
    """The cross table of two raters' marks, in the order of the categories."""
    place = {category: n for n, category in enumerate(categories)}
    table = np.zeros((len(place), len(place)))
    for a, b in zip(one, other, strict=True):
        table[place[a], place[b]] += 1
    return table


def rater_effects(ratings: Ratings) -> list[float | None]:
    """How far each rater's marks lie from the means of the units marked, on average.

    In points; above zero is lenient.  Only units with two marks or more tell; ``None`` for a
    rater without any.
    """
    shared = ratings[(~np.isnan(ratings)).sum(axis=1) >= 2]
    deviations = shared - np.nanmean(shared, axis=1, keepdims=True) if len(shared) else shared
    effects: list[float | None] = []
    for column in deviations.T:
        own = column[~np.isnan(column)]
        effects.append(float(own.mean()) if len(own) else None)
    return effects
