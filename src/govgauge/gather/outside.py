"""How many addresses of one outside host a unit's links may have checked.

Six hundred sites link to the same few partners.  A campaign asks each outside host for a bounded
number of addresses, split over its units by rule: which of them are checked depends on the unit
and the host alone, never on who came first.
"""

import hashlib
from collections import Counter
from urllib.parse import urlsplit

from govgauge.model.campaign import Plan


class OutsideBudget:
    """One unit's share of the campaign's budget of every outside host."""

    def __init__(self, plan: Plan, unit_id: str) -> None:
        self._budget = plan.outside_per_host
        self._units = max(plan.units, 1)
        self._unit_id = unit_id
        self._asked: Counter[str] = Counter()

    def takes(self, url: str) -> bool:
        """True when this address may be asked for; it then counts."""
        host = urlsplit(url).netloc
        if self._asked[host] >= self.share_of(host):
            return False
        self._asked[host] += 1
        return True

    def share_of(self, host: str) -> int:
        """Addresses of one host this unit may ask for.

        Where there are more units than addresses, about as many units as addresses get one.
        """
        share = self._budget // self._units
        if share:
            return share
        digest = hashlib.sha256(f"{host} {self._unit_id}".encode()).digest()
        return int(int.from_bytes(digest[:8], "big") % self._units < self._budget)
