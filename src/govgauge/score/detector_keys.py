"""A measure's detector and its parameters, held against the shelf."""

from collections.abc import Mapping as MappingOf
from typing import Any

from govgauge.model.detector import Detector, Parameter
from govgauge.model.failure import BadInput
from govgauge.model.measure import Measure
from govgauge.score.yaml_nodes import Mapping


def check_detector(inner: Mapping, measure: Measure, known: MappingOf[str, Detector]) -> None:
    """Complain of a measure whose detector or parameters are not there or cannot be used."""
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
        else:
            _refuse_unusable(inner, parameter, value)


def _refuse_unusable(inner: Mapping, parameter: Parameter, value: Any) -> None:
    if parameter.check is None:
        return
    try:
        parameter.check(value)
    except BadInput as bad:
        what, remedy = bad.what, bad.remedy
        inner.complain(bad.code, what.zh, what.en, remedy.zh, remedy.en, "params")


def _same_type(value: Any, default: Any) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int | float):
        return isinstance(value, int | float)
    if isinstance(default, list):
        return isinstance(value, list) and all(_same_type(v, default[0]) for v in value if default)
    return isinstance(value, type(default))
