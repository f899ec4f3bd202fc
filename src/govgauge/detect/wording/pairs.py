"""Paired punctuation without its other half, within one paragraph."""

import re
from collections.abc import Iterator

from govgauge.detect.wording.suspicion import Slip, Suspicion

_CLOSING = {"）": "（", "》": "《", "】": "【", "〕": "〔", "』": "『", "」": "「"}
_OPENING = {opening: closing for closing, opening in _CLOSING.items()}
_SIGNS = re.compile("[" + "".join([*_CLOSING, *_OPENING]) + "]")
_NUMBERED = re.compile(r"[0-9０-９一二三四五六七八九十①-⑳a-zA-Z]{1,3}$")
_SHOWN = 8
_SHORTEST = 12
_ENDS = ("。", "！", "？", "；", "!", "?", ";")


def unpaired_marks(paragraph: str, offset: int = 0) -> Iterator[Suspicion]:
    """Brackets and title marks that never close, or were never opened; 1） and 一） may stand.

    Curly quotes are not judged: a quotation of several paragraphs opens each and closes once.
    Only a paragraph that ends as sentences do proves anything: markup tears lines apart.
    """
    if len(paragraph) < _SHORTEST or not paragraph.endswith(_ENDS):
        return
    open_marks: list[tuple[str, int]] = []
    for match in _SIGNS.finditer(paragraph):
        sign, at = match.group(), match.start()
        if sign in _OPENING:
            open_marks.append((sign, at))
        elif open_marks and open_marks[-1][0] == _CLOSING[sign]:
            open_marks.pop()
        elif not (sign == "）" and _NUMBERED.search(paragraph[:at])):
            yield _suspicion(paragraph, at, offset)
    for _, at in open_marks:
        yield _suspicion(paragraph, at, offset)


def _suspicion(paragraph: str, at: int, offset: int) -> Suspicion:
    shown = paragraph[max(0, at - _SHOWN) : at + _SHOWN + 1]
    return Suspicion(Slip.UNPAIRED, offset + at, offset + at + 1, shown, "", float("inf"))
