"""Chapter: signs of intrusion and of personal data shown, where anything of it was measured."""

from govgauge.model.text import Text
from govgauge.model.yearly import Met
from govgauge.report.docx.blocks import Grid, Paragraph
from govgauge.report.yearly.examples import detectors_of
from govgauge.report.yearly.writer import Blocks, Chapter, Writer

_OF_SECURITY = frozenset({"hidden_links", "hijacked_links", "hijacked_text", "personal_data"})
_SAYS = Text(
    "以下为从公开页面可见的安全与个人信息迹象，不是对系统的攻击性测试；涉及的内容不引用。",
    "Signs of intrusion and of personal data on public pages; no system was tested for weakness, and "
    "nothing of it is quoted.",
)
_HEADS = tuple(
    Text(zh, en)
    for zh, en in (
        ("指标", "Indicator"), ("适用单位", "Asked of"), ("确定存在", "Certain"),
        ("占比", "Share"), ("未定", "Open"),
    )
)  # fmt: skip
_UNITS = Text("该指标下这一结论的单位数", "units with this answer to the indicator")
_SHARE = Text("确定存在的单位数 ÷ 适用的单位数", "units it is certain of by units asked")


def write(writer: Writer) -> Blocks:
    """A table of counts; nobody is named here."""
    rows = [
        _row(writer, met)
        for code, met in sorted(writer.yearly.indicators.items())
        if _OF_SECURITY.intersection(detectors_of(writer.publication, code)) and met.asked
    ]
    if rows:
        yield Paragraph(writer.t(_SAYS))
        yield Grid([writer.t(head) for head in _HEADS], rows, (7, 2, 2, 2, 2))


def _row(writer: Writer, met: Met) -> tuple[str, ...]:
    steps = ("indicators", met.code)
    return (
        f"{met.code} {writer.title(met.code)}",
        writer.number(met.asked, _UNITS, *steps, "asked"),
        writer.count(met.unmet, _UNITS, *steps, "unmet"),
        writer.percent(met.unmet_percent, _SHARE, *steps, "unmet_percent"),
        writer.count(met.open, _UNITS, *steps, "open"),
    )


CHAPTER = Chapter("security", Text("安全情况", "Security"), write)
