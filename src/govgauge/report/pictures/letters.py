"""How wide a text is, so that names are cut where they end and never drawn over a neighbour."""

import unicodedata

# Advance widths of Arial from the space to the tilde, in thousandths of its size.
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_OTHER, _WHOLE = 600, 1000
_CUT = "…"


def advance(character: str, size: float) -> float:
    """The width of one character; Chinese ones are as wide as high."""
    position = ord(character) - 32
    if 0 <= position < len(_WIDTHS):
        return _WIDTHS[position] * size / _WHOLE
    wide = unicodedata.east_asian_width(character) in "WFA"
    return (_WHOLE if wide else _OTHER) * size / _WHOLE


def width_of(text: str, size: float) -> float:
    """The width of one line."""
    return sum(advance(character, size) for character in text)


def fitted(text: str, width: float, size: float) -> str:
    """The text, or as much of it as fits with a mark that something is cut."""
    if width_of(text, size) <= width:
        return text
    kept, left = "", width - width_of(_CUT, size)
    for character in text:
        left -= advance(character, size)
        if left < 0:
            break
        kept += character
    return kept + _CUT
