"""Analytic hierarchy process (层次分析法): weights from comparisons in pairs."""

import numpy as np
from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import cannot
from govgauge.score.composite.table import Floats

ACCEPTED = 0.1
"""A consistency ratio below this is accepted (Saaty)."""
SAATY = {3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49}
"""Mean inconsistency of random matrices by size (Saaty 1980)."""
SAATY_LATER = {3: 0.52, 4: 0.89, 5: 1.11, 6: 1.25, 7: 1.35, 8: 1.40, 9: 1.45, 10: 1.49}
"""The same by more matrices, as some packages use it; the ratio depends on which is taken."""
_TOLERANCE = 1e-6


@frozen(eq=False)
class Pairwise:
    """Weights adding to 1, with everything the acceptance rests on.

    ``ratio`` is ``index / random_index``; zero for one or two items, which cannot contradict.
    """

    weights: Floats
    eigenvalue: float
    index: float
    random_index: float
    ratio: float

    @property
    def accepted(self) -> bool:
        """True when the comparisons contradict each other little enough."""
        return self.ratio < ACCEPTED


def pairwise(comparisons: Floats, random_indices: dict[int, float] | None = None) -> Pairwise:
    """Weights by the principal eigenvector of a reciprocal matrix.

    ``comparisons[i, j]`` says how many times item i matters more than item j.  Raises
    ``BadInput``: ``not-reciprocal`` with the pair, ``no-random-index`` beyond ten items.
    """
    size = len(comparisons)
    _check(comparisons)
    values, vectors = np.linalg.eig(comparisons)
    at = int(np.argmax(values.real))
    weights = np.abs(vectors[:, at].real)
    eigenvalue = float(values[at].real)
    if size < 3:
        return Pairwise(weights / weights.sum(), eigenvalue, 0.0, 0.0, 0.0)
    table = SAATY if random_indices is None else random_indices
    if size not in table:
        raise cannot(
            "no-random-index",
            Text(f"{size} 项没有随机一致性指标", f"no random index for {size} items"),
            Text("分组两两比较，每组不超过 10 项", "compare in groups of at most ten"),
        )
    index = (eigenvalue - size) / (size - 1)
    random_index = table[size]
    return Pairwise(weights / weights.sum(), eigenvalue, index, random_index, index / random_index)


def _check(comparisons: Floats) -> None:
    if comparisons.ndim != 2 or comparisons.shape[0] != comparisons.shape[1]:
        raise ValueError(f"a square matrix, not {comparisons.shape}")
    with np.errstate(divide="ignore", invalid="ignore"):
        right = (comparisons > 0) & np.isclose(comparisons * comparisons.T, 1, rtol=_TOLERANCE)
    for row, column in np.argwhere(~right)[:1]:
        raise cannot(
            "not-reciprocal",
            Text(
                f"第 {row + 1} 行第 {column + 1} 列与对称位置不互为倒数",
                f"row {row + 1}, column {column + 1} is not one over its mirror",
            ),
            Text("a 比 b 为 3，则 b 比 a 为 1/3", "if a to b is 3, b to a is 1/3"),
            f"{row + 1},{column + 1}",
        )
