"""A change taken apart: from the total before to the total now, step by step.

What adds is filled, what takes away is hatched, totals are dark: no colour is needed to tell them.
"""

from collections.abc import Sequence

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import Amount, Anchor, Line, Picture, Rect, Shape
from govgauge.report.pictures.look import (
    DARK,
    RULE,
    SMALL,
    WIDTH,
    drawn,
    hatched,
    label,
    legend,
    shade,
)

_LEFT, _TOP, _BAR, _STEP, _ROOM = 210.0, 32.0, 18.0, 28.0, 70.0
_ADDS, _TAKES, _TOTAL = Text("增加", "adds"), Text("减少", "takes away"), Text("合计", "total")
_HEADS = (Text("组成", "Part"), Text("数值", "Amount"))
_ADD_FILL = shade(0.35)
_NOTE = Text("横轴不从 0 开始。", "The axis does not begin at 0.")


@frozen
class Part:
    """One step of a change; a total stands on the ground line."""

    name: str
    amount: Amount
    is_total: bool = False


def waterfall(title: str, parts: Sequence[Part], language: Language) -> Picture:
    """The picture; parts between two totals add up to their difference."""
    spans = _spans(parts)
    ends = [end for span in spans for end in span]
    # From the lowest point, not from 0: small steps between large totals stay visible.
    steps = [e for span, p in zip(spans, parts, strict=True) if not p.is_total for e in span]
    totals = [span[1] for span, p in zip(spans, parts, strict=True) if p.is_total]
    low, high = min((*steps, *totals), default=0.0), max(ends, default=1.0)
    low -= (high - low) * 0.15 or 1.0
    scale = (WIDTH - _LEFT - _ROOM) / (high - low or 1.0)
    names = [text.in_(language) for text in (_TOTAL, _ADDS, _TAKES)]
    shapes: list[Shape] = legend(0, names, (DARK, _ADD_FILL, ""))
    for number, (part, span) in enumerate(zip(parts, spans, strict=True)):
        y = _TOP + number * _STEP
        start, end = (_LEFT + (max(low, at) - low) * scale for at in span)
        shapes += _part(part, start, end, y)
        if number + 1 < len(parts):
            shapes.append(Line(((end, y + _BAR), (end, y + _STEP)), RULE, 1, dashed=True))
    rows = [(part.name, part.amount.text) for part in parts]
    heads = [head.in_(language) for head in _HEADS]
    drawing = drawn(_TOP + len(parts) * _STEP, shapes)
    return Picture(title, drawing, heads, rows, (8, 3), _NOTE.in_(language))


def _spans(parts: Sequence[Part]) -> list[tuple[float, float]]:
    spans, at = [], 0.0
    for part in parts:
        value = part.amount.value or 0.0
        start = 0.0 if part.is_total else at
        at = start + value
        spans.append((start, at))
    return spans


def _part(part: Part, start: float, end: float, y: float) -> list[Shape]:
    left, width = min(start, end), max(abs(end - start), 1.0)
    if part.is_total:
        bar: list[Shape] = [Rect(left, y, width, _BAR, DARK, DARK)]
    elif (part.amount.value or 0.0) < 0:
        bar = hatched(left, y, width, _BAR)
    else:
        bar = [Rect(left, y, width, _BAR, _ADD_FILL, DARK)]
    name = label(_LEFT - 10, y + 14, part.name, Anchor.END, room=_LEFT - 14)
    return [name, *bar, label(max(start, end) + 6, y + 14, part.amount.text, size=SMALL)]
