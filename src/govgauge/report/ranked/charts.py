"""Charts of a ranking as SVG: scores, rank spans; readable in grey, with a table beside each."""

from collections.abc import Sequence
from html import escape

from govgauge.model.ranked_table import RankedGroup, RankedTable

_WIDTH, _BAR, _GAP, _LEFT = 720, 18, 6, 150
_SHOWN = 40
_BINS = 20


def histogram(scores: Sequence[float], full_marks: float, title: str) -> str:
    """How many units have which score, in twenty equal bins; empty without scores."""
    if not scores:
        return ""
    low, high = min(scores), max(scores)
    low, high = min(low, high - full_marks / 100), high
    width = (high - low) / _BINS
    counts = [0] * _BINS
    for score in scores:
        counts[min(_BINS - 1, int((score - low) / width))] += 1
    top, height, step = max(counts), 160, (_WIDTH - 40) / _BINS
    bars = [
        f'<rect x="{20 + n * step:.1f}" y="{20 + height * (1 - c / top):.1f}"'
        f' width="{step - 2:.1f}" height="{height * c / top:.1f}" fill="#2f6db5">'
        f"<title>{low + n * width:.2f}–{low + (n + 1) * width:.2f}: {c}</title></rect>"
        for n, c in enumerate(counts)
        if c
    ]
    ends = (
        f'<text x="20" y="{height + 38}" class="tick">{low:.2f}</text>'
        f'<text x="{_WIDTH - 20}" y="{height + 38}" class="tick" text-anchor="end">{high:.2f}</text>'
        f'<text x="20" y="14" class="tick">{top}</text>'
    )
    return _svg(height + 48, title, "".join(bars) + ends)


def rank_spans(table: RankedTable, group: RankedGroup, title: str) -> str:
    """The first units with the ranks 90 % of the replications give them; empty without any."""
    spans = table.robustness.spans
    shown = [p for p in group.by_rank if p.unit_id in spans][:_SHOWN]
    if not shown:
        return ""
    last = max(spans[p.unit_id].high for p in shown)
    scale = (_WIDTH - _LEFT - 20) / max(1.0, last - 1)
    rows = []
    for n, place in enumerate(shown):
        span, y = spans[place.unit_id], 20 + n * (_BAR + _GAP)
        x, end = _LEFT + (span.low - 1) * scale, _LEFT + (span.high - 1) * scale
        middle = _LEFT + (span.median - 1) * scale
        name = escape(table.units[place.unit_id].name[:12])
        rows.append(
            f'<text x="{_LEFT - 8}" y="{y + 13}" class="name" text-anchor="end">{name}</text>'
            f'<rect x="{x:.1f}" y="{y + 5}" width="{max(end - x, 2):.1f}" height="8" fill="#9dbde2"/>'
            f'<circle cx="{middle:.1f}" cy="{y + 9}" r="4" fill="#1f3a5f">'
            f"<title>{span.low:.0f}–{span.median:.0f}–{span.high:.0f}</title></circle>"
        )
    return _svg(30 + len(shown) * (_BAR + _GAP), title, "".join(rows))


def _svg(height: int, title: str, body: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" class="chart">'
        f"<title>{escape(title)}</title>{body}</svg>"
    )
