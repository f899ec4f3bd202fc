"""Terms in one line of text, without those the line may use."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import ahocorasick_rs
from attrs import frozen

from govgauge.detect.terms.rules import TermRule, history_words
from govgauge.model.text import Text

_TITLE = re.compile(r"《[^《》]*(?:〈[^〉]*〉[^《》]*)*》")
_QUOTATION = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^」]*」|\"[^\"]*\"")
_SENTENCE_ENDS = "。！？；!?;"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*(?:年|[-—~至]|\]|〕|\)|号|\.|/))")


@frozen
class FoundTerm:
    """``line[start:end]`` is a term of a rule."""

    rule: TermRule
    start: int
    end: int
    written: str

    @property
    def says(self) -> Text:
        """The rule in one sentence, with its source."""
        rule = self.rule
        zh, en = f"用语“{self.written}”", f"the term “{self.written}”"
        if rule.meant:
            zh, en = f"{zh}宜为“{rule.meant}”", f"{en} should be “{rule.meant}”"
        else:
            zh, en = f"{zh}不宜使用", f"{en} should not be used"
        note = Text("，依据未核实", ", unverified") if rule.unverified else Text("", "")
        return Text(f"{zh}（{rule.source}{note.zh}）", f"{en} ({rule.source}{note.en})")


@frozen
class TermFinder:
    """Rules made ready for any number of lines: one pass finds all their spellings."""

    automaton: ahocorasick_rs.AhoCorasick
    owners: tuple[TermRule, ...]

    def find(self, line: str, day: date | None) -> Iterator[FoundTerm]:
        """Terms in a line of a page published on ``day`` (``None``: not known), in its order.

        Rules with a date do not judge a page without one.
        """
        last: dict[str, int] = {}
        for number, start, end in self.automaton.find_matches_as_indexes(line, overlapping=True):
            rule = self.owners[number]
            if start < last.get(rule.rule_id, 0):
                continue
            if _holds_on(rule, day) and _is_used(rule, line, start, end):
                last[rule.rule_id] = end
                yield FoundTerm(rule, start, end, line[start:end])


@cache
def finder(rules: tuple[TermRule, ...]) -> TermFinder:
    """A finder of some rules' terms."""
    owners = tuple(rule for rule in rules for _ in rule.texts)
    texts: Sequence[str] = [text for rule in rules for text in rule.texts]
    return TermFinder(ahocorasick_rs.AhoCorasick(texts), owners)


def _holds_on(rule: TermRule, day: date | None) -> bool:
    if day is None:
        return rule.since is None and rule.until is None
    return (rule.since is None or day >= rule.since) and (rule.until is None or day < rule.until)


def _is_used(rule: TermRule, line: str, start: int, end: int) -> bool:
    if rule.where and not _covered(rule.where, line, start, end):
        return False
    if rule.unless and _covered(rule.unless, line, start, end):
        return False
    if rule.near and not rule.near.search(
        line[max(0, start - rule.window) : start] + "\n" + line[end : end + rule.window]
    ):
        return False
    if "title" not in rule.also and _covered(_TITLE, line, start, end):
        return False
    # Between quotation marks a term is another's word, or is named and not used.
    if "quotation" not in rule.also and _covered(_QUOTATION, line, start, end):
        return False
    return "history" in rule.also or not _is_history(rule, line, start, end)


def _covered(pattern: re.Pattern[str], line: str, start: int, end: int) -> bool:
    return any(m.start() <= start and end <= m.end() for m in pattern.finditer(line))


def _is_history(rule: TermRule, line: str, start: int, end: int) -> bool:
    """The sentence speaks of the past: by its words, or by a year before the rule began."""
    sentence = sentence_of(line, start, end)
    if history_words().search(sentence):
        return True
    if rule.since is None:
        return False
    return any(int(year) < rule.since.year for year in _YEAR.findall(sentence))


def sentence_of(line: str, start: int, end: int) -> str:
    """The sentence around a place of a line."""
    left = max((line.rfind(mark, 0, start) for mark in _SENTENCE_ENDS), default=-1) + 1
    ends = [at for mark in _SENTENCE_ENDS if (at := line.find(mark, end)) >= 0]
    return line[left : min(ends, default=len(line))]
