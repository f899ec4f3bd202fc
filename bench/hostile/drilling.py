"""A child process: one drill, for what no crawl shows (``MODULE FUNCTION SEED DIVIDE FILE``).

A drill is an async function ``(plan, figures) -> complaints``: it may open wires of its own by
the plan and writes what it measured into ``figures``.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import uvloop

from hostile.crawling import divided_plan


def main() -> None:
    module, name, seed, divide, target = sys.argv[1:]
    figures: dict[str, Any] = {}
    drill = getattr(importlib.import_module(module), name)
    complaints = uvloop.run(_finished(drill, divided_plan(int(seed), float(divide)), figures))
    result = {"name": drill.__name__, "complaints": complaints, "figures": figures}
    Path(target).write_text(json.dumps(result))


async def _finished(drill: Any, plan: Any, figures: dict[str, Any]) -> list[str]:
    complaints: list[str] = await drill(plan, figures)
    await asyncio.sleep(0)
    return complaints


if __name__ == "__main__":
    main()
