"""H23: names that change their address, or have good and bad ones at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from govgauge.gather.wire import Wire
from govgauge.model.exchange import Purpose
from govgauge.model.outcome import Outcome
from hostile.answers import page
from hostile.dns import Names
from hostile.row import Case, Row

_TRIES = 1_000
_FORBIDDEN = ("169.254.169.254", "10.0.0.1", "127.0.0.1", "100.100.100.200", "192.168.0.1")
_FORBIDDEN_V6 = ("fc00::1", "64:ff9b::a00:1", "::1", "2002:a00:1::1", "::ffff:10.0.0.1")


def _flip(v4: str, v6: str) -> Names:
    """Public, then forbidden, by turns."""

    def turn(asked: int, kind: str) -> Names:
        return Names(a=(v4,)) if asked % 2 else Names(a=(_FORBIDDEN[asked % 5],))

    return Names(turn=turn)


def _mixed(v4: str, v6: str) -> Names:
    """Public and forbidden together, the forbidden first by turns."""

    def turn(asked: int, kind: str) -> Names:
        bad = _FORBIDDEN[asked % 5]
        return Names(a=(bad, v4) if asked % 2 else (v4, bad))

    return Names(turn=turn)


def _split(v4: str, v6: str) -> Names:
    """A public IPv4 address and a forbidden IPv6 one."""

    def turn(asked: int, kind: str) -> Names:
        return Names(a=(v4,), aaaa=(_FORBIDDEN_V6[asked % 5],))

    return Names(turn=turn)


def _late_alias(v4: str, v6: str) -> Names:
    """An alias that leads outside first and inside later."""

    def turn(asked: int, kind: str) -> Names:
        inside = Names(cname="www.h23-inside.gov.cn")
        return Names(a=(v4,)) if asked < 2 else inside

    return Names(turn=turn)


_SCRIPTS = {"flip": _flip, "mixed": _mixed, "split": _split, "alias": _late_alias}


async def a_thousand_tries(plan: Any, figures: dict[str, Any]) -> list[str]:
    """New names and old ones again, over new wires, so that no cache of names helps."""
    tally: Counter[str] = Counter()
    per_wire = 50
    for begin in range(0, _TRIES, per_wire):
        wire = Wire(plan)

        async def one(number: int, wire: Wire = wire) -> None:
            kind = list(_SCRIPTS)[number % len(_SCRIPTS)]
            name = f"n{number % 90}.h23-{kind}.gov.cn"
            exchange = await wire.fetch(f"http://{name}/{number}", Purpose.PROBE)
            tally[exchange.outcome.value] += 1
            if exchange.outcome is Outcome.OK and not exchange.peer.startswith(("101.", "2400:")):
                tally["inside"] += 1

        await asyncio.gather(*(one(n) for n in range(begin, begin + per_wire)))
        await wire.close()
    figures |= dict(sorted(tally.items()))
    complaints = []
    if tally["inside"]:
        complaints.append(f"{tally['inside']} answers from inside")
    if tally["blocked_address"] < _TRIES // 20 or tally["ok"] < _TRIES // 20:
        complaints.append("the drill drilled nothing")
    return complaints


ROWS = [
    Row(
        "H23",
        "names that change their address",
        (
            Case(name="flip", answer=page(), outcomes=("ok", "blocked_address"), dns=_flip),
            Case(name="mixed", answer=page(), page_seen=True, dns=_mixed),
            Case(name="split", answer=page(), page_seen=True, dns=_split),
            Case(name="inside", inspected=False, dns=lambda v4, v6: Names(a=("169.254.169.254",))),
            *(
                Case(
                    name=f"wild-{kind}",
                    host=f"*.h23-{kind}.gov.cn",
                    elsewhere=page(),
                    inspected=False,
                    dns=script,
                )
                for kind, script in _SCRIPTS.items()
            ),
        ),
        (a_thousand_tries,),
    )
]
