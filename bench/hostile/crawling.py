"""A child process: one whole run of ``govgauge`` over some hosts, and an honest account of it.

``python -m hostile.crawling ORDER.json`` reads what to run and writes the account beside it.  The
run is the production run; only its timeouts and pauses are divided, as the order says.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import json
import resource
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from govgauge.model.campaign import Authorisation, Budget, Pace, Plan, PolicyKind
from govgauge.run.campaigns import RunEnd, Watcher, start_campaign
from govgauge.run.places import workspace_at
from govgauge.run.workers import Event, Gathered
from govgauge.store.archive import stored_exchanges
from govgauge.store.facts_reading import read_facts, read_visits
from govgauge.store.workspace import UnitFolder
from hostile.memory import peak_mib

AS_OF = datetime.fromisoformat("2026-11-24T23:59:59+08:00")
_KEPT_CHARS = 4096
_PAUSES = 10
_MAX_ROWS = 3000


def divided_plan(seed: int, divide: float) -> Plan:
    """Production settings; every time limit divided, every pause divided by ten."""
    budget, pace = Budget(), Pace()
    for field in attrs.fields(Budget):
        if field.name.endswith("_ms"):
            value = max(1, int(getattr(budget, field.name) / divide))
            budget = attrs.evolve(budget, **{field.name: value})
    for field in attrs.fields(Pace):
        if field.name.endswith("_s"):
            pace = attrs.evolve(pace, **{field.name: getattr(pace, field.name) / _PAUSES})
    return Plan(budget=budget, pace=pace, seed=seed)


def authorised(plan: Plan, hosts: list[str]) -> Plan:
    """The plan under a mandate that covers these hosts alone; as it was where there are none."""
    if not hosts:
        return plan
    given = Authorisation("黄河镇人民政府", "黄政办函〔2026〕1号", "2026-11-01", tuple(hosts))
    return attrs.evolve(plan, policy=PolicyKind.MANDATE, authorisation=given)


def main() -> None:
    order_file = Path(sys.argv[1])
    order = json.loads(order_file.read_text("utf-8"))
    folder = order_file.parent
    sites = folder / "sites.csv"
    with sites.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["url", "hosts"])
        rows.writerows([s["url"], ";".join(s["also"])] for s in order["sites"])
    before = _descriptors()
    account = _run(sites, folder / "workspace", order)
    gc.collect()
    account |= {"descriptors": [before, _descriptors()], "children": _children()}
    order_file.with_name("account.json").write_text(json.dumps(account, ensure_ascii=False))


def _run(sites: Path, root: Path, order: dict[str, Any]) -> dict[str, Any]:
    outcomes: dict[str, str] = {}
    gathered: dict[str, float] = {"s": 0.0, "mb": 0.0}

    def note(event: Event) -> None:
        if isinstance(event, Gathered):
            outcomes[event.tally.unit_id] = event.tally.home_outcome
            gathered["s"], gathered["mb"] = time.monotonic() - began, peak_mib()

    plan = authorised(divided_plan(order["seed"], order["divide"]), order["authorised"])
    watcher = Watcher(note, lambda done, total: None, lambda done, total: None)
    began = time.monotonic()
    end = start_campaign(
        sites, order["system"], workspace_at(root), "gauntlet", AS_OF, plan, 1, True, watcher
    )
    return {
        "wall_s": time.monotonic() - began,
        "gather_s": gathered["s"],
        "gather_peak_mb": gathered["mb"],
        "peak_mb": peak_mib(),
        "child_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "failed": {f.unit_id: f.detail for f in end.failed},
        "problems": [str(p) for p in end.problems],
        "budget": {"total_ms": plan.budget.total_ms},
        "units": {
            unit.url: _unit(end, unit_id, outcomes.get(unit_id, ""))
            for unit_id, unit in end.results.units.items()
        },
    }


def _descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def _children() -> list[int]:
    lists = [p.read_text().split() for p in Path("/proc/self/task").glob("*/children")]
    return [int(pid) for pids in lists for pid in pids]


def _unit(end: RunEnd, unit_id: str, home_outcome: str) -> dict[str, Any]:
    unit = end.folder.unit(unit_id)
    facts = read_facts(unit.facts, ("pages", "targets", "attachments", "browser_views"))
    assessments = _lines(end.folder.results(end.results.system.key) / "assessments.jsonl")
    findings = [_plain(f) for f in end.results.findings_of(unit_id)]
    assessment = next((a for a in assessments if a["unit_id"] == unit_id), {})
    return {
        "unit_id": unit_id,
        "home_outcome": home_outcome,
        "exchanges": _exchanges(unit),
        "pages": [row._asdict() for row in facts["pages"][:_MAX_ROWS]],
        "targets": [row._asdict() for row in facts["targets"][:_MAX_ROWS]],
        "attachments": [row._asdict() for row in facts["attachments"][:_MAX_ROWS]],
        "browser_views": [row._asdict() for row in facts["browser_views"]],
        "visits": [row._asdict() for row in read_visits(unit.visits)],
        "assessment": assessment,
        "findings": findings,
        "print": _print(unit, assessment, findings),
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _plain(finding: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(attrs.asdict(finding), default=str))
    return plain


def _print(unit: UnitFolder, assessment: object, findings: object) -> str:
    """One digest of everything that was found about a unit: facts byte by byte, and results."""
    digest = hashlib.sha256()
    for path in sorted(unit.facts.glob("*")):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update(json.dumps([assessment, findings], sort_keys=True).encode())
    return digest.hexdigest()


def _exchanges(unit: UnitFolder) -> list[dict[str, Any]]:
    return [_exchange(stored.exchange) for _, stored in stored_exchanges(unit.path)][:_MAX_ROWS]


def _exchange(exchange: Any) -> dict[str, Any]:
    return {
        "url": exchange.url,
        "purpose": exchange.purpose.value,
        "attempt": exchange.attempt,
        "outcome": exchange.outcome.value,
        "status": exchange.status,
        "header": exchange.header.decode("latin-1"),
        "body_bytes": len(exchange.body),
        "body": exchange.body[:_KEPT_CHARS].decode("latin-1"),
        "total_ms": exchange.timing.total_ms,
        "peer": exchange.peer,
        "tls": attrs.asdict(exchange.tls) if exchange.tls else None,
        "detail": exchange.detail,
        "request": exchange.request.decode("latin-1"),
    }


if __name__ == "__main__":
    main()
