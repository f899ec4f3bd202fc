"""Faults injected into saved real pages are found; untouched, the pages raise nothing unfair.

The complete pages of ../shared/data/pages (tests only: nothing of them is printed or kept) are
served on loopback under made-up hosts, every address they link to being there.  Each is judged as
it is, once as a home page and once as a page below one, and again with one fault injected (a foot
element, a label, a link taken away or broken).  Asserted: every injected fault is reported; every
finding on an untouched page stands in subjects/real_pages_confirmed.csv, where whoever read the
page's source says why it is right.  The Handan pages were edited by a third party and are left out.

Usage: python bench/injected.py [--quick] [--json FILE]      (``--quick`` is the same)
"""

from __future__ import annotations

import csv
import html
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import measure
from city_process import serving
from govgauge.modelcity.inject import INJECTIONS
from validity import cli, every_detector, results_of

PAGES = measure.SHARED / "data" / "pages"
CONFIRMED = Path(__file__).parent / "subjects" / "real_pages_confirmed.csv"
ON_HOME = ("icp_number", "police_number", "site_code", "organiser_contact", "site_map",
           "party_government_mark", "report_entrance")  # fmt: skip
ON_INNER = ("page_labels", "dead_links")  # The home page above an inner page is the bench's.
_LEFT_OUT = ("undated_items",)  # What a list's items lead to was never stored.
_LINK = re.compile(rb"""\b(?:href|src)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)

Found = set[tuple[str, str, str]]
"""Detector, mark (of a dead link its address), verdict."""


@dataclass
class Case:
    """One page served under one host: as it is (no detector named), or with one fault."""

    number: int
    file: str
    place: str
    data: bytes
    path: str
    detector: str = ""
    mark: str = ""

    @property
    def host(self) -> str:
        return f"www.p{self.number}.gov.cn"

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.path}"


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    if not PAGES.is_dir():
        sys.exit("injected: needs ../shared/data/pages beside the repository")
    cases = list(all_cases())
    with tempfile.TemporaryDirectory() as scratch:
        found = judged(cases, Path(scratch))
    report(options, cases, found)


def all_cases() -> Iterator[Case]:
    number = 0
    with (PAGES / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["file"].count("/") == 0]
    for row in rows:
        if row["file"].startswith("handan") or not row["file"].endswith(".html"):
            continue
        data = (PAGES / row["file"]).read_bytes()
        path = urlsplit(row["address"]).path or "/page.html"
        path = path + "index.html" if path.endswith("/") else path
        for place in ("home", "inner"):
            yield Case(number, row["file"], place, data, path)
            number += 1
            for detector, mark, changed in injected(data, place):
                yield Case(number, row["file"], place, changed, path, detector, mark)
                number += 1


def injected(data: bytes, place: str) -> Iterator[tuple[str, str, bytes]]:
    """Every fault that can be injected into a page and judged in this place."""
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode() if declared else "utf-8"
    encoding = "gb18030" if encoding.lower().startswith("gb") else encoding
    for detector, injections in INJECTIONS.items():
        if detector in _LEFT_OUT or (detector in ON_HOME) is not (place == "home"):
            continue
        for inject in injections:
            changed = inject(data, encoding)
            if changed is not None:
                yield detector, changed[1], changed[0]


def judged(cases: list[Case], root: Path) -> dict[int, Found]:
    """Serve and judge every case; what each is accused of, or sent to a person for."""
    rows = ["unit_id,name,url"]
    originals = {(c.file, c.place): c for c in cases if not c.detector}
    for case in cases:
        host = root / "web" / case.host
        put(host / case.path.lstrip("/"), case.data)
        for path, where in targets(originals[case.file, case.place].data, case.url):
            put(root / "web" / where / path, b"<html><body>there</body></html>")
        home = case.path
        if case.place == "inner":
            home = "/"
            put(host / "index.html", f'<a href="{case.path}">一篇文章的标题文字</a>'.encode(), True)
        rows.append(f"P{case.number:03d},{case.number},http://{case.host}{home}")
    (root / "sites.csv").write_text("\n".join(rows), "utf-8")
    system = root / "every-detector.yaml"
    system.write_text(every_detector(), "utf-8")
    with serving(root / "web") as address:
        words = ["run", str(root / "sites.csv"), "-w", str(root / "w"), "--as-of", "2026-11-24"]
        words += ["--system", str(system), "--resolve", f"*={address}", "--full-speed"]
        cli(*words, "--max-pages", "400")
    found: dict[int, Found] = {case.number: set() for case in cases}
    path = results_of(root / "w") / "findings.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            key = row["target"] if row["detector"] == "dead_links" else row["mark"]
            if row["verdict"] in ("unmet", "needs_person"):
                found[int(row["unit_id"][1:])].add((row["detector"], key, row["verdict"]))
    return found


def targets(data: bytes, base: str) -> Iterator[tuple[str, str]]:
    """(path, host) of every address a page links to, by an expression of our own."""
    for match in _LINK.finditer(data):
        reference = html.unescape(match[1].decode("utf-8", "replace")).strip("\"' \t\r\n")
        parts = urlsplit(urljoin(base, reference))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            continue
        # A server answers the same without the session id it once put behind a semicolon.
        path = unquote(parts.path).partition(";")[0].lstrip("/") or "index.html"
        path = path + "index.html" if path.endswith("/") else path
        if ".." not in path and len(path) < 200:
            yield path, parts.hostname


def put(path: Path, data: bytes, replace: bool = False) -> None:
    """Write a file where there is none yet and no file stands in the way."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if replace or not path.exists():
            path.write_bytes(data)
    except OSError:
        return  # One address is the folder of another: the first one stays.


def confirmed() -> dict[tuple[str, str, str, str], str]:
    with CONFIRMED.open(encoding="utf-8", newline="") as file:
        return {
            (r["file"], r["place"], r["detector"], r["mark"]): r["why"]
            for r in csv.DictReader(file)
        }


def report(options, cases: list[Case], found: dict[int, Found]) -> None:
    reasons = confirmed()
    unfair: list[str] = []
    findings = 0
    tally: dict[str, dict[str, int]] = {}
    missed: list[str] = []
    for case in cases:
        if case.detector:
            how = outcome(case, found[case.number])
            by_outcome = tally.setdefault(case.detector, {"accused": 0, "person": 0, "missed": 0})
            by_outcome[how] += 1
            if how == "missed":
                missed.append(f"{case.file} {case.place} {case.detector} {case.mark}")
            continue
        for detector, key, verdict in sorted(found[case.number]):
            if verdict != "unmet" or (case.place == "inner" and detector not in ON_INNER):
                continue
            findings += 1
            why = reasons.get((case.file, case.place, detector, key))
            print(
                f"untouched {case.file} as {case.place}: {detector} {key}: {why or 'UNCONFIRMED'}"
            )
            if why is None:
                unfair.append(f"{case.file} {case.place} {detector} {key}")
    for detector, counts in sorted(tally.items()):
        print(f"injected {detector:24s} " + ", ".join(f"{k} {n}" for k, n in counts.items()))
    for line in missed:
        print(f"missed: {line}")
    print(f"left out: {', '.join(_LEFT_OUT)} (the articles behind the list were never stored)")
    planted = sum(sum(counts.values()) for counts in tally.values())
    figure = f"{planted - len(missed)} of {planted} injected faults found, "
    figure += f"{len(unfair)} of {findings} findings on untouched pages unfair"
    raw = {"missed": missed, "unfair": unfair, "by_detector": tally}
    holds = not missed and not unfair
    bar = "every injected fault, nothing unfair"
    measure.close("injected", figure, bar, holds, options.json, raw)


def outcome(case: Case, found: Found) -> str:
    """Whether an injected fault is an accusation, a question for a person, or was missed.

    Labels are marked with the page's kind before them; a broken link by its address.
    """
    verdicts = {
        verdict
        for detector, key, verdict in found
        if detector == case.detector
        and (key == case.mark or key.endswith((f" {case.mark}", case.host + case.mark)))
    }
    if "unmet" in verdicts:
        return "accused"
    return "person" if verdicts else "missed"


if __name__ == "__main__":
    main()
