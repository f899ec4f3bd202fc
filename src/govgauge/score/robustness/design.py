"""The settings of every replication: drawn from a seed, stored, and read again."""

from collections.abc import Iterable, Sequence

import numpy as np
from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import unknown
from govgauge.score.composite.table import Floats
from govgauge.score.robustness.inputs import Input


@frozen
class Settings:
    """What each replication chose: one row a replication, one setting an input, as text.

    A row and the inputs are all that is needed to run that replication again.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw(inputs: Sequence[Input], replications: int, seed: int) -> Settings:
    """Independent settings, uniform over each input."""
    positions = np.random.default_rng(seed).random((replications, len(inputs)))
    return settings_at(inputs, positions)


def settings_at(inputs: Sequence[Input], positions: Floats) -> Settings:
    """The settings at given positions (replications × inputs) in [0, 1)."""
    rows = (
        tuple(each.setting(position) for each, position in zip(inputs, row, strict=True))
        for row in positions.tolist()
    )
    return Settings(tuple(each.name for each in inputs), tuple(rows))


def stored(inputs: Sequence[Input], rows: Iterable[Sequence[str]]) -> Settings:
    """Settings as they were stored, one text an input in the order of the inputs.

    Raises ``BadInput`` (``unknown-setting`` stands as ``unknown-code``) for one that no longer
    names anything, so that an old file is not run under other choices.
    """
    kept = tuple(tuple(row) for row in rows)
    for row in kept:
        for each, setting in zip(inputs, row, strict=True):
            try:
                each.change(setting)
            except (KeyError, ValueError) as error:
                what = Text(f"{each.name} 的取值", f"setting of {each.name}")
                raise unknown(what, setting) from error
    return Settings(tuple(each.name for each in inputs), kept)


def saltelli(inputs: Sequence[Input], base: int, seed: int) -> Settings:
    """The settings for Sobol indices: A, B, and A with column i from B, base rows each.

    base · (inputs + 2) replications, in that order (see ``sobol``).
    """
    width = len(inputs)
    both = np.random.default_rng(seed).random((base, 2 * width))
    first, second = both[:, :width], both[:, width:]
    mixed = []
    for column in range(width):
        swapped = first.copy()
        swapped[:, column] = second[:, column]
        mixed.append(swapped)
    return settings_at(inputs, np.concatenate([first, second, *mixed]))
