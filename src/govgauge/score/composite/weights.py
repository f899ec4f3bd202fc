"""Weights that people give: equal, or the shares in which experts divide a budget."""

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import bad_weight, cannot
from govgauge.score.composite.table import Floats

YEARLY = Text(
    "该权重由数据算出，数据每年变化，权重随之变化，不同年份的得分不可直接比较",
    "these weights follow from the data and change with it: scores of two years do not compare",
)
"""What every output says beside data-driven weights."""


@frozen(eq=False)
class Budget:
    """Weights that experts agree on: their mean, and how far apart they are (SD, n − 1)."""

    weights: Floats
    spread: Floats
    experts: int


def equal(count: int) -> Floats:
    """The same weight for each, adding to 1."""
    return np.full(count, 1.0 / count)


def budget(shares: Sequence[Mapping[str, float]], codes: Sequence[str]) -> Budget:
    """The mean of the experts' shares, each expert's brought to 1 first.

    Raises ``BadInput``: ``bad-weight``, ``budget-incomplete`` where an expert left out a code.
    The spread is NaN for one expert.
    """
    rows = []
    for number, given in enumerate(shares, start=1):
        for code in codes:
            if code not in given:
                raise cannot(
                    "budget-incomplete",
                    Text(f"第 {number} 位专家未给 {code}", f"expert {number} gave no {code}"),
                    Text("不给分时写 0", "write 0 for nothing"),
                    code,
                )
            if not given[code] >= 0:
                raise bad_weight(code, given[code])
        row = np.array([given[code] for code in codes], dtype=np.float64)
        if not row.sum() > 0:
            raise bad_weight(codes[0], 0.0)
        rows.append(row / row.sum())
    table = np.array(rows)
    spread = table.std(axis=0, ddof=1) if len(rows) > 1 else np.full(len(codes), np.nan)
    return Budget(table.mean(axis=0), spread, len(rows))
