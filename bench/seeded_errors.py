"""Errors made by rule inside words of a text, one in 500 characters, each kind apart."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from attrs import frozen

from govgauge.detect.wording.building import read_words
from govgauge.detect.wording.listed import read_lines
from govgauge.detect.wording.statistics import shipped_statistics

KINDS = ("substituted", "doubled", "swapped", "missing", "fixed_phrase", "title", "impossible")
EVERY = 500
COMMON, KNOWN = 100, 20
Edit = tuple[int, int, str, int]
"""Start and end of what is replaced, what is written there, and where in it the error is."""


@frozen
class Seeded:
    """The text with its errors, and where each stands in it."""

    text: str
    places: tuple[int, ...]


def seed_errors(text: str, kind: str, seed: int = 3) -> Seeded:
    """One error of a kind in every 500 characters where one can be made."""
    rng = random.Random(f"{kind} {seed}")
    make = _MAKERS[kind]
    parts: list[str] = []
    places: list[int] = []
    last = length = 0
    for block in range(0, len(text) - EVERY, EVERY):
        edit = make(text, block, rng)
        if edit is None or edit[0] < last:
            continue
        start, end, written, inside = edit
        parts += [text[last:start], written]
        length += start - last
        places.append(length + inside)
        length += len(written)
        last = end
    parts.append(text[last:])
    return Seeded("".join(parts), tuple(places))


@cache
def _words() -> dict[str, int]:
    return read_words()


def _inside_a_word(
    text: str, block: int, rng: random.Random, lengths: tuple[int, ...], least: int
) -> tuple[int, int] | None:
    """Start and length of a word somewhere in a block; the longest at its place."""
    for _ in range(300):
        at = block + rng.randrange(10, EVERY - 20)
        for length in lengths:
            if _words().get(text[at : at + length], 0) >= least:
                return at, length
    return None


def _substituted(text: str, block: int, rng: random.Random) -> Edit | None:
    word = _inside_a_word(text, block, rng, (4, 3, 2), COMMON)
    if word is None:
        return None
    at = word[0] + rng.randrange(word[1])
    others = sorted(shipped_statistics().taken_for(text[at]))
    return (at, at + 1, rng.choice(others), 0) if others else None


def _doubled(text: str, block: int, rng: random.Random) -> Edit | None:
    word = _inside_a_word(text, block, rng, (4, 3, 2), COMMON)
    if word is None:
        return None
    at = word[0] + rng.randrange(word[1])
    return at, at + 1, text[at] * 2, 0


def _swapped(text: str, block: int, rng: random.Random) -> Edit | None:
    word = _inside_a_word(text, block, rng, (4, 3, 2), COMMON)
    if word is None:
        return None
    at = word[0] + rng.randrange(word[1] - 1)
    if text[at] == text[at + 1]:
        return None
    return at, at + 2, text[at + 1] + text[at], 0


def _missing(text: str, block: int, rng: random.Random) -> Edit | None:
    """Words of four characters: with one less, most shorter words are words again."""
    word = _inside_a_word(text, block, rng, (4,), KNOWN)
    if word is None:
        return None
    at = word[0] + rng.randrange(word[1])
    return at, at + 1, "", 0


def _fixed_phrase(text: str, block: int, rng: random.Random) -> Edit | None:
    phrases = [p for p in read_lines("fixed-phrases.txt") if len(p) > 3]
    phrase = rng.choice(phrases)
    at = rng.randrange(1, len(phrase) - 1)
    others = sorted(shipped_statistics().taken_for(phrase[at]))
    if not others:
        return None
    wrong = phrase[:at] + rng.choice(others) + phrase[at + 1 :]
    return _as_a_sentence(text, block, "要坚持", wrong, "。", at)


def _title(text: str, block: int, rng: random.Random) -> Edit | None:
    titles = [t for t in read_lines("titles.txt") if 12 <= len(t) <= 40 and t.isalpha()]
    title = rng.choice(titles)
    at = rng.randrange(2, len(title) - 2)
    others = sorted(shipped_statistics().taken_for(title[at]))
    if not others:
        return None
    wrong = title[:at] + rng.choice(others) + title[at + 1 :]
    return _as_a_sentence(text, block, "印发《", wrong, "》。", at)


def _impossible(text: str, block: int, rng: random.Random) -> Edit | None:
    wrong = rng.choice(
        [
            f"{rng.randrange(2000, 2026)}年{rng.randrange(13, 30)}月{rng.randrange(1, 29)}日",
            f"{rng.choice([4, 6, 9, 11])}月31日",
            f"2月{rng.choice([30, 31])}日",
            f"{rng.choice([2019, 2021, 2022, 2023])}年2月29日",
            f"{rng.randrange(13, 20)}月份",
            f"{rng.randrange(25, 40)}时{rng.randrange(10, 59)}分",
            f"{rng.randrange(8, 18)}时{rng.randrange(60, 99)}分",
            f"增长{rng.randrange(1, 9)}.{rng.randrange(1, 9)}.{rng.randrange(1, 9)}%",
        ]
    )
    return _as_a_sentence(text, block, "截至", wrong, "，进展顺利。", 0)


def _as_a_sentence(
    text: str, block: int, before: str, wrong: str, after: str, at: int
) -> Edit | None:
    end = text.find("。", block, block + EVERY) + 1
    return (end, end, before + wrong + after, len(before) + at) if end else None


_MAKERS: dict[str, Callable[[str, int, random.Random], Edit | None]] = {
    "substituted": _substituted,
    "doubled": _doubled,
    "swapped": _swapped,
    "missing": _missing,
    "fixed_phrase": _fixed_phrase,
    "title": _title,
    "impossible": _impossible,
}
