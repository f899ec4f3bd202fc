"""What a run did and how long it took: the content of ``run.json``."""

import os
import resource
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import attrs

from govgauge import __version__
from govgauge.model.campaign import Plan
from govgauge.model.unit import Unit
from govgauge.run.polite import Courtesy
from govgauge.run.workers import Event, Failed, Gathered

_NETWORKS_NAMED = 50


class RunClock:
    """Counts what a run did and how long it took: the content of ``run.json``."""

    def __init__(self) -> None:
        self._wall = time.monotonic()
        self._pages = self._exchanges = self._replayed = 0
        self._outcomes: dict[str, int] = {}
        self._polite: Counter[str] = Counter()
        self._networks: Counter[str] = Counter()

    def note(self, event: Event) -> None:
        """Count one gathered unit, or how polite one process was."""
        if isinstance(event, Gathered):
            self._pages += event.tally.pages
            self._exchanges += event.tally.exchanges
            self._replayed += event.tally.replayed
            outcome = event.tally.home_outcome
            self._outcomes[outcome] = self._outcomes.get(outcome, 0) + 1
        elif isinstance(event, Courtesy):
            self._polite.update(event.counts)
            self._networks.update(event.networks)

    def facts(
        self, units: Sequence[Unit], failed: Sequence[Failed], plan: Plan, interrupted: bool
    ) -> dict[str, Any]:
        """Machine facts of the run; never part of what is compared."""
        own, children = (
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        cpu_s = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
        return {
            "units": len(units),
            "pages": self._pages,
            "exchanges": self._exchanges,
            "replayed": self._replayed,
            "wall_s": round(time.monotonic() - self._wall, 3),
            "cpu_s": round(cpu_s, 3),
            "pages_per_cpu_s": round(self._pages / cpu_s, 1) if cpu_s else 0.0,
            "peak_rss_mb": round(max(own.ru_maxrss, children.ru_maxrss) / 1024, 1),
            "outcomes": dict(sorted(self._outcomes.items())),
            "failed": {f.unit_id: f.detail for f in failed},
            "interrupted": interrupted,
            **self._politeness(plan),
            "full_speed": plan.full_speed,
            "opened": [*plan.opening.allowed, *(f"{h}={a}" for h, a in plan.opening.resolve)],
            "version": __version__,
            "cores": os.cpu_count(),
        }

    def _politeness(self, plan: Plan) -> dict[str, Any]:
        """Under which rules was asked, and what keeping them came to."""
        most = self._networks.most_common(_NETWORKS_NAMED)
        return {
            "policy": plan.policy,
            "authorisation": plan.authorisation and attrs.asdict(plan.authorisation),
            "user_agent": plan.user_agent,
            "pace": attrs.asdict(plan.pace),
            "outside_per_host": plan.outside_per_host,
            "politeness": dict(sorted(self._polite.items())),
            "networks": len(self._networks),
            "requests_of_networks": dict(most),
        }
