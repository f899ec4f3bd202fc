"""Lost points as bars: one colour that reads in grey, the value beside each bar."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from attrs import frozen

from govgauge.report.docx.blocks import printable

_WIDTH, _LEFT, _RIGHT, _BAR, _STEP = 720, 250, 110, 16, 26
_NAME_CHARS = 18


@frozen
class Bar:
    """One indicator: points lost for certain, and points that may still be lost."""

    name: str
    certain: Decimal
    possible: Decimal
    label: str


def bars_svg(bars: Sequence[Bar], title: str) -> str:
    """The bars as one SVG, certain losses dark, possible ones hatched by outline alone."""
    most = max((bar.possible for bar in bars), default=Decimal(0)) or Decimal(1)
    scale = Decimal(_WIDTH - _LEFT - _RIGHT) / most
    rows = "".join(_row(bar, 10 + n * _STEP, scale) for n, bar in enumerate(bars))
    height = 20 + len(bars) * _STEP
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" class="chart">'
        f"<title>{escape(title)}</title>{rows}</svg>"
    )


def _row(bar: Bar, y: int, scale: Decimal) -> str:
    sure, may = bar.certain * scale, bar.possible * scale
    return (
        f'<text x="{_LEFT - 8}" y="{y + 13}" text-anchor="end">'
        f"{escape(printable(bar.name[:_NAME_CHARS]))}</text>"
        f'<rect x="{_LEFT}" y="{y}" width="{may:.1f}" height="{_BAR}" fill="none"'
        ' stroke="#1f3a5f" stroke-dasharray="3 2"/>'
        f'<rect x="{_LEFT}" y="{y}" width="{sure:.1f}" height="{_BAR}" fill="#1f3a5f"/>'
        f'<text x="{_LEFT + may + 6:.1f}" y="{y + 13}">{escape(bar.label)}</text>'
    )
