"""The lists of ``lexicons/offers``, read once a process; ``SOURCE.md`` there tells what each column says."""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_FOLDER = files("govgauge") / "lexicons" / "offers"


class OfferWord(NamedTuple):
    """A word of the trade: how it counts beside a link (``strong``, ``weak`` or not), and in text."""

    word: str
    group: str
    link: str
    in_text: bool


class ClearingWord(NamedTuple):
    """A word of texts about the trade: what it clears beside a link, and whether it clears a text."""

    word: str
    link: str
    in_text: bool


@cache
def offer_words() -> tuple[OfferWord, ...]:
    """All words of the trade, in the order of the list."""
    return tuple(
        OfferWord(row["word"].lower(), row["group"], row["link"], row["text"] == "yes")
        for row in rows("words.csv")
    )


@cache
def clearing_words() -> tuple[ClearingWord, ...]:
    """All words that clear, in the order of the list."""
    return tuple(
        ClearingWord(row["word"], row["link"], row["text"] == "yes") for row in rows("clearing.csv")
    )


@cache
def calls() -> tuple[str, ...]:
    """Patterns of what offers call on visitors to do."""
    lines = (_FOLDER / "calls.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one list."""
    return list(csv.DictReader((_FOLDER / name).read_text("utf-8").splitlines()))
