"""The characters of Word's binary files as text: fields reduced to their results (MS-DOC 2.8.25)."""

_SIGNS = {
    "\r": "\n",
    "\x07": "\t",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x0e": "\n",
    "\x1e": "-",
    "\xa0": " ",
    **dict.fromkeys("\x00\x01\x02\x03\x04\x05\x06\x08\x1f", ""),
}
_TABLE = str.maketrans(_SIGNS)
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"


def shown_text(text: str) -> str:
    """What a reader sees: of a field its result, not its instruction."""
    if _BEGIN not in text:
        return text.translate(_TABLE)
    kept: list[str] = []
    hidden: list[bool] = []  # For every open field: is its instruction being read?
    for piece in _split(text):
        if piece == _BEGIN:
            hidden.append(True)
        elif piece == _SEPARATE and hidden:
            hidden[-1] = False
        elif piece == _END and hidden:
            hidden.pop()
        elif piece not in (_SEPARATE, _END) and not any(hidden):
            kept.append(piece)
    return "".join(kept).translate(_TABLE)


def _split(text: str) -> list[str]:
    for mark in (_BEGIN, _SEPARATE, _END):
        text = text.replace(mark, f"\x00{mark}\x00")
    return text.split("\x00")
