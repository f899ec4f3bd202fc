"""Offers in one piece of text: a word of the trade with a call to act, and nothing innocent by it."""

import re
from functools import cache

from attrs import frozen

from govgauge.detect.hijack.lexicon import calls, clearing_words, offer_words
from govgauge.detect.wording.plain import plain_line
from govgauge.model.text import Text

GROUP_NAMES = {
    "gambling": Text("赌博", "gambling"),
    "pornography": Text("色情", "pornography"),
    "drugs": Text("违禁药品", "illegal drugs"),
    "certificates": Text("假证假票", "forged certificates"),
}
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
    return {one.word: one.group for one in offer_words() if one.in_text}


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_groups(), key=lambda w: (-len(w), w)))))


@cache
def _innocent() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(one.word) for one in clearing_words() if one.in_text))


@cache
def _calls() -> re.Pattern[str]:
    return re.compile("|".join(calls()))


def offer_in(text: str) -> Offer | None:
    """The offer a title, a label or a line makes; ``None`` for ordinary text.

    Speaking of such things (a judgment, a warning, a medicine) is no offer.
    """
    plain = _APART.sub("", plain_line(text)).lower()
    found = _words().findall(plain)
    if not found or _innocent().search(plain):
        return None
    call = _calls().search(plain)
    if call is None:
        return None
    return Offer(_groups()[found[0]], tuple(dict.fromkeys(found)), call[0])
