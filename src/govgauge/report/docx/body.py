"""Blocks as WordprocessingML.  Every text is escaped here and nowhere else."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from govgauge.report.docx.blocks import Block, Grid, Heading, PageBreak, Paragraph, printable
from govgauge.report.docx.page_form import PageForm

_BORDER = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def text_run(text: str, properties: str = "") -> str:
    """One run; a line break in the text is one in the document."""
    lines = printable(text).split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}{inner}</w:r>"


def body_xml(blocks: Sequence[Block], form: PageForm) -> str:
    """All blocks in order."""
    return "".join(_block(block, form) for block in blocks)


def _block(block: Block, form: PageForm) -> str:
    if isinstance(block, Grid):
        return _grid(block, form)
    if isinstance(block, PageBreak):
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    if isinstance(block, Heading):
        return paragraph(f"Heading{block.level}", block.text)
    assert isinstance(block, Paragraph)
    return paragraph(block.style.value, block.text)


def paragraph(style: str, text: str) -> str:
    """One paragraph in a named style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text_run(text)}</w:p>'


def _grid(grid: Grid, form: PageForm) -> str:
    whole = sum(grid.widths)
    widths = [form.width_twips * width // whole for width in grid.widths]
    borders = "".join(_BORDER.format(side=side) for side in _SIDES)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    # The heading row is repeated on every page; no row is cut by the end of one.
    head = _row(grid.headings, widths, "TableHead", "<w:tblHeader/>")
    rows = "".join(_row(row, widths, "TableCell") for row in grid.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>{paragraph('Note', '')}"
    )


def _row(cells: Sequence[str], widths: Sequence[int], style: str, mark: str = "") -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(style, cell)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{inner}</w:tr>"
