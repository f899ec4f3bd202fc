"""The forms of a page: sizes in twentieths of a point, fonts by name only (none is embedded)."""

from attrs import frozen

from govgauge.report.docx.blocks import Style

_TWIPS_PER_MM = 1440 / 25.4


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * _TWIPS_PER_MM)


@frozen
class Letters:
    """How one style is set: font of Chinese, font of Latin, half points, weight and place."""

    font: str
    latin: str
    half_points: int
    bold: bool = False
    align: str = "both"
    indent_chars: int = 0
    before: int = 0
    after: int = 0


@frozen
class PageForm:
    """A page: A4, margins in millimetres, height of a line (0: as the font has it)."""

    name: str
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    line_twips: int
    styles: dict[str, Letters]
    cell_half_points: int
    outer_page_numbers: bool

    @property
    def width_twips(self) -> int:
        """The width of a line."""
        return twips(210 - self.left_mm - self.right_mm)


_SONG, _LATIN = "宋体", "Times New Roman"

PLAIN = PageForm(
    "plain", 25, 25, 25, 25, 0,
    {
        Style.TITLE.value: Letters("黑体", _LATIN, 36, True, "center", after=120),
        Style.SUBTITLE.value: Letters(_SONG, _LATIN, 22, False, "center", after=240),
        "Heading1": Letters("黑体", _LATIN, 28, True, "left", before=240, after=120),
        "Heading2": Letters("黑体", _LATIN, 24, True, "left", before=120, after=60),
        Style.BODY.value: Letters(_SONG, _LATIN, 22, indent_chars=2, after=60),
        Style.NOTE.value: Letters(_SONG, _LATIN, 18, align="left", after=60),
    },
    18, False,
)  # fmt: skip

# GB/T 9704-2012: text area 156 × 225 mm, 22 lines of 28 characters of size 3 (16 points), margins
# above 37 mm and at the binding 28 mm; page numbers at the outer side between dashes.
OFFICIAL = PageForm(
    "official", 37, 35, 28, 26, twips(225) // 22,
    {
        Style.TITLE.value: Letters("方正小标宋简体", _LATIN, 44, False, "center"),
        Style.SUBTITLE.value: Letters("楷体_GB2312", _LATIN, 32, False, "center"),
        "Heading1": Letters("黑体", _LATIN, 32, False, "left", indent_chars=2),
        "Heading2": Letters("楷体_GB2312", _LATIN, 32, False, "left", indent_chars=2),
        Style.BODY.value: Letters("仿宋_GB2312", _LATIN, 32, indent_chars=2),
        Style.NOTE.value: Letters("仿宋_GB2312", _LATIN, 24, align="left"),
    },
    21, True,
)  # fmt: skip

FORMS = {form.name: form for form in (PLAIN, OFFICIAL)}
