"""The paragraph styles of a document as its word processor knows them."""

import attrs

from govgauge.report.docx.blocks import Document
from govgauge.report.docx.page_form import Letters, PageForm

_TITLES = {
    "Title": "Title", "Subtitle": "Subtitle", "Heading1": "heading 1", "Heading2": "heading 2",
    "BodyText": "Body Text", "Note": "Note", "TableHead": "Table Head", "TableCell": "Table Cell",
    "Caption": "caption", "Picture": "Picture", "TOC1": "toc 1", "TOC2": "toc 2",
    "ContentsTitle": "Contents Title",
}  # fmt: skip


def tag(document: Document) -> str:
    """The language of a document as its readers name it."""
    return "zh-CN" if document.language == "zh" else "en-GB"


def styles_xml(document: Document, form: PageForm, spaces: str, xml: str) -> str:
    """The styles part; ``spaces`` are the namespaces every part declares."""
    body = form.styles["BodyText"]
    cell = Letters(body.font, body.latin, form.cell_half_points, align="left")
    head = Letters("黑体", body.latin, form.cell_half_points, True, "center")
    known = form.styles | {"TableCell": cell, "TableHead": head} | _of_pictures_and_contents(form)
    listed = "".join(_style(name, letters, form) for name, letters in known.items())
    return (
        f"{xml}<w:styles {spaces}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:lang w:val="{tag(document)}" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        f"</w:docDefaults>{listed}</w:styles>"
    )


def _of_pictures_and_contents(form: PageForm) -> dict[str, Letters]:
    body = form.styles["BodyText"]
    small = form.cell_half_points
    line = Letters(body.font, body.latin, body.half_points, align="left")
    return {
        "Caption": Letters("黑体", body.latin, small, align="center", after=120),
        "Picture": Letters(body.font, body.latin, small, align="center", before=120),
        "ContentsTitle": attrs.evolve(form.styles["Heading1"], align="center", indent_chars=0),
        "TOC1": line,
        "TOC2": line,
    }


def _style(name: str, letters: Letters, form: PageForm) -> str:
    # An exact height of line would cut a picture off; cells and captions keep their own.
    fixed = form.line_twips and name not in ("Picture", "Caption") and not name.startswith("Table")
    line = f' w:line="{form.line_twips}" w:lineRule="exact"' if fixed else ""
    outline = f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if name.startswith("Heading") else ""
    keep = "<w:keepNext/>" if outline or name == "Picture" else ""
    free = "" if fixed or not form.line_twips else '<w:snapToGrid w:val="0"/>'
    tabs = ""
    if name.startswith("TOC"):
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{form.width_twips}"/></w:tabs>'
    left = ' w:left="420"' if name == "TOC2" else ""
    indent = letters.indent_chars
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{_TITLES[name]}"/>'
        f'<w:qFormat/><w:pPr>{keep}{tabs}{free}<w:spacing w:before="{letters.before}"'
        f' w:after="{letters.after}"{line}/>'
        f'<w:ind{left} w:firstLineChars="{100 * indent}"'
        f' w:firstLine="{10 * letters.half_points * indent}"/>'
        f'<w:jc w:val="{letters.align}"/>{outline}</w:pPr><w:rPr>'
        f'<w:rFonts w:ascii="{letters.latin}" w:hAnsi="{letters.latin}"'
        f' w:eastAsia="{letters.font}"/>{"<w:b/>" if letters.bold else ""}'
        f'<w:sz w:val="{letters.half_points}"/></w:rPr></w:style>'
    )
