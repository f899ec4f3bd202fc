"""A request that our own rules do not let us make."""

from govgauge.model.verdict import Reason


class Withheld(Exception):
    """Nothing was asked, for a reason of our own; never anything the world did."""

    def __init__(self, reason: Reason, host: str) -> None:
        super().__init__(f"{reason}: {host}")
        self.reason = reason
