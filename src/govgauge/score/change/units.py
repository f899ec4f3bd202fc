"""Which units two years have in common, by the history of their codes."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from attrs import frozen


class SuccessionKind(StrEnum):
    """What became of units: a new code for one, one of several, or several of one."""

    RENAMED = "renamed"
    JOINED = "joined"
    SPLIT = "split"
    REARRANGED = "rearranged"


@frozen
class Succession:
    """One line of the code history: these units of the old year became those of the new one."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    note: str = ""

    @property
    def kind(self) -> SuccessionKind:
        """How many became how many."""
        if len(self.old) == len(self.new) == 1:
            return SuccessionKind.RENAMED
        if len(self.new) == 1:
            return SuccessionKind.JOINED
        return SuccessionKind.SPLIT if len(self.old) == 1 else SuccessionKind.REARRANGED


@frozen
class Matching:
    """Units of two years: ``both`` as (old, new) codes; a change is told of these alone."""

    both: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    added: tuple[str, ...]
    rearranged: tuple[Succession, ...]


def match_units(
    old: Iterable[str], new: Iterable[str], history: Sequence[Succession] = ()
) -> Matching:
    """Match the units of two years; joined and split units are reported and never compared."""
    left, right = set(old), set(new)
    pairs: list[tuple[str, str]] = []
    rearranged: list[Succession] = []
    for line in sorted(history, key=lambda s: (s.old, s.new)):
        if not (left & set(line.old) and right & set(line.new)):
            continue
        if line.kind is SuccessionKind.RENAMED:
            pairs.append((line.old[0], line.new[0]))
        else:
            rearranged.append(line)
        left -= set(line.old)
        right -= set(line.new)
    pairs += [(code, code) for code in left & right]
    return Matching(
        both=tuple(sorted(pairs, key=lambda p: (p[1], p[0]))),
        gone=tuple(sorted(left - right)),
        added=tuple(sorted(right - left)),
        rearranged=tuple(rearranged),
    )
