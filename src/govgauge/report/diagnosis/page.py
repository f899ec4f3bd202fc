"""A diagnosis as one HTML page that needs no other file; everything printed is escaped."""

from html import escape

from govgauge.model.text import Text
from govgauge.report.diagnosis.bars import bars_svg
from govgauge.report.diagnosis.content import Diagnosis
from govgauge.report.docx.blocks import Block, Grid, Heading, Paragraph, Style, printable
from govgauge.report.figures import Said

_CSS = (
    "body{font:16px/1.7 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{border:1px solid #808080;padding:.4rem;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}th{background:#1f3a5f;color:#fff}.note{color:#595959}"
    ".mark{border:2px solid #595959;padding:.2rem .8rem;display:inline-block}"
    ".chart{width:100%;font:13px sans-serif}td{white-space:pre-line}"
)


_FIGURES = Text("数字由来", "Where the figures come from")
_FIGURE_HEADS = (
    Text("数字", "Figure"),
    Text("所在", "Under"),
    Text("怎样得来", "How it is made"),
    Text("所依据的行", "Rows behind it"),
)


def diagnosis_html(made: Diagnosis) -> str:
    """The page; the picture stands before the table it is drawn from."""
    document = made.document
    language = "zh-CN" if document.language == "zh" else "en"
    mark = f'<p class="mark">{_text(document.watermark)}</p>' if document.watermark else ""
    body = "".join(_block(block, made) for block in document.blocks) + _figures(made)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_text(document.title)}</title><style>{_CSS}</style></head>"
        f'<body><p class="note">{_text(document.header)}</p>{mark}<main>{body}</main></body></html>'
    )


def _text(text: str) -> str:
    return escape(printable(text))


def _block(block: Block, made: Diagnosis) -> str:
    if isinstance(block, Heading):
        is_costs = block.text == made.costs_heading and made.bars
        picture = bars_svg(made.bars, block.text) if is_costs else ""
        return f"<h{block.level + 1}>{_text(block.text)}</h{block.level + 1}>{picture}"
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Paragraph):
        if block.style is Style.TITLE:
            return f"<h1>{_text(block.text)}</h1>"
        kind = ' class="note"' if block.style in (Style.NOTE, Style.SUBTITLE) else ""
        return f"<p{kind}>{_text(block.text)}</p>"
    return ""


def _table(grid: Grid) -> str:
    heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in grid.headings)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(text: str) -> str:
    """A printed number leads to its rows, anything else stands as it is."""
    if isinstance(text, Said):
        return f'<a href="#figure-{text.number}">{_text(text)}</a>'
    return _text(text)


def _figures(made: Diagnosis) -> str:
    """Every number of the page with how it is made and the rows of the results behind it."""
    if not made.figures:
        return ""
    language = made.document.language
    heads = "".join(f'<th scope="col">{_text(head.in_(language))}</th>' for head in _FIGURE_HEADS)
    rows = "".join(
        f'<tr id="figure-{number}"><td>{_text(figure.text)}</td><td>{_text(figure.place)}</td>'
        f"<td>{_text(figure.formula.in_(language))}</td>"
        f"<td>{_text(figure.file)}: {_text(', '.join(figure.rows))}</td></tr>"
        for number, figure in enumerate(made.figures, 1)
    )
    return (
        f"<h2>{_text(_FIGURES.in_(language))}</h2>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
