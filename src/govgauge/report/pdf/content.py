"""What the typesetter is handed: a document as plain data, and its pictures as SVG."""

import re
from collections.abc import Iterator
from typing import Any

from govgauge.report.docx.blocks import (
    Block,
    Contents,
    Document,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    printable,
)
from govgauge.report.docx.page_form import PageForm
from govgauge.report.figures import plain
from govgauge.report.pictures.drawing import Picture
from govgauge.report.pictures.svg import svg

FONTS = {
    "serif": ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN"),
    "sans": ("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN"),
}
"""The Chinese fonts that may be embedded, all under the SIL Open Font License."""
LATIN = "Libertinus Serif"
_ADDRESS = re.compile(r"https?://[!-~]+")
_BREAKS = re.compile(r"([/?&=._%-]+|[^/?&=._%-]{16})")
_WORDS = {"zh": "图", "en": "Figure"}


def content(document: Document, form: PageForm, serif: str, sans: str) -> dict[str, Any]:
    """The data of a document: page, sizes in points, and blocks whose texts are runs."""
    return {
        "title": _line(document.title),
        "language": document.language,
        "header": _line(document.header),
        "watermark": _line(document.watermark),
        "picture_word": _WORDS[document.language],
        "serif": serif,
        "sans": sans,
        "latin": LATIN,
        "page": {side: getattr(form, f"{side}_mm") for side in ("top", "bottom", "left", "right")},
        "outer_numbers": form.outer_page_numbers,
        "line": form.line_twips / 20,
        "cell": form.cell_half_points / 2,
        "styles": {
            name: {
                "size": letters.half_points / 2,
                "bold": letters.bold,
                "align": {"both": "left"}.get(letters.align, letters.align),
                "indent": letters.indent_chars,
                "sans": letters.font == "黑体" or "标宋" in letters.font,
                "before": letters.before / 20,
                "after": letters.after / 20,
            }
            for name, letters in form.styles.items()
        },
        "blocks": list(_blocks(document)),
    }


def pictures(document: Document) -> list[str]:
    """The SVG of every picture, in the order of the blocks."""
    return [
        svg(block.drawing, plain(block.title))
        for block in document.blocks
        if isinstance(block, Picture)
    ]


def _blocks(document: Document) -> Iterator[dict[str, Any]]:
    number = 0
    for block in document.blocks:
        if isinstance(block, Picture):
            number += 1
            yield _picture(block, number)
        else:
            yield _block(block)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": _line(block.text)}
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Contents):
        return {"kind": "contents", "text": _line(block.title)}
    if isinstance(block, PageBreak):
        return {"kind": "break"}
    assert isinstance(block, Paragraph)
    return {"kind": "paragraph", "style": block.style.value, "runs": runs(block.text)}


def _picture(picture: Picture, number: int) -> dict[str, Any]:
    table = Grid(picture.headings, picture.rows, picture.widths)
    return {
        "kind": "picture",
        "file": f"picture_{number}.svg",
        "text": _line(picture.title),
        "note": runs(picture.note),
        "table": _table(table),
    }


def _table(grid: Grid) -> dict[str, Any]:
    return {
        "kind": "table",
        "widths": list(grid.widths),
        "headings": [_line(heading) for heading in grid.headings],
        "rows": [[runs(cell) for cell in row] for row in grid.rows],
    }


def _line(text: str) -> str:
    return printable(plain(text))


def runs(text: str) -> list[dict[str, str]]:
    """A text in pieces: words as they are, line breaks, and addresses that may break and lead on."""
    pieces: list[dict[str, str]] = []
    for number, line in enumerate(_line(text).split("\n")):
        if number:
            pieces.append({"kind": "line"})
        at = 0
        for found in _ADDRESS.finditer(line):
            pieces.append({"kind": "words", "text": line[at : found.start()]})
            shown = _BREAKS.sub("\\1\u200b", found[0])
            pieces.append({"kind": "address", "text": shown, "to": found[0]})
            at = found.end()
        pieces.append({"kind": "words", "text": line[at:]})
    return [piece for piece in pieces if piece.get("text") != ""]
