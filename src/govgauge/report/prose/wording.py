"""Which style a publication words its lists in, and what single groups change of it."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from govgauge.model.system import RankStyle
from govgauge.report.prose.style import RankListStyle, load_style

STYLES: Mapping[RankStyle, str] = {
    RankStyle.COMPETITION: "tsinghua",
    RankStyle.DENSE: "cstc2022",
}
"""The style of a system that shares ranks so, where the settings name none."""


@frozen
class Wording:
    """``style`` is empty for that of the system's ranks; ``groups`` are settings by group."""

    style: str = ""
    groups: Mapping[str, Mapping[str, Any]] = field(factory=dict)

    def of(self, group: str, ranks: RankStyle) -> RankListStyle:
        """The style of one group's lists."""
        style = load_style(self.style or STYLES[ranks])
        return style.with_settings(self.groups.get(group, {}))

    @property
    def settings(self) -> int:
        """How many things single groups change."""
        return sum(len(changed) for changed in self.groups.values())
