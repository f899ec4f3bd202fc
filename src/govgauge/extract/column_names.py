"""What a column is called and which class its name puts it into, from shipped word lists."""

import re
from collections.abc import Sequence
from functools import cache

from govgauge.model.columns import class_of, column_words

_CLOSED = frozenset({"topic", "archive"})
_CJK = re.compile("[\u4e00-\u9fff]")
_AROUND = " 　>›»＞|·[]【】〖〗:：+"
_MAX_NAME_CHARS = 12
_MAX_LINK_CHARS = 15


@cache
def _never() -> tuple[str, ...]:
    return tuple(row["word"].lower() for row in column_words("not-columns.csv"))


def class_within(name: str, crumbs: Sequence[str]) -> str:
    """The class of a column by its name and the columns above it: what a topic groups is topic.

    It ends with the topic, as an archive's columns are closed: no rhythm holds for any of it.
    """
    above = (kind for crumb in crumbs if (kind := class_of(crumb)) in _CLOSED)
    return next(above, class_of(name))


def is_site_link(anchor: str) -> bool:
    """True for a short link that every site has and that leads to no item (网站地图, 登录 …)."""
    name = "".join(anchor.split()).lower()
    return len(name) <= _MAX_LINK_CHARS and any(word in name for word in _never())


def column_name(anchor: str) -> str:
    """The name an anchor gives a column, empty when it cannot be one (too long, 首页, 更多 …)."""
    name = "".join(anchor.split()).strip(_AROUND)
    if not 2 <= len(name) <= _MAX_NAME_CHARS or not _CJK.search(name):
        return ""
    lower = name.lower()
    return "" if any(word in lower for word in _never()) else name
