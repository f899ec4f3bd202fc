"""One place in a text that may be wrong, and what it may have been meant to be."""

from enum import StrEnum

from attrs import frozen

from govgauge.model.text import Text


class Slip(StrEnum):
    """The kinds of wrong words, as reviewers sort them."""

    SUBSTITUTED = "substituted"
    DOUBLED = "doubled"
    SWAPPED = "swapped"
    MISSING = "missing"
    FIXED_PHRASE = "fixed_phrase"
    TITLE = "title"
    IMPOSSIBLE = "impossible"
    UNPAIRED = "unpaired"


NAMES = {
    Slip.SUBSTITUTED: Text("音近形近错字", "a character alike in sound or shape"),
    Slip.DOUBLED: Text("多字", "a character too many"),
    Slip.SWAPPED: Text("字序颠倒", "characters in the wrong order"),
    Slip.MISSING: Text("漏字", "a character missing"),
    Slip.FIXED_PHRASE: Text("固定表述有误", "a fixed phrase misquoted"),
    Slip.TITLE: Text("名称有误", "a title misquoted"),
    Slip.IMPOSSIBLE: Text("数字、日期或单位不可能", "a number, date or unit that cannot be"),
    Slip.UNPAIRED: Text("标点不成对", "punctuation without its other half"),
}


@frozen
class Suspicion:
    """``text[start:end]`` reads ``written``; ``meant`` is what it should be (empty: not known).

    ``gain`` tells how sure it is: in natural logarithms for what was counted, infinite for what
    a rule excludes.
    """

    slip: Slip
    start: int
    end: int
    written: str
    meant: str
    gain: float

    @property
    def says(self) -> Text:
        """The suspicion in one sentence."""
        name = NAMES[self.slip]
        if not self.meant:
            return Text(f"{name.zh}：“{self.written}”", f"{name.en}: “{self.written}”")
        return Text(
            f"{name.zh}：“{self.written}”应为“{self.meant}”",
            f"{name.en}: “{self.written}” should read “{self.meant}”",
        )
