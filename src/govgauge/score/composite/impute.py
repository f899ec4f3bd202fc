"""Filling in missing values, only when the system asks for it, and saying which.

What does not apply is never filled.
"""

from enum import StrEnum

import numpy as np
from attrs import frozen

from govgauge.score.composite.table import Bools, Floats, Table


class Centre(StrEnum):
    """The value that stands in."""

    MEAN = "mean"
    MEDIAN = "median"
    ZERO = "zero"


@frozen
class Impute:
    """Fill with the mean or median of all units, or of the unit's own group.

    ``zero`` is the practice of the United Nations: what was not found is not there.
    """

    centre: Centre = Centre.MEAN
    groups: tuple[str, ...] = ()


@frozen(eq=False)
class Imputed:
    """The filled table, and where a value is not measured but filled in."""

    table: Table
    filled: Bools


def impute(table: Table, how: Impute) -> Imputed:
    """Fill every missing cell for which there is a measured value to take from.

    A group in which nothing was measured stays missing (but for ``zero``).
    """
    groups = how.groups or ("",) * len(table.units)
    if len(groups) != len(table.units):
        raise ValueError(f"{len(groups)} groups for {len(table.units)} units")
    values = np.array(table.values)
    for group in sorted(set(groups)):
        rows = np.array([g == group for g in groups])
        centres = _centres(table.values[rows], how.centre)
        of_group = table.missing & rows[:, None]
        values = np.where(of_group, centres, values)
    filled = table.with_values(values)
    return Imputed(filled, table.missing & filled.measured)


def _centres(values: Floats, centre: Centre) -> Floats:
    """The centre of each column that has any value; NaN for the rest."""
    if centre is Centre.ZERO:
        return np.zeros(values.shape[1])
    centres = np.full(values.shape[1], np.nan)
    some = ~np.isnan(values).all(axis=0)
    take = np.nanmean if centre is Centre.MEAN else np.nanmedian
    centres[some] = take(values[:, some], axis=0)
    return centres
