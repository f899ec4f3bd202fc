"""Every bench in its quick form, one after the other; exit status 1 when any falls short."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    names = (
        "real_tree",
        "real_pages",
        "injected",
        "crawl",
        "words",
        "replay",
        "kill9",
        "memory",
        "validity",
        "watch",
        "politeness",
        "evidence",
        "traps",
        "charsets",
        "attachments",
        "outage",
        "gauntlet",
        "replays",
        "reference",
        "score",
        "judge",
        "publish",
        "observatory",
        "crowd",
        "prose",
        "rendering",
    )
    failed = [
        name
        for name in names
        if subprocess.run([sys.executable, str(HERE / f"{name}.py"), "--quick"]).returncode
    ]
    print(f"all: {len(names) - len(failed)} of {len(names)} hold {failed or ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
