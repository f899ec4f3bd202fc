"""Official prose: published lines from their rank tables, and tables made by rule read back.

Every line that ../shared/docs/publication-forms.md shows is made from the table beside it by a
style and the settings of its group; how many settings that takes is printed.  Then 500 rank tables
and 500 tier lists a style, and a tie at every place of lists of 12 to 24, are worded and read back:
the ranks, and the tiers, must be the same.  The names hold 和, 、 and the styles' own words.
No line is printed.

Usage: python bench/prose.py [--quick] [--json FILE]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import measure

sys.path.insert(0, str(measure.ROOT))

from tests.report.prose import published
from tests.report.prose.tables import NAMES, generated, ranked, tiers_of

from govgauge.model.system import RankStyle
from govgauge.report.prose.rank_lists import RankedPlace, rank_list
from govgauge.report.prose.reading import read_rank_list
from govgauge.report.prose.style import RankListStyle, load_style, style_names
from govgauge.report.prose.tier_lists import read_tier_list, tier_list
from govgauge.report.prose.wording import Wording

TABLES = 500
LENGTHS = (12, 24)


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    raw: dict[str, Any] = {"lines": published_lines()}
    wrong = 0
    print(f"{'style':<12}{'tables':>8}{'same':>7}{'tiers':>8}{'same':>7}{'ms a list':>11}")
    for name in style_names():
        style = load_style(name)
        started = time.process_time()
        tables = list(rank_tables(style))
        same = sum(reads_back(table, style) for table in tables)
        tiers = sum(tiers_read_back(seed, style) for seed in range(TABLES))
        ms = 1000 * (time.process_time() - started) / (len(tables) + TABLES)
        wrong += len(tables) - same + TABLES - tiers
        raw[name] = {"tables": len(tables), "same": same, "tiers": tiers, "ms": ms}
        print(f"{name:<12}{len(tables):>8}{same:>7}{TABLES:>8}{tiers:>7}{ms:>11.2f}")
    lines = raw["lines"]
    told = (
        f"{lines['same']} of {lines['asked']} published lines with {lines['settings']} settings"
        if lines["asked"]
        else "published lines left out (no ../shared)"
    )
    holds = wrong == 0 and lines["same"] == lines["asked"]
    figure = f"{told}; {wrong} lists read back otherwise"
    measure.close("prose", figure, "all lines, 0 lists", holds, options.json, raw)


def published_lines() -> dict[str, int]:
    """How many published lines there are, come out alike, and what settings that takes."""
    if not (measure.SHARED / "docs" / "publication-forms.md").is_file():
        return {"asked": 0, "same": 0, "settings": 0}
    wording = Wording("", published.GROUP_SETTINGS)
    same = []
    for group, (table, line) in published.tsinghua_lines(measure.SHARED).items():
        same.append(rank_list(table, wording.of(group, RankStyle.COMPETITION)) == line)
    of_2016 = rank_list(published.places(published.TABLE_2016), load_style("cstc2016"))
    same.append(of_2016 == published.line_2016(measure.SHARED))
    ministries = published.dense_tables(measure.SHARED)["国务院组成部门"]
    of_2022 = rank_list(ministries, load_style("cstc2022"))
    same += [quoted in of_2022 for quoted in published.fragments_2022(measure.SHARED)]
    return {"asked": len(same), "same": sum(same), "settings": wording.settings}


def rank_tables(style: RankListStyle) -> Iterator[list[RankedPlace]]:
    """Tables of any form, then a tie of two, and of three, at every place; one unit last."""
    for seed in range(TABLES):
        yield generated(seed, style.ranks)
    for length in LENGTHS:
        for at in range(length - 2):
            for tie in (2, 3):
                sizes = [1] * at + [tie] + [1] * (length - at - tie)
                yield ranked(sizes, NAMES, style.ranks)
    yield [RankedPlace(1, (NAMES[0],))]


def reads_back(table: list[RankedPlace], style: RankListStyle) -> bool:
    """Whether a table's line gives the same ranks, without a fault."""
    names = [name for place in table for name in place.names]
    reading = read_rank_list(rank_list(table, style), names, style)
    told = {name: place.rank for place in reading.places for name in place.names}
    return not reading.faults and told == {n: place.rank for place in table for n in place.names}


def tiers_read_back(seed: int, style: RankListStyle) -> bool:
    """Whether tiers made by rule read back; with nobody in any, nothing need be told."""
    tiers = tiers_of(seed)
    names = [name for tier in tiers for name in tier.names]
    read = read_tier_list(tier_list(tiers, style), [t.title for t in tiers], names, style)
    told = {t.title: t.names for t in tiers if t.names or style.tells_empty_tiers}
    return (read or {}) == told


if __name__ == "__main__":
    main()
