"""Benefit of the doubt: each unit by the weights that suit it best."""

import numpy as np
from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import cannot
from govgauge.score.composite.table import Floats, Table


@frozen(eq=False)
class Benefit:
    """Scores (1 for a unit that no other beats under its own weights) and those weights."""

    scores: Floats
    weights: Floats


def benefit_of_the_doubt(table: Table) -> Benefit:
    """For each unit i the largest w·y_i with w ≥ 0 and w·y_j ≤ 1 for every unit j.

    One linear programme per unit.  Raises ``BadInput``: ``weights-need-values`` for a blank,
    ``negative-value``, ``no-bound`` for an indicator on which no unit is above 0.
    """
    # Brings scipy's solvers along: only who asks for this waits for them.
    from scipy.optimize import linprog

    values = table.values
    _check(table)
    scores, weights = [], []
    for own in values:
        found = linprog(-own, A_ub=values, b_ub=np.ones(len(values)), bounds=(0, None))
        if found.status != 0:
            raise cannot(
                "no-bound",
                Text("线性规划无解", f"the linear programme has no answer: {found.message}"),
                Text("核对数据的量级", "check the scale of the data"),
            )
        scores.append(-found.fun)
        weights.append(found.x)
    return Benefit(np.array(scores), np.array(weights))


def _check(table: Table) -> None:
    for row, column in np.argwhere(~(table.values >= 0))[:1]:
        blank = not table.measured[row, column]
        raise cannot(
            "weights-need-values" if blank else "negative-value",
            Text(
                f"{table.units[row]} 的 {table.indicators[column]} 为空或小于 0",
                f"{table.units[row]} has no value, or one below 0, on {table.indicators[column]}",
            ),
            Text("先补缺并标准化到 0 以上", "impute, and normalise to 0 and above"),
            table.indicators[column],
        )
    for column in np.flatnonzero(~(table.values > 0).any(axis=0))[:1]:
        code = table.indicators[column]
        raise cannot(
            "no-bound",
            Text(f"各单位 {code} 均为 0", f"all units are 0 on {code}"),
            Text("删去该指标", "leave the indicator out"),
            code,
        )
