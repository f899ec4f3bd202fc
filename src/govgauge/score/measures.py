"""Where an indicator's answer comes from, from YAML: a detector, a person, a figure, units below."""

from collections.abc import Mapping as MappingOf
from typing import Any

from govgauge.model.detector import Detector
from govgauge.model.system import Below, Measure
from govgauge.score.question_keys import read_due, read_sample
from govgauge.score.yaml_nodes import Mapping

Known = MappingOf[str, Detector]


def read_measure(inner: Mapping, known: Known) -> Measure:
    """One measure: a detector, a person's question or an imported figure."""
    measure = Measure(
        detector=inner.text("detector", required=False),
        question=None if inner.raw("question") is None else inner.both("question"),
        figure=inner.text("figure", required=False),
        params=inner.values("params"),
        parts=_parts(inner),
        below=_below(inner),
        sample=read_sample(inner),
        due=read_due(inner),
    )
    given = [
        bool(measure.detector),
        measure.question is not None,
        bool(measure.figure),
        measure.below is not None,
    ]
    if sum(given) != 1 and "below" not in inner:
        inner.complain(
            "which-measure",
            "每个 measure 只写 detector、question、figure、below 之一",
            "a measure is exactly one of detector, question, figure, below",
            "留下其中一个",
            "keep one of them",
        )
    if measure.detector:
        _check_detector(inner, measure, known)
    inner.close()
    return measure


def _below(inner: Mapping) -> Below | None:
    inner.may_have("below")
    return inner.choice("below", Below) if "below" in inner else None


def _parts(inner: Mapping) -> tuple[str, ...]:
    """``part: home`` or ``parts: [news, notices]``."""
    one, several = inner.text("part", required=False), inner.texts("parts")
    if "part" in inner and "parts" in inner:
        inner.complain(
            "part-and-parts",
            "part 和 parts 只写一个",
            "write part or parts, not both",
            "都写进 parts",
            "put them all into parts",
            "part",
        )
    if "parts" in inner and (not all(several) or len(set(several)) < max(1, len(several))):
        inner.complain(
            "bad-parts",
            "parts 应列出一个以上不重复的部分",
            "parts must list one part or more, each once",
            "例如 parts: [news, notices]，或删去以计全部",
            "for example parts: [news, notices]; leave it out for all parts",
            "parts",
        )
    if ("part" in inner or "parts" in inner) and "detector" not in inner:
        inner.complain(
            "parts-without-detector",
            "只有检测器分 part",
            "only a detector has parts",
            "删去 part",
            "drop it",
            "parts" if "parts" in inner else "part",
        )
    return (one,) if one else several


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
