"""How a number came about, in one Chinese and one English sentence."""

from decimal import Decimal

from govgauge.model.score import Score
from govgauge.model.system import Indicator
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict
from govgauge.score.count import Count


def number(value: float | Decimal) -> str:
    """A number without trailing zeros."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def why_deduct(indicator: Indicator, counted: Count, points: Score) -> Text:
    """What an indicator cost, and what it may still cost."""
    each = number(indicator.per_instance or 0)
    cap_zh = f"，最多扣 {number(indicator.points)} 分" if indicator.points is not None else ""
    cap_en = f", at most {number(indicator.points)}" if indicator.points is not None else ""
    found, low = number(counted.certain), number(points.low)
    zh = f"确认 {found} 处，每处扣 {each} 分{cap_zh}，扣 {low} 分"
    en = f"{found} found at {each} point(s) each{cap_en}: {low} lost"
    if not points.settled:
        zh += f"；未定项最多使扣分达到 {number(points.high)} 分"
        en += f"; open items may raise this to {number(points.high)}"
    return Text(zh, en)


def why_veto(indicator: Indicator, counted: Count, verdict: Verdict) -> Text:
    """Whether a veto stands, and by what count."""
    limit, found = number(indicator.at_least or 1), number(counted.certain)
    if verdict is Verdict.UNMET:
        return Text(
            f"确认 {found} 处，达到 {limit} 处，否决", f"{found} found, {limit} veto: vetoed"
        )
    if verdict is Verdict.UNDETERMINED:
        return Text(
            f"确认 {found} 处（{limit} 处即否决），尚有未定事项",
            f"{found} found ({limit} veto); not everything could be seen",
        )
    return Text(f"确认 {found} 处，未达到 {limit} 处", f"{found} found, below {limit}")


def why_note(counted: Count) -> Text:
    """A count that moves no points."""
    zh, en = (
        f"发现 {number(counted.certain)} 处，不计分",
        f"{number(counted.certain)} found; no points",
    )
    if counted.is_open:
        zh, en = zh + "；尚有未定事项", en + "; not everything could be seen"
    return Text(zh, en)
