"""Text of a page beside its lines: what stands for pictures, rows of tables, what is kept from readers.

Lines hold every cell by itself, so a number has lost its heading; only pages that show a number long
enough for a person's have their tables read.
"""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.concealed import read_concealed
from govgauge.model.reading import SideText

_SHORTEST = 4
_MOST = 200
_MOST_ROWS = 2_000
_LONGEST = 2_000
_HAN = re.compile("[\u4e00-\u9fff]")
_LONE_NUMBER = re.compile(r"1[3-9]\d{9}|\d{15,19}|\d{17}[Xx]|\d{6} \d[\d ]{9,14}")
_DIGITS = frozenset("0123456789")
_NUMBER_CHARS = (11, 22)


def read_side_texts(
    parser: LexborHTMLParser,
    others: Sequence[LexborNode],
    payload: bytes,
    charset: str,
    lines: Sequence[str],
    text: str,
) -> tuple[SideText, ...]:
    """All a page says beside its lines, which ``text`` joins.

    ``others`` are its elements that are no plain text.
    """
    found = read_alternatives(others) + read_rows(parser, lines)
    return (*found, *read_concealed(parser, payload, charset, text))


def read_alternatives(others: Sequence[LexborNode]) -> list[SideText]:
    """The alternatives of pictures that say something in Chinese, each once."""
    said: dict[str, None] = {}
    for node in others:
        if node.tag == "img":
            alternative = node.attrs.get("alt")
            if alternative and len(alternative) >= _SHORTEST:
                said[" ".join(alternative.split())[:_LONGEST]] = None
    kept = [text for text in said if _HAN.search(text)][:_MOST]
    return [SideText("alternative", number, text) for number, text in enumerate(kept)]


def read_rows(parser: LexborHTMLParser, lines: Sequence[str]) -> list[SideText]:
    """The rows of all tables, cells between tabs, where some line is a long number."""
    least, most = _NUMBER_CHARS
    likely = [line for line in lines if least <= len(line) <= most and line[0] in _DIGITS]
    if not any(map(_LONE_NUMBER.fullmatch, likely)):
        return []
    rows = []
    for number, row in enumerate(parser.css("tr")[:_MOST_ROWS]):
        if row.css_first("table") is not None:
            continue  # The row of an outer table holds whole tables.
        cells = [" ".join(cell.text().split()) for cell in row.css("td,th")]
        line = "\t".join(filter(None, cells))
        if "\t" in line:
            rows.append(SideText("row", number, line[:_LONGEST]))
    return rows
