"""What a quarterly inspection report (季度抽查通报) says beyond the results of one judging."""

from decimal import Decimal

from attrs import frozen


@frozen
class Register:
    """The list the inspected units were taken from: its units, and those of them inspected."""

    name: str
    units: int
    inspected: tuple[str, ...]
    percent: Decimal


@frozen
class Rechecked:
    """Units that failed in the campaign before, by what they come to now.

    ``gone`` are not in this campaign: nothing is said of them but their number.
    """

    campaign: str
    as_of: str
    failing: tuple[str, ...]
    passing_now: tuple[str, ...]
    failing_now: tuple[str, ...]
    open_now: tuple[str, ...]
    gone: tuple[str, ...]


@frozen
class Quarter:
    """One quarter: ``register`` and ``rechecked`` are ``None`` where they were not given."""

    year: int
    number: int
    register: Register | None = None
    rechecked: Rechecked | None = None
