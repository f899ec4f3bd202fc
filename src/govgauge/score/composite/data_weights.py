"""Weights that follow from the data: entropy, CRITIC, first principal component.

Every output that shows them says that they change from year to year (``weights.YEARLY``).
"""

import numpy as np
from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import cannot, zero_range
from govgauge.score.composite.table import Floats, Table


@frozen(eq=False)
class Component:
    """The first principal component: its loadings and the share of variance it explains.

    ``deviations`` are the standard deviations of all components.
    """

    codes: tuple[str, ...]
    loadings: Floats
    share: float
    deviations: Floats


def entropy_weights(table: Table) -> Floats:
    """Entropy method (熵权法): the more unequal an indicator, the more it weighs.

    p = x/Σx by column, e = −Σ p ln p / ln n, w ∝ 1 − e.  Raises ``BadInput``:
    ``weights-need-values``, ``negative-value``, ``zero-range`` where all columns are equal.
    """
    values = _complete(table)
    for row, column in np.argwhere(values < 0)[:1]:
        code = table.indicators[column]
        raise cannot(
            "negative-value",
            Text(
                f"{table.units[row]} 的 {code} 小于 0，熵权法不适用",
                f"{table.units[row]} is below 0 on {code}: entropy weights need shares",
            ),
            Text("先标准化到 0 以上", "normalise to 0 and above first"),
            code,
        )
    sums = values.sum(axis=0)
    for column in np.flatnonzero(sums == 0)[:1]:
        raise zero_range(table.indicators[column])
    shares = values / sums
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    spread = 1.0 + (shares * logs).sum(axis=0) / np.log(len(values))
    # An indicator on which all are equal weighs nothing; float noise must not say otherwise.
    spread = np.where(np.ptp(values, axis=0) > 0, np.maximum(spread, 0.0), 0.0)
    if not spread.sum() > 0:
        raise zero_range(table.indicators[0])
    weights: Floats = spread / spread.sum()
    return weights


def critic_weights(table: Table) -> Floats:
    """CRITIC: w ∝ σ_j Σ_k (1 − r_jk) on min–max data, contrast times conflict with the others.

    Raises ``BadInput``: ``weights-need-values``, ``zero-range``.
    """
    values = _varied(table)
    scaled = (values - values.min(axis=0)) / np.ptp(values, axis=0)
    conflict = (1.0 - _correlations(scaled)).sum(axis=0)
    information = scaled.std(axis=0) * conflict
    weights: Floats = information / information.sum()
    return weights


def first_component(table: Table) -> Component:
    """The first principal component of the standardised columns, turned to a positive sum.

    Loadings have length 1.  Raises ``BadInput``: ``weights-need-values``, ``zero-range``.
    """
    values = _varied(table)
    variances, vectors = np.linalg.eigh(_correlations(values))
    variances, first = np.maximum(variances[::-1], 0.0), vectors[:, -1]
    first = first if first.sum() >= 0 else -first
    share = float(variances[0] / variances.sum())
    return Component(table.indicators, first, share, np.sqrt(variances))


def component_weights(table: Table) -> tuple[Floats, Component]:
    """Weights in proportion to the first component's loadings.

    Raises ``BadInput`` (``negative-loading``) where one is negative: a weight that rewards less
    of what the system calls good is refused, and so is everything ``first_component`` refuses.
    """
    component = first_component(table)
    for at in np.flatnonzero(component.loadings < 0)[:1]:
        code = component.codes[at]
        raise cannot(
            "negative-loading",
            Text(
                f"{code} 在第一主成分上的载荷为 {component.loadings[at]:.3f}，不能作权重",
                f"{code} loads {component.loadings[at]:.3f} on the first component: no weight",
            ),
            Text("核对该指标的方向，或改用给定权重", "check its direction, or give weights"),
            code,
        )
    return component.loadings / component.loadings.sum(), component


def _correlations(values: Floats) -> Floats:
    matrix: Floats = np.atleast_2d(np.corrcoef(values, rowvar=False))
    return matrix


def _complete(table: Table) -> Floats:
    for row, column in np.argwhere(~table.measured)[:1]:
        code = table.indicators[column]
        raise cannot(
            "weights-need-values",
            Text(f"{table.units[row]} 没有 {code} 的值", f"{table.units[row]} has no {code}"),
            Text("先补缺，或只用数据齐全的单位", "impute first, or use complete units only"),
            code,
        )
    return table.values


def _varied(table: Table) -> Floats:
    values = _complete(table)
    for column in np.flatnonzero(~(np.ptp(values, axis=0) > 0))[:1]:
        raise zero_range(table.indicators[column])
    return values
