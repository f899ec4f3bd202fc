"""Chapter: what follows from the problems; each recommendation with the units it is for."""

from collections.abc import Iterator

from govgauge.model.text import Text
from govgauge.report.docx.blocks import Paragraph
from govgauge.report.yearly.examples import detectors_of, problems
from govgauge.report.yearly.writer import Blocks, Chapter, Writer

_SAYS = Text(
    "针对“{title}”问题（{units} 个单位）：{remedy}", "On “{title}” ({units} units): {remedy}"
)
_OPEN = Text(
    "对 {units} 个结论未定的单位，补充证据或经人工复核后再作结论。",
    "The {units} open units need more evidence, or a person's look, before anything is said of them.",
)
_DEADLINE = Text("整改期限：{deadline}。", "Faults are to be mended by {deadline}.")
_UNMET = Text("确定不符合该指标的单位数", "units that certainly do not meet the indicator")
_UNDECIDED = Text("结论未定的单位数", "units that are open")


def write(writer: Writer) -> Blocks:
    """Remedies of the most frequent problems, then what is open, then the deadline."""
    told = problems(writer.publication, writer.yearly)
    for met in told:
        remedies = dict.fromkeys(_remedies(writer, met.code))
        if remedies:
            yield Paragraph(
                writer.says(
                    _SAYS,
                    title=writer.title(met.code),
                    units=writer.count(met.unmet, _UNMET, "indicators", met.code, "unmet"),
                    remedy=writer.both("", " ").join(remedies),
                )
            )
    if writer.named.open:
        units = writer.count(writer.named.open, _UNDECIDED)
        yield Paragraph(writer.says(_OPEN, units=units))
    if writer.publication.deadline and told:
        yield Paragraph(writer.says(_DEADLINE, deadline=writer.publication.deadline))


def _remedies(writer: Writer, code: str) -> Iterator[str]:
    for detector in detectors_of(writer.publication, code):
        card = writer.results.detectors.get(detector)
        if card is not None:
            yield writer.t(card.remedy)


CHAPTER = Chapter("recommendations", Text("工作建议", "Recommendations"), write)
