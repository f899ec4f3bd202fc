"""Text of a page beside its lines: what stands for pictures, and rows of tables with numbers of people.

Lines hold every cell by itself, so a number has lost its heading; only pages that show a number long
enough for a person's have their tables read.
"""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.model.reading import SideText

_SHORTEST = 4
_MOST = 200
_MOST_ROWS = 2_000
_LONGEST = 2_000
_HAN = re.compile("[\u4e00-\u9fff]")
_LONE_NUMBER = re.compile(
    r"^(?:1[3-9]\d{9}|\d{15,19}|\d{17}[Xx]|\d{6} \d[\d ]{9,14})$", re.MULTILINE
)


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


def read_rows(parser: LexborHTMLParser, text: str) -> list[SideText]:
    """The rows of all tables, cells between tabs, where some line of ``text`` is a long number."""
    if not _LONE_NUMBER.search(text):
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
