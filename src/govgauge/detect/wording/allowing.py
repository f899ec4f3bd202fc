"""Whether a place in a line lies inside a phrase that a whitelist allows."""

from collections.abc import Sequence

from govgauge.detect.wording.plain import plain_line
from govgauge.model.whitelist import AllowedPhrase


class Allowing:
    """The allowed phrases that hold for one unit, as lines are read: see :func:`plain_line`."""

    def __init__(self, phrases: Sequence[AllowedPhrase]) -> None:
        self._phrases = [(plain_line(phrase.phrase), phrase) for phrase in phrases]

    def covering(self, line: str, start: int, end: int) -> AllowedPhrase | None:
        """The first phrase one occurrence of which holds all of ``line[start:end]``."""
        for written, phrase in self._phrases:
            at = line.find(written, max(0, end - len(written)), start + len(written))
            if written and at >= 0:
                return phrase
        return None

    def inside(self, line: str) -> tuple[AllowedPhrase, ...]:
        """The phrases that occur in a line."""
        return tuple(phrase for written, phrase in self._phrases if written and written in line)

    def without(self, line: str) -> str:
        """The line with a blank in the place of each allowed phrase, the longest first."""
        for written, _ in sorted(self._phrases, key=lambda pair: -len(pair[0])):
            line = line.replace(written, " ") if written else line
        return line
