"""Every connection to an address or port that no host of the bench owns is counted here."""

from __future__ import annotations

from collections import Counter
from ipaddress import IPv4Network, ip_address

# Only these serve hosts; whatever else is connected to was never to be reached.
SERVED_V4 = IPv4Network("101.0.0.0/8")
WATCHED_PORTS = (80, 443, 22, 25, 8000, 8080, 8443, 6379, 9200, 11211)


class Canaries:
    """Counts of connections by ``address:port``; ``touched`` is what must stay empty."""

    def __init__(self) -> None:
        self.touched: Counter[str] = Counter()

    def note(self, address: str, port: int) -> None:
        """Count one connection."""
        self.touched[f"{address}:{port}"] += 1

    @property
    def total(self) -> int:
        """All connections counted."""
        return self.touched.total()

    def forbidden(self) -> int:
        """Those to an address outside the served ones."""
        return sum(n for place, n in self.touched.items() if not _served(place))


def _served(place: str) -> bool:
    address = ip_address(place.rpartition(":")[0])
    return address.version == 4 and address in SERVED_V4
