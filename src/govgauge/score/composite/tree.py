"""A tree of indicators of any depth, with weights that need not add to anything."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from attrs import evolve, field, frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import bad_weight, no_weight, twice, unknown
from govgauge.score.composite.table import Floats

_NODE = Text("指标或维度", "indicator or dimension")


@frozen
class Node:
    """An indicator, or a dimension over its children.

    ``weight`` is relative to the siblings.  ``direction`` is +1 where more is better and −1
    where less is (indicators only).
    """

    code: str
    weight: float = 1.0
    children: tuple["Node", ...] = ()
    direction: int = 1


@frozen(eq=False)
class Tree:
    """Nodes as arrays, children before their parent, the root last.

    ``children[i]`` are the places of node i's children; ``parents[i]`` is -1 for the root;
    ``levels[i]`` is 1 for an indicator and otherwise one more than its highest child.
    """

    root: Node
    codes: tuple[str, ...] = field(init=False)
    nodes: tuple[Node, ...] = field(init=False)
    children: tuple[tuple[int, ...], ...] = field(init=False)
    parents: tuple[int, ...] = field(init=False)
    levels: tuple[int, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Raise ``BadInput``: ``duplicate-code``, ``bad-weight``, ``no-weight``."""
        nodes: list[Node] = []
        children: list[tuple[int, ...]] = []
        _place(self.root, nodes, children)
        parents, levels = [-1] * len(nodes), [1] * len(nodes)
        for at, below in enumerate(children):
            for child in below:
                parents[child] = at
            levels[at] = 1 + max((levels[c] for c in below), default=0)
        set_ = object.__setattr__  # frozen: the arrays follow from the root
        set_(self, "nodes", tuple(nodes))
        set_(self, "codes", tuple(n.code for n in nodes))
        set_(self, "children", tuple(children))
        set_(self, "parents", tuple(parents))
        set_(self, "levels", tuple(levels))
        self._check()

    def _check(self) -> None:
        for code, count in Counter(self.codes).items():
            if count > 1:
                raise twice(_NODE, code)
        for node in self.nodes:
            if not math.isfinite(node.weight) or node.weight < 0:
                raise bad_weight(node.code, node.weight)
            if node.children and not sum(c.weight for c in node.children) > 0:
                raise no_weight(node.code)

    @property
    def leaves(self) -> tuple[int, ...]:
        """The places of the indicators."""
        return tuple(i for i, below in enumerate(self.children) if not below)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The codes of the indicators, in the order of the tree."""
        return tuple(self.codes[i] for i in self.leaves)

    @property
    def directions(self) -> dict[str, int]:
        """+1 or −1 for every indicator."""
        return {self.codes[i]: self.nodes[i].direction for i in self.leaves}

    @property
    def weights(self) -> Floats:
        """The weight of every node, as given."""
        return np.array([n.weight for n in self.nodes], dtype=np.float64)

    def place(self, code: str) -> int:
        """Where a code stands; ``BadInput`` (``unknown-code``) where it does not."""
        if code not in self.codes:
            raise unknown(_NODE, code)
        return self.codes.index(code)

    def below(self, code: str) -> tuple[str, ...]:
        """The indicators under a node (itself, for an indicator)."""
        found, pending = [], [self.place(code)]
        while pending:
            at = pending.pop()
            pending += reversed(self.children[at])
            found += [] if self.children[at] else [self.codes[at]]
        return tuple(found)

    def at_level(self, level: int) -> tuple[str, ...]:
        """The codes of one level, in the order of the tree."""
        return tuple(c for c, at in zip(self.codes, self.levels, strict=True) if at == level)

    def weighted(self, weights: Mapping[str, float]) -> "Tree":
        """The same tree with other weights for the codes named."""
        for code in weights:
            self.place(code)
        return Tree(_reweighted(self.root, weights))

    def without(self, codes: Sequence[str]) -> "Tree":
        """The tree with these at weight 0, and every dimension of which nothing is left."""
        gone = {self.codes[self.place(c)] for c in codes}
        for at, below in enumerate(self.children):
            weighs = [c for c in below if self.nodes[c].weight > 0 and self.codes[c] not in gone]
            if below and not weighs:
                gone.add(self.codes[at])
        if self.root.code in gone:
            raise no_weight(self.root.code)
        return Tree(_emptied(self.root, gone))


def normalised(tree: Tree, weights: Floats) -> Floats:
    """Weights (… × nodes) that add to 1 below each parent; the root's is 1.

    Raises ``BadInput`` (``bad-weight``, ``no-weight``).
    """
    for place in np.argwhere(~(np.isfinite(weights) & (weights >= 0)))[:1]:
        raise bad_weight(tree.codes[place[-1]], float(weights[tuple(place)]))
    shares = np.array(weights, dtype=np.float64)
    shares[..., -1] = 1.0
    for at, below in enumerate(tree.children):
        if below:
            total = shares[..., list(below)].sum(axis=-1, keepdims=True)
            if not (total > 0).all():
                raise no_weight(tree.codes[at])
            shares[..., list(below)] /= total
    return shares


def effective(tree: Tree, weights: Floats | None = None) -> Floats:
    """The weight of every node in the index: the product of normalised weights down the tree."""
    shares = normalised(tree, tree.weights if weights is None else weights)
    for at in reversed(range(len(tree.codes) - 1)):
        shares[..., at] *= shares[..., tree.parents[at]]
    return shares


def _place(node: Node, nodes: list[Node], children: list[tuple[int, ...]]) -> int:
    below = tuple(_place(child, nodes, children) for child in node.children)
    nodes.append(node)
    children.append(below)
    return len(nodes) - 1


def _reweighted(node: Node, weights: Mapping[str, float]) -> Node:
    below = tuple(_reweighted(c, weights) for c in node.children)
    return evolve(node, weight=float(weights.get(node.code, node.weight)), children=below)


def _emptied(node: Node, gone: set[str]) -> Node:
    if node.code in gone:
        # Below it nothing changes: it is still scored by itself, it only no longer counts.
        return evolve(node, weight=0.0)
    return evolve(node, children=tuple(_emptied(c, gone) for c in node.children))
