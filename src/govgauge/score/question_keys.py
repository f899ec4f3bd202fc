"""The sample and the clock of a person's question, from YAML (DM-10, DM-11)."""

from govgauge.model.columns import column_classes
from govgauge.model.measure import Due, Sample
from govgauge.model.working_days import FirstDay
from govgauge.score.yaml_nodes import Mapping

ANY = "any"


def read_sample(measure: Mapping) -> Sample | None:
    """``sample: {of: policy, count: 10}`` beside a question."""
    if measure.raw("sample") is None:
        return None
    inner = measure.inside("sample")
    of = inner.text("of")
    if "of" in inner and of not in (ANY, *column_classes()):
        words = ", ".join((ANY, *column_classes()))
        inner.complain(
            "unknown-class",
            f"没有栏目类别 {of}",
            f"there is no class of columns {of}",
            f"可用: {words}",
            f"one of: {words}",
            "of",
        )
    count = read_whole(inner, "count")
    inner.close()
    _with_a_question(measure, "sample")
    return Sample(of, count) if count else None


def read_due(measure: Mapping) -> Due | None:
    """``due: {working_days: 5, first: next_day}`` beside a question."""
    if measure.raw("due") is None:
        return None
    inner = measure.inside("due")
    days = read_whole(inner, "working_days")
    first = inner.choice("first", FirstDay, default=FirstDay.NEXT_DAY) or FirstDay.NEXT_DAY
    inner.close()
    _with_a_question(measure, "due")
    return Due(days, first) if days else None


def read_whole(inner: Mapping, name: str) -> int:
    """A whole number of 1 or more; 0 where there is none, which is then complained about."""
    value = inner.number(name)
    if name not in inner:
        inner.text(name)  # Complains that it is missing.
        return 0
    if value is None or value < 1 or value != value.to_integral_value():
        inner.complain(
            "not-a-whole-number",
            f"{name} 应为 1 或更大的整数",
            f"{name} must be a whole number from 1 on",
            "例如 10",
            "for example 10",
            name,
        )
        return 0
    return int(value)


def _with_a_question(measure: Mapping, name: str) -> None:
    if "question" not in measure:
        measure.complain(
            "only-for-questions",
            f"{name} 只与 question 同用；检测器的窗口和时限写在 params",
            f"{name} belongs to a question; windows of a detector stand in its params",
            "改用 question，或写进 params",
            "use a question, or write it into params",
            name,
        )
