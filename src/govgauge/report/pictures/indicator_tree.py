"""The indicators of a system as nested boxes: as high as what they weigh, from the whole to the leaf.

A box too low for its name is drawn without one; every name stands in the table.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import Picture, Rect, Shape
from govgauge.report.pictures.letters import width_of
from govgauge.report.pictures.look import (
    PAPER,
    RULE,
    SMALL,
    WIDTH,
    drawn,
    ink_on,
    label,
    shade,
)

_HEIGHT, _NAME = 420.0, 14.0
_SHADES = (0.85, 0.45, 0.12)
_HEADS = (Text("指标", "Indicator"), Text("分值或权重", "Points or weight"))


@frozen
class Branch:
    """One node: its name, its part of the whole (all parts of one parent may be less than it)."""

    name: str
    weight: float
    text: str
    children: tuple["Branch", ...] = ()


def indicator_tree(title: str, root: Branch, language: Language) -> Picture | None:
    """The picture; ``None`` where nothing weighs anything."""
    if root.weight <= 0 or not root.children:
        return None
    depth = _depth(root)
    shapes = list(_boxes(root, 0, 0.0, _HEIGHT, WIDTH / depth))
    heads = [head.in_(language) for head in _HEADS]
    return Picture(title, drawn(_HEIGHT, shapes), heads, list(_rows(root.children, 0)), (8, 3))


def _depth(branch: Branch) -> int:
    return 1 + max((_depth(child) for child in branch.children), default=0)


def _boxes(branch: Branch, level: int, y: float, height: float, width: float) -> Iterator[Shape]:
    x = level * width
    fill = shade(_SHADES[min(level, len(_SHADES) - 1)])
    yield Rect(x, y, width, height, fill, PAPER if height > 3 else RULE)
    if height >= _NAME:
        words = f"{branch.name} {branch.text}"
        fits = width_of(words, SMALL) <= width - 10
        said = words if fits else branch.name
        middle = y + height / 2 + 4
        yield label(x + 6, middle, said, room=width - 10, size=SMALL, fill=ink_on(fill))
    whole = sum(child.weight for child in branch.children)
    scale = height / max(whole, branch.weight) if whole else 0.0
    for child in branch.children:
        yield from _boxes(child, level + 1, y, child.weight * scale, width)
        y += child.weight * scale


def _rows(branches: Sequence[Branch], depth: int) -> Iterator[tuple[str, str]]:
    for branch in branches:
        yield "　" * depth + branch.name, branch.text
        yield from _rows(branch.children, depth + 1)
