"""What could have been chosen otherwise: alternatives by name, and ranges of numbers."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from attrs import frozen

from govgauge.score.composite.table import Floats
from govgauge.score.composite.tree import Tree


class Input(Protocol):
    """One uncertain choice."""

    @property
    def name(self) -> str:
        """How it is called in the settings of a replication."""

    def setting(self, position: float) -> str:
        """What a position in [0, 1) stands for, as it is stored."""

    def change(self, setting: str) -> Mapping[str, Any]:
        """The choices of the method that a stored setting changes."""


@frozen(eq=False)
class Choice:
    """Alternatives by label, each equally likely; an option says which choices it changes.

    The options of one choice change the same things.
    """

    name: str
    options: Mapping[str, Mapping[str, Any]]

    def setting(self, position: float) -> str:
        """The label whose part of [0, 1), cut into equal ones, holds the position."""
        labels = tuple(self.options)
        return labels[min(int(position * len(labels)), len(labels) - 1)]

    def change(self, setting: str) -> Mapping[str, Any]:
        """What the option of that label changes; ``KeyError`` where there is none."""
        return self.options[setting]


@frozen(eq=False)
class Range:
    """A number anywhere between two ends; ``make`` says which choices it changes."""

    name: str
    low: float
    high: float
    make: Callable[[float], Mapping[str, Any]]

    def setting(self, position: float) -> str:
        """The number, written so that reading it gives the same number."""
        return repr(self.low + position * (self.high - self.low))

    def change(self, setting: str) -> Mapping[str, Any]:
        """What that number changes."""
        value = float(setting)
        if not math.isfinite(value):
            raise ValueError(f"{self.name}: {setting}")
        return self.make(value)


def noisy_weights(
    tree: Tree,
    sets: int,
    seed: int,
    spread: float = 0.25,
    levels: Sequence[int] | None = None,
    name: str = "weights",
) -> Choice:
    """Sets of weights, each weight times 1 + spread·u with u uniform on [−1, 1].

    ``levels``: which levels of the tree are moved (all, without).  Weights are relative to
    their siblings, so they need no bringing back to 1.  The same seed gives the same sets.
    """
    moved = [at for at in range(len(tree.codes) - 1) if levels is None or tree.levels[at] in levels]
    noise = 1.0 + spread * np.random.default_rng(seed).uniform(-1.0, 1.0, (sets, len(moved)))
    return weight_sets(
        [tree.codes[at] for at in moved], noise * tree.weights[moved], name, prefix="w"
    )


def weight_sets(
    codes: Sequence[str], sets: Floats, name: str = "weights", prefix: str = "w"
) -> Choice:
    """Given sets of weights (sets × codes) as alternatives w1, w2 …"""
    options = {
        f"{prefix}{number}": {"weights": dict(zip(codes, row, strict=True))}
        for number, row in enumerate(sets.tolist(), start=1)
    }
    return Choice(name, options)


def one_left_out(codes: Sequence[str], name: str = "left out") -> Choice:
    """Each of these once without, and all of them with."""
    options: dict[str, Mapping[str, Any]] = {"nothing": {"left_out": ()}}
    return Choice(name, options | {code: {"left_out": (code,)} for code in codes})
