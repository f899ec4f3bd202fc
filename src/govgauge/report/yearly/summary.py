"""Chapter: the whole in a few sentences, each told again with its table further on."""

from govgauge.model.text import Text
from govgauge.report.docx.blocks import Paragraph
from govgauge.report.yearly.change import shares_sentence
from govgauge.report.yearly.dimensions import apart_sentence
from govgauge.report.yearly.examples import problems
from govgauge.report.yearly.overall import results_sentence
from govgauge.report.yearly.writer import Blocks, Chapter, Writer

_MOST = 3
_PROBLEMS = Text("涉及单位最多的问题：{problems}。", "Most frequent problems: {problems}.")
_PROBLEM = Text("“{title}”（{units} 个，{share}）", '"{title}" ({units} units, {share})')
_UNMET = Text("确定不符合该指标的单位数", "units that certainly do not meet the indicator")
_SHARE = Text("确定不符合的单位数 ÷ 适用的单位数", "units that do not meet it by units asked")


def write(writer: Writer) -> Blocks:
    """Results, what changed, what is strong and weak, what most units do not meet."""
    yield Paragraph(results_sentence(writer))
    for sentence in (shares_sentence(writer), apart_sentence(writer)):
        if sentence:
            yield Paragraph(sentence)
    told = problems(writer.publication, writer.yearly)[:_MOST]
    if told:
        clauses = (
            writer.says(
                _PROBLEM,
                title=writer.title(met.code),
                units=writer.count(met.unmet, _UNMET, "indicators", met.code, "unmet"),
                share=writer.percent(
                    met.unmet_percent, _SHARE, "indicators", met.code, "unmet_percent"
                ),
            )
            for met in told
        )
        yield Paragraph(writer.says(_PROBLEMS, problems=writer.joined(clauses)))


CHAPTER = Chapter("summary", Text("要点", "In short"), write)
