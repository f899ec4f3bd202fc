"""The agreement of raters on the screen: a row for each question, and what it allows."""

from collections.abc import Sequence
from typing import Any

from govgauge.cli.screen import Screen
from govgauge.model.text import Text
from govgauge.run.rater_agreement import OverallAgreement, QuestionAgreement, overall
from govgauge.score.agreement.krippendorff import Standing

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
    for one in agreement:
        screen.say(*_sentence(one))
    together = overall(agreement)
    if together is not None:
        screen.say(*_together(together))
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
    if one.all_alike:
        return Text("全部一致", "all alike")
    return _ALLOWS[one.figures.standing.value]


def _sentence(one: QuestionAgreement) -> tuple[str, str]:
    """What one question's figures mean, in words; who marks higher than the others, and by how much."""
    figures = one.figures
    allows = _allows(one)
    alpha = "" if figures.alpha is None else f"，α {figures.alpha:.3f}"
    zh = (
        f"{one.question}：{figures.rated_twice.numerator} 个单位有两人评分，"
        f"每两个评分中 {100 * figures.ac1.observed:.0f}% 相同{alpha}：{allows.zh}"
    )
    en = (
        f"{one.question}: {figures.rated_twice.numerator} unit(s) rated twice, "
        f"{100 * figures.ac1.observed:.0f} % of pairs of marks equal{alpha.replace('，', ', ')}: "
        f"{allows.en}"
    )
    if one.all_alike or figures.standing.value == "publish" or one.correlation is None:
        return zh, en
    known = {who: effect for who, effect in one.effects.items() if effect}
    if not known:
        return zh, en
    who = max(known, key=lambda name: (abs(known[name]), name))
    off = known[who]
    return (
        f"{zh}；{who} 平均偏{'高' if off > 0 else '低'} {abs(off):.2f}",
        f"{en}; {who} marks {abs(off):.2f} {'higher' if off > 0 else 'lower'} on average",
    )


def _together(all_: OverallAgreement) -> tuple[str, str]:
    publish, note, again = (all_.standings[standing] for standing in Standing)
    weakest = "" if all_.least_alpha is None else f"{all_.weakest}（α {all_.least_alpha:.3f}）"
    zh = (
        f"总体：{all_.questions} 个问题、{all_.twice}/{all_.rated} 个答案为双评，{100 * all_.equal:.0f}% 相同；"
        f"可发布 {publish}，须注明 {note}，须重评 {again}，全部一致 {all_.alike}"
    )
    en = (
        f"Overall: {all_.questions} question(s), {all_.twice} of {all_.rated} answers given twice, "
        f"{100 * all_.equal:.0f} % equal; publish {publish}, with a note {note}, rate again {again}, "
        f"all alike {all_.alike}"
    )
    if weakest:
        zh += f"；最弱的是 {weakest}"
        en += f"; the weakest is {all_.weakest} (alpha {all_.least_alpha:.3f})"
    return zh, en


def overall_document(agreement: Sequence[QuestionAgreement]) -> dict[str, Any] | None:
    """All questions together, for machines."""
    found = overall(agreement)
    if found is None:
        return None
    zh, en = _together(found)
    return {
        "questions": found.questions,
        "answers_twice": found.twice,
        "answers": found.rated,
        "equal": found.equal,
        "all_alike": found.alike,
        **{standing.value: found.standings[standing] for standing in Standing},
        "weakest": found.weakest,
        "least_alpha": found.least_alpha,
        "median_alpha": found.median_alpha,
        "says": {"zh": zh, "en": en},
    }


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
        "standing": "all_alike" if one.all_alike else figures.standing.value,
        "says": dict(zip(("zh", "en"), _sentence(one), strict=True)),
    }
