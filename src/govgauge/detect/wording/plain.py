"""Text as wording is checked: normalised, without blanks that stand for looks alone."""

import re
import unicodedata

_SPACED_HAN = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\u3000]+(?=[\u3000-\u9fff\uff00-\uffef])"
)


def plain_line(line: str) -> str:
    """NFKC, no blanks between Han characters, none at the ends, no line end inside."""
    text = unicodedata.normalize("NFKC", line.replace("\n", " "))
    return _SPACED_HAN.sub("", text).strip()


def plain_text(text: str) -> str:
    """Every line of a text so."""
    return "\n".join(plain_line(line) for line in text.splitlines())
