"""Requests to a host are far enough apart, and one at a time per host and per address (H54).

A whole run with two worker processes over hosts on several loopback addresses, opened by name and
not lifted: the production limits hold, their gaps scaled down by a setting.  The server, in a
process of its own, takes the time at which each request arrives and its answer has been sent; all
figures are of its clock.  Some hosts ask for a crawl-delay, some answer 429 or 503 with
``Retry-After`` (seconds, a date), some fail, some are slow.

Counted: pairs of requests to one host closer than max(gap, crawl-delay, twice the last response
time); requests that came before the pause asked for was over; requests under way at once per host
and per address.

Usage: python bench/politeness.py [--quick] [--json FILE]
"""

from __future__ import annotations

import asyncio
import csv
import itertools
import multiprocessing
import random
import tempfile
import time
from collections import defaultdict
from datetime import datetime
from email.utils import formatdate
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import measure
from govgauge.model.campaign import Opening, Pace, Plan
from govgauge.modelcity.server import usable_addresses
from govgauge.run.campaigns import Watcher, start_campaign
from govgauge.run.places import workspace_at

GAP_S, CRAWL_DELAY_S, PAUSE_S = 0.1, 0.4, 2
AS_OF = datetime.fromisoformat("2026-11-24T23:59:59+08:00")
QUIET = Watcher(lambda event: None, lambda done, total: None, lambda done, total: None)


class Served(NamedTuple):
    """One request as the server saw it: seconds of the machine's steady clock."""

    host: str
    address: str
    path: str
    arrived: float
    sent: float
    pause_s: float


class Peer(asyncio.Protocol):
    """One connection; answers after a delay that host and path decide."""

    log: list[Served]
    pages: int
    asked_to_wait: set[str]

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.address = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        arrived = time.monotonic()
        path = data.split(b" ", 2)[1].decode()
        host = data.partition(b"Host: ")[2].partition(b"\r\n")[0].decode()
        number = int(host[1:].partition(".")[0])
        status, fields, body, pause_s = self.answer(number, host, path)
        delay_s = random.Random(host + path).uniform(0, 0.2 if number % 5 == 2 else 0.02)
        head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\n{fields}"
        data = f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()
        asyncio.get_running_loop().call_later(
            delay_s, self.send, host, path, arrived, pause_s, data
        )

    def send(self, host: str, path: str, arrived: float, pause_s: float, data: bytes) -> None:
        self.transport.write(data)
        self.log.append(Served(host, self.address, path, arrived, time.monotonic(), pause_s))

    def answer(self, number: int, host: str, path: str) -> tuple[int, str, str, float]:
        if path == "/robots.txt":
            delay = f"Crawl-delay: {CRAWL_DELAY_S}\n" if number % 10 == 3 else ""
            return 200, "", f"User-agent: *\n{delay}Allow: /\n", 0.0
        if path == "/p3" and host not in self.asked_to_wait and number % 10 in (4, 5):
            self.asked_to_wait.add(host)
            if number % 10 == 4:
                return 429, f"Retry-After: {PAUSE_S}\r\n", "later", PAUSE_S
            then = formatdate(time.time() + PAUSE_S + 1, usegmt=True)
            date = formatdate(time.time(), usegmt=True)
            return 503, f"Date: {date}\r\nRetry-After: {then}\r\n", "later", PAUSE_S
        if path == "/p5" and number % 10 == 6:
            return 500, "", "broken", 0.0
        links = "".join(f"<a href='/p{n}'>page {n}</a>" for n in range(self.pages))
        return 200, "", f"<title>{host}{path}</title>{links if path == '/' else path}", 0.0


def serve(addresses: tuple[str, ...], pages: int, told: Connection) -> None:
    log: list[Served] = []
    Peer.log, Peer.pages, Peer.asked_to_wait = log, pages, set()

    async def until_asked() -> None:
        loop = asyncio.get_running_loop()
        servers = [await loop.create_server(Peer, addresses[0], 0)]
        port = servers[0].sockets[0].getsockname()[1]
        servers += [await loop.create_server(Peer, a, port) for a in addresses[1:]]
        told.send(port)
        await loop.run_in_executor(None, told.recv)
        told.send(log)

    asyncio.run(until_asked())


def main() -> None:
    options = measure.parser(__doc__)
    chosen = options.parse_args()
    sites, pages = (12, 40) if chosen.quick else (60, 170)
    addresses = usable_addresses()
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(addresses, pages, theirs), daemon=True
    )
    server.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        hosts = [f"s{n}.gov.cn" for n in range(sites)]
        with (root / "sites.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["url"], *([f"http://{host}/"] for host in hosts)])
        pins = tuple(
            (host, f"{addresses[n % len(addresses)]}:{port}") for n, host in enumerate(hosts)
        )
        # No --full-speed: addresses opened by name, limits as in production but for the scale.
        pace = Pace(gap_s=GAP_S, strain_s=0.5, second_attempt_s=0.5, units_at_once=sites)
        plan = Plan(pace=pace, opening=Opening(resolve=pins))
        place = workspace_at(root / "work")
        begun = time.monotonic()
        end = start_campaign(
            root / "sites.csv", "census-2015", place, "c", AS_OF, plan, 2, False, QUIET
        )
        wall_s = time.monotonic() - begun
    ours.send("enough")
    log = sorted(ours.recv(), key=lambda served: served.arrived)
    server.join()
    report(chosen, log, end.results.run, wall_s, addresses)


def report(
    chosen: Any, log: list[Served], run: dict[str, Any], wall_s: float, addresses: tuple[str, ...]
) -> None:
    by_host: dict[str, list[Served]] = defaultdict(list)
    by_address: dict[str, list[Served]] = defaultdict(list)
    for served in log:
        by_host[served.host].append(served)
        by_address[served.address].append(served)
    pairs = [pair for seen in by_host.values() for pair in itertools.pairwise(seen)]
    delayed = {s.host: s.sent for s in log if s.path == "/robots.txt" and asks_delay(s.host)}
    broken = [(a, b) for a, b in pairs if b.arrived - a.arrived < wanted_s(a, b, delayed)]
    hasty = [(a, b) for a, b in pairs if b.arrived - a.sent < a.pause_s - 1e-3]
    at_once = max(most_at_once(seen) for seen in by_host.values())
    at_address = max(most_at_once(seen) for seen in by_address.values())
    gaps = sorted(b.arrived - a.arrived for a, b in pairs)
    print(f"requests                                  {len(log)} in {wall_s:.0f} s")
    print(f"hosts, addresses                          {len(by_host)}, {len(addresses)}")
    print(f"pairs of requests to one host             {len(pairs)}")
    print(f"pairs closer than the rule                {len(broken)}")
    print(f"shortest, median gap                      {gaps[0]:.3f}, {gaps[len(gaps) // 2]:.3f} s")
    print(
        f"pauses asked for, cut short               {sum(s.pause_s > 0 for s in log)}, {len(hasty)}"
    )
    print(f"requests at once per host, per address    {at_once}, {at_address}")
    print(f"requests at once in all                   {most_at_once(log)}")
    print(f"run.json                                  {run['politeness']}")
    holds = not broken and not hasty and at_once == at_address == 1
    figure = (
        f"{len(broken)} of {len(pairs)} pairs too close, {len(hasty)} pauses cut short, "
        f"{at_once} at once per host, {at_address} per address"
    )
    bar = "0 pairs, 0 pauses, 1 and 1"
    raw = {"pairs": len(pairs), "gaps": gaps, "run": run, "wall s": wall_s, "gap s": GAP_S}
    measure.close("politeness", figure, bar, holds, chosen.json, raw)


def asks_delay(host: str) -> bool:
    return int(host[1:].partition(".")[0]) % 10 == 3


def wanted_s(first: Served, second: Served, delayed: dict[str, float]) -> float:
    """The least time between two requests; a crawl-delay holds once it has been read."""
    delay_s = CRAWL_DELAY_S if first.arrived >= delayed.get(first.host, 1e18) else 0.0
    return max(GAP_S, delay_s, 2 * (first.sent - first.arrived))


def most_at_once(seen: list[Served]) -> int:
    changes = [(s.arrived, 1) for s in seen] + [(s.sent, -1) for s in seen]
    most = now = 0
    for _, change in sorted(changes):
        now += change
        most = max(most, now)
    return most


if __name__ == "__main__":
    main()
