"""When our own network is silent, no site is (K6): real sockets, real silence."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from govgauge.gather.address import AddressPolicy
from govgauge.gather.own_network import OwnNetwork
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome

POLICY = AddressPolicy(["127.0.0.0/8"])


@contextmanager
def listening(address: str = "127.0.0.1") -> Iterator[str]:
    listener = socket.create_server((address, 0))
    yield f"{address}:{listener.getsockname()[1]}"
    listener.close()


def exchange(outcome: Outcome, peer: str = "", host: str = "a") -> Exchange:
    status = 200 if outcome is Outcome.OK else None
    return Exchange(f"http://{host}/", Purpose.PAGE, 1, outcome, status, peer=peer)


class Wire:
    """Gives one outcome after the other, the last for ever; counts how often it was asked."""

    def __init__(self, *outcomes: Outcome, peer: str = "") -> None:
        self._outcomes = list(outcomes)
        self._peer = peer
        self.asked = 0

    async def __call__(self) -> Exchange:
        self.asked += 1
        one = self._outcomes.pop(0) if len(self._outcomes) > 1 else self._outcomes[0]
        return exchange(one, self._peer if one is Outcome.OK else "")


def test_silence_is_the_sites_where_another_host_lets_itself_be_connected_to() -> None:
    async def run(peer: str) -> Exchange:
        network = OwnNetwork(POLICY, knock_s=1.0)
        await network.judged("a", Wire(Outcome.OK, peer=peer))
        silent = Wire(Outcome.TIMEOUT_CONNECT)
        result = await network.judged("b", silent)
        assert (silent.asked, network.outages) == (1, 0)
        return result

    with listening() as peer:
        assert asyncio.run(run(peer)).outcome is Outcome.TIMEOUT_CONNECT


def test_during_an_outage_the_run_pauses_and_asks_again_when_the_network_is_back() -> None:
    async def run() -> None:
        with listening() as peer:
            network = OwnNetwork(POLICY, knock_s=0.05)
            await network.judged("a", Wire(Outcome.OK, peer=peer))
        # Nobody listens any more: the site that answered before is as silent as the next one.
        silent = [Wire(Outcome.TIMEOUT_CONNECT, Outcome.OK) for _ in range(4)]
        waiting = [
            asyncio.ensure_future(network.judged(f"b{n}", wire)) for n, wire in enumerate(silent)
        ]
        await asyncio.sleep(0.3)
        assert not any(task.done() for task in waiting)
        late = asyncio.ensure_future(network.judged("late", later := Wire(Outcome.OK)))
        await asyncio.sleep(0.1)
        assert later.asked == 0
        address, _, port = peer.rpartition(":")
        with socket.create_server((address, int(port))):
            results = await asyncio.gather(*waiting, late)
        assert [r.outcome for r in results] == [Outcome.OK] * 5
        assert [wire.asked for wire in silent] == [2] * 4
        assert network.outages == 1
        await network.close()

    asyncio.run(run())


def test_an_outage_that_outlasts_our_patience_is_our_fault() -> None:
    async def run() -> Exchange:
        with listening() as peer:
            network = OwnNetwork(POLICY, knock_s=0.05, patience_s=0.2)
            await network.judged("a", Wire(Outcome.OK, peer=peer))
        first = await network.judged("b", Wire(Outcome.DNS_TIMEOUT))
        assert (await network.judged("c", Wire(Outcome.RESET))).outcome is Outcome.OUR_FAULT
        assert network.outages == 1  # Nobody waits a second time for what has not come back.
        return first

    result = asyncio.run(run())
    assert result.outcome is Outcome.OUR_FAULT
    assert "dns_timeout" in result.detail


def test_one_silent_host_is_believed_where_nobody_has_ever_answered() -> None:
    async def run() -> Outcome:
        network = OwnNetwork(POLICY, knock_s=0.1)
        return (await network.judged("a", Wire(Outcome.TIMEOUT_CONNECT))).outcome

    assert asyncio.run(run()) is Outcome.TIMEOUT_CONNECT


def test_many_silent_hosts_and_never_an_answer_are_our_own_silence_and_are_asked_again() -> None:
    async def run(*outcomes: Outcome, patience_s: float) -> list[Outcome]:
        network = OwnNetwork(POLICY, knock_s=0.1, patience_s=patience_s)
        asked = (network.judged(f"h{n}", Wire(*outcomes)) for n in range(4))
        results = await asyncio.gather(*asked)
        await network.close()
        return [r.outcome for r in results]

    silent = Outcome.DNS_TIMEOUT
    assert asyncio.run(run(silent, silent, Outcome.OK, patience_s=9.0)) == [Outcome.OK] * 4
    assert asyncio.run(run(silent, patience_s=0.2)) == [Outcome.OUR_FAULT] * 4


def test_an_address_we_did_not_dial_is_no_sign_that_our_network_works() -> None:
    """Links into private networks are common, and are refused without a packet being sent."""

    async def refused() -> Exchange:
        return exchange(Outcome.BLOCKED_ADDRESS, "10.0.0.1:80", "10.0.0.1")

    async def run() -> Outcome:
        with listening() as peer:
            network = OwnNetwork(POLICY, knock_s=0.2, patience_s=0.1)
            await network.judged("a", Wire(Outcome.OK, peer=peer))

        async def silent() -> Exchange:
            assert (await network.judged("10.0.0.1", refused)).outcome is Outcome.BLOCKED_ADDRESS
            return exchange(Outcome.TIMEOUT_CONNECT, host="b")

        return (await network.judged("b", silent)).outcome

    assert asyncio.run(run()) is Outcome.OUR_FAULT


def test_answers_of_any_kind_are_never_doubted() -> None:
    async def run(outcome: Outcome) -> Outcome:
        network = OwnNetwork(POLICY, knock_s=0.05, patience_s=0.1)
        return (await network.judged("a", Wire(outcome))).outcome

    for outcome in (Outcome.REFUSED, Outcome.DNS_NXDOMAIN, Outcome.TLS_NAME, Outcome.TRUNCATED):
        assert asyncio.run(run(outcome)) is outcome


def test_a_peer_that_the_policy_forbids_is_not_knocked_at() -> None:
    async def run(peer: str) -> Outcome:
        network = OwnNetwork(AddressPolicy(), knock_s=0.5, patience_s=0.1)
        await network.judged("a", Wire(Outcome.OK, peer=peer))
        return (await network.judged("b", Wire(Outcome.TIMEOUT_CONNECT))).outcome

    with listening() as peer:
        assert asyncio.run(run(peer)) is Outcome.OUR_FAULT
