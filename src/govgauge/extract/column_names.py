"""What a column is called and which class its name puts it into, from shipped word lists."""

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

OTHER = "other"
_CLOSED = frozenset({"topic", "archive"})
_CJK = re.compile("[\u4e00-\u9fff]")
_AROUND = " 　>›»＞|·[]【】〖〗:：+"
_MAX_NAME_CHARS = 12
_MAX_LINK_CHARS = 15


@cache
def _classes() -> tuple[tuple[str, str], ...]:
    """(word, class): words that end every rhythm first, then the longest first."""
    by_file = [
        sorted(((row["word"], row["class"]) for row in _rows(name)), key=lambda row: -len(row[0]))
        for name in ("no-rhythm.csv", "classes.csv")
    ]
    return tuple(row for rows in by_file for row in rows)


@cache
def _never() -> tuple[str, ...]:
    return tuple(row["word"].lower() for row in _rows("not-columns.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("govgauge") / "lexicons" / "columns" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def class_of(name: str) -> str:
    """The class of a column by its name, ``other`` where no word tells."""
    whole = f"^{name}$"  # So that a word may say where in the name it has to stand.
    return next((kind for word, kind in _classes() if word in whole), OTHER)


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
