"""One run of a campaign at a time: locks of the kernel, gone with their process however it ends.

A killed coordinator leaves its lock free at once, its workers a moment later.  A new run waits for
them, or two processes could append to one archive.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from govgauge.model.failure import Conflict, Place
from govgauge.model.text import Text
from govgauge.store.disk import storage_failure

_COORDINATOR = ".lock"
_WORKERS = ".workers"
_ORPHANS_S = 30.0
_LOOK_AGAIN_S = 0.02


@contextmanager
def coordinator_lock(folder: Path) -> Iterator[None]:
    """Hold a campaign; :class:`Conflict` (``campaign-busy``) names the process that holds it."""
    with _opened(folder / _COORDINATOR) as file:
        if not _locked(file, fcntl.LOCK_EX):
            file.seek(0)
            raise _busy(file.read().strip() or "?", folder)
        _await_orphans(folder)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def worker_lock(folder: Path) -> Iterator[None]:
    """Held by each worker for its life; nothing to do where a new run waits for its end."""
    with _opened(folder / _WORKERS) as file:
        if not _locked(file, fcntl.LOCK_SH):
            raise EOFError("the run of this worker is gone")
        yield


def _await_orphans(folder: Path) -> None:
    with _opened(folder / _WORKERS) as file:
        deadline = time.monotonic() + _ORPHANS_S
        while not _locked(file, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise _busy("?", folder)
            time.sleep(_LOOK_AGAIN_S)


def _locked(file: TextIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _opened(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+", encoding="ascii")
    except OSError as error:
        raise storage_failure(error, path) from error


def _busy(pid: str, folder: Path) -> Conflict:
    return Conflict(
        "campaign-busy",
        Text(f"进程 {pid} 正在运行该批次", f"process {pid} is running this campaign"),
        Text("等它结束，或先停止它", "wait for it, or stop it first"),
        Place.in_file(folder),
    )
