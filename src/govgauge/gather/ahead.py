"""Asking ahead: addresses in the order in which their answers are taken, some really under way.

A crawl looks a few hundred addresses ahead, and a worker has hundreds of crawls.  A task for each
of those addresses would be most of its memory, so only the first ones have one.  How many does not
decide what is asked or taken, only what waits where.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from govgauge.gather.frontier import Address
from govgauge.gather.tasks import finish
from govgauge.gather.visitor import Answer

Ask = Callable[[Address], Coroutine[Any, Any, Answer]]
_TASKS = 512
_LEAST = 1


def tasks_a_crawl(units_at_once: int) -> int:
    """How many tasks one of so many crawls in a worker may have."""
    return max(_LEAST, _TASKS // units_at_once)


class Ahead:
    """The addresses of one crawl that were handed out and not taken yet, the first one first."""

    def __init__(self, ask: Ask, tasks: int) -> None:
        self._ask = ask
        self._tasks = tasks
        self._line: deque[Address] = deque()
        self._begun: deque[asyncio.Task[Answer]] = deque()
        self._left: list[asyncio.Task[Answer]] = []
        self._active = 0

    def __len__(self) -> int:
        return len(self._line)

    @property
    def first(self) -> Address:
        """The address whose answer is to be taken next."""
        return self._line[0]

    def add(self, address: Address) -> None:
        """Let one more address be asked for."""
        self._line.append(address)
        self._begin()

    async def answer(self) -> Answer:
        """The answer of the first address, which stays the first until :meth:`drop`."""
        return await self._begun[0]

    def drop(self) -> None:
        """Forget the first address; its answer, if it did not come yet, is not waited for."""
        self._line.popleft()
        task = self._begun.popleft()
        if not task.done():
            self._left.append(task)
        self._begin()

    async def close(self) -> None:
        """Leave nothing under way."""
        self._tasks = 0
        await finish([*self._left, *self._begun])

    def _begin(self) -> None:
        # The first address always has a task, or nothing would ever be taken.
        while len(self._begun) < len(self._line) and (
            self._active < self._tasks or (not self._begun and self._tasks)
        ):
            task = asyncio.ensure_future(self._ask(self._line[len(self._begun)]))
            task.add_done_callback(self._ended)
            self._begun.append(task)
            self._active += 1

    def _ended(self, task: asyncio.Task[Answer]) -> None:
        self._active -= 1
        self._begin()
