"""Several spellings of one address: asked for once where their equality is proven.

Scheme and host in one case, default ports and fragments are the same by the URL standard and are
dealt with when a link is joined; session ids when a page is read.  Everything else – ``www.`` and
the bare name, http and https, ``index.html`` and the folder, the order of parameters, the case of
a path, a parameter whose value is new on every page – means the same on some hosts and not on
others.  So a rule must first be proven on the host at hand: pages under both spellings, asked
for and found equal, and none found different.  A spelling is never taken for another
whose page did not open: a dead link is found, or not found, by asking for that very address.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from govgauge.gather.frontier import Address, Frontier
from govgauge.model.digest_map import DigestMap, digest_of
from govgauge.model.facts import TwinFact
from govgauge.model.outcome import Outcome
from govgauge.model.reading import Presence

_PROOFS = 2
_PROOFS_OF_VALUE = 3
_TRIALS = 3
_MIN_PATHS_OF_VALUE = 5
"""A mark given to visitors stands on links to many paths; an article's id on links to one."""
_MIN_CHARS_OF_VALUE_PAGE = 80
_INDEX = re.compile(
    r"(?:index|default|main|home)\.(?:html?|shtml|jsp|php|aspx?|do)$", re.IGNORECASE
)
# Something drawn by lot or taken from the clock: long, and not a word.
_DRAWN = re.compile(r"(?=[\w.-]*\d)(?:0\.\d{6,}|\d{9,}|[0-9a-z_-]{12,})", re.IGNORECASE)
_DEFAULT_PORTS = (":80", ":443")


class _Spelling(NamedTuple):
    """One address taken apart: what all its spellings share, and how this one is spelled."""

    shared: tuple[str, ...]
    scheme: str
    www: bool
    name: str
    path: str
    query: str
    drawn: tuple[tuple[str, str], ...]


class Twins:
    """Which addresses of one crawl are other spellings of addresses it knows.

    Addresses are given in the order of first sight, pages in the order of taking: what is held
    for equal depends on nothing else.
    """

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier
        self._first = DigestMap()
        self._trials: Counter[str] = Counter()
        self._on_trial: dict[str, tuple[Address, Address, str]] = {}
        self._proofs: Counter[str] = Counter()
        self._refuted: set[str] = set()
        self._paths_of_value: dict[str, set[int]] = {}
        # Numbers of addresses; the sets are few, and shared.
        self._held: list[tuple[int, frozenset[str]]] = []
        self._rule_sets: dict[frozenset[str], frozenset[str]] = {}
        self._freed: list[int] = []
        self._proven: dict[str, tuple[Address, Address]] = {}

    def facts(self) -> list[TwinFact]:
        """Every proven rule with the last two pages that proved it."""
        return [
            TwinFact(rule, first.url, first.digest, twin.url, twin.digest)
            for rule, (first, twin) in sorted(self._proven.items())
        ]

    def holds_back(self, address: Address) -> bool:
        """Note a new address; True when it should wait until its equality is known.

        The first few of each rule are not held back: they are what proves it.
        """
        spelling = _spelling(address.url)
        self._note_values(spelling)
        key = digest_of("\n".join(spelling.shared))
        number = self._first.setdefault(key, address.number)
        if number == address.number or address.is_home or address.hops:
            # Where a redirect leads is for the host to say, whatever it is called.
            return False
        first = self._frontier[number]
        rules = self._rules(_spelling(first.url), spelling)
        if not rules or rules & self._refuted:
            return False
        address.twin_of = first
        if self._try(first, address, rules):
            return False
        self._held.append((address.number, self._rule_sets.setdefault(rules, rules)))
        return True

    def _try(self, first: Address, twin: Address, rules: frozenset[str]) -> bool:
        """True when both are to be asked for, to see whether the one rule between them holds."""
        if len(rules) != 1 or rules & self._proven.keys():
            return False
        (rule,) = rules
        if self._trials[rule] >= _TRIALS or first.url in self._on_trial:
            return False
        if _is_of_value(rule) and len(self._paths_of_value.get(rule, ())) < _MIN_PATHS_OF_VALUE:
            return False
        self._trials[rule] += 1
        self._on_trial[twin.url] = self._on_trial[first.url] = (first, twin, rule)
        return True

    def take(self, address: Address, chars: int) -> None:
        """Learn from an address that was taken, if it is on trial; ``chars`` counts its text."""
        trial = self._on_trial.get(address.url)
        if trial is None:
            return
        first, twin, rule = trial
        if _opened(address) and not (first.attempts and twin.attempts):
            return  # The other one is still to come.
        for one in (first, twin):
            self._on_trial.pop(one.url, None)
        if not (_opened(first) and _opened(twin)):
            self._trials[rule] -= 1
            return
        same_text = first.essence != 0 and first.essence == twin.essence
        if first.digest != twin.digest and not same_text:
            self._refute(rule)
        elif not _is_of_value(rule):
            self._prove(rule, _PROOFS, first, twin)
        elif chars >= _MIN_CHARS_OF_VALUE_PAGE:
            self._prove(rule, _PROOFS_OF_VALUE, first, twin)

    def _prove(self, rule: str, enough: int, first: Address, twin: Address) -> None:
        self._proofs[rule] += 1
        # Another page may be tried in its place, until there is proof enough.
        self._trials[rule] -= 1
        if self._proofs[rule] >= enough:
            self._proven[rule] = (first, twin)

    def _refute(self, rule: str) -> None:
        self._refuted.add(rule)
        self._proven.pop(rule, None)
        kept = []
        for number, rules in self._held:
            if rule in rules:
                self._freed.append(number)
            else:
                kept.append((number, rules))
        self._held = kept

    def released(self) -> Iterator[Address]:
        """Addresses held back for a rule that turned out wrong, each once."""
        freed, self._freed = self._freed, []
        return map(self._frontier.__getitem__, freed)

    def settle(self, address: Address) -> bool:
        """True when the address need not be asked for: it is its twin's page, and that opened."""
        first = address.twin_of
        if first is None or not _opened(first):
            return False
        rules = self._rules(_spelling(first.url), _spelling(address.url))
        if not rules <= self._proven.keys():
            self._try(first, address, rules)
            return False
        # Its fate is its twin's: both addresses stand in the facts, the one leading to the other.
        address.redirects_to, address.reason = first, None
        return True

    def _note_values(self, spelling: _Spelling) -> None:
        for name, _ in spelling.drawn:
            paths = self._paths_of_value.setdefault(_value_rule(name, spelling), set())
            if len(paths) < _MIN_PATHS_OF_VALUE:
                paths.add(hash(spelling.path))

    def _rules(self, first: _Spelling, other: _Spelling) -> frozenset[str]:
        """The rules by which two spellings would be one; empty when they are not alike at all."""
        if first.shared != other.shared:
            return frozenset()
        host = other.shared[0]
        rules = set()
        if first.scheme != other.scheme:
            rules.add(f"scheme {host}")
        if first.www != other.www:
            rules.add(f"www {host}")
        if first.name.lower() != other.name.lower():
            rules.add(f"index {first.name or other.name} {host}")
        elif (first.path, first.name) != (other.path, other.name):
            rules.add(f"case {host}")
        if first.drawn != other.drawn:
            names = {n for n, _ in set(first.drawn) ^ set(other.drawn)}
            rules |= {_value_rule(name, other) for name in names}
        elif first.query != other.query:
            rules.add(f"order {host}")
        return frozenset(rules)


def _is_of_value(rule: str) -> bool:
    return rule.startswith("value ")


def _value_rule(name: str, spelling: _Spelling) -> str:
    return f"value {name} {spelling.shared[0]}"


def _opened(address: Address) -> bool:
    return (
        address.visited
        and address.outcome is Outcome.OK
        and address.status == 200
        and address.presence is Presence.THERE
    )


def _spelling(url: str) -> _Spelling:
    parts = urlsplit(url)
    host = parts.netloc
    bare = host.removeprefix("www.")
    for port in _DEFAULT_PORTS:
        bare = bare.removesuffix(port)
    name = parts.path.rpartition("/")[2]
    index = name if _INDEX.fullmatch(name) else ""
    path = parts.path.removesuffix(index) if index else parts.path
    drawn: tuple[tuple[str, str], ...] = ()
    pairs: list[str] = []
    if parts.query:
        pairs = parts.query.split("&")
        split = [pair.partition("=") for pair in pairs]
        drawn = tuple(sorted((n, v) for n, _, v in split if _DRAWN.fullmatch(v)))
        if drawn:
            pairs = [
                p for p, (_, _, v) in zip(pairs, split, strict=True) if not _DRAWN.fullmatch(v)
            ]
        pairs.sort()
    shared = (bare, path.lower(), *pairs)
    return _Spelling(
        shared, parts.scheme, host != bare and host[:4] == "www.", index, path, parts.query, drawn
    )
