"""The parts of a DOCX file put together: styles, header, footer with page numbers, watermark."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from govgauge.report.docx.blocks import Contents, Document, printable
from govgauge.report.docx.body import body_xml
from govgauge.report.docx.page_form import PageForm, twips
from govgauge.report.docx.paragraphs import text_run
from govgauge.report.docx.picture import SPACES as _PICTURE_SPACES
from govgauge.report.docx.styles import styles_xml, tag
from govgauge.report.pictures.drawing import Picture
from govgauge.report.pictures.emf import emf

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_REL}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"' + _PICTURE_SPACES
)
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PAGES = ("default", "even")


def docx_bytes(document: Document, form: PageForm) -> bytes:
    """The file's bytes; equal documents give equal bytes."""
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", f"{_REL}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(document),
        "word/document.xml": _document(document, form),
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{_REL}/styles", "styles.xml"),
            ("settings", f"{_REL}/settings", "settings.xml"),
            *((f"header_{page}", f"{_REL}/header", f"header_{page}.xml") for page in _PAGES),
            *((f"footer_{page}", f"{_REL}/footer", f"footer_{page}.xml") for page in _PAGES),
            *(
                (f"picture_{n}", f"{_REL}/image", f"media/picture_{n}.emf")
                for n in range(1, len(pictures) + 1)
            ),
        ),
        "word/styles.xml": styles_xml(document, form, _SPACES, _XML),
        "word/settings.xml": _settings(document),
    }
    for page in _PAGES:
        parts[f"word/header_{page}.xml"] = _header(document)
        parts[f"word/footer_{page}.xml"] = _footer(form, page)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
        for number, picture in enumerate(pictures, 1):
            info = zipfile.ZipInfo(f"word/media/picture_{number}.emf", _EPOCH)
            package.writestr(info, emf(picture.drawing), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_KIND}.document.main+xml",
        "/word/styles.xml": f"{_KIND}.styles+xml",
        "/word/settings.xml": f"{_KIND}.settings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    for page in _PAGES:
        overrides[f"/word/header_{page}.xml"] = f"{_KIND}.header+xml"
        overrides[f"/word/footer_{page}.xml"] = f"{_KIND}.footer+xml"
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        '<Default Extension="emf" ContentType="image/x-emf"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(document: Document) -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(printable(document.title))}</dc:title>"
        f"<dc:language>{tag(document)}</dc:language></cp:coreProperties>"
    )


def _settings(document: Document) -> str:
    """Pages of contents are known once a word processor has laid the document out."""
    with_contents = any(isinstance(block, Contents) for block in document.blocks)
    update = '<w:updateFields w:val="true"/>' if with_contents else ""
    return f"{_XML}<w:settings {_SPACES}><w:evenAndOddHeaders/>{update}</w:settings>"


def _document(document: Document, form: PageForm) -> str:
    parts = "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="{kind}_{page}"/>'
        for kind in ("header", "footer")
        for page in _PAGES
    )
    grid = f'<w:docGrid w:type="lines" w:linePitch="{form.line_twips}"/>' if form.line_twips else ""
    # The page number of GB/T 9704 stands 7 mm below the text area.
    footer = twips(form.bottom_mm - 11) if form.outer_page_numbers else twips(12)
    return (
        f"{_XML}<w:document {_SPACES}><w:body>{body_xml(document.blocks, form, document.language)}<w:sectPr>{parts}"
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/>'
        f'<w:pgMar w:top="{twips(form.top_mm)}" w:bottom="{twips(form.bottom_mm)}"'
        f' w:left="{twips(form.left_mm)}" w:right="{twips(form.right_mm)}"'
        f' w:header="{twips(12)}" w:footer="{footer}" w:gutter="0"/>{grid}'
        "</w:sectPr></w:body></w:document>"
    )


def _header(document: Document) -> str:
    small = '<w:sz w:val="18"/>'
    mark = _watermark(document.watermark) if document.watermark else ""
    return (
        f'{_XML}<w:hdr {_SPACES}><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
        f"{mark}{text_run(document.header, small)}</w:p></w:hdr>"
    )


def _watermark(words: str) -> str:
    return (
        '<w:r><w:pict><v:shapetype id="mark" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
        '</v:shapetype><v:shape id="watermark" o:spid="_x0000_s2049" type="#mark"'
        ' style="position:absolute;margin-left:0;margin-top:0;width:380pt;height:130pt;'
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="#d0d0d0" stroked="f">'
        '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt"'
        f" string={quoteattr(printable(words))}/></v:shape></w:pict></w:r>"
    )


def _footer(form: PageForm, page: str) -> str:
    """Page numbers: centred, or at the outer side between dashes as official documents have it."""
    size = '<w:sz w:val="28"/>' if form.outer_page_numbers else '<w:sz w:val="18"/>'
    align = "center"
    if form.outer_page_numbers:
        align = "right" if page == "default" else "left"
    field = "".join(
        f"<w:r><w:rPr>{size}</w:rPr>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'{_XML}<w:ftr {_SPACES}><w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>'
        f"{text_run('— ', size)}{field}{text_run(' —', size)}</w:p></w:ftr>"
    )
