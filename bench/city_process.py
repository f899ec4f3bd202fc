"""A web server in a process of its own for a bench: a model city or any tree of hosts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def serving(folder: Path, log: Path | None = None) -> Iterator[str]:
    """Serve ``folder/HOST/path`` on loopback; gives ``127.0.0.1:PORT``."""
    command = [sys.executable, "-m", "govgauge.modelcity.server", str(folder), "--port", "0"]
    if log is not None:
        command += ["--log", str(log)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        port = line.rsplit(":", 1)[-1].split()[-1].rstrip("/")
        yield f"127.0.0.1:{int(port)}"
    finally:
        process.terminate()
        process.wait()
