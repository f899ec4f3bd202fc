"""The agreement of raters on the screen: a row for each question, and what it allows."""

from collections.abc import Sequence
from typing import Any

from govgauge.cli.screen import Screen
from govgauge.model.text import Text
from govgauge.run.rater_agreement import QuestionAgreement

_ALLOWS = {
    "publish": Text("可发布", "may be published"),
    "with_note": Text("发布时须注明", "publish with a note"),
    "rate_again": Text("须培训后重评", "train and rate again"),
}
_HEADINGS = (
    Text("问题", "question"),
    Text("单位（双评）", "units (twice)"),
    Text("一致率", "equal"),
    Text("α", "alpha"),
    Text("AC1", "AC1"),
    Text("κ", "kappa"),
    Text("ICC", "ICC"),
    Text("结论", "allows"),
)


def show_agreement(screen: Screen, agreement: Sequence[QuestionAgreement]) -> None:
    """Print the table, how to read it, and what is short."""
    if not agreement:
        screen.say(
            "尚无两人评过的单位，无法计算评分人一致性（marks export --again）",
            "no unit was rated by two people: agreement cannot be told (marks export --again)",
        )
        return
    screen.table(
        Text("评分人一致性", "Agreement of raters"),
        _HEADINGS,
        [_row(one, screen) for one in agreement],
    )
    screen.say(
        "α ≥ 0.80 可发布，0.667 至 0.80 须注明，更低须重评；几乎全部相同的评分看一致率和 AC1",
        "alpha from 0.80: publish; from 0.667: with a note; below: rate again. "
        "Where nearly all marks are alike, look at the share of equal marks and at AC1",
    )
    short = [one.question for one in agreement if not one.figures.enough_second_readings]
    if short:
        names = ", ".join(short[:5]) + (" …" if len(short) > 5 else "")
        screen.say(
            f"! 双评单位不足 10%：{names}", f"! fewer than 10 % of units rated twice: {names}"
        )


def _row(one: QuestionAgreement, screen: Screen) -> list[str]:
    figures = one.figures
    return [
        f"{one.question} {one.title.in_(screen.language)}",
        f"{one.units}（{figures.rated_twice.numerator}）",
        f"{100 * figures.ac1.observed:.1f}%",
        _shown(figures.alpha),
        _shown(figures.ac1.value),
        _shown(figures.kappa.value if figures.kappa else None),
        _shown(one.correlation),
        _allows(one).in_(screen.language),
    ]


def _shown(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _allows(one: QuestionAgreement) -> Text:
    if one.figures.alpha is None and one.figures.ac1.observed == 1:
        return Text("全部一致", "all alike")
    return _ALLOWS[one.figures.standing.value]


def agreement_document(one: QuestionAgreement) -> dict[str, Any]:
    """The same for machines."""
    figures = one.figures
    return {
        "question": one.question,
        "raters": list(one.raters),
        "units": one.units,
        "rated_twice": int(figures.rated_twice.numerator),
        "equal": figures.ac1.observed,
        "alpha": figures.alpha,
        "ac1": figures.ac1.value,
        "kappa": figures.kappa.value if figures.kappa else None,
        "icc": one.correlation,
        "deviation_of_rater": dict(one.effects),
        "standing": figures.standing.value,
    }
