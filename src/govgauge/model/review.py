"""What people decide: events that are only ever appended, and the moves that are allowed."""

from enum import StrEnum

from attrs import frozen

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


@frozen
class ReviewEvent:
    """One act of one person about one finding or question (a line of ``reviews.jsonl``).

    ``at`` is an ISO time; ``subject`` a finding id or ``unit_id/indicator``; ``previous`` the
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
