"""Words by which gambling, pornography and names for sale show themselves, and what clears them."""

import re
from collections.abc import Mapping
from functools import cache

from attrs import frozen

from govgauge.detect.hijack.lexicon import clearing_words, offer_words, rows

_STRONG = "strong"
_WEAK_TOGETHER = 3


@frozen
class Said:
    """What a text says of itself: strong and weak words by kind, in the order of the list."""

    strong: Mapping[str, tuple[str, ...]]
    weak: Mapping[str, tuple[str, ...]]

    @property
    def kind(self) -> str:
        """The kind whose words name it without doubt: a strong one, or several weak ones."""
        many = (kind for kind, words in self.weak.items() if len(words) >= _WEAK_TOGETHER)
        return next(iter(self.strong), next(many, ""))

    @property
    def hinted(self) -> str:
        """The kind whose weak words it has."""
        return next(iter(self.weak), "")

    def words(self, kind: str) -> tuple[str, ...]:
        """All its words of one kind."""
        return (*self.strong.get(kind, ()), *self.weak.get(kind, ()))


_NOTHING = Said({}, {})


def said_in(text: str) -> Said:
    """The words of a text; none where it is *about* such things (trials, warnings, medicine)."""
    lower = "".join(text.lower().split())
    spaced = text.lower()
    strong: dict[str, tuple[str, ...]] = {}
    weak: dict[str, tuple[str, ...]] = {}
    for word, kind, weight in _terms():
        if word in (spaced if word.isascii() else lower):
            into = strong if weight == _STRONG else weak
            into[kind] = (*into.get(kind, ()), word)
    return _NOTHING if (strong or weak) and _is_about(lower, strong) else Said(strong, weak)


def _is_about(lower: str, strong: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a text speaks about it; words such sites use too clear no more than one strong word."""
    few = sum(map(len, strong.values())) <= 1
    return any(word in lower for word, clears in _clearing() if few or clears == "always")


def host_hint(url: str) -> str:
    """The kind at which a label of an address's host hints, empty without one."""
    labels = host_of(url).split(".")[:-1]
    for label in labels:
        for pattern, kind in _host_patterns():
            if pattern.fullmatch(label):
                return kind
    return ""


def is_ordinary(url: str) -> bool:
    """True for hosts whose links stand unseen or unasked on ordinary sites, and for public bodies."""
    host = host_of(url)
    if host.endswith((".gov.cn", ".edu.cn", ".mil.cn", ".政务", ".公益")):
        return True
    parts = host.split(".")
    return any(".".join(parts[n:]) in _ordinary() for n in range(len(parts) - 1))


def host_of(url: str) -> str:
    """The host of an address, without its port."""
    return url[url.find("//") + 2 :].partition("/")[0].partition(":")[0].lower()


@cache
def _terms() -> tuple[tuple[str, str, str], ...]:
    return tuple((one.word, one.group, one.link) for one in offer_words() if one.link)


@cache
def _clearing() -> tuple[tuple[str, str], ...]:
    return tuple((one.word, one.link) for one in clearing_words() if one.link)


@cache
def _host_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["label"]), row["kind"]) for row in rows("hosts.csv"))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(row["host"] for row in rows("ordinary-hosts.csv"))
