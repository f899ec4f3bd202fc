"""A weighted tree of indicators as it is drawn: every node by its part of the whole."""

from govgauge.model.system import Node
from govgauge.model.text import Language
from govgauge.report.pictures.indicator_tree import Branch
from govgauge.report.words import plain_number


def weighted_branches(node: Node, language: Language, share: float = 1.0) -> tuple[Branch, ...]:
    """The children of a node; ``share`` is its own part of the whole, weights are as printed."""
    whole = float(sum(child.weight for child in node.children)) or 1.0
    made = []
    for child in node.children:
        part = share * float(child.weight) / whole
        name = f"{child.code} {child.title.in_(language)}"
        below = weighted_branches(child, language, part)
        made.append(Branch(name, part, plain_number(child.weight), below))
    return tuple(made)
