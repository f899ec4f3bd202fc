"""What became of one host: the crawler's account of it beside the server's log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hostile.canaries import Canaries
from hostile.peer import HostLog
from hostile.row import Case


@dataclass
class Seen:
    """Everything a check may ask about one host after a run.

    ``exchanges`` are the records of the archive, in order, as :mod:`hostile.crawling` tells
    them; ``pages``, ``targets`` and ``attachments`` are rows of the
    facts; ``assessment`` and ``findings`` are the
    results; ``log`` is the server's own.  ``together`` is true in the run of all rows at once.
    """

    case: Case
    url: str
    log: HostLog
    canaries: Canaries
    home_outcome: str = ""
    exchanges: list[dict[str, Any]] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    assessment: dict[str, Any] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    browser_views: list[dict[str, Any]] = field(default_factory=list)
    visits: list[dict[str, Any]] = field(default_factory=list)
    together: bool = False

    def of(self, url: str) -> list[dict[str, Any]]:
        """The exchanges of one address, in the order of their attempts."""
        return [e for e in self.exchanges if e["url"] == url]

    @property
    def home(self) -> dict[str, Any]:
        """The last exchange of the home page, empty when none was kept."""
        found = self.of(self.url)
        return found[-1] if found else {}

    def target(self, url: str) -> dict[str, Any]:
        """The row of one link target, empty when there is none."""
        return next((t for t in self.targets if t["target"] == url), {})
