"""What each own host answers for an address that cannot exist, asked once and compared with.

Some hosts answer 200 to everything, or send every unknown address to their home page: only the
control tells such an answer from a page.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from govgauge.gather.scope import origin
from govgauge.gather.tasks import finish
from govgauge.gather.visitor import Answer
from govgauge.model.facts import ControlFact
from govgauge.model.outcome import Outcome
from govgauge.model.reading import PageReading

Look = Callable[[str], Awaitable[Answer]]
Refusal = Callable[[str], Awaitable[Outcome | None]]


class Control(NamedTuple):
    """The answer to one host's impossible address, and the page it shows with status 200.

    ``absent`` is the page it shows where it says 404 or 410 as it should.
    """

    fact: ControlFact
    reading: PageReading | None
    absent: PageReading | None = None

    @property
    def sent_to(self) -> str:
        """Where the host sends unknown addresses, empty when it sends them nowhere."""
        return self.fact.final_url if self.fact.final_url != self.fact.url else ""


class Controls:
    """The controls of one unit's hosts; ``seed`` and host choose the impossible address.

    ``refusal`` tells why robots.txt forbids an address: then its host has no control.
    """

    def __init__(self, look: Look, refusal: Refusal, home: str, seed: int, max_hops: int) -> None:
        self._look = look
        self._refusal = refusal
        self._home = home
        self._seed = seed
        self._max_hops = max_hops
        self._asked: dict[str, asyncio.Task[Control]] = {}
        self._used: set[str] = set()

    async def of(self, url: str) -> Control:
        """The control of an address's host."""
        where = origin(url)
        if where not in self._asked:
            self._asked[where] = asyncio.ensure_future(self._ask(where))
        task = self._asked[where]
        # It is its host's: one asker that is left or stopped must not take it along.
        return task.result() if task.done() else await asyncio.shield(task)

    def used(self, url: str) -> None:
        """Note that an answer beside its host's control was taken."""
        self._used.add(origin(url))

    def known(self) -> list[Control]:
        """Every control beside which an answer was taken, by host.

        Whether one that was asked for an answer nobody took has come by now depends on time.
        """
        return [self._asked[where].result() for where in sorted(self._used)]

    async def _ask(self, where: str) -> Control:
        first = url = self._impossible(where)
        host = urlsplit(where).netloc
        refusal = await self._refusal(url)
        if refusal is not None:
            return Control(ControlFact(host, first, refusal, 0, first, ""), None)
        for _ in range(self._max_hops):
            answer = await self._look(url)
            target = answer.onward
            if not target or origin(target) != where or target == url:
                break
            if target != self._home and await self._refusal(target) is not None:
                break
            url = target
        assert answer.kept is not None
        status = answer.kept.exchange.status or 0
        fact = ControlFact(host, first, answer.content.outcome, status, url, answer.kept.digest)
        # A stub is no copy of its host's other stubs: where it leads is what counts.
        return Control(fact, None if answer.onward else answer.content.reading, answer.absent)

    async def close(self) -> None:
        """Leave nothing under way."""
        await finish(self._asked.values())

    def _impossible(self, where: str) -> str:
        """An address in the home page's folder whose name nobody would choose."""
        name = hashlib.sha256(f"{self._seed} {where}".encode()).hexdigest()[:20]
        folder = where + "/"
        if self._home.startswith(folder):
            folder = self._home.partition("?")[0].rpartition("/")[0] + "/"
        return f"{folder}{name}.html"
