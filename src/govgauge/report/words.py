"""The words of a report in one language, from ``locale/*.json``."""

import json
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files

from govgauge.model.facts import AttachmentFact
from govgauge.model.outcome import Outcome
from govgauge.model.score import RankingRow, Score
from govgauge.model.text import Language
from govgauge.model.verdict import Reason

_DELIVERED = 200


@cache
def words_of(language: Language) -> dict[str, str]:
    """Every word by its key."""
    text = (files("govgauge") / "locale" / f"{language}.json").read_text("utf-8")
    words: dict[str, str] = json.loads(text)
    return words


def plain_number(value: Decimal | float | int | None) -> str:
    """A number as people read it: no trailing zeros, at most two decimals; a dash for none."""
    if value is None:
        return "—"
    text = f"{Decimal(str(value)):.2f}"
    return text.rstrip("0").rstrip(".")


def time_point(at: datetime, language: Language) -> str:
    """A monitoring time point as people of the language write it."""
    day = f"{at.year}年{at.month}月{at.day}日" if language == "zh" else f"{at:%Y-%m-%d} "
    return f"{day}{at:%H:%M}"


def interval(score: Score) -> str:
    """One number when settled, both ends otherwise."""
    if score.settled:
        return plain_number(score.low)
    return f"{plain_number(score.low)} – {plain_number(score.high)}"


def moved(change: Score | None) -> str:
    """What a score moved by, with its sign; both ends while it is open, a dash for none."""
    if change is None:
        return "—"
    ends = [f"{'+' if end > 0 else ''}{plain_number(end)}" for end in (change.low, change.high)]
    return ends[0] if change.settled else f"{ends[0]} … {ends[1]}"


def place(row: RankingRow) -> str:
    """A unit's rank when nothing open can move it, else the ranks it may still take."""
    if row.rank is None:
        return "—"
    if row.rank_best == row.rank_worst:
        return str(row.rank)
    return f"{row.rank_best}–{row.rank_worst}"


def outcome_words(outcome: str, language: Language) -> str:
    """What an outcome or a reason is called, ``http_503`` too; a page that opened has no word."""
    words = words_of(language)
    if outcome.startswith("http_") and outcome[5:].isdecimal():
        return words["text.answered"].format(status=outcome[5:])
    return words.get(f"reason.{outcome}", outcome)


def why_unseen(fact: AttachmentFact, language: Language) -> str:
    """Why an attachment was not obtained: what the server answered, or what came between."""
    if fact.outcome == Outcome.OK and fact.status != _DELIVERED:
        return outcome_words(f"http_{fact.status}", language)
    # Delivered and not looked at: a unit has more files than are read.
    reason = Reason.ATTACHMENT_LIMIT if fact.outcome == Outcome.OK else fact.outcome
    return outcome_words(reason, language)
