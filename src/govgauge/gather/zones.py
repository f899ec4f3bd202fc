"""Names below the unit's own that nobody gave: a zone that answers for every name.

Where any name below the unit's host resolves, a link to one proves nothing, and a program may go
on inventing them.  One name that nobody would choose tells; only asked where many are linked.
"""

import hashlib
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from govgauge.gather.withheld import Withheld
from govgauge.model.exchange import Kept, Purpose
from govgauge.model.outcome import Outcome

MAX_UNKNOWN = 5
"""How many names below the unit's own are looked at in a zone that answers for every name."""
_NO_SUCH_NAME = frozenset(
    {
        Outcome.DNS_NXDOMAIN,
        Outcome.DNS_NODATA,
        Outcome.DNS_SERVFAIL,
        Outcome.DNS_REFUSED,
        Outcome.DNS_TIMEOUT,
        Outcome.DNS_LOOP,
    }
)


class Zone:
    """The names below one unit's home host; ``seed`` chooses the name nobody would choose."""

    def __init__(self, home: str, seed: int) -> None:
        parts = urlsplit(home)
        self._below = "." + (parts.hostname or "").removeprefix("www.")
        label = hashlib.sha256(f"{seed} {self._below}".encode()).hexdigest()[:16]
        port = f":{parts.port}" if parts.port else ""
        self._control = f"{parts.scheme}://nx{label}{self._below}{port}/"
        self._names: dict[str, None] = {}
        self._answers_all = False

    def meet(self, url: str) -> None:
        """Note an outside address; its name counts when it lies below the unit's own."""
        name = urlsplit(url).hostname or ""
        if name.endswith(self._below):
            self._names[name] = None

    async def look(self, fetch: Callable[[str, Purpose, int], Awaitable[Kept]]) -> None:
        """Ask for the name nobody chose, once, where more names are linked than are looked at."""
        if self._answers_all or len(self._names) <= MAX_UNKNOWN:
            return
        try:
            kept = await fetch(self._control, Purpose.CONTROL, 1)
        except Withheld:
            return  # Not asked: no name is taken for an invented one.
        self._answers_all = kept.exchange.outcome not in _NO_SUCH_NAME

    def refuses(self, url: str) -> bool:
        """True for a name beyond the first few of a zone that answers for every name."""
        if not self._answers_all:
            return False
        name = urlsplit(url).hostname or ""
        return name.endswith(self._below) and name not in list(self._names)[:MAX_UNKNOWN]
