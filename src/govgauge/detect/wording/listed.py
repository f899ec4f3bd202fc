"""Fixed phrases and titles misquoted by one character, against lists that ship."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import ahocorasick_rs
from attrs import frozen

from govgauge.detect.wording.statistics import Statistics
from govgauge.detect.wording.suspicion import Slip, Suspicion

_SHORTEST_TITLE = 10
_SURE = float("inf")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万0123456789")


@frozen
class Phrases:
    """An automaton over the wrong forms of phrases, and what each is meant to be."""

    automaton: ahocorasick_rs.AhoCorasick
    wrong: tuple[str, ...]
    meant: tuple[str, ...]


def read_lines(name: str) -> list[str]:
    """The lines of a list, remarks left out."""
    text = (files("govgauge") / "lexicons" / "wording" / name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


def build_phrases(statistics: Statistics) -> Phrases:
    """The known misquotations, and every phrase with one character taken for another inside it.

    The first and the last character are left to what was counted: with another one there it may
    be another phrase (生态环境不…).
    """
    right = read_lines("fixed-phrases.txt")
    forms = dict(line.split("\t") for line in read_lines("wrong-phrases.tsv"))
    for phrase in right:
        for wrong in _wrong_forms(phrase, statistics):
            forms.setdefault(wrong, phrase)
    for phrase in right:
        forms.pop(phrase, None)
    automaton = ahocorasick_rs.AhoCorasick(
        list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return Phrases(automaton, tuple(forms), tuple(forms.values()))


def _wrong_forms(phrase: str, statistics: Statistics) -> Iterator[str]:
    for at in range(1, len(phrase) - 1):
        for other in sorted(statistics.taken_for(phrase[at])):
            yield phrase[:at] + other + phrase[at + 1 :]


def misquoted_phrases(text: str, phrases: Phrases) -> Iterator[Suspicion]:
    """Phrases of the list with one other character."""
    for number, start, end in phrases.automaton.find_matches_as_indexes(text):
        written, meant = phrases.wrong[number], phrases.meant[number]
        yield Suspicion(Slip.FIXED_PHRASE, start, end, written, meant, _SURE)


@cache
def listed_titles() -> Mapping[str, tuple[str, ...]]:
    """Titles of documents by each of their halves."""
    halves: dict[str, list[str]] = {}
    for title in sorted(set(read_lines("titles.txt"))):
        if len(title) >= _SHORTEST_TITLE:
            middle = len(title) // 2
            for half in (f"<{title[:middle]}", f"{title[-(len(title) - middle) :]}>"):
                halves.setdefault(half, []).append(title)
    return {half: tuple(titles) for half, titles in halves.items()}


@cache
def _known_titles() -> frozenset[str]:
    return frozenset(read_lines("titles.txt"))


def misquoted_titles(text: str, statistics: Statistics) -> Iterator[Suspicion]:
    """Titles in 《》 that differ from a listed one by one character that is taken for another."""
    at = text.find("《")
    while at >= 0:
        end = text.find("》", at)
        if end < 0:
            return
        written = text[at + 1 : end]
        meant = _listed_like(written, statistics)
        if meant:
            yield Suspicion(Slip.TITLE, at + 1, end, written, meant, _SURE)
        at = text.find("《", at + 1)


def _listed_like(written: str, statistics: Statistics) -> str:
    if len(written) < _SHORTEST_TITLE - 1 or written in _known_titles():
        return ""
    halves = listed_titles()
    for size in {len(written) - 1, len(written), len(written) + 1}:
        middle = size // 2
        for half in (f"<{written[:middle]}", f"{written[-(size - middle) :]}>"):
            for title in halves.get(half, ()):
                if len(title) == size and _is_slip(written, title, statistics):
                    return title
    return ""


def _is_slip(written: str, title: str, statistics: Statistics) -> bool:
    if len(written) == len(title):
        differ = [n for n in range(len(title)) if written[n] != title[n]]
        if len(differ) == 2 and differ[1] == differ[0] + 1:
            first, second = differ
            return written[first] == title[second] and written[second] == title[first]
        if len(differ) != 1 or {title[differ[0]], written[differ[0]]} <= _NUMERALS:
            return False
        return written[differ[0]] in statistics.taken_for(title[differ[0]])
    longer, shorter = (written, title) if len(written) > len(title) else (title, written)
    at = next((n for n in range(len(shorter)) if longer[n] != shorter[n]), len(shorter))
    if longer[at + 1 :] != shorter[at:] or longer[at] in _NUMERALS or not _is_han(longer[at]):
        return False
    return (
        len(written) < len(title)
        or longer[at] in longer[max(0, at - 1) : at] + longer[at + 1 : at + 2]
    )


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
