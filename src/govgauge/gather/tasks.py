"""Ending asyncio tasks that nobody waits for any more."""

import asyncio
from collections.abc import Iterable
from typing import Any


async def finish(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel what is still running and collect every result, so that none is reported as lost."""
    waiting = list(tasks)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
