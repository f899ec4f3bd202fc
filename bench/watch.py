"""Availability of a province and of the nation from one process: CPU and memory of a day.

A simulated clock drives the real watch: real sockets, real requests, one for each moment of each
site, against a small home-page server in a process of its own on loopback.  Only the waiting
between the moments is left out, so CPU seconds are those of the real day.  A province: 600 sites,
24 visits a day.  The nation: 14,463 sites every 15 minutes.  Shorter spans are said to be so and
extrapolated by their share of the day, with one whole fold of the visits into the sites' Parquet
series in it, though a day has only one too.  One site in 40 is down, one in 50 moved by a redirect.

The bar: one process needs less than a tenth of a core for the nation's day, and stays under 256 MiB.

Usage: python bench/watch.py [--quick] [--nation-hours N] [--json FILE]
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import attrs
import uvloop

import measure
from govgauge.model.campaign import Opening, Pace, Plan
from govgauge.model.quiet import beijing_midnight
from govgauge.run.places import workspace_at
from govgauge.run.watches import AskedWatch, start_watch
from govgauge.store.facts_reading import read_visits

DAY_S = 86_400
BEGIN = beijing_midnight(1_795_000_000.0)
PROVINCE = (600, 24)
NATION = (14_463, 96)
BAR_CORE, BAR_MIB = 0.1, 256
UNDER_WAY = 64
PAGE = b"<html><head><title>home</title></head><body>" + b"<p>news</p>" * 400 + b"</body></html>"


class SimulatedClock:
    """Moves on as soon as few enough visits are under way; ends with :class:`SpanOver`."""

    def __init__(self, begin: float) -> None:
        self._now = begin

    def now(self) -> float:
        return self._now

    def steady(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        await self.sleep_until(self._now + seconds)

    async def sleep_until(self, moment: float) -> None:
        while len(asyncio.all_tasks()) > UNDER_WAY:
            await asyncio.sleep(0)
        self._now = max(self._now, moment)


class HomePages(asyncio.Protocol):
    """Keep-alive; hosts named ``down…`` hang up, hosts named ``moved…`` send on to themselves."""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        path = data.split(b" ", 2)[1]
        host = data.partition(b"Host: ")[2].partition(b"\r\n")[0]
        if host.startswith(b"down"):
            self._transport.close()
        elif host.startswith(b"moved") and path == b"/":
            self._transport.write(
                b"HTTP/1.1 302 Found\r\nLocation: /index.html\r\nContent-Length: 0\r\n\r\n"
            )
        else:
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
                % (len(PAGE), PAGE)
            )


def serve(sending: Connection) -> None:
    async def forever() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(HomePages, "127.0.0.1", 0, backlog=4096)
        sending.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    uvloop.run(forever())


def host(number: int) -> str:
    kind = "down" if number % 40 == 7 else "moved" if number % 50 == 11 else "www"
    return f"{kind}{number}.gov.cn"


def watch(sites: int, visits_a_day: int, span_s: float, port: int, sending: Connection) -> None:
    """One watch in a process of its own; sends its CPU seconds and peak memory."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        rows = (f"{n:010d},http://{host(n)}/" for n in range(sites))
        (root / "sites.csv").write_text("unit_id,url\n" + "\n".join(rows) + "\n", "utf-8")
        plan = Plan(
            full_speed=True,
            pace=Pace(in_flight=UNDER_WAY),
            opening=Opening(resolve=(("*", f"127.0.0.1:{port}"),)),
        )
        asked = AskedWatch(visits_a_day=visits_a_day, days=1)
        begun, cpu = time.monotonic(), time.process_time()
        clock = SimulatedClock(BEGIN + DAY_S - span_s)
        end = start_watch(
            root / "sites.csv",
            workspace_at(root),
            "c",
            plan,
            for_span(asked, span_s),
            lambda units, begin, end: None,
            lambda tally: None,
            clock,
        )
        cpu_s, wall_s = time.process_time() - cpu, time.monotonic() - begun
        folder = workspace_at(root).campaign("c")
        kept = sum(len(read_visits(folder.unit(f"{n:010d}").visits)) for n in range(sites))
        sending.send(
            {
                "sites": sites,
                "visits a day": visits_a_day,
                "span h": span_s / 3600,
                "visits": end.tally.visits,
                "missed": end.tally.missed,
                "kept in the series": kept,
                "outcomes": end.tally.as_json()["outcomes"],
                "cpu s": round(cpu_s, 1),
                "wall s": round(wall_s, 1),
                "cpu s a day": round(cpu_s * DAY_S / span_s, 1),
                "share of a core": round(cpu_s / span_s, 4),
                "peak MiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
            }
        )


def for_span(asked: AskedWatch, span_s: float) -> AskedWatch:
    """The watch of a span that ends at midnight: what is left of its day, and no further one."""
    return attrs.evolve(asked, days=1 if span_s == DAY_S else 0)


def in_a_process(target: Any, *arguments: Any) -> tuple[Any, Connection]:
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(*arguments, sending), daemon=True)
    process.start()
    sending.close()
    return process, receiving


def main() -> None:
    options = measure.parser(__doc__)
    options.add_argument("--nation-hours", type=float, default=24.0)
    chosen = options.parse_args()
    nation_h = 0.25 if chosen.quick else chosen.nation_hours
    server, port_pipe = in_a_process(serve)
    port = port_pipe.recv()
    raw = []
    try:
        for (sites, visits_a_day), span_s in (
            (PROVINCE, DAY_S),
            (NATION, min(nation_h * 3600, DAY_S)),
        ):
            process, receiving = in_a_process(watch, sites, visits_a_day, span_s, port)
            raw.append(receiving.recv())
            process.join()
            print(
                "  ".join(
                    f"{name} {value}" for name, value in raw[-1].items() if name != "outcomes"
                )
            )
    finally:
        server.terminate()
    report(chosen, raw)


def report(chosen: Any, raw: list[dict[str, Any]]) -> None:
    nation = raw[-1]
    if nation["span h"] < 24:
        print(f"the nation's day is extrapolated from {nation['span h']} simulated hours")
    whole = all(
        r["visits"] == r["kept in the series"] and r["missed"] == 0 and expected(r) == r["visits"]
        for r in raw
    )
    small = all(r["peak MiB"] < BAR_MIB for r in raw)
    figure = (
        f"nation {nation['share of a core']:.1%} of a core, {nation['peak MiB']} MiB; "
        f"province {raw[0]['share of a core']:.2%}, {raw[0]['peak MiB']} MiB"
    )
    figure += "" if whole else "; visits were lost"
    bar = f"nation < {BAR_CORE:.0%} of a core, < {BAR_MIB} MiB, every visit kept"
    holds = whole and small and nation["share of a core"] < BAR_CORE
    measure.close("watch", figure, bar, holds, chosen.json, {"watches": raw})


def expected(one: dict[str, Any]) -> int:
    """Visits of the span; the grid's phases differ, so a part of a day is whole up to rounding."""
    exact = one["sites"] * one["visits a day"] * one["span h"] / 24
    return one["visits"] if abs(exact - one["visits"]) < one["sites"] * 0.02 else round(exact)


if __name__ == "__main__":
    sys.exit(main())
