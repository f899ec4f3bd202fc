"""The stage: server, names and canaries in one loop; runs and drills as child processes on it."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme

from hostile import assertions
from hostile.canaries import Canaries
from hostile.controls import controls
from hostile.dns import Names, NameServer
from hostile.namespace import RESOLVER
from hostile.peer import HostLog
from hostile.row import Case, Row
from hostile.seen import Seen
from hostile.server import Host, HostileServer, addresses

_BENCH = Path(__file__).resolve().parents[1]
_RUN_LIMIT_S = 240.0
TOGETHER = "all"
_TOGETHER_LIMIT_S = 600.0
_CONTROL_PAGES = 8
_SYSTEM = "census-2015"


@dataclass
class RowResult:
    """What became of one row."""

    row_id: str
    title: str
    hosts: int
    complaints: list[str] = field(default_factory=list)
    wall_s: float = 0.0
    peak_mb: float = 0.0
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def passes(self) -> bool:
        """True when every assertion held on every host and in every drill."""
        return not self.complaints


class Stage:
    """Everything the rows need, started once."""

    def __init__(
        self, rows: Sequence[Row], scratch: Path, seed: int, authority: trustme.CA, divide: float
    ) -> None:
        self.rows = rows
        self.canaries = Canaries()
        self._scratch = scratch
        self._seed = seed
        self._divide = divide
        self._hosts: dict[tuple[str, str], Host] = {}
        self._server = HostileServer(authority, self.canaries, seed)
        names: dict[str, Names] = {}
        self._controls = controls()
        cases = [("control", c, c.host) for c in self._controls]
        cases += [(row.row_id, case, row.host_of(case)) for row in rows for case in row.cases]
        for number, (row_id, case, name) in enumerate(cases):
            host = Host(name, case, *addresses(number))
            self._hosts[row_id, case.name] = host
            self._server.add(host)
            names |= _names_of(host)
        self._dns = NameServer(names)
        self._calm: dict[str, str] = {}

    async def start(self) -> None:
        """Listen, and learn what the controls look like when nobody disturbs."""
        await self._dns.start(RESOLVER)
        self._server.start()

    async def close(self) -> None:
        """Stop listening."""
        await self._server.close()
        await self._dns.close()

    async def calm_run(self, seed: int) -> dict[str, Any]:
        """The run without any hostile host, which A5 compares with."""
        self._seed = seed
        self._server.reseed(seed)
        account = await self._child_run("calm", [])
        if account is None:
            raise SystemExit("gauntlet: the run of the control hosts alone did not end")
        self._calm = {url: unit["print"] for url, unit in account["units"].items()}
        for url, unit in account["units"].items():
            if unit["home_outcome"] != "ok" or len(unit["pages"]) < _CONTROL_PAGES:
                raise SystemExit(f"gauntlet: the control {url} is not seen whole")
        return account

    async def run_row(self, row: Row) -> RowResult:
        """One row beside the controls, and its drills."""
        result = RowResult(row.row_id, row.title, len(row.cases))
        began, touched = time.monotonic(), self.canaries.total
        await self._run_hosts([row], row.row_id, {row.row_id: result}, together=False)
        for number in range(len(row.drills)):
            await self._drill(row, number, result)
        result.wall_s = time.monotonic() - began
        if self.canaries.total > touched:
            result.complaints.append(f"canaries touched: {dict(self.canaries.touched)}")
        return result

    async def run_together(self, results: dict[str, RowResult]) -> dict[str, Any] | None:
        """All rows in one run; complaints go to the rows they concern."""
        results[TOGETHER] = RowResult(TOGETHER, "all rows in one run", len(self._hosts))
        return await self._run_hosts(self.rows, "together", results, together=True)

    async def _run_hosts(
        self, rows: Sequence[Row], name: str, results: dict[str, RowResult], together: bool
    ) -> dict[str, Any] | None:
        hosts = [self._hosts[row.row_id, case.name] for row in rows for case in row.cases]
        for host in hosts:
            host.log = HostLog()
        inspected = [(r, c) for r in rows for c in r.cases if c.inspected]
        for host in hosts:
            await _prepare(host.case)
        account = await self._child_run(name, inspected) if inspected else None
        prefix = "together: " if together else ""
        if inspected and account is None:
            for row_id in [TOGETHER] if together else [row.row_id for row in rows]:
                results[row_id].complaints.append(prefix + "A1 the run did not end")
        if account is None:
            return None
        self._judge_run(account, rows, results, prefix)
        for row, case in inspected:
            complaints = self._judge_host(account, row, case, together)
            results[row.row_id].complaints += [f"{prefix}{case.name}: {c}" for c in complaints]
        return account

    def _judge_run(
        self,
        account: dict[str, Any],
        rows: Sequence[Row],
        results: dict[str, RowResult],
        prefix: str,
    ) -> None:
        prints = {url: unit["print"] for url, unit in account["units"].items()}
        complaints = [
            *assertions.run_ended_well(account),
            *assertions.memory_held(account),
            *assertions.controls_are_unchanged(self._calm, prints),
        ]
        # What a run of all rows does as a whole is no single row's doing.
        for row_id in [TOGETHER] if prefix else [row.row_id for row in rows]:
            results[row_id].complaints += [prefix + c for c in complaints]
            results[row_id].peak_mb = account["peak_mb"]

    def _judge_host(
        self, account: dict[str, Any], row: Row, case: Case, together: bool
    ) -> Iterable[str]:
        url = row.url_of(case)
        unit = account["units"].get(url)
        if unit is None:
            return [f"no unit {url} in the results"]
        kept = {k: v for k, v in unit.items() if k not in ("unit_id", "print")}
        host = self._hosts[row.row_id, case.name]
        seen = Seen(case, url, host.log, self.canaries, together=together, **kept)
        complaints = [
            *assertions.deadline_held(seen, account["budget"]["total_ms"]),
            *assertions.outcome_is_expected(seen),
            *assertions.evidence_exists(seen),
            *assertions.nothing_scored_unseen(seen),
        ]
        if case.check is not None:
            complaints += list(case.check(seen))
        return complaints

    async def _child_run(
        self, name: str, inspected: Sequence[tuple[Row, Case]]
    ) -> dict[str, Any] | None:
        folder = self._scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        sites = [{"url": f"{c.scheme}://{c.host}/", "also": []} for c in self._controls]
        sites += [{"url": row.url_of(case), "also": list(case.also)} for row, case in inspected]
        order = {
            "sites": sites,
            "seed": self._seed,
            "divide": self._divide,
            "system": _SYSTEM,
            "authorised": [row.host_of(case) for row, case in inspected if case.mandate],
        }
        file = folder / "ORDER.json"
        file.write_text(json.dumps(order))
        limit_s = _TOGETHER_LIMIT_S if name == "together" else _RUN_LIMIT_S
        await _child("hostile.crawling", str(file), limit_s=limit_s)
        account = folder / "account.json"
        if not account.exists():
            return None
        document: dict[str, Any] = json.loads(account.read_text("utf-8"))
        shutil.rmtree(folder, ignore_errors=True)
        return document

    async def _drill(self, row: Row, number: int, result: RowResult) -> None:
        file = self._scratch / f"{row.row_id}-{number}.json"
        drill = row.drills[number]
        words = [drill.__module__, drill.__name__, str(self._seed), str(self._divide), str(file)]
        await _child("hostile.drilling", *words)
        if not file.exists():
            result.complaints.append(f"drill {number} did not end")
            return
        document = json.loads(file.read_text())
        file.unlink()
        result.figures |= {document["name"]: document["figures"]}
        result.complaints += [f"{document['name']}: {c}" for c in document["complaints"]]


async def _prepare(case: Case) -> None:
    """Build what takes long before anybody waits for it."""
    for answer in case.paths.values():
        build = getattr(answer, "prepare", None)
        if build is not None:
            await asyncio.to_thread(build)


async def _child(module: str, *words: str, limit_s: float = _RUN_LIMIT_S) -> None:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(_BENCH), os.environ.get("PYTHONPATH", "")])
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *words, env=environment
    )
    try:
        await asyncio.wait_for(process.wait(), limit_s)
    except TimeoutError:
        process.kill()
        await process.wait()


def _names_of(host: Host) -> dict[str, Names]:
    script = host.case.dns
    names = Names(a=(host.v4,)) if script is None else script(host.v4, host.v6)
    further = dict.fromkeys(host.case.further_names, names)
    return {host.name: names, host.name.removeprefix("www."): names} | further
