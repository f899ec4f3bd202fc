"""``govgauge`` under a sampling profiler: which room the CPU seconds go to.

Every millisecond of CPU time the kernel sends SIGPROF; the CPU time since the last sample is put
to the room (file) of the innermost govgauge frame, or to start-up where a module is being loaded.
No call is counted or slowed, so that the shares are those of an ordinary run but for the handler
itself (1 to 3 %).  What ends up nowhere else (the interpreter's start and end) is start-up too.

Usage: sampled.py OUTPUT.json ARGUMENT...  (the arguments of ``govgauge``)
"""

from __future__ import annotations

import atexit
import json
import runpy
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

_PACKAGE = "/govgauge/"
_START = "start-up"
_SPENT: Counter[str] = Counter()
_LAST = [0.0]  # The interpreter's own start counts.


def take(number: int, frame: FrameType | None) -> None:
    """Put the CPU time since the last sample to where it was spent."""
    now = time.process_time()
    _SPENT[place_of(frame)] += now - _LAST[0]
    _LAST[0] = now


def place_of(frame: FrameType | None) -> str:
    """``room/file.py`` of the innermost frame of ours; start-up while modules are loaded."""
    own = ""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith("<frozen importlib"):
            return _START
        if not own and _PACKAGE in name:
            own = name.rpartition(_PACKAGE)[2]
        frame = frame.f_back
    return own or _START


def main() -> None:
    output = sys.argv[1]

    def write() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        take(0, None)
        with Path(output).open("w", encoding="utf-8") as file:
            json.dump(_SPENT, file)

    atexit.register(write)
    signal.signal(signal.SIGPROF, take)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    sys.argv = ["govgauge", *sys.argv[2:]]
    runpy.run_module("govgauge", run_name="__main__")


if __name__ == "__main__":
    main()
