"""Blocks as WordprocessingML.  Every text is escaped here and nowhere else."""

from collections.abc import Sequence
from itertools import count

from govgauge.model.text import Language, Text
from govgauge.report.docx.blocks import Block, Contents, Grid, Heading, PageBreak
from govgauge.report.docx.page_form import PageForm
from govgauge.report.docx.paragraphs import caption, contents, heading, paragraph
from govgauge.report.docx.picture import picture_paragraph
from govgauge.report.pictures.drawing import Picture

PICTURE_WORD = Text("图", "Figure")

_BORDER = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def body_xml(blocks: Sequence[Block], form: PageForm, language: Language = "zh") -> str:
    """All blocks in order; picture ``n`` is the part that relation ``picture_n`` names."""
    writer = _Body(blocks, form, language)
    return "".join(writer.block(block) for block in blocks)


class _Body:
    """Counts headings and pictures as they come, for contents and captions."""

    def __init__(self, blocks: Sequence[Block], form: PageForm, language: Language) -> None:
        self._headings = [block for block in blocks if isinstance(block, Heading)]
        self._form = form
        self._word = PICTURE_WORD.in_(language)
        self._heading, self._picture = count(1), count(1)

    def block(self, block: Block) -> str:
        """One block."""
        if isinstance(block, Grid):
            return _grid(block, self._form)
        if isinstance(block, PageBreak):
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        if isinstance(block, Heading):
            return heading(block, next(self._heading))
        if isinstance(block, Picture):
            return self._drawn(block, next(self._picture))
        if isinstance(block, Contents):
            return contents(block.title, self._headings)
        return paragraph(block.style.value, block.text)

    def _drawn(self, picture: Picture, number: int) -> str:
        """The picture, its caption, what must be known of it, and the table it is drawn from."""
        note = paragraph("Note", picture.note) if picture.note else ""
        table = Grid(picture.headings, picture.rows, picture.widths)
        return (
            picture_paragraph(picture, number, self._form)
            + caption(self._word, number, picture.title)
            + note
            + _grid(table, self._form)
        )


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
