"""What people decide: events that are only ever appended, and the moves that are allowed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from attrs import field, frozen

from govgauge.model.failure import NotAllowed
from govgauge.model.text import Text


class ReviewState(StrEnum):
    """Where a finding stands with the people who review it."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    ARBITRATED = "arbitrated"
    APPEALED = "appealed"
    FINAL = "final"


class ReviewAct(StrEnum):
    """What a person can do."""

    CONFIRM = "confirm"
    REJECT = "reject"
    MARK = "mark"
    ARBITRATE = "arbitrate"
    APPEAL = "appeal"
    CLOSE = "close"


_MOVES: dict[tuple[ReviewState, ReviewAct], ReviewState] = {
    (ReviewState.PROPOSED, ReviewAct.CONFIRM): ReviewState.CONFIRMED,
    (ReviewState.PROPOSED, ReviewAct.REJECT): ReviewState.REJECTED,
    (ReviewState.CONFIRMED, ReviewAct.REJECT): ReviewState.REJECTED,
    (ReviewState.REJECTED, ReviewAct.CONFIRM): ReviewState.CONFIRMED,
    (ReviewState.CONFIRMED, ReviewAct.ARBITRATE): ReviewState.ARBITRATED,
    (ReviewState.REJECTED, ReviewAct.ARBITRATE): ReviewState.ARBITRATED,
    (ReviewState.CONFIRMED, ReviewAct.APPEAL): ReviewState.APPEALED,
    (ReviewState.ARBITRATED, ReviewAct.APPEAL): ReviewState.APPEALED,
    (ReviewState.APPEALED, ReviewAct.CONFIRM): ReviewState.FINAL,
    (ReviewState.APPEALED, ReviewAct.REJECT): ReviewState.FINAL,
    (ReviewState.CONFIRMED, ReviewAct.CLOSE): ReviewState.FINAL,
    (ReviewState.REJECTED, ReviewAct.CLOSE): ReviewState.FINAL,
    (ReviewState.ARBITRATED, ReviewAct.CLOSE): ReviewState.FINAL,
}

_SAYS = {ReviewAct.CONFIRM.value: True, ReviewAct.REJECT.value: False}


@frozen
class ReviewEvent:
    """One act of one person about one finding or question (a line of ``reviews.jsonl``).

    ``at`` is an ISO time; ``subject`` a finding id or ``unit_id/indicator``; ``value`` a mark, or of a
    rejection the campaign it was taken over from; ``previous`` the
    digest of the line before, so that no line can be changed or taken out unnoticed.
    """

    at: str
    who: str
    act: ReviewAct
    subject: str
    value: str
    why: str
    previous: str


def next_state(state: ReviewState, act: ReviewAct) -> ReviewState:
    """Where an act leads, or :class:`NotAllowed`."""
    try:
        return _MOVES[state, act]
    except KeyError:
        allowed = ", ".join(a for s, a in _MOVES if s is state) or "-"
        raise NotAllowed(
            "review-move",
            Text(f"状态 {state} 不能 {act}", f"cannot {act} what is {state}"),
            Text(f"此状态可用: {allowed}", f"from here: {allowed}"),
        ) from None


def question_subject(unit_id: str, code: str, number: int = 1) -> str:
    """What an answer is kept under; the first question of an indicator needs no number."""
    return f"{unit_id}/{code}" if number == 1 else f"{unit_id}/{code}/{number}"


@frozen
class Marks:
    """The marks of one subject: each rater's latest, and what an arbiter settled, if anything."""

    by_rater: Mapping[str, str]
    arbitrated: str | None = None

    @property
    def disagree(self) -> bool:
        """True when raters say different things and nobody has settled it."""
        return self.arbitrated is None and len(set(self.by_rater.values())) > 1

    @property
    def settled(self) -> str | None:
        """The one answer that stands; ``None`` while raters disagree."""
        if self.arbitrated is not None:
            return self.arbitrated
        values = set(self.by_rater.values())
        return values.pop() if len(values) == 1 else None


@frozen
class Decisions:
    """Everything people have decided so far.

    ``marks`` by subject; ``findings`` where each finding stands; ``upheld`` whether a finding
    was last confirmed or rejected.
    """

    marks: Mapping[str, Marks] = field(factory=dict)
    findings: Mapping[str, ReviewState] = field(factory=dict)
    upheld: Mapping[str, bool] = field(factory=dict)

    @property
    def rejected(self) -> frozenset[str]:
        """The findings that were last rejected."""
        return frozenset(subject for subject, upheld in self.upheld.items() if not upheld)


NO_DECISIONS = Decisions()


def decided(events: Iterable[ReviewEvent]) -> Decisions:
    """Where all acts together lead, in the order they were made."""
    by_rater: dict[str, dict[str, str]] = {}
    arbitrated: dict[str, str] = {}
    findings: dict[str, ReviewState] = {}
    upheld: dict[str, bool] = {}
    for event in events:
        if event.act is ReviewAct.MARK:
            by_rater.setdefault(event.subject, {})[event.who] = event.value
        elif event.act is ReviewAct.ARBITRATE and event.subject in by_rater:
            arbitrated[event.subject] = event.value
        else:
            state = findings.get(event.subject, ReviewState.PROPOSED)
            findings[event.subject] = next_state(state, event.act)
            said = event.value if event.act is ReviewAct.ARBITRATE else event.act.value
            if said in _SAYS:
                upheld[event.subject] = _SAYS[said]
    marks = {s: Marks(m, arbitrated.get(s)) for s, m in by_rater.items()}
    return Decisions(marks, findings, upheld)
