"""Peak memory of this very program: ``ru_maxrss`` also remembers the process it was forked from."""

from __future__ import annotations

from pathlib import Path


def peak_mib() -> float:
    """Peak resident memory in MiB since this program was loaded."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel tells no peak memory")
