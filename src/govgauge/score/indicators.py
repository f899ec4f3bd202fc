"""One indicator from its YAML mapping."""

import attrs

from govgauge.model.system import Grade, Indicator, Reduce, Review, StageKind
from govgauge.score.bands import check_bands, read_bands
from govgauge.score.conditions import CONDITIONS
from govgauge.score.measures import Known
from govgauge.score.spans import read_measures
from govgauge.score.yaml_nodes import Complaints, Mapping


def read_indicator(inner: Mapping, complaints: Complaints, known: Known) -> Indicator:
    """One indicator; every mistake in it is noted with its line."""
    stage = _stage(inner)
    measures = read_measures(inner, known, required=True)
    indicator = Indicator(
        code=inner.text("code"),
        title=inner.both("title"),
        clause=inner.text("clause"),
        stage=stage,
        block=inner.both("block", required=False),
        measures=measures,
        grade=inner.choice("grade", Grade) or Grade.X,
        reduce=inner.choice("reduce", Reduce, default=Reduce.COUNT) or Reduce.COUNT,
        at_least=inner.number("at_least"),
        per_instance=inner.number("per_instance"),
        points=inner.number("points"),
        points_grade=inner.choice("points_grade", Grade, default=Grade.X) or Grade.X,
        applies_to=inner.text("applies_to", required=False, default="all"),
        unless_counted_under=inner.texts("unless_counted_under"),
        review=inner.choice("review", Review, default=Review.NONE) or Review.NONE,
        note=inner.both("note", required=False),
        line=inner.line,
        within=inner.text("within", required=False),
        bands=read_bands(inner),
    )
    if indicator.bands and "points" not in inner and not indicator.within:
        highest = max(band.points for band in indicator.bands)
        indicator = attrs.evolve(indicator, points=highest, points_grade=indicator.grade)
    check_bands(inner, indicator)
    _check_numbers(inner, indicator)
    _check_threshold(inner, indicator)
    _check_stage(inner, indicator)
    _check_value(inner, indicator)
    if any(m.below is not None for m in measures):
        inner.complain(
            "below-outside-tree",
            "below 只用于 tree 的指标",
            "below belongs to indicators of a tree",
            "写进 tree，或用 question",
            "write it into tree, or use a question",
            "measures",
        )
    check_condition(inner, "applies_to", indicator.applies_to)
    inner.close()
    return indicator


def _stage(inner: Mapping) -> StageKind:
    stage = inner.choice("stage", StageKind) or StageKind.NOTE
    if stage is not StageKind.TREE:
        return stage
    inner.complain(
        "unknown-stage",
        "stage 不能是 tree：加权指标写在 tree: 下",
        "stage cannot be tree: weighted indicators stand under tree:",
        "移到 tree: 下，或写 veto、deduct、bonus、note",
        "move it under tree:, or say veto, deduct, bonus or note",
        "stage",
    )
    return StageKind.NOTE


def _check_numbers(inner: Mapping, indicator: Indicator) -> None:
    points, each = indicator.points, indicator.per_instance
    by_instance = indicator.reduce is not Reduce.VALUE
    if by_instance and points is not None and each is not None and each > points:
        inner.complain(
            "each-above-points",
            f"每处 {each} 分超过该指标的 {points} 分",
            f"{each} an instance is more than the indicator's {points} points",
            "减小 per_instance 或加大 points",
            "lower per_instance or raise points",
            "per_instance",
        )
    priced = "per_instance" in inner or indicator.bands
    if indicator.stage is StageKind.DEDUCT and not priced:
        inner.complain(
            "no-deduction",
            f"扣分指标 {indicator.code} 没有写每处扣分",
            f"deduct indicator {indicator.code} does not say what an instance costs",
            "补上 per_instance:（规则未知写 X）或 bands:",
            "add per_instance: (X when the rule is not known) or bands:",
        )


def _check_threshold(inner: Mapping, indicator: Indicator) -> None:
    if indicator.at_least is not None and indicator.stage is not StageKind.VETO:
        inner.complain(
            "threshold-outside-veto",
            "at_least 只用于单项否决",
            "at_least belongs to veto indicators",
            "删去 at_least，或改 stage: veto",
            "drop at_least, or say stage: veto",
            "at_least",
        )
    if indicator.at_least == 0:
        inner.complain(
            "zero-threshold",
            "at_least: 0 会否决所有单位",
            "at_least: 0 would veto every unit",
            "写 1 或更大的数",
            "write 1 or more",
            "at_least",
        )


def _check_stage(inner: Mapping, indicator: Indicator) -> None:
    """Shared caps are for points; a bonus needs a cap, and a person or a figure."""
    if indicator.within and indicator.stage not in (StageKind.DEDUCT, StageKind.BONUS):
        inner.complain(
            "cap-outside-points",
            "within 只用于扣分和加分指标",
            "within belongs to deduct and bonus indicators",
            "删去 within",
            "drop within",
            "within",
        )
    if indicator.stage is not StageKind.BONUS:
        return
    if indicator.points is None and not indicator.within:
        inner.complain(
            "no-bonus-points",
            f"加分指标 {indicator.code} 没有上限",
            f"bonus indicator {indicator.code} has no limit",
            "补上 points: 或 within:",
            "add points: or within:",
        )
    if any(m.detector for m in indicator.measures):
        inner.complain(
            "bonus-by-detector",
            "检测器只找问题，不能加分",
            "detectors find faults; they cannot give bonus points",
            "改用 question 或 figure",
            "use a question or a figure",
            "measures",
        )


def _check_value(inner: Mapping, indicator: Indicator) -> None:
    """One whole measurement is charged, and it belongs to no address."""
    if indicator.reduce is not Reduce.VALUE:
        return
    measures = indicator.measures
    if measures and (len(measures) > 1 or not measures[0].detector or measures[0].parts):
        inner.complain(
            "value-of-several",
            "reduce: value 只能用一个不分 parts 的检测器",
            "reduce: value takes one detector, whole",
            "只留一个 detector，删去 parts",
            "keep one detector, drop parts",
            "reduce",
        )
    if indicator.unless_counted_under:
        inner.complain(
            "value-gives-way",
            "reduce: value 没有地址，不能让位",
            "reduce: value has no addresses to give way with",
            "删去 unless_counted_under",
            "drop unless_counted_under",
            "unless_counted_under",
        )


def check_condition(inner: Mapping, field: str, condition: str) -> None:
    """Complain about a condition that does not exist."""
    if condition not in CONDITIONS:
        words = ", ".join(CONDITIONS)
        inner.complain(
            "unknown-condition",
            f"{field} 不能是 {condition}",
            f"no condition {condition}",
            f"可用: {words}",
            f"one of: {words}",
            field,
        )
