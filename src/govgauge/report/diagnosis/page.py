"""A diagnosis as one HTML page that needs no other file; everything printed is escaped."""

from govgauge.report.diagnosis.bars import bars_svg
from govgauge.report.diagnosis.content import Diagnosis
from govgauge.report.docx.blocks import Block, Grid, Heading, Paragraph, Style
from govgauge.report.html.document import CSS, table_html, text_html


def diagnosis_html(made: Diagnosis) -> str:
    """The page; the picture stands before the table it is drawn from."""
    document = made.document
    language = "zh-CN" if document.language == "zh" else "en"
    mark = f'<p class="mark">{text_html(document.watermark)}</p>' if document.watermark else ""
    body = "".join(_block(block, made) for block in document.blocks)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{text_html(document.title)}</title><style>{CSS}</style></head>"
        f'<body><p class="note">{text_html(document.header)}</p>{mark}<main>{body}</main></body></html>'
    )


def _block(block: Block, made: Diagnosis) -> str:
    if isinstance(block, Heading):
        is_costs = block.text == made.costs_heading and made.bars
        picture = bars_svg(made.bars, block.text) if is_costs else ""
        return f"<h{block.level + 1}>{text_html(block.text)}</h{block.level + 1}>{picture}"
    if isinstance(block, Grid):
        return table_html(block.headings, block.rows)
    if isinstance(block, Paragraph):
        if block.style is Style.TITLE:
            return f"<h1>{text_html(block.text)}</h1>"
        kind = ' class="note"' if block.style in (Style.NOTE, Style.SUBTITLE) else ""
        return f"<p{kind}>{text_html(block.text)}</p>"
    return ""
