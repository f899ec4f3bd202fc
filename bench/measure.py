"""What every bench shares: whole-process timings, a table, one closing line, one JSON file."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"


@dataclass
class Timing:
    """One finished process: seconds of CPU and wall, peak memory, and what it printed."""

    cpu_s: float
    wall_s: float
    peak_rss_mb: float
    output: str = field(repr=False, default="")
    exit_code: int = 0


def run_timed(command: Sequence[str], **options: Any) -> Timing:
    """Run one process to its end; CPU counts its children too."""
    before = time.monotonic()
    process = subprocess.Popen(
        list(command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Timing(
        cpu_s=usage.ru_utime + usage.ru_stime,
        wall_s=time.monotonic() - before,
        peak_rss_mb=usage.ru_maxrss / 1024,
        output=output,
        exit_code=process.returncode,
    )


def parser(doc: str | None) -> argparse.ArgumentParser:
    """The options every bench has."""
    options = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--quick", action="store_true", help="a short form of about a minute")
    options.add_argument("--json", type=Path, help="write all raw figures to this file")
    return options


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
    }


def close(
    name: str, figure: str, bar: str, holds: bool, json_file: Path | None, raw: dict[str, Any]
) -> None:
    """Print the closing line, write the raw figures, and end with the bench's exit status."""
    if json_file is not None:
        document = {"bench": name, "figure": figure, "bar": bar, "holds": holds}
        document |= {"machine": machine(), "raw": raw}
        json_file.write_text(json.dumps(document, indent=1, ensure_ascii=False, default=_plain))
    print(f"{name}: {figure} (bar {bar}) {'holds' if holds else 'falls short'}")
    sys.exit(0 if holds else 1)


def _plain(value: object) -> object:
    return asdict(value) if isinstance(value, Timing) else str(value)
