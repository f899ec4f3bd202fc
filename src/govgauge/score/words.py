"""How a number came about, in one Chinese and one English sentence."""

from collections.abc import Sequence
from decimal import Decimal

from govgauge.model.score import Score
from govgauge.model.system import Indicator, Reduce
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict
from govgauge.score.count import Count
from govgauge.score.once import Numbers

NOT_ASKED = Text("本单位不适用", "not asked of this unit")
VETOED = Text("已被单项否决，不再计分", "vetoed: nothing else is scored")
NOT_SCORED = Text("本单位只检查单项否决，不评分", "this unit is checked for vetoes only")


def number(value: float | Decimal) -> str:
    """A number without trailing zeros."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def outcome_vetoed(titles: Sequence[Text], given: Decimal | None = None) -> Text:
    """Vetoed, by what, and the score a veto gives where there is one."""
    zh, en = "、".join(t.zh for t in titles), ", ".join(t.en for t in titles)
    zh_score = "" if given is None else f"，按规则记 {number(given)} 分"
    en_score = "" if given is None else f", scored {number(given)} by rule"
    return Text(f"不合格：单项否决（{zh}）{zh_score}", f"fail: vetoed ({en}){en_score}")


def outcome_failed(line: Decimal) -> Text:
    """Below the line whatever is open."""
    return Text(
        f"不合格：得分必低于 {number(line)} 分",
        f"fail: below {number(line)} points whatever is open",
    )


def outcome_open(scored: bool | None) -> Text:
    """Not settled, and what the list would have to say."""
    if scored is None:
        return Text(
            "未定：名单未说明本单位是否属于评分范围",
            "open: the list does not say whether this unit is to be scored",
        )
    return Text("未定：仍有未能判定的事项", "open: some items are not settled yet")


def outcome_tree(score: Score) -> Text:
    """Scored on a tree; nothing is open, or nothing that matters for passing."""
    if score.settled:
        return Text("已计分", "scored")
    return Text("合格；仍有未能判定的事项", "pass; some items are not settled yet")


def outcome_passed(scored: bool | None) -> Text:
    """Passed, with or without a score."""
    if scored is False:
        return Text("合格（只检查单项否决，不评分）", "pass (vetoes only, not scored)")
    return Text("合格", "pass")


def _caps(indicator: Indicator, shared: Decimal | None) -> Text:
    """The most an indicator can move, alone and with those it shares a cap with."""
    zh = en = ""
    if indicator.points is not None:
        zh, en = f"，最多 {number(indicator.points)} 分", f", at most {number(indicator.points)}"
    if shared is not None:
        zh += f"，{indicator.within} 各项合计最多 {number(shared)} 分"
        en += f", at most {number(shared)} in all of {indicator.within}"
    return Text(zh, en)


def why_bonus(indicator: Indicator, points: Score, shared: Decimal | None) -> Text:
    """What an indicator may yet give."""
    caps = _caps(indicator, shared)
    if points.settled:
        return Text(f"加 {number(points.low)} 分", f"{number(points.low)} point(s) gained")
    return Text(f"待评定是否加分{caps.zh}", f"a person decides what it gives{caps.en}")


def why_deduct(
    indicator: Indicator, counted: Numbers, points: Score, shared: Decimal | None
) -> Text:
    """What an indicator cost, and what it may still cost."""
    each = indicator.per_instance
    each_zh = "每处扣分未知" if each is None else f"每处扣 {number(each)} 分"
    each_en = "at an unknown price" if each is None else f"at {number(each)} point(s) each"
    found_zh, found_en = f"确认 {number(counted.certain)} 处", f"{number(counted.certain)} found"
    if indicator.reduce is Reduce.VALUE and (each is not None or indicator.bands):
        found_zh, found_en = (
            f"测得 {number(counted.certain)}",
            f"measured {number(counted.certain)}",
        )
        if each is not None:
            each_zh, each_en = f"每 1 扣 {number(each)} 分", f"at {number(each)} point(s) a unit"
    if indicator.bands:
        each_zh, each_en = _bands(indicator)
    caps = _caps(indicator, shared)
    low = number(points.low)
    zh = f"{found_zh}，{each_zh}{caps.zh}，扣 {low} 分"
    en = f"{found_en} {each_en}{caps.en}: {low} lost"
    if not points.settled:
        zh += f"；未定项最多使扣分达到 {number(points.high)} 分"
        en += f"; open items may raise this to {number(points.high)}"
    return Text(zh, en)


def _bands(indicator: Indicator) -> tuple[str, str]:
    steps = [(number(b.from_), number(b.points)) for b in indicator.bands]
    zh = "、".join(f"达到 {n} 扣 {p} 分" for n, p in steps)
    en = ", ".join(f"{p} from {n} on" for n, p in steps)
    return f"按档扣分（{zh}）", f"in bands ({en})"


def why_veto(indicator: Indicator, counted: Numbers, verdict: Verdict) -> Text:
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


def why_note(counted: Numbers, whole: Count) -> Text:
    """A count that moves no points."""
    found = number(counted.certain)
    zh, en = f"发现 {found} 处，不计分", f"{found} found; no points"
    if whole.unbounded or counted.most > counted.certain:
        zh, en = zh + "；尚有未定事项", en + "; not everything could be seen"
    return Text(zh, en)
