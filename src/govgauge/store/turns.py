"""Turns at hosts and addresses, shared by every process that works in one workspace.

One sparse file of slots, a name's slot chosen by hash: a lock on its bytes says that somebody is
asking there, the bytes say from when the next one may (seconds of the machine's steady clock).
The kernel drops the locks of a process that dies; the moment it wrote down stays, so that a run
that goes on after a kill keeps the gap too.  Two names in one slot share a turn, which is slower
and never wrong.
"""

import fcntl
import hashlib
import os
import struct
from collections import Counter
from pathlib import Path

from govgauge.store.disk import storage_failure

_SLOTS = 1 << 20
_MOMENT = struct.Struct("<d")


class FileTurns:
    """The turns of one workspace; one object a process, as its locks belong to the process."""

    def __init__(self, root: Path) -> None:
        self._path = root / "polite" / "turns"
        self._descriptor = -1
        self._held: dict[str, int] = {}
        self._slots: Counter[int] = Counter()

    def enter(self, name: str) -> float | None:
        """The moment from which one may ask, now that it is ours; ``None`` while it is taken."""
        try:
            self._open()
            slot = _slot_of(name)
            if not self._slots[slot] and not self._lock(slot):
                return None
            raw = os.pread(self._descriptor, _MOMENT.size, slot * _MOMENT.size)
        except OSError as error:
            raise storage_failure(error, self._path) from error
        self._held[name] = slot
        self._slots[slot] += 1
        return float(_MOMENT.unpack(raw)[0]) if len(raw) == _MOMENT.size else 0.0

    def leave(self, name: str, ready_at: float) -> None:
        """Give it back with the moment of the next one; a name that is not ours is none."""
        slot = self._held.pop(name, None)
        if slot is None:
            return
        place = slot * _MOMENT.size
        try:
            os.pwrite(self._descriptor, _MOMENT.pack(ready_at), place)
            self._slots[slot] -= 1
            if not self._slots[slot]:
                fcntl.lockf(self._descriptor, fcntl.LOCK_UN, _MOMENT.size, place)
        except OSError as error:
            raise storage_failure(error, self._path) from error

    def close(self) -> None:
        """Give back whatever is held."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
            self._held.clear()
            self._slots.clear()

    def _open(self) -> None:
        if self._descriptor < 0:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def _lock(self, slot: int) -> bool:
        flags = fcntl.LOCK_EX | fcntl.LOCK_NB
        try:
            fcntl.lockf(self._descriptor, flags, _MOMENT.size, slot * _MOMENT.size)
        except (BlockingIOError, PermissionError):
            return False
        return True


def _slot_of(name: str) -> int:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % _SLOTS
