"""Paragraphs as WordprocessingML.  Every text is escaped here and nowhere else."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from govgauge.report.docx.blocks import Heading, printable
from govgauge.report.figures import plain


def text_run(text: str, properties: str = "") -> str:
    """One run; a line break in the text is one in the document."""
    lines = printable(plain(text)).split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}{inner}</w:r>"


def paragraph(style: str, text: str) -> str:
    """One paragraph in a named style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text_run(text)}</w:p>'


def heading(made: Heading, number: int) -> str:
    """A heading with a bookmark that contents refer to."""
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Heading{made.level}"/></w:pPr>{mark}{text_run(made.text)}'
        f'<w:bookmarkEnd w:id="{number}"/></w:p>'
    )


def contents(title: str, headings: Sequence[Heading]) -> str:
    """The headings with their pages, as a field a word processor brings up to date."""
    begin = field_start(' TOC \\o "1-2" \\h ')
    lines = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC{made.level}"/></w:pPr>'
        f"{begin if number == 1 else ''}"
        f'<w:hyperlink w:anchor="{_bookmark(number)}">{text_run(made.text)}'
        f"<w:r><w:tab/></w:r>{field(f' PAGEREF {_bookmark(number)} ', '')}</w:hyperlink>"
        f"{FIELD_END if number == len(headings) else ''}</w:p>"
        for number, made in enumerate(headings, 1)
    ]
    return paragraph("ContentsTitle", title) + "".join(lines)


def caption(word: str, number: int, title: str) -> str:
    """A caption with a number that counts itself."""
    return (
        '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>'
        f"{text_run(f'{word} ')}{field(f' SEQ {word} ', str(number))}{text_run(f'　{title}')}</w:p>"
    )


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field with what is shown until it is brought up to date."""
    return field_start(instruction) + text_run(shown, properties) + FIELD_END


def field_start(instruction: str) -> str:
    """A field up to what it shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _bookmark(number: int) -> str:
    return f"_Toc{number:08}"
