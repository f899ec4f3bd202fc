"""Real pages beside labels a person read: right, wrong and absent, per field and per page.

Pages of ../shared/data/pages (tests only) are read with no rule for any particular site; no
text of theirs is printed.  The Handan pages were edited by a third party and count for
robustness only.

Then every page is served on loopback as the home page of a site of its own and judged by
``govgauge run``: what the detectors say of it is printed by page.  ``dead_links`` is left out,
because pictures and further pages of these sites were never stored.

Usage: python bench/real_pages.py [--quick] [--json FILE]
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from pathlib import Path

import measure
from city_process import serving
from govgauge.extract.page import read_page
from govgauge.model.reading import PageReading

PAGES = measure.SHARED / "data" / "pages"
FIELDS = {
    "title": "title",
    "publication_date": "published",
    "document_number": "document_number",
    "site_code": "",
    "written_date": "written",
    "index_number": "index_number",
    "issuer": "issuer",
    "source": "source",
    "column_name": "column",
}
BAR_WRONG_PER_FIELD = 0


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    if not PAGES.is_dir():
        sys.exit("real_pages: needs ../shared/data/pages beside the repository")
    counts = {field: Counter() for field in FIELDS}
    pages = {}
    robust = 0
    with (PAGES / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            url = row["address"] or "http://www.example.gov.cn/a/b.html"
            payload = (PAGES / row["file"]).read_bytes()
            reading = read_page(payload, "text/html", url, is_home=row["type"] == "home")
            if row["file"].startswith("handan"):
                robust += 1
                continue
            states = {f: state(value_of(reading, f), row[f]) for f in FIELDS}
            for field, how in states.items():
                counts[field][how] += 1
            pages[row["file"]] = states
    report(options, counts, pages, robust, judged())


def judged() -> list[tuple[str, str, str, str]]:
    """(file, detector, verdict, mark) for every page judged as a home page over HTTP."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        names = sorted(str(p.relative_to(PAGES)) for p in PAGES.rglob("*.html"))
        rows = ["unit_id,name,url"]
        for number, name in enumerate(names):
            host = f"p{number}.example.gov.cn"
            (root / "web" / host).mkdir(parents=True)
            (root / "web" / host / "index.html").write_bytes((PAGES / name).read_bytes())
            rows.append(f"P{number:03d},{number},http://{host}/index.html")
        (root / "sites.csv").write_text("\n".join(rows), "utf-8")
        with serving(root / "web") as address:
            command = [sys.executable, "-m", "govgauge", "run", str(root / "sites.csv")]
            command += ["-w", str(root / "w"), "--as-of", "2026-11-24", "--max-pages", "1"]
            command += ["--resolve", f"*={address}", "--full-speed", "--json"]
            timing = measure.run_timed(command)
        if timing.exit_code not in (0, 1):
            sys.exit(f"real_pages: govgauge run ended with {timing.exit_code}")
        (folder,) = (root / "w/campaigns/campaign-1/results").iterdir()
        with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
            return [
                (names[int(row["unit_id"][1:])], row["detector"], row["verdict"], row["mark"])
                for row in csv.DictReader(file)
                if row["detector"] not in ("dead_links", "home_page_unreachable")
            ]


def value_of(reading: PageReading, field: str) -> str:
    if field != "site_code":
        return getattr(reading, FIELDS[field])
    return ",".join(sorted({v for s, v, _ in reading.identity if s == "site_code" and v}))


def state(value: str, label: str) -> str:
    """right and shown, right to be absent, absent though labelled, or wrong."""
    if value == label:
        return "right" if label else "none, rightly"
    return "wrong" if value else "absent"


def report(options, counts: dict[str, Counter], pages: dict, robust: int, found: list) -> None:
    ways = ("right", "none, rightly", "absent", "wrong")
    print(f"{len(pages)} pages with labels, {robust} edited pages read without failing")
    print(f"{'field':18s}" + "".join(f"{way:>15s}" for way in ways))
    for field, count in counts.items():
        print(f"{field:18s}" + "".join(f"{count[way]:15d}" for way in ways))
    for name, states in pages.items():
        faults = {f: how for f, how in states.items() if how in ("absent", "wrong")}
        if faults:
            print(f"{name}: {faults}")
    said: dict[tuple[str, str, str], list[str]] = {}
    for name, *what in found:
        said.setdefault((what[0], what[1], what[2]), []).append(name)
    print("judged as home pages:")
    for (detector, verdict, mark), names in sorted(said.items()):
        few = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        print(f"  {detector} {verdict} ({mark}): {len(names)} page(s): {few}")
    wrong = {f: c["wrong"] for f, c in counts.items()}
    absent = sum(c["absent"] for c in counts.values())
    holds = max(wrong.values()) <= BAR_WRONG_PER_FIELD
    figure = f"{sum(wrong.values())} wrong, {absent} absent of {len(FIELDS) * len(pages)} values"
    raw = {"counts": counts, "pages": pages, "judged": found}
    measure.close("real_pages", figure, "0 wrong in every field", holds, options.json, raw)


if __name__ == "__main__":
    main()
