"""How far apart requests are, by a clock the tests move (hostile-servers H54)."""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from govgauge.gather.pace import Pacer, network_of
from govgauge.gather.place import GOOD_FOR_A_STEP, Place
from govgauge.model.campaign import Pace
from govgauge.model.exchange import Exchange, Purpose, Timing
from govgauge.model.failure import BadInput
from govgauge.model.outcome import Outcome
from govgauge.model.quiet import QuietHours, beijing_day
from govgauge.store.request_counts import RequestCounts
from govgauge.store.turns import FileTurns

from ..simulated_clock import MIDNIGHT, PacedClock


def answer(
    status: int | None = 200,
    outcome: Outcome = Outcome.OK,
    took_s: float = 0.1,
    peer: str = "",
) -> Exchange:
    timing = Timing(first_byte_ms=took_s * 1000 if status else 0.0, total_ms=took_s * 1000)
    return Exchange(
        "http://a/", Purpose.PAGE, 1, outcome, status, timing=timing, peer=peer, header=b""
    )


class Site:
    """A server that notes when requests start and end, by the pacer's clock."""

    def __init__(self, pacer: Pacer, clock: PacedClock) -> None:
        self.pacer, self.clock = pacer, clock
        self.starts: list[tuple[str, float]] = []
        self.under_way = self.most = 0

    async def ask(self, host: str, exchange: Exchange, during: int = 3) -> None:
        async with self.pacer.turn(host) as turn:
            self.starts.append((host, self.clock.steady()))
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            for _ in range(during):
                await asyncio.sleep(0)
            await self.clock.sleep(exchange.timing.total_ms / 1000)
            self.under_way -= 1
            turn.answered(exchange)

    def gaps(self, host: str) -> list[float]:
        at = [moment for name, moment in self.starts if name == host]
        return [round(b - a, 6) for a, b in itertools.pairwise(at)]


def play(
    act: Callable[[Site], Awaitable[None]],
    addresses: dict[str, str] | None = None,
    **pace: Any,
) -> Site:
    async def run() -> Site:
        clock = PacedClock()
        known = addresses or {}
        pacer = Pacer(Pace(**pace), lambda h: False, lambda h: known.get(h, ""), None, clock)
        site = Site(pacer, clock)
        await act(site)
        return site

    return asyncio.run(run())


# -- the gap -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("took_s", "gap_s"), [(0.1, 1.1), (0.4, 1.4), (5.0, 15.0)])
def test_h54_the_gap_is_a_second_or_twice_the_last_response_from_its_first_byte_on(
    took_s: float, gap_s: float
) -> None:
    async def act(site: Site) -> None:
        await asyncio.gather(*(site.ask("a", answer(took_s=took_s)) for _ in range(5)))

    site = play(act)
    assert site.gaps("a") == [pytest.approx(gap_s)] * 4
    assert site.most == 1


def test_h54_a_crawl_delay_widens_the_gap() -> None:
    async def act(site: Site) -> None:
        site.pacer.widen_gap("a", 30.0)
        for _ in range(3):
            await site.ask("a", answer())

    assert min(play(act).gaps("a")) >= 30


def test_h54_a_plea_for_a_pause_is_kept_and_ten_minutes_are_enough() -> None:
    async def act(site: Site) -> None:
        for _ in range(50):
            async with site.pacer.turn("a") as turn:
                site.starts.append(("a", site.clock.steady()))
                turn.answered(answer(429))
                site.pacer.hold("a", 120.0)

    gaps = play(act).gaps("a")
    assert gaps[:4] == [pytest.approx(120, abs=3)] * 4
    assert sum(gaps) < 600 + 50 * 10
    assert max(gaps[10:]) < 12


def test_lifted_hosts_wait_for_nothing() -> None:
    async def run() -> float:
        clock = PacedClock()
        pacer = Pacer(Pace(quiet_hours=("00:00-12:00",)), lambda h: True, clock=clock)
        site = Site(pacer, clock)
        for _ in range(10):
            await site.ask("a", answer(took_s=0.0))
        return clock.now() - MIDNIGHT

    assert asyncio.run(run()) == 0


# -- hosts that share an address or a network ----------------------------------------------------


def test_h54_hosts_at_one_address_have_one_request_at_a_time() -> None:
    async def act(site: Site) -> None:
        await asyncio.gather(*(site.ask(f"h{n % 8}", answer()) for n in range(40)))

    assert play(act, {f"h{n}": "203.0.113.7" for n in range(8)}).most == 1
    assert play(act, {f"h{n}": f"203.0.113.{n}" for n in range(8)}).most == 4
    assert play(act, {f"h{n}": f"203.0.{n}.1" for n in range(8)}).most == 8


def test_a_host_joins_the_group_of_the_address_that_answered() -> None:
    async def act(site: Site) -> None:
        peer = answer(peer="[2001:db8::7]:443")
        await asyncio.gather(*(site.ask(f"h{n}", peer) for n in range(4)))
        assert site.most == 4
        site.most = 0
        await asyncio.gather(*(site.ask(f"h{n}", peer) for n in range(4)))

    site = play(act)
    assert site.most == 1
    assert site.pacer.asked == {"2001:db8::/48": 8}


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.7", "203.0.113.0/24"), ("2001:db8:1:2::7", "2001:db8:1::/48"), ("odd", "odd")],
)
def test_networks_are_24_bits_wide_and_48_in_ipv6(address: str, network: str) -> None:
    assert network_of(address) == network


# -- halving and recovering ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    [
        answer(500),
        answer(503),
        answer(429),
        answer(None, Outcome.TIMEOUT_TOTAL),
        answer(None, Outcome.RESET),
    ],
)
def test_a_bad_answer_halves_what_runs_at_once_and_doubles_the_gap(bad: Exchange) -> None:
    place = Place(at_once=8, gap_s=1.0)
    seen = []
    for _ in range(5):
        place.feel(bad)
        seen.append((place.at_once, place.spacing_s))
    assert seen == [(4, 2.0), (2, 4.0), (1, 8.0), (1, 9.0), (1, 9.0)]


def test_ten_good_answers_give_one_step_back_until_all_is_as_it_was() -> None:
    place = Place(at_once=4, gap_s=1.0)
    for _ in range(3):
        place.feel(answer(500))
    steps = []
    for _ in range(10):
        moves = [place.feel(answer()) for _ in range(GOOD_FOR_A_STEP)]
        assert moves[:-1] == [0] * (GOOD_FOR_A_STEP - 1)
        steps.append((place.at_once, place.spacing_s))
    assert steps[:3] == [(2, 7.0), (3, 6.0), (4, 5.0)]
    assert steps[-1] == (4, 1.0)


def test_an_answer_far_slower_than_usual_is_a_bad_one_and_a_slow_site_is_not() -> None:
    quick, slow = Place(2, 1.0), Place(2, 1.0)
    for _ in range(20):
        quick.feel(answer(took_s=0.2))
        slow.feel(answer(took_s=3.0))
    quick.feel(answer(took_s=3.0))
    slow.feel(answer(took_s=3.0))
    assert (quick.at_once, slow.at_once) == (1, 2)


@pytest.mark.parametrize("outcome", [Outcome.OUR_FAULT, Outcome.BLOCKED_ADDRESS])
def test_what_is_our_own_doing_slows_nobody_down_and_speeds_nobody_up(outcome: Outcome) -> None:
    place = Place(2, 1.0)
    place.feel(answer(500))
    for _ in range(3 * GOOD_FOR_A_STEP):
        place.feel(answer(None, outcome))
    assert (place.at_once, place.spacing_s) == (1, 2.0)


def test_a_request_that_is_called_off_takes_no_room_with_it() -> None:
    async def act(site: Site) -> None:
        first = asyncio.ensure_future(site.ask("a", answer(), during=50))
        for _ in range(5):
            await asyncio.sleep(0)
        waiting = [asyncio.ensure_future(site.ask("a", answer())) for _ in range(3)]
        for _ in range(5):
            await asyncio.sleep(0)
        waiting[0].cancel()
        waiting[2].cancel()
        await asyncio.gather(first, *waiting, return_exceptions=True)
        await asyncio.wait_for(site.ask("a", answer()), 5)

    assert len(play(act).starts) == 3


# -- quiet hours -------------------------------------------------------------------------------


def test_nothing_is_asked_in_quiet_hours() -> None:
    async def act(site: Site) -> None:
        for _ in range(40):
            await site.ask("a", answer(took_s=600))

    site = play(act, quiet_hours=("08:30-18:00", "22:00-06:00"))
    hours = [((at - MIDNIGHT) % 86_400) / 3600 for _, at in site.starts]
    assert all(6 <= h < 8.5 or 18 <= h < 22 for h in hours)
    assert hours[0] == 6.0
    assert site.pacer.tally["quiet_hours"] > 1


@pytest.mark.parametrize("text", ["", "8-18", "08:30", "25:00-26:00", "10:00-10:00", "x-y"])
def test_quiet_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="bad-quiet-hours"):
        QuietHours.read((text,))


def test_quiet_hours_all_day_long_are_refused() -> None:
    with pytest.raises(BadInput, match="always-quiet"):
        QuietHours.read(("00:00-12:00", "12:00-24:00"))


# -- the cap of a day ----------------------------------------------------------------------------


def test_the_cap_of_a_day_holds_over_runs_and_kills(tmp_path: Path) -> None:
    asked = 0
    for _ in range(4):  # Each run is killed: nothing is given back.
        counts = RequestCounts(tmp_path)
        asked += sum(counts.take("a", MIDNIGHT + 5, cap=1000) for _ in range(275))
    assert asked == 1000 - 3 * 25  # What each kill left of its last block is lost.
    assert RequestCounts(tmp_path).granted("a", MIDNIGHT) == 1000
    assert not RequestCounts(tmp_path).take("a", MIDNIGHT + 80_000, cap=1000)
    assert RequestCounts(tmp_path).take("b", MIDNIGHT, cap=1000)
    assert RequestCounts(tmp_path).take("a", MIDNIGHT + 86_400, cap=1000)
    assert beijing_day(MIDNIGHT - 1) < beijing_day(MIDNIGHT)


def test_a_run_that_ends_well_gives_back_what_it_did_not_use(tmp_path: Path) -> None:
    for _ in range(10):
        counts = RequestCounts(tmp_path)
        assert counts.take("a", MIDNIGHT, cap=100)
        counts.close()
    assert RequestCounts(tmp_path).granted("a", MIDNIGHT) == 10


def _take(root: Path, sending: Any) -> None:
    counts = RequestCounts(root)
    sending.send(sum(counts.take("a", MIDNIGHT, cap=500) for _ in range(400)))


def test_processes_at_once_share_one_cap(tmp_path: Path) -> None:
    assert sum(in_processes(_take, tmp_path, 3)) == 500


def in_processes(target: Callable[..., None], root: Path, number: int) -> list[Any]:
    context = multiprocessing.get_context("fork")
    pipes = []
    for _ in range(number):
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=target, args=(root, sending), daemon=True)
        process.start()
        sending.close()
        pipes.append((process, receiving))
    told = [receiving.recv() for _, receiving in pipes]
    for process, _ in pipes:
        process.join()
    return told


# -- several processes, one host -----------------------------------------------------------------


def _ask_often(root: Path, sending: Any) -> None:
    async def run() -> list[tuple[float, float]]:
        pacer = Pacer(Pace(gap_s=0.02), lambda h: False, lambda h: "203.0.113.7", FileTurns(root))
        spans = []
        for n in range(10):
            async with pacer.turn(f"h{n % 2}") as turn:
                begin = pacer.clock.steady()
                await asyncio.sleep(0.003)
                spans.append((begin, pacer.clock.steady()))
                turn.answered(answer(took_s=0.003))
        return spans

    sending.send(asyncio.run(run()))


def test_h54_processes_of_one_workspace_ask_an_address_one_after_the_other(tmp_path: Path) -> None:
    spans = sorted(span for told in in_processes(_ask_often, tmp_path, 3) for span in told)
    assert len(spans) == 30
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_a_host_is_free_again_when_its_process_died_and_its_gap_is_kept(tmp_path: Path) -> None:
    turns = FileTurns(tmp_path)
    assert turns.enter("host a") == 0.0
    turns.leave("host a", 123.5)
    assert turns.enter("host a") == 123.5
    turns.leave("host b", 7.0)  # Not ours: nothing happens.
    turns.close()
    assert FileTurns(tmp_path).enter("host a") == 123.5


def test_a_moment_written_before_the_machine_started_again_holds_nobody_up(tmp_path: Path) -> None:
    async def run() -> float:
        turns = FileTurns(tmp_path)
        turns.enter("host a")
        clock = PacedClock()
        turns.leave("host a", clock.steady() + 1_000_000)
        pacer = Pacer(Pace(), lambda h: False, lambda h: "", turns, clock)
        async with pacer.turn("a"):
            return clock.steady() - MIDNIGHT

    assert asyncio.run(run()) == 0


def test_the_defaults_are_those_of_the_reliability_statement() -> None:
    pace = Pace()
    assert (pace.per_host, pace.per_address, pace.gap_s, pace.slowness) == (1, 1, 1.0, 2.0)
    assert attrs.evolve(pace, quiet_hours=["08:00-09:00"]).quiet_hours == ("08:00-09:00",)
