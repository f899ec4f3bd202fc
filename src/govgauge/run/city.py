"""The model city, for the doors: build it, serve it, and name its hosts for a run."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from govgauge.modelcity.build import CitySummary, build
from govgauge.modelcity.server import city_server, resolve_lines, serve
from govgauge.run.showing import port_taken

__all__ = ["CitySummary", "build_city", "serve_city", "served"]


def build_city(
    folder: Path,
    seed: int,
    sites: int,
    as_of: date,
    progress: Callable[[int, int], None],
    sizes: str = "mixed",
    balance: str = "story",
) -> CitySummary:
    """Build a city into a folder."""
    return build(
        folder,
        seed=seed,
        sites=sites,
        as_of=as_of,
        progress=progress,
        sizes=sizes,
        balance=balance,
    )


def serve_city(folder: Path, port: int, log_path: Path | None) -> None:
    """Serve a city until interrupted; ``BadInput`` (``port-taken``) where another has its port."""
    try:
        serve(folder, port=port, log_path=log_path)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise port_taken(port) from error


@contextmanager
def served(folder: Path) -> Iterator[tuple[tuple[str, str], ...]]:
    """Serve a city from a thread; gives its pins (host, ``ADDRESS:PORT``)."""
    with city_server(folder) as address:
        lines = resolve_lines(folder, address)
        yield tuple((host, pinned) for host, _, pinned in (line.partition("=") for line in lines))
