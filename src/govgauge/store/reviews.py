"""``reviews.jsonl``: what people decided, line by line, each with the digest of the line before."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import orjson
from attrs import field, frozen

from govgauge.model.failure import Conflict, Place
from govgauge.model.review import ReviewAct, ReviewEvent
from govgauge.model.text import Text
from govgauge.store.records import json_line
from govgauge.store.workspace import write_atomic

REVIEWS = "reviews.jsonl"
_KEYS = {f.name for f in attrs.fields(ReviewEvent)}


@frozen
class Reviews:
    """All events of one system's results; ``broken_line`` is the first that was tampered with."""

    events: tuple[ReviewEvent, ...] = field(default=())
    head: str = ""
    broken_line: int | None = None


@frozen
class Act:
    """What someone wants to do, before it has its place in the chain.

    ``at`` is when it was done, where that is not now.
    """

    who: str
    act: ReviewAct
    subject: str
    value: str = ""
    why: str = ""
    at: str = ""


def read_reviews(results: Path) -> Reviews:
    """The events of a results folder; none where nobody decided anything."""
    try:
        lines = (results / REVIEWS).read_bytes().splitlines(keepends=True)
    except OSError:
        return Reviews()
    events: list[ReviewEvent] = []
    head = ""
    for number, line in enumerate(lines, 1):
        event = _parsed(line)
        if event is None or event.previous != head:
            return Reviews(tuple(events), head, number)
        events.append(event)
        head = hashlib.sha256(line).hexdigest()
    return Reviews(tuple(events), head)


def whole_reviews(results: Path) -> Reviews:
    """The events, or :class:`Conflict` (``broken-reviews``) naming the line that does not fit."""
    reviews = read_reviews(results)
    if reviews.broken_line is not None:
        raise Conflict(
            "broken-reviews",
            Text(
                "人工评审记录被改动，链条在此断开",
                "the record of reviews was changed; the chain breaks",
            ),
            Text(
                "从备份恢复该文件；记录只能追加，不能改写",
                "restore the file from a copy; the record is only ever appended to",
            ),
            Place.in_file(results / REVIEWS, reviews.broken_line),
        )
    return reviews


def append_reviews(results: Path, acts: Sequence[Act], at: str) -> Reviews:
    """Append acts in order, all or none; ``at`` is an ISO time."""
    known = whole_reviews(results)
    path = results / REVIEWS
    written = path.read_bytes() if path.exists() else b""
    head = known.head
    events = list(known.events)
    for act in acts:
        event = ReviewEvent(act.at or at, act.who, act.act, act.subject, act.value, act.why, head)
        line = json_line(attrs.asdict(event))
        head = hashlib.sha256(line).hexdigest()
        written += line
        events.append(event)
    write_atomic(path, written)
    return Reviews(tuple(events), head)


def _parsed(line: bytes) -> ReviewEvent | None:
    try:
        fields: Any = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(fields, dict) or fields.keys() != _KEYS or json_line(fields) != line:
        return None
    try:
        return ReviewEvent(**fields | {"act": ReviewAct(fields["act"])})
    except ValueError:
        return None
