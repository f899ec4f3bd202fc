"""What an indicator weighs, and what it really decides."""

from attrs import frozen

from govgauge.score.composite.aggregate import Scores
from govgauge.score.composite.tree import effective
from govgauge.score.robustness.association import Correlation, correlate


@frozen
class Influence:
    """The weight a system gives an indicator or dimension, and its squared correlation with the
    index: the share of the index's variance that it accounts for by itself."""

    code: str
    level: int
    weight: float
    influence: float
    against: bool
    """True where the correlation is negative: who does well here does worse in all."""


def influences(scores: Scores) -> tuple[Influence, ...]:
    """For every node but the root, in the order of the tree."""
    tree = scores.tree
    weights = effective(tree)
    found = []
    for at, code in enumerate(tree.codes[:-1]):
        r = correlate(scores.values[:, at], scores.index, Correlation.PEARSON)
        found.append(Influence(code, tree.levels[at], float(weights[at]), r * r, r < 0))
    return tuple(found)
