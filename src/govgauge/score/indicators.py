"""One indicator from its YAML mapping, and the codes of all of them together."""

from collections import Counter
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from typing import Any

from govgauge.model.detector import Detector
from govgauge.model.failure import Place, Problem
from govgauge.model.system import Grade, Indicator, Measure, Reduce, Review, StageKind
from govgauge.model.text import Text
from govgauge.score.yaml_nodes import Complaints, Mapping

CONDITIONS = ("all", "has_services", "portals")
Known = MappingOf[str, Detector]


def read_indicator(inner: Mapping, complaints: Complaints, known: Known) -> Indicator:
    """One indicator; every mistake in it is noted with its line."""
    stage = inner.choice("stage", StageKind) or StageKind.NOTE
    measures = inner.each("measures", lambda m: _measure(m, known), required=True)
    indicator = Indicator(
        code=inner.text("code"),
        title=inner.both("title"),
        clause=inner.text("clause"),
        stage=stage,
        block=inner.both("block", required=False),
        measures=tuple(measures),
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
        line=inner.node.start_mark.line + 1 if inner.node is not None else 0,
    )
    _check_numbers(inner, indicator)
    inner.close()
    return indicator


def _check_numbers(inner: Mapping, indicator: Indicator) -> None:
    points, each = indicator.points, indicator.per_instance
    if points is not None and each is not None and each > points:
        inner.complain(
            "each-above-points",
            f"每处 {each} 分超过该指标的 {points} 分",
            f"{each} an instance is more than the indicator's {points} points",
            "减小 per_instance 或加大 points",
            "lower per_instance or raise points",
            "per_instance",
        )
    if indicator.stage is StageKind.DEDUCT and each is None:
        inner.complain(
            "no-deduction",
            f"扣分指标 {indicator.code} 没有写每处扣分",
            f"deduct indicator {indicator.code} does not say what an instance costs",
            "补上 per_instance:",
            "add per_instance:",
        )
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
    if indicator.applies_to not in CONDITIONS:
        words = ", ".join(CONDITIONS)
        inner.complain(
            "unknown-condition",
            f"applies_to 不能是 {indicator.applies_to}",
            f"no condition {indicator.applies_to}",
            f"可用: {words}",
            f"one of: {words}",
            "applies_to",
        )


def _measure(inner: Mapping, known: Known) -> Measure:
    measure = Measure(
        detector=inner.text("detector", required=False),
        question=inner.both("question") if "question" in inner else None,
        figure=inner.text("figure", required=False),
        params=inner.values("params"),
        part=inner.text("part", required=False),
    )
    given = [bool(measure.detector), measure.question is not None, bool(measure.figure)]
    if sum(given) != 1:
        inner.complain(
            "which-measure",
            "每个 measure 只写 detector、question、figure 之一",
            "a measure is exactly one of detector, question, figure",
            "留下其中一个",
            "keep one of them",
        )
    if measure.detector:
        _check_detector(inner, measure, known)
    inner.close()
    return measure


def _check_detector(inner: Mapping, measure: Measure, known: Known) -> None:
    if measure.detector not in known:
        there = ", ".join(known)
        inner.complain(
            "unknown-detector",
            f"没有检测器 {measure.detector}",
            f"no detector {measure.detector}",
            f"可用: {there}",
            f"there are: {there}",
            "detector",
        )
        return
    parameters = {p.name: p for p in known[measure.detector].parameters}
    for name, value in measure.params.items():
        parameter = parameters.get(name)
        if parameter is None:
            there = ", ".join(parameters) or "-"
            inner.complain(
                "unknown-parameter",
                f"{measure.detector} 没有参数 {name}",
                f"{measure.detector} has no parameter {name}",
                f"可用: {there}",
                f"it has: {there}",
                "params",
            )
        elif not _same_type(value, parameter.default):
            inner.complain(
                "wrong-parameter-type",
                f"参数 {name} 应为 {parameter.unit} 形式，如 {parameter.default}",
                f"{name} must be in {parameter.unit}, like {parameter.default}",
                f"例如 {name}: {parameter.default}",
                f"for example {name}: {parameter.default}",
                "params",
            )


def _same_type(value: Any, default: Any) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int | float):
        return isinstance(value, int | float)
    if isinstance(default, list):
        return isinstance(value, list) and all(_same_type(v, default[0]) for v in value if default)
    return isinstance(value, type(default))


def check_codes(indicators: Sequence[Indicator], complaints: Complaints) -> None:
    """Complain about codes that stand twice, and references that lead nowhere or in a circle."""
    counts = Counter(i.code for i in indicators)
    named = {i.code: i.unless_counted_under for i in indicators}

    def complain(indicator: Indicator, code: str, zh: str, en: str, remedy: Text) -> None:
        place = Place(file=str(complaints.path), line=indicator.line, field=indicator.code)
        complaints.problems.append(Problem(code, Text(zh, en), remedy, place))

    for indicator in indicators:
        if counts[indicator.code] > 1:
            remedy = Text("每个代码只用一次", "use each code once")
            complain(
                indicator,
                "duplicate-code",
                f"代码 {indicator.code} 重复",
                f"code {indicator.code} twice",
                remedy,
            )
        for other in indicator.unless_counted_under:
            if other not in named:
                there = ", ".join(named)
                remedy = Text(f"可用: {there}", f"there are: {there}")
                complain(
                    indicator, "unknown-code", f"没有指标 {other}", f"no indicator {other}", remedy
                )
            elif indicator.code == other or indicator.code in named[other]:
                remedy = Text("只在一边写", "name it on one side only")
                complain(
                    indicator,
                    "circular-code",
                    f"与 {other} 互相引用",
                    f"circular with {other}",
                    remedy,
                )
