"""A document as one HTML page: contents, pictures, every number a link to where it comes from."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import count

from govgauge.model.text import Text
from govgauge.report.docx.blocks import (
    Block,
    Contents,
    Document,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Style,
    printable,
)
from govgauge.report.figures import MARKED, Figure, plain, unmarked
from govgauge.report.pictures.drawing import Picture
from govgauge.report.pictures.svg import svg

CSS = (
    "body{font:16px/1.7 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{border:1px solid #808080;padding:.4rem;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}th{background:#1f3a5f;color:#fff}.note{color:#595959}"
    ".mark{border:2px solid #595959;padding:.2rem .8rem;display:inline-block}"
    ".chart{width:100%;font:13px sans-serif}td{white-space:pre-line}"
)
_MORE = (
    "figure{margin:1.5rem 0}figcaption{text-align:center;font-weight:bold}nav ul{list-style:none;"
    "padding-left:1rem}a{color:#1f3a5f}a.n{color:inherit;text-decoration:underline dotted}"
    ".scroll,figure{overflow-x:auto}figure .chart{min-width:34rem}"
    ".scroll td,.scroll th{min-width:4em}:target{background:#fff3c4}details{margin:2rem 0}"
    "@media print{a.n{text-decoration:none}h2{break-before:page}figure{break-inside:avoid}}"
)
_PICTURE = Text("图", "Figure")
_SOURCES = Text("数字的来源", "Where the numbers come from")
_SOURCES_SAY = Text(
    "每个数字的数据文件、行和算法；用 govgauge trace 可列出各行的内容。",
    "The file, rows and formula of each number; govgauge trace lists what stands in those rows.",
)
_HEADS = (
    Text("序号", "No."),
    Text("数字", "Number"),
    Text("出处", "File and rows"),
    Text("算法", "Formula"),
)
_MOST_ROWS = 6


def text_html(text: str) -> str:
    """Text, escaped; marked numbers become links to their source."""
    escaped = escape(printable(text))
    return unmarked(MARKED.sub(r'<a class="n" href="#n\1">\2</a>', escaped))


def table_html(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with its heading row."""
    heads = "".join(f'<th scope="col">{text_html(head)}</th>' for head in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{text_html(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def document_html(document: Document, figures: Sequence[Figure]) -> str:
    """The page; ``figures`` are those its marked numbers name by their place."""
    language = "zh-CN" if document.language == "zh" else "en"
    mark = f'<p class="mark">{text_html(document.watermark)}</p>' if document.watermark else ""
    writer = _Page(document)
    body = "".join(writer.block(block) for block in document.blocks)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{text_html(plain(document.title))}</title><style>{CSS}{_MORE}</style></head>"
        f'<body><p class="note">{text_html(document.header)}</p>{mark}'
        f"<main>{body}{_sources(document, figures)}</main></body></html>"
    )


class _Page:
    """Counts headings and pictures as they come, so that contents can point to them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._heading, self._picture = count(1), count(1)

    def block(self, block: Block) -> str:
        """One block."""
        if isinstance(block, Heading):
            level = block.level + 1
            return f'<h{level} id="h{next(self._heading)}">{text_html(block.text)}</h{level}>'
        if isinstance(block, Grid):
            return table_html(block.headings, block.rows)
        if isinstance(block, Picture):
            return self._drawn(block)
        if isinstance(block, Contents):
            return self._contents(block)
        return "" if isinstance(block, PageBreak) else _paragraph(block)

    def _drawn(self, picture: Picture) -> str:
        number = f"{_PICTURE.in_(self._document.language)} {next(self._picture)}"
        note = f'<p class="note">{text_html(picture.note)}</p>' if picture.note else ""
        return (
            f"<figure>{svg(picture.drawing, plain(picture.title))}"
            f"<figcaption>{number}　{text_html(picture.title)}</figcaption>{note}</figure>"
            f"{table_html(picture.headings, picture.rows)}"
        )

    def _contents(self, contents: Contents) -> str:
        headings = [block for block in self._document.blocks if isinstance(block, Heading)]
        items = "".join(
            f'<li><a href="#h{number}">{text_html(heading.text)}</a></li>'
            for number, heading in enumerate(headings, 1)
            if heading.level == 1
        )
        return f'<nav aria-label="{text_html(contents.title)}"><ul>{items}</ul></nav>'


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.style is Style.TITLE:
        return f"<h1>{text_html(paragraph.text)}</h1>"
    kind = ' class="note"' if paragraph.style in (Style.NOTE, Style.SUBTITLE) else ""
    return f"<p{kind}>{text_html(paragraph.text)}</p>"


def _sources(document: Document, figures: Sequence[Figure]) -> str:
    """The list every number links to."""
    if not figures:
        return ""
    language = document.language
    heads = "".join(f'<th scope="col">{text_html(head.in_(language))}</th>' for head in _HEADS)
    rows = "".join(_source(number, figure, document) for number, figure in enumerate(figures))
    return (
        f"<details open><summary>{_SOURCES.in_(language)}</summary>"
        f'<p class="note">{text_html(_SOURCES_SAY.in_(language))}</p>'
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        "</div></details>"
    )


def _source(number: int, figure: Figure, document: Document) -> str:
    cells = (
        str(number + 1),
        figure.text,
        f"{figure.file} {' '.join(_shown(figure.rows))}",
        figure.formula.in_(document.language),
    )
    inner = "".join(f"<td>{text_html(cell)}</td>" for cell in cells)
    return f'<tr id="n{number}">{inner}</tr>'


def _shown(rows: Sequence[str]) -> Iterator[str]:
    yield from rows[:_MOST_ROWS]
    if len(rows) > _MOST_ROWS:
        yield f"… ({len(rows)})"
