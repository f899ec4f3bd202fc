"""A request that our own rules do not let us make."""

from govgauge.model.verdict import Reason


class Withheld(Exception):
    """Nothing was asked, for a reason of our own; never anything the world did."""

    def __init__(self, reason: Reason, host: str) -> None:
        # The only words a user sees of a unit that is left for another day.
        super().__init__(f"{reason} {host}: 改日 resume 继续 / resume another day")
        self.reason = reason
