"""Seeded draws that anyone can repeat: the same list and seed give the same sample for ever."""

import hashlib
from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from govgauge.model.failure import BadInput
from govgauge.model.text import Text


@frozen
class Draw:
    """A sample: codes chosen, in code order; ``replacements`` in the order they step in.

    A closed site is replaced by the first replacement not yet used.
    """

    seed: int
    chosen: tuple[str, ...]
    replacements: tuple[str, ...]


def draw(codes: Iterable[str], count: int, seed: int, replacements: int = 0) -> Draw:
    """Draw ``count`` distinct codes at random.

    Codes are put in the order of SHA-256 of seed and code, and the first are taken: the sample
    depends on neither the order of the list nor the version of any random generator, and a
    larger count adds to it.  :class:`BadInput` where there are too few codes.
    """
    ordered = _by_lot(codes, seed)
    _check(count, len(ordered))
    reserve = ordered[count : count + replacements]
    return Draw(seed, tuple(sorted(ordered[:count])), tuple(reserve))


def draw_systematically(codes: Iterable[str], count: int, seed: int) -> Draw:
    """Every k-th code of the list in code order, from a seeded start; k may be a fraction."""
    ordered = sorted(set(codes))
    _check(count, len(ordered))
    if not count:
        return Draw(seed, (), ())
    step = Fraction(len(ordered), count)
    start = Fraction(int(_lot("", seed), 16), 16**64) * step
    return Draw(seed, tuple(ordered[int(start + step * n)] for n in range(count)), ())


def _by_lot(codes: Iterable[str], seed: int) -> Sequence[str]:
    return sorted(set(codes), key=lambda code: (_lot(code, seed), code))


def _lot(code: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest()


def _check(count: int, available: int) -> None:
    if not 0 <= count <= available:
        raise BadInput(
            "sample-too-large",
            Text(
                f"共 {available} 个，不能抽 {count} 个", f"{count} of {available} cannot be drawn"
            ),
            Text(f"抽样数不超过 {available}", f"draw at most {available}"),
        )
