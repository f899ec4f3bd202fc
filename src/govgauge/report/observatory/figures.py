"""Where each statistic on the site comes from: its value, how it is made, and the rows behind it."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from govgauge.model.text import Text
from govgauge.report.figures import pointer
from govgauge.report.observatory.frame import element_id, list_file
from govgauge.report.observatory.lists import KINDS, Lists
from govgauge.report.words import plain_number

_GROUP_FIGURES = {
    "mean": Text("该组已确定得分的平均数", "the mean of the group's settled scores"),
    "median": Text("该组已确定得分的中位数", "the median of the group's settled scores"),
}
_RULE_FIGURES = {
    "hit": Text(
        "不符合的单位数，含暂不公布的", "units that do not meet it, unpublished ones included"
    ),
    "open": Text("未定的单位数", "units where it is open"),
    "lost": Text("全部单位确定扣去的分数之和", "points lost for certain, over all units"),
}


@frozen
class SiteFigure:
    """One statistic; ``rows`` is the address, below the language's folder, of what it is made of."""

    key: str
    text: str
    what: str
    formula: Text
    rows: str

    @property
    def anchor(self) -> str:
        """Its id on the page of figures."""
        return element_id(self.key)


def site_figures(
    lists: Lists, statistics: Mapping[str, Any], shares: Mapping[str, Any]
) -> Iterator[SiteFigure]:
    """Every statistic the site prints: results, groups, then indicators."""
    for kind in KINDS:
        count, whole = lists.counts[kind], lists.counts["all"]
        if count:
            formula = Text(
                f"{count} ÷ {whole}，各项合计 100", f"{count} of {whole}; all add up to 100"
            )
            rows = f"lists/{kind}.html"
            yield SiteFigure(pointer("shares", kind), f"{shares[kind]}%", kind, formula, rows)
    for group in lists.groups:
        for name, formula in _GROUP_FIGURES.items():
            if group.scores[name] is not None:
                yield SiteFigure(
                    pointer("scores", group.name, name),
                    plain_number(group.scores[name]),
                    group.name,
                    formula,
                    f"lists/{list_file(group.slug, 1)}",
                )
    for code, row in statistics["indicators"].items():
        for name, formula in _RULE_FIGURES.items():
            rows = f"lists/{lists.rule_slug(code)}.html" if lists.told[code] else ""
            key = pointer("indicators", code, name)
            yield SiteFigure(key, plain_number(row[name]), code, formula, rows)
