"""Windows and observation periods of an indicator, given to the detectors that know them (DM-7, DM-8)."""

from collections.abc import Mapping as MappingOf
from typing import Any

import attrs

from govgauge.model.detector import Parameter, Span
from govgauge.model.system import Measure
from govgauge.score.measures import Known, read_measure
from govgauge.score.question_keys import read_whole
from govgauge.score.yaml_nodes import Mapping


def read_measures(inner: Mapping, known: Known, *, required: bool = False) -> tuple[Measure, ...]:
    """The measures of an indicator or leaf, with its ``window_days`` and ``observation_days`` in
    the parameters of each detector that looks back or watches."""
    measures = inner.each("measures", lambda m: read_measure(m, known), required=required)
    for span in Span:
        inner.may_have(span)
        days = read_whole(inner, span) if span in inner else 0
        if days:
            measures = _give(inner, measures, span, days, known)
    return tuple(measures)


def _give(
    inner: Mapping, measures: list[Measure], span: Span, days: int, known: Known
) -> list[Measure]:
    """Each measure whose detector knows the span with these days; complaints where none does."""
    named = {name: _parameter(name, span, known) for name in dict.fromkeys(_detectors(measures))}
    if not any(named.values()):
        _nobody_knows(inner, span, [*named], known)
    given: list[Measure] = []
    for measure in measures:
        parameter = named.get(measure.detector)
        if parameter is None:
            given.append(measure)
        elif parameter.name in measure.params:
            _said_twice(inner, span, parameter.name)
            given.append(measure)
        else:
            value = _value(parameter, days, measure.parts)
            given.append(attrs.evolve(measure, params={**measure.params, parameter.name: value}))
    return given


def _detectors(measures: list[Measure]) -> list[str]:
    return [m.detector for m in measures if m.detector]


def _parameter(detector: str, span: Span, known: Known) -> Parameter | None:
    about = known.get(detector)
    return next((p for p in about.parameters if p.span is span), None) if about else None


def _value(parameter: Parameter, days: int, parts: tuple[str, ...]) -> Any:
    """The days; by class where the detector has one limit for each.

    Other classes keep their limits: a column that groups others is judged by theirs too.
    """
    if not isinstance(parameter.default, MappingOf):
        return days
    return {**parameter.default, **dict.fromkeys(parts or parameter.default, days)}


def _nobody_knows(inner: Mapping, span: Span, detectors: list[str], known: Known) -> None:
    if any(name not in known for name in detectors):
        return  # Told as an unknown detector.
    able = ", ".join(name for name in known if _parameter(name, span, known)) or "-"
    here = ", ".join(detectors) or "-"
    inner.complain(
        "span-nobody-knows",
        f"{span} 对这里的检测器不起作用: {here}",
        f"no detector here takes {span}: {here}",
        f"可用的检测器: {able}；由人回答的，把期限写进 question",
        f"detectors that take it: {able}; for a person, write it into the question",
        span,
    )


def _said_twice(inner: Mapping, span: Span, name: str) -> None:
    inner.complain(
        "span-twice",
        f"{span} 与 params 中的 {name} 说的是同一件事",
        f"{span} and {name} in params say the same thing",
        "只留一个",
        "keep one of them",
        span,
    )
