"""Offers in one piece of text: a word of the trade with a call to act, and nothing innocent by it."""

import csv
import re
from functools import cache
from importlib.resources import files

from attrs import frozen

from govgauge.detect.wording.plain import plain_line
from govgauge.model.text import Text

GROUP_NAMES = {
    "gambling": Text("赌博", "gambling"),
    "pornography": Text("色情", "pornography"),
    "drugs": Text("违禁药品", "illegal drugs"),
    "certificates": Text("假证假票", "forged certificates"),
}
_LEXICON = files("govgauge") / "lexicons" / "hijack"
# Letters written apart (百*家*乐) hide a word from filters.
_APART = re.compile(r"(?<=[\u4e00-\u9fff])[*·•_.~^]+(?=[\u4e00-\u9fff])")


@frozen
class Offer:
    """What a text offers: the group, the words of the trade, and the call beside them."""

    group: str
    words: tuple[str, ...]
    call: str


@cache
def _groups() -> dict[str, str]:
    rows = csv.DictReader((_LEXICON / "words.csv").read_text("utf-8").splitlines())
    return {row["word"].lower(): row["group"] for row in rows}


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_groups(), key=lambda w: (-len(w), w)))))


@cache
def _patterns(name: str) -> re.Pattern[str]:
    lines = (_LEXICON / name).read_text("utf-8").splitlines()
    return re.compile("|".join(line for line in lines if line and not line.startswith("#")))


def offer_in(text: str) -> Offer | None:
    """The offer a title, a label or a line makes; ``None`` for ordinary text.

    Speaking of such things (a judgment, a warning, a medicine) is no offer.
    """
    plain = _APART.sub("", plain_line(text)).lower()
    found = _words().findall(plain)
    if not found or _patterns("innocent.txt").search(plain):
        return None
    call = _patterns("calls.txt").search(plain)
    if call is None:
        return None
    return Offer(_groups()[found[0]], tuple(dict.fromkeys(found)), call[0])
