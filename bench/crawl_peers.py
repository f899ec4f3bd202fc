"""Other crawlers beside ours, each with its best settings, on the pages of the speed bench.

wget2 and HTTrack fetch pages and find links in C and keep nothing else; LinkChecker checks links.
LinkChecker holds itself to ten requests a second whatever it is told, so that it gets a small site
and its CPU alone is looked at.  Those that are not installed are said to be left out.
"""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import measure
import paper_site
from city_process import serving

_REAL_URL = re.compile(r"^Real URL\s+(\S+)", re.MULTILINE)
_THREADS = 16


class Peer(NamedTuple):
    """One crawler: its command for an address and a folder, and how many pages it saw."""

    pages: int
    command: Callable[[str, Path], list[str]]
    count: Callable[[measure.Timing, Path], int]


def _wget2(home: str, folder: Path) -> list[str]:
    stats = f"--stats-site=csv:{folder / 'stats.csv'}"
    options = ["-q", "-r", "-l", "inf", "--no-robots", f"--max-threads={_THREADS}"]
    return ["wget2", *options, "--delete-after", "-P", str(folder), stats, home]


def _wget2_pages(timing: measure.Timing, folder: Path) -> int:
    with (folder / "stats.csv").open(encoding="utf-8", newline="") as file:
        return sum(row["Status"] == "200" for row in csv.DictReader(file))


def _httrack(home: str, folder: Path) -> list[str]:
    lifted = ["--disable-security-limits", "--max-rate=0", "--connection-per-second=0"]
    return [
        "httrack",
        home,
        "-O",
        str(folder),
        "-s0",
        "-I0",
        "-q",
        f"--sockets={_THREADS}",
        *lifted,
    ]


def _httrack_pages(timing: measure.Timing, folder: Path) -> int:
    return sum(1 for path in folder.rglob("*.html") if path.parent != folder)


def _linkchecker(home: str, folder: Path) -> list[str]:
    options = ["--no-robots", "--no-warnings", "-t", str(_THREADS), "-v", "-o", "text"]
    return ["linkchecker", *options, home]


def _linkchecker_pages(timing: measure.Timing, folder: Path) -> int:
    return len({url.partition("#")[0] for url in _REAL_URL.findall(timing.output)})


PEERS = {
    "wget2": Peer(6000, _wget2, _wget2_pages),
    "httrack": Peer(600, _httrack, _httrack_pages),
    "linkchecker": Peer(150, _linkchecker, _linkchecker_pages),
}


class Seen(NamedTuple):
    """One peer's run: what it cost and how many pages it saw."""

    timing: measure.Timing
    pages: int

    @property
    def ms_a_page(self) -> float:
        """CPU milliseconds a page."""
        return self.timing.cpu_s / max(self.pages, 1) * 1000


def measured(pages: int) -> dict[str, Seen]:
    """Every installed peer once, on a site of at most so many pages."""
    found = {}
    for name, peer in PEERS.items():
        if shutil.which(name) is None:
            print(f"left out: {name} is not installed (apt-get install {name})")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch)
            root.chmod(0o755)  # LinkChecker gives up its rights.
            number = min(pages, peer.pages)
            paper_site.build(root / "web", number)
            # These know no pins: to them the host's name is its address.
            (root / "web" / "127.0.0.1").symlink_to(paper_site.HOST)
            (root / "out").mkdir()
            with serving(root / "web") as address:
                command = peer.command(f"http://{address}/index.html", root / "out")
                timing = measure.run_timed(command, cwd=root / "out")
            found[name] = Seen(timing, peer.count(timing, root / "out"))
    return found
