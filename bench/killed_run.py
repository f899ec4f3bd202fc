"""One run of the command that is killed again and again: moments, kills, and where they hit."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

WORKERS = 2
IN_FLIGHT = 64
"""Requests one worker has under way at most."""
AFTER_GATHERING = 0.3
"""The share of all deaths that come after the last request."""
KINDS = ("worker", "coordinator", "group")
CAMPAIGN = "campaigns/campaign-1"
_LOOK_S = 0.003
_PATIENCE_S = 120


class Log:
    """The server's list of requests; each run sees only its own part."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._asked: list[bytes] = []

    def turn(self) -> None:
        """From here on the requests of another run."""
        self.count()
        self._asked.clear()

    def count(self) -> int:
        """How many requests this run has made so far."""
        self._asked += self._file.readlines()
        return len(self._asked)

    def asked(self) -> Counter[str]:
        self.count()
        return Counter(b"".join(self._asked).decode().splitlines())


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "govgauge", *words]


def cli(*words: str) -> int:
    done = subprocess.run(command(*words), capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"kill9: {' '.join(words)} ended with {done.returncode}\n{done.stderr[-2000:]}")
    return done.returncode


def gathered(workspace: Path) -> int:
    return sum(1 for _ in workspace.glob(f"{CAMPAIGN}/units/*/done.json"))


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not holds() and time.monotonic() < deadline:
        time.sleep(_LOOK_S)


@dataclass
class Kills:
    """How many kills hit what, at which stage, and how many requests they may have cost."""

    kinds: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)
    allowed: int = 0


@dataclass(frozen=True)
class Moment:
    """When to kill what: after so many requests, or so long after the last site was gathered."""

    kind: str
    requests: int
    after_s: float | None = None


def moments(rng: random.Random, wanted: int, requests: int, tail_s: float) -> list[Moment]:
    """Moments over the whole life in their order; after gathering there are no workers."""
    kinds = [KINDS[i % len(KINDS)] for i in range(wanted)]
    rng.shuffle(kinds)
    drawn = []
    for kind in kinds:
        if kind != "worker" and rng.random() < AFTER_GATHERING * len(KINDS) / 2:
            drawn.append(Moment(kind, requests, rng.uniform(0, 1.1 * tail_s)))
        else:
            drawn.append(Moment(kind, rng.randrange(requests)))
    return sorted(drawn, key=lambda m: (m.requests, m.after_s is not None))


class Life:
    """One disturbed run from its first start to its last results."""

    def __init__(
        self, words: list[str], workspace: Path, log: Log, sites: int, kills: Kills,
        rng: random.Random,
    ) -> None:  # fmt: skip
        self._words = words
        self._workspace = workspace
        self._log = log
        self._sites = sites
        self._kills = kills
        self._rng = rng
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = 0.0

    def run(self, plan: list[Moment]) -> None:
        """Kill at every moment, then let the run come to its end."""
        for moment in plan:
            if self._process is None:
                self._start()
            self._await(moment)
            self._kill(moment)
        if self._process is not None:
            self._process.wait()
        while cli(*self._words) != 0:  # A unit whose workers were killed too often is left to us.
            pass

    def _start(self) -> None:
        self._begun = time.time()
        self._process = subprocess.Popen(
            command(*self._words),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _await(self, moment: Moment) -> None:
        """Wait for a moment; one that has gone by comes after a little more work."""
        process = self._process
        assert process is not None
        if moment.after_s is None:
            least = max(moment.requests, self._log.count() + self._rng.randrange(1, 20))
            until(lambda: process.poll() is not None or self._log.count() >= least)
            return
        until(lambda: process.poll() is not None or gathered(self._workspace) == self._sites)
        time.sleep(moment.after_s)

    def _kill(self, moment: Moment) -> None:
        """One kill, counted where it hit something that ran."""
        process = self._process
        assert process is not None
        if process.poll() is not None:
            self._process = None
            return
        if moment.kind == "worker":
            workers = worker_pids(process.pid)
            if not workers:
                return
            with suppress(ProcessLookupError):
                os.kill(self._rng.choice(workers), signal.SIGKILL)
                self._count(moment.kind, IN_FLIGHT)
            return
        if moment.kind == "coordinator":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self._process = None
        self._count(moment.kind, IN_FLIGHT * WORKERS)

    def _count(self, kind: str, in_flight: int) -> None:
        self._kills.kinds[kind] += 1
        stage = self._stage()
        self._kills.stages[stage] += 1
        if stage == "gathering":
            self._kills.allowed += in_flight

    def _stage(self) -> str:
        """What the process was at, by the files it left."""
        folder = self._workspace / CAMPAIGN
        if gathered(self._workspace) < self._sites:
            return "gathering"
        if any(written_since(self._begun, folder.glob("report/*/**/*"))):
            return "reporting"
        if any(written_since(self._begun, folder.glob("results/*/*"))):
            return "judging and results"
        if any(written_since(self._begun, folder.glob("manifest.json"))):
            return "just sealed"
        return "starting or sealing"


def written_since(begun: float, paths: Iterator[Path]) -> Iterator[bool]:
    for path in paths:
        with suppress(FileNotFoundError):
            yield path.is_file() and path.stat().st_mtime >= begun


def worker_pids(coordinator: int) -> list[int]:
    """The coordinator's worker processes that run now."""
    found = []
    with suppress(OSError):
        for pid in Path(f"/proc/{coordinator}/task/{coordinator}/children").read_text().split():
            with suppress(OSError):
                if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(int(pid))
    return found
