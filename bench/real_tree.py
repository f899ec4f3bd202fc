"""The whole chain on real input: 46,924 raw GB2312 pages, crawled over HTTP as one site.

The pages of ../shared/data/stats-2018.tar.xz (tests only: never committed, never printed) are
served on loopback and run through ``govgauge run`` with its detectors on.  Asserted:

- every page reachable by links from the index was asked for exactly once (counted by the server);
- the dead links found are exactly the absent targets, by a count over the files that uses none
  of our code (a regular expression and the standard library);
- the decoded text of 1,000 pages equals their UTF-8 copies, up to the charset label and one line
  break that the data README names.

Usage: python bench/real_tree.py [--quick] [--json FILE]
``--quick`` serves one small province.
"""

from __future__ import annotations

import csv
import html
import re
import sys
import tarfile
import tempfile
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import measure
from city_process import serving
from govgauge.extract.charset import decode

HOST = "www.stats.gov.cn"
BASE = f"http://{HOST}/tjsj/tjbz/tjyqhdmhcxhfdm/2018/"
DATA = measure.SHARED / "data"
_PROVINCE = "64"
_LINK = re.compile(
    rb"""<(?:a|area|img|frame|iframe)\b[^>]*?\b(?:href|src)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_SCRIPT = re.compile(rb"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    if not (DATA / "stats-2018.tar.xz").exists():
        sys.exit("real_tree: needs ../shared/data/stats-2018.tar.xz beside the repository")
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        unpack(DATA / "stats-2018.tar.xz", root / "web", _PROVINCE if options.quick else "")
        home = BASE + (f"{_PROVINCE}.html" if options.quick else "index.html")
        expected = count_absent(root / "web", home)
        raw = crawl(root, home)
        raw |= compare_texts(root / "web")
        report(options, raw, expected)


def unpack(archive: Path, target: Path, province: str) -> None:
    """Unpack the tree, or only the pages of one province."""
    with tarfile.open(archive) as tar:
        wanted = (m for m in tar if f"/2018/{province}" in m.name or m.isdir())
        tar.extractall(target, members=wanted, filter="data")


def crawl(root: Path, home: str) -> dict:
    """Run the real command over the served tree; the server's log counts the requests."""
    sites = root / "sites.csv"
    sites.write_text(f"unit_id,name,url\n1100000001,stats tree,{home}\n", "utf-8")
    log = root / "requests.log"
    with serving(root / "web", log) as address:
        command = [sys.executable, "-m", "govgauge", "run", str(sites)]
        command += ["--system", "census-2015", "-w", str(root / "work"), "--as-of", "2026-11-24"]
        command += ["--resolve", f"{HOST}:80={address}", "--full-speed", "--max-pages", "100000"]
        timing = measure.run_timed([*command, "--json"])
    if timing.exit_code != 0:
        sys.exit(f"real_tree: govgauge run ended with {timing.exit_code}: {timing.output[-2000:]}")
    asked = Counter(log.read_text("utf-8").split())
    results = root / "work/campaigns/campaign-1/results"
    (folder,) = results.iterdir()
    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        dead = {
            row["target"]
            for row in csv.DictReader(file)
            if row["detector"] == "dead_links" and row["verdict"] == "unmet"
        }
    return {"timing": timing, "asked": asked, "dead": dead}


def count_absent(web: Path, home: str) -> dict:
    """Pages reachable from home and the absent own targets, by a count of its own.

    Uses regular expressions and ``urllib`` only; nothing of govgauge.
    """
    seen, absent = {home}, set()
    queue = deque([home])
    links = 0
    while queue:
        url = queue.popleft()
        for target in links_of((web / (HOST + urlsplit(url).path)).read_bytes(), url):
            links += 1
            if target in seen or target in absent:
                continue
            if urlsplit(target).netloc != HOST:
                continue
            if (web / (HOST + urlsplit(target).path)).is_file():
                seen.add(target)
                queue.append(target)
            else:
                absent.add(target)
    return {"reachable": seen, "absent": absent, "links": links}


def links_of(page: bytes, base: str) -> set[str]:
    """Absolute http(s) addresses of a page's links, each once, fragments dropped."""
    found = set()
    for match in _LINK.finditer(_SCRIPT.sub(b"", _COMMENT.sub(b"", page))):
        reference = html.unescape(match[1].decode("gb18030", "replace")).strip("\"'").strip()
        target = urldefrag(urljoin(base, reference))[0]
        if reference and not reference.startswith("#") and target.startswith("http"):
            parts = urlsplit(target)
            found.add(target if parts.path else target + "/")
    return found


def compare_texts(web: Path) -> dict:
    """Decoded raw pages beside their UTF-8 copies."""
    same = other = 0
    with tarfile.open(DATA / "stats-2018-utf8-sample.tar.xz") as tar:
        for member in tar:
            if not member.isfile():
                continue
            file = tar.extractfile(member)
            assert file is not None
            copy = file.read().decode("utf-8")
            name = member.name[member.name.index(HOST) :]
            if not (web / name).exists():
                continue
            ours = decode((web / name).read_bytes(), "text/html").text
            ours = ours.replace("charset=gb2312", "charset=utf-8", 1)
            if name.endswith("/2018/index.html"):
                ours = ours.removesuffix("\n").removesuffix("\r")
            same, other = same + (ours == copy), other + (ours != copy)
    return {"texts_equal": same, "texts_different": other}


def report(options, raw: dict, expected: dict) -> None:
    asked_pages = {f"http://{name}": n for name, n in raw["asked"].items()}
    reachable = expected["reachable"]
    missed = [u for u in reachable if asked_pages.get(u, 0) != 1]
    false_dead, missed_dead = raw["dead"] - expected["absent"], expected["absent"] - raw["dead"]
    timing = raw["timing"]
    pages_per_cpu_s = len(reachable) / timing.cpu_s
    rows = [
        ("pages reachable by links (own count)", len(reachable)),
        ("of them not asked exactly once", len(missed)),
        ("absent targets (own count)", len(expected["absent"])),
        ("dead links found", len(raw["dead"])),
        ("found but not absent", len(false_dead)),
        ("absent but not found", len(missed_dead)),
        ("texts equal to their UTF-8 copies", raw["texts_equal"]),
        ("texts that differ", raw["texts_different"]),
        ("CPU seconds, whole command", f"{timing.cpu_s:.1f}"),
        ("wall seconds", f"{timing.wall_s:.1f}"),
        ("pages per CPU second", f"{pages_per_cpu_s:.0f}"),
        ("peak memory MiB", f"{timing.peak_rss_mb:.0f}"),
    ]
    for name, value in rows:
        print(f"{name:45s} {value}")
    holds = not (missed or false_dead or missed_dead or raw["texts_different"])
    figure = f"{len(reachable)} pages once, {len(raw['dead'])} of {len(expected['absent'])} dead"
    figures = dict(rows)
    bar = "each once, dead links exact, texts equal"
    measure.close("real_tree", figure, bar, holds, options.json, figures)


if __name__ == "__main__":
    main()
