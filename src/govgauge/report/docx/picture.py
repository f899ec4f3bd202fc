"""Where a picture stands in a document: as wide as the line, in a part of its own."""

from html import escape

from govgauge.report.docx.blocks import printable
from govgauge.report.docx.page_form import PageForm
from govgauge.report.figures import plain
from govgauge.report.pictures.drawing import Picture

SPACES = (
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_EMU_PER_TWIP = 635
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture_paragraph(picture: Picture, number: int, form: PageForm) -> str:
    """The paragraph that holds picture ``number``; its title is its description."""
    drawing = picture.drawing
    across = form.width_twips * _EMU_PER_TWIP
    down = round(across * drawing.height / drawing.width)
    says = escape(printable(plain(picture.title)), quote=True)
    name = f'id="{number}" name="picture {number}" descr="{says}"'
    size = f'cx="{across}" cy="{down}"'
    return (
        '<w:p><w:pPr><w:pStyle w:val="Picture"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr {name}/><a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr>'
        f"<pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="picture_{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
