"""Where an indicator's answer comes from, from YAML: a detector, a person, a figure, units below."""

from collections.abc import Mapping as MappingOf

from govgauge.model.detector import Detector
from govgauge.model.system import Below, Measure
from govgauge.score.detector_keys import check_detector
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
        check_detector(inner, measure, known)
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
