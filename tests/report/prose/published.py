"""The rank tables and lines of past publications, read from the description beside the repository.

The lines are other people's sentences: they are compared with, not kept here.
"""

from __future__ import annotations

import re
from pathlib import Path

from govgauge.report.prose.rank_lists import RankedPlace

GROUP_SETTINGS = {"国务院部门": {"cuts": []}, "省会城市": {"final_run_last": "和"}}
"""What two published lines of 2021 do differently from their neighbours."""

TABLE_2016 = (
    "1 北京市, 2 上海市 = 广东省, 3 四川省, 4 浙江省, 5 福建省, 6 湖北省 = 海南省, 7 安徽省, "
    "8 江苏省 = 湖南省, 9 江西省, 10 广西壮族自治区"
)

_PLACE = re.compile(r"(\d+)\s+(.+)")


def places(cell: str) -> list[RankedPlace]:
    """``1 广东 = 贵州, 3 四川`` as places."""
    found = []
    for part in cell.split(", "):
        rank, names = _PLACE.fullmatch(part.strip()).groups()  # type: ignore[union-attr]
        found.append(RankedPlace(int(rank), tuple(n.strip() for n in names.split("="))))
    return found


def tsinghua_lines(shared: Path) -> dict[str, tuple[list[RankedPlace], str]]:
    """Group → (places, published line)."""
    text = (shared / "docs" / "publication-forms.md").read_text("utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    return {
        row[0].strip(): (places(row[1].strip()), row[2].strip())
        for row in rows
        if len(row) == 3 and row[2].strip().endswith("。")
    }


def dense_tables(shared: Path) -> dict[str, list[RankedPlace]]:
    """The dense rank tables of the 2022 lists."""
    text = (shared / "docs" / "publication-forms.md").read_text("utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    return {
        row[0].strip(): places(row[1].strip())
        for row in rows
        if len(row) == 2 and row[1].strip()[0] == "1"
    }


def line_2016(shared: Path) -> str:
    """The published case of the 2016 lists."""
    text = (shared / "docs" / "publication-forms.md").read_text("utf-8")
    return re.search(r"省级: (前三名是.*?第8名。)", text).group(1)  # type: ignore[union-attr]


def fragments_2022(shared: Path) -> list[str]:
    """What the description quotes of the 2022 lines: leaders, the end of a run, a tie inside it."""
    text = (shared / "docs" / "publication-forms.md").read_text("utf-8")
    section = text[text.index("## 2.") : text.index("## 3.")]
    wording = section[: section.index("| group")]
    return [quoted.rstrip("…") for quoted in re.findall(r'"([^"]*[。…])"', wording)]
