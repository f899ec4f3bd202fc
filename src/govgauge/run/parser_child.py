"""Our side of the limited process: keeps it warm, hands it work, and tells whose limit was hit.

A verdict comes from the limit that was hit, never from the error a starved parser happens to
raise: out of memory looks like a damaged file to most of them.  So bytes are called unreadable
only when they fail again, for a reason of their format, where memory is plenty.
"""

import asyncio
import contextlib
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from typing import Any

import attrs
import orjson
from attrs import frozen

from govgauge.extract.attachments import UNKNOWN, AttachmentText, Member, Part, State
from govgauge.run.parser_program import FRAME, MEMORY

CPU = "cpu"
_MIB = 1024 * 1024
_TRIES = 2
_IN_DOUBT = frozenset({State.UNREADABLE, State.OUR_FAULT})


@frozen
class ChildLimits:
    """Bytes of memory, and seconds of processor and of wall clock for one file."""

    memory_bytes: int = 384 * _MIB
    cpu_s: int = 10
    wall_s: float = 90.0


GENEROUS = ChildLimits(memory_bytes=1024 * _MIB, cpu_s=20)
"""Where a file must fail again before it is called unreadable."""


@frozen
class Refused:
    """What came instead of an answer: the name of the limit, or a fault of ours."""

    limit: str = ""
    fault: str = ""


class ParserChild:
    """One limited process, started when first needed and again after it was killed.

    Requests wait for each other.  Close it within the event loop that used it.
    """

    def __init__(self, limits: ChildLimits | None = None) -> None:
        self._limits = limits or ChildLimits()
        self._turn = asyncio.Lock()
        self._process: Process | None = None

    async def read_page(
        self, payload: bytes, content_type: str, url: str, is_home: bool
    ) -> dict[str, Any] | Refused:
        """A page's reading as plain values, or what limit it hit."""
        request = {"task": "page", "content_type": content_type, "url": url, "is_home": is_home}
        answer: dict[str, Any] | Refused = await self._ask(request, payload)
        return answer

    async def read_attachment(self, payload: bytes, name: str) -> AttachmentText:
        """One attachment typed and read; its ``state`` says how that ended."""
        first = await self._read(payload, name)
        if not _in_doubt(first):
            return first
        async with limited_child(GENEROUS) as plenty:
            again = await plenty._read(payload, name)
        if again.state is State.LIMIT or _in_doubt(again):
            return again
        # What can be read where memory is plenty failed for want of memory.
        return attrs.evolve(first, state=State.LIMIT, limit=MEMORY, parts=(), members=())

    async def _read(self, payload: bytes, name: str) -> AttachmentText:
        answer = await self._ask({"task": "attachment", "name": name}, payload)
        if not isinstance(answer, Refused):
            return _reading(answer)
        state = State.LIMIT if answer.limit else State.OUR_FAULT
        # What it is can be told even of a file that cannot be read within the limits.
        typed = await self._ask({"task": "kind", "name": name}, payload)
        kind = UNKNOWN if isinstance(typed, Refused) else typed["kind"]
        return AttachmentText(kind, state, limit=answer.limit, detail=answer.fault)

    async def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def _ask(self, request: dict[str, Any], payload: bytes) -> Any:
        async with self._turn:
            refused = Refused()
            for _ in range(_TRIES):
                refused = await self._ask_once(request, payload)
                if not isinstance(refused, Refused) or refused.limit:
                    break
            return refused

    async def _ask_once(self, request: dict[str, Any], payload: bytes) -> Any:
        process = await self._started()
        try:
            answer = await asyncio.wait_for(
                _exchange(process, request, payload), self._limits.wall_s
            )
        except TimeoutError:
            # Who has time left on the processor after so long was never given it.
            await self.close()
            return Refused(fault="the machine was too busy")
        except (asyncio.IncompleteReadError, ConnectionError):
            return await self._buried(process)
        except BaseException:
            await self.close()
            raise
        if answer.get("last"):
            await self.close()
        if answer.get(MEMORY):
            return Refused(limit=MEMORY)
        if "fault" in answer:
            return Refused(fault=answer["fault"])
        return answer["value"]

    async def _buried(self, process: Process) -> Refused:
        """Why the process died: of its limit of processor time, or of a defect."""
        code = await process.wait()
        self._process = None
        if code == -signal.SIGXCPU:
            return Refused(limit=CPU)
        return Refused(fault=f"the parser ended with {code}")

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            limits = self._limits
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "govgauge.run.parser_program",
                str(limits.memory_bytes),
                str(limits.cpu_s),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
            )
        return self._process


async def _exchange(process: Process, request: dict[str, Any], payload: bytes) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    head = orjson.dumps(request)
    process.stdin.write(FRAME.pack(len(head), len(payload)) + head)
    process.stdin.write(payload)
    await process.stdin.drain()
    size, _ = FRAME.unpack(await process.stdout.readexactly(FRAME.size))
    # JSON and not pickle: the child has just chewed on a stranger's bytes.
    answer: dict[str, Any] = orjson.loads(await process.stdout.readexactly(size))
    return answer


@contextlib.asynccontextmanager
async def limited_child(limits: ChildLimits | None = None) -> AsyncIterator[ParserChild]:
    """A child of its own that ends with the block."""
    child = ParserChild(limits)
    try:
        yield child
    finally:
        await child.close()


def _in_doubt(read: AttachmentText) -> bool:
    return read.state in _IN_DOUBT or any(m.state in _IN_DOUBT for m in read.members)


def _reading(answer: dict[str, Any]) -> AttachmentText:
    return AttachmentText(
        **answer
        | {
            "state": State(answer["state"]),
            "parts": tuple(Part(*row) for row in answer["parts"]),
            "members": tuple(_member(row) for row in answer["members"]),
        }
    )


def _member(row: Sequence[Any]) -> Member:
    name, kind, size, state, detail = row
    return Member(name, kind, size, State(state), detail)


@frozen
class LimitedReaders:
    """The limited processes of one event loop: monstrous pages do not wait behind attachments."""

    pages: ParserChild = attrs.field(factory=ParserChild)
    attachments: ParserChild = attrs.field(factory=ParserChild)

    async def close(self) -> None:
        """End both."""
        await self.pages.close()
        await self.attachments.close()
