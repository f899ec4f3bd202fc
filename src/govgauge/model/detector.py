"""What a detector is, and what it answers."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from attrs import field, frozen
from attrs.validators import ge

from govgauge.model.failure import BadInput
from govgauge.model.finding import Instance
from govgauge.model.kinds import Kind, View
from govgauge.model.text import Text
from govgauge.model.verdict import OPEN, Reason, Verdict
from govgauge.model.whitelist import AllowedHit

if TYPE_CHECKING:
    from govgauge.model.campaign_view import CampaignParts


class Basis(StrEnum):
    """How sure the detector's answers are."""

    EXACT = "exact"
    HEURISTIC = "heuristic"
    SYNTHETIC_ONLY = "synthetic_only"


class Span(StrEnum):
    """A stretch of days an indicator may set by this key, whatever its detectors call it."""

    WINDOW = "window_days"
    """Counted back from the monitoring time point."""
    OBSERVATION = "observation_days"
    """Over which a site is visited again and again."""


@frozen
class Parameter:
    """One threshold or choice a system may set, with its unit and the clause's default.

    ``check`` raises :class:`BadInput` for a value that cannot be used.
    ``span`` says that it is the detector's window or observation period, in days.
    """

    name: str
    unit: str
    default: Any
    says: Text
    span: Span | None = None
    check: Callable[[Any], object] | None = field(default=None, eq=False)


Params = Mapping[str, Any]


@frozen
class Detection:
    """A detector's answer for one unit.

    ``seen`` of ``expected`` counts the population the answer speaks of, in ``population``
    (``pages``, ``links``, ``visits``).  ``missing`` counts what was not seen, by reason.
    ``open_parts`` names the parts whose population was not seen whole.
    ``value`` is the measurement itself (a rate, a count) where the rule asks for one.
    ``allowed`` is what was found and is left alone because a whitelist allows it.
    """

    verdict: Verdict
    instances: tuple[Instance, ...] = ()
    seen: int = field(default=0, validator=ge(0))
    expected: int = field(default=0, validator=ge(0))
    population: str = "pages"
    missing: Mapping[Reason, int] = field(factory=dict)
    open_parts: frozenset[str] = frozenset()
    value: float | None = None
    unit_of_value: str = ""
    reason: Reason | None = None
    detail: str = ""
    allowed: tuple[AllowedHit, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.seen > self.expected:
            raise ValueError(f"seen {self.seen} of {self.expected}")
        if self.verdict is Verdict.UNDETERMINED and self.reason is None:
            raise ValueError("undetermined needs a reason")
        if self.verdict is Verdict.MET and self.seen < self.expected:
            raise ValueError("met needs the whole population seen")
        if self.verdict is Verdict.UNMET and not self.instances:
            raise ValueError("unmet needs at least one instance")

    @property
    def still_open(self) -> int:
        """How many instances are open: not determined, or waiting for a person."""
        return sum(i.verdict in OPEN for i in self.instances)


class Answer(Protocol):
    """What scoring reads of a detection; a :class:`Detection` is one, and so is a stored one."""

    @property
    def verdict(self) -> Verdict:
        """The answer itself."""

    @property
    def seen(self) -> int:
        """How much of the population was seen."""

    @property
    def expected(self) -> int:
        """How large it is."""

    @property
    def missing(self) -> Mapping[Reason, int]:
        """What was not seen, by reason."""

    @property
    def open_parts(self) -> frozenset[str]:
        """The parts whose population was not seen whole."""

    @property
    def value(self) -> float | None:
        """The measurement."""

    @property
    def unit_of_value(self) -> str:
        """What it is in."""

    @property
    def reason(self) -> Reason | None:
        """Why the answer is open."""

    @property
    def still_open(self) -> int:
        """How many instances are open."""


def is_open_for(answer: Answer, part: str) -> bool:
    """True when part of the population (all of it for ``""``) was not seen."""
    if part:
        return part in answer.open_parts
    return answer.seen < answer.expected


@frozen
class Detector:
    """The declaration at the head of every detector file.

    ``rejection_lasts`` tells that instances speak of what a text says, and their marks of which words:
    what people rejected in one campaign stays rejected in the next.  How a thing stood on a day (a
    link, a column, a home page) is looked at anew.
    """

    version: int
    title: Text
    remedy: Text
    clause: str
    needs: tuple[Kind[Any], ...]
    parameters: tuple[Parameter, ...] = ()
    basis: Basis = Basis.EXACT
    rejection_lasts: bool = False

    def params(self, given: Params) -> dict[str, Any]:
        """Defaults overlaid with what a system gives; unknown names and bad values are refused."""
        known = {p.name: p.default for p in self.parameters}
        checks = {p.name: p.check for p in self.parameters}
        for name in given:
            if name not in known:
                raise BadInput(
                    "unknown-parameter",
                    Text(f"检测器没有参数 {name}", f"the detector has no parameter {name}"),
                    Text(f"可用参数: {', '.join(known)}", f"it has: {', '.join(known)}"),
                )
            check = checks[name]
            if check is not None:
                check(given[name])
        return known | dict(given)


Detect = Callable[[View, Params, datetime], Detection]


@frozen
class ShelvedDetector:
    """A detector as found on the shelf: its id is its file name.

    With ``campaign`` it asks about a unit beside all others, and ``detect`` alone answers nothing.
    """

    detector_id: str
    about: Detector
    detect: Detect
    doc: str
    campaign: "CampaignParts | None" = None


def params_digest(params: Params) -> str:
    """A short digest of the parameters a detector ran with."""
    text = json.dumps(params, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
