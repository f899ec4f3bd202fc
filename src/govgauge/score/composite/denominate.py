"""Indicators per head, per site, per page: values divided by a size of their unit."""

from collections.abc import Mapping

import numpy as np

from govgauge.model.text import Text
from govgauge.score.composite.failures import cannot
from govgauge.score.composite.table import Floats, Table


def denominate(table: Table, by: Mapping[str, Floats], scale: float = 1.0) -> Table:
    """Divide the indicators named by their denominator (one number per unit) times ``scale``.

    A unit whose denominator is not known (NaN) has no value; raises ``BadInput``
    (``bad-denominator``) for one that is zero or below where there is a value to divide.
    """
    values = np.array(table.values)
    for indicator, sizes in by.items():
        column = table.column_of(indicator)
        bad = table.measured[:, column] & (sizes <= 0)
        for row in np.flatnonzero(bad)[:1]:
            raise cannot(
                "bad-denominator",
                Text(
                    f"{table.units[row]} 的 {indicator} 的分母为 {sizes[row]:g}",
                    f"{table.units[row]}: the denominator of {indicator} is {sizes[row]:g}",
                ),
                Text("分母须大于 0，不知道则留空", "give a size above 0, or leave it blank"),
                indicator,
            )
        values[:, column] = table.values[:, column] / (sizes * scale)
    return table.with_values(values)
