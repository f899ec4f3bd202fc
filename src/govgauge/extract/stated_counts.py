"""How many service items a page says there are: 共有办事事项14项, 县民政局（14项）.

Read on pages of services only, that list rather than tell, and never on the home page.
"""

import re
from collections.abc import Iterator, Sequence

from govgauge.model.facts import PageKind
from govgauge.model.reading import Link, StatedCount

_SERVICES = re.compile("办事|服务|事项|审批|许可|权力清单|大厅")
_OWN = re.compile(
    r"(?:共有?|共计|合计|总计|现有|目前有|公布|公开|进驻|收录|纳入|梳理)[^，。；、\d]{0,14}?(\d{1,4})\s*(?:个|大)?(?:项|事项)(?![目月])"
)
_ANCHOR = re.compile(
    r"(?P<name>.{2,24}?)\s*[（(【\[]\s*共?\s*(?P<count>\d{1,4})\s*(?P<unit>项|个事项)?\s*[)）】\]]"
    r"|(?P<named>.{2,24}?)[：:\s]*共?\s*(?P<counted>\d{1,4})\s*项"
)
_OFFICE = re.compile("(?:局|委|办|厅|院|会|所|队|站|部|中心|部门|街道|[镇乡])$")
"""Whose number needs no unit: other titles are numbered alike."""
_MAX_LINE_CHARS = 120
_MAX_COUNTS = 200


def read_stated_counts(
    kind: PageKind, names: Sequence[str], lines: Sequence[str], links: Sequence[Link]
) -> tuple[StatedCount, ...]:
    """The counts a page states; ``names`` are its title, breadcrumb and column."""
    listing = kind in (PageKind.LIST, PageKind.OTHER)
    if not listing or not any(map(_SERVICES.search, names)):
        return ()
    return (*_of_lines(lines, {link.anchor for link in links}), *_of_anchors(links))[:_MAX_COUNTS]


def _of_lines(lines: Sequence[str], anchors: set[str]) -> Iterator[StatedCount]:
    for line in lines:
        if "项" in line and len(line) <= _MAX_LINE_CHARS and line not in anchors:
            match = _OWN.search(line)
            if match:
                yield StatedCount("", int(match[1]), "", line)


def _of_anchors(links: Sequence[Link]) -> Iterator[StatedCount]:
    """What stands behind the names of departments and themes that lead to their lists."""
    for link in links:
        match = _ANCHOR.fullmatch(link.anchor) if link.anchor[-1:] in ")）】]项" else None
        if match is None:
            continue
        name, count = match["name"] or match["named"], match["count"] or match["counted"]
        if match["named"] or match["unit"] or _OFFICE.search(name):
            yield StatedCount(name.strip(), int(count), link.target, link.anchor)
