"""Whether a page without items may offer something all the same, in no list we read."""

import re
from collections.abc import Container, Sequence

from govgauge.extract.carried import FRAME
from govgauge.extract.column_content import SHARED_BY, ColumnPage, Shared, link_counts
from govgauge.extract.dates import DATE
from govgauge.extract.loader import read_notice
from govgauge.model.relay import is_government_front

_LEAF = re.compile(r"/(?:(?:index|default)\.\w+)?$|\.\w{2,5}$", re.IGNORECASE)
_ROOT_SLASHES = 3


def front_links(page: ColumnPage, shared: Shared, outside: Container[str]) -> tuple[str, ...]:
    """The page's own links to front pages of other government sites, in their order."""
    return tuple(
        target
        for target, n in link_counts(page).items()
        if target in outside and n > shared.usual.get(target, 0) and is_government_front(target)
    )


def dated_count(page: ColumnPage, own: Sequence[str]) -> int:
    """Lines of a page's own text with a date in or beside them: rows, linked or not.

    The date alone may stand on other pages too.
    """
    texts = set(own) - {read_notice(own)}
    lines = page.reading.lines
    return sum(
        not texts.isdisjoint(lines[max(0, at - 1) : at + 2])
        for at, line in enumerate(lines)
        if DATE.search(line)
    )


def own_carried(page: ColumnPage, shared: Shared, outside: Container[str]) -> tuple[int, int]:
    """How much only this page carries, and how many frames of the unit's are among it."""
    own = page.carried() - shared.carried
    frames = [sign.removeprefix(FRAME) for sign in own if sign.startswith(FRAME)]
    return len(own), sum(target not in outside for target in frames)


def onward_count(
    page: ColumnPage, shared: Shared, columns: Container[str], beside: Container[str]
) -> int:
    """What leads on from this page: links no menu has or to what it may group, lists of its own.

    A page that only the menus join to the columns it groups shows these twice and more often than
    itself.  A list that side bars repeat stands there below another heading.
    """
    folder = _LEAF.sub("", page.url) + "/"
    is_deep = "?" not in page.url and folder.count("/") > _ROOT_SLASHES
    often = max(1, sum(link.target == page.url for link in page.links))
    links = sum(
        (target not in shared.targets and target not in beside and target not in columns)
        or (n > often and target in columns)
        or (is_deep and target.startswith(folder))
        for target, n in link_counts(page).items()
    )
    return links + sum(shared.headed[list_] < SHARED_BY for list_ in page.headed())
