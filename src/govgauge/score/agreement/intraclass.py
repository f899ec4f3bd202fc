"""Intraclass correlations of numeric marks (Shrout and Fleiss 1979)."""

import numpy as np
from attrs import frozen

from govgauge.score.agreement.ratings import Ratings


@frozen
class MeanSquares:
    """The analysis of variance behind the correlations, in points²."""

    units: float
    raters: float
    within: float
    residual: float


@frozen
class IntraclassCorrelations:
    """All six forms: (1) other raters for each unit, (2) the raters are a sample, (3) these
    raters and no others; ``single`` of one mark, ``mean`` of the mean of all raters."""

    single_1: float
    single_2: float
    single_3: float
    mean_1: float
    mean_2: float
    mean_3: float
    squares: MeanSquares


def intraclass_correlations(ratings: Ratings) -> IntraclassCorrelations:
    """The correlations of units × raters without blanks, two of each at least.

    Raises ``ValueError`` for blanks, too few rows or columns, or marks without any spread.
    """
    units, raters = ratings.shape
    if np.isnan(ratings).any() or units < 2 or raters < 2:
        raise ValueError("intraclass correlations need two units, two raters and no blanks")
    squares = mean_squares(ratings)
    b, j, w, e = squares.units, squares.raters, squares.within, squares.residual
    if b + j + e == 0:
        raise ValueError("marks that are all alike have no correlation")
    return IntraclassCorrelations(
        single_1=_ratio(b - w, b + (raters - 1) * w),
        single_2=_ratio(b - e, b + (raters - 1) * e + raters * (j - e) / units),
        single_3=_ratio(b - e, b + (raters - 1) * e),
        mean_1=_ratio(b - w, b),
        mean_2=_ratio(b - e, b + (j - e) / units),
        mean_3=_ratio(b - e, b),
        squares=squares,
    )


def _ratio(above: float, below: float) -> float:
    # Units without any spread cannot be told apart by marks: no share of it is theirs.
    return above / below if below else 0.0


def mean_squares(ratings: Ratings) -> MeanSquares:
    """Between units, between raters, within units, and what neither explains."""
    units, raters = ratings.shape
    grand = ratings.mean()
    by_unit, by_rater = ratings.mean(axis=1), ratings.mean(axis=0)
    between_units = float(raters * ((by_unit - grand) ** 2).sum())
    between_raters = float(units * ((by_rater - grand) ** 2).sum())
    within = float(((ratings - by_unit[:, None]) ** 2).sum())
    return MeanSquares(
        units=between_units / (units - 1),
        raters=between_raters / (raters - 1),
        within=within / (units * (raters - 1)),
        residual=(within - between_raters) / ((units - 1) * (raters - 1)),
    )
