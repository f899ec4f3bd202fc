"""The public observatory in a browser: whole links, widths, accessibility, weight and load time.

A site is written from results made by rule (``judge_campaign.py``) and served on loopback, compressed
as servers do.  Every link and anchor of every page is walked.  In the system's Chromium (driven by
Playwright, ``govgauge[browser]``) each kind of page is opened in both languages at 360 and 1280
pixels: nothing may be wider than the screen, nothing may be refused by the page's own policy, and
axe-core (``npm install axe-core``, or ``--axe FILE``) may find nothing serious.  Load times are those
of a slow line (400 kbit/s, 400 ms a round trip, nothing cached).  Search, sorting, comparison and the
pages without any script are tried.  What is not installed is left out, and that is said.

Quick: 120 units.  In full: 2,000 units.

Usage: python bench/observatory.py [--quick] [--axe FILE] [--json FILE]
"""

from __future__ import annotations

import gzip
import importlib.util
import mimetypes
import shutil
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import measure
from publish import FINDINGS, SYSTEM, done
from site_links import broken_links

HERE = Path(__file__).parent
QUICK_UNITS, UNITS = 120, 2_000
WIDTHS = (360, 1280)
BAR_LOAD_MS = 4_000
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAGES = (
    "index.html", "ranking.html", "lists/all.html", "lists/g1.html", "units/1100000001.html",
    "method.html", "data.html", "figures.html", "history.html",
    "compare.html?u=1100000001,1100000002",
)  # fmt: skip


def main() -> None:
    known = measure.parser(__doc__)
    known.add_argument("--axe", type=Path, help="axe.min.js of axe-core")
    options = known.parse_args()
    units = QUICK_UNITS if options.quick else UNITS
    raw: dict[str, Any] = {"units": units}
    with tempfile.TemporaryDirectory() as scratch:
        site = written_site(Path(scratch), units)
        faults, raw["links"] = broken_links(site)
        raw["pages"] = sum(1 for _ in site.rglob("*.html"))
        for fault in faults[:20]:
            print(fault)
        figure = f"{raw['links']:,} links of {raw['pages']:,} pages, {len(faults)} broken"
        holds = not faults
        if can_browse():
            with served(site) as address:
                seen = browsed(address, axe_script(options.axe))
            raw |= seen
            slowest = max(row["load_ms"] for row in seen["opened"])
            figure += f", {len(seen['faults'])} faults in Chromium, {slowest} ms at most to load"
            holds = holds and not seen["faults"] and slowest <= BAR_LOAD_MS
    bar = f"0 broken, 0 faults, {BAR_LOAD_MS} ms"
    measure.close("observatory", figure, bar, holds, options.json, raw)


def written_site(workspace: Path, units: int) -> Path:
    python = sys.executable
    made = [python, str(HERE / "judge_campaign.py"), str(workspace), str(units), str(FINDINGS)]
    judge = [python, "-m", "govgauge", "judge", "-w", str(workspace), "--no-report"]
    write = [python, str(HERE / "publish.py"), "--write", str(workspace), "observatory"]
    for command in (made, [*judge, "--system", SYSTEM], write):
        done(measure.run_timed(command))
    return workspace / "observatory"


def can_browse() -> bool:
    missing = [] if importlib.util.find_spec("playwright") else ["Playwright"]
    missing += [] if chromium() else ["Chromium"]
    if missing:
        print(f"left out: pages in a browser ({', '.join(missing)} not installed)")
    return not missing


def chromium() -> str:
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


def axe_script(given: Path | None) -> str:
    path = given or measure.ROOT / "node_modules/axe-core/axe.min.js"
    if path.is_file():
        return path.read_text("utf-8")
    print("left out: axe-core (not installed)")
    return ""


class served:  # noqa: N801
    """The site on loopback, compressed."""

    def __init__(self, site: Path) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = site / unquote(urlsplit(self.path).path).lstrip("/")
                if not path.is_file():
                    self.send_error(404)
                    return
                body = gzip.compress(path.read_bytes(), 6)
                self.send_response(200)
                self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "text/html")
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def browsed(address: str, axe: str) -> dict[str, Any]:
    """Every kind of page in both languages and widths; faults, weights and load times."""
    from playwright.sync_api import sync_playwright

    opened: list[dict[str, Any]] = []
    faults: list[str] = []
    print(f"{'page':<44}{'width':>6}{'kB sent':>9}{'kB':>8}{'load ms':>9}{'axe':>5}{'serious':>9}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for width in WIDTHS:
            for language in ("", "en/"):
                for page in PAGES:
                    row = open_page(browser, address + language + page, width, axe, faults)
                    opened.append(row | {"page": language + page, "width": width})
                    print(
                        f"{language + page:<44}{width:>6}{row['sent'] / 1000:>9.1f}"
                        f"{row['whole'] / 1000:>8.1f}{row['load_ms']:>9}"
                        f"{row['minor']:>5}{row['serious']:>9}"
                    )
        faults += acted(browser, address)
        faults += audit_audits(browser, axe)
        browser.close()
    for fault in faults:
        print(fault)
    return {"opened": opened, "faults": faults, "axe": bool(axe)}


def open_page(browser: Any, url: str, width: int, axe: str, faults: list[str]) -> dict[str, Any]:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    sent: list[float] = []
    line.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    page.on("console", lambda m: faults.append(f"{url}: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"{url}: {error}"))
    page.goto(url, wait_until="load")
    timing = page.evaluate(
        "(() => { const n = performance.getEntriesByType('navigation')[0];"
        " const all = [n, ...performance.getEntriesByType('resource')];"
        " return [n.loadEventEnd, all.reduce((s, e) => s + e.decodedBodySize, 0)]; })()"
    )
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append(f"{url}: wider than {width} px")
    minor, serious = audited(page, axe, url, width, faults)
    row = {"sent": sum(sent), "whole": timing[1], "load_ms": round(timing[0])}
    context.close()
    return row | {"minor": minor, "serious": serious}


def audited(page: Any, axe: str, url: str, width: int, faults: list[str]) -> tuple[int, int]:
    """How many rules of axe-core a page breaks a little, and how many seriously."""
    if not axe:
        return 0, 0
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(r => r.violations)")
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    for violation in serious:
        where = violation["nodes"][0]["html"][:160]
        faults.append(f"{url} at {width}: {violation['id']}: {violation['help']}: {where}")
    return len(found) - len(serious), len(serious)


def audit_audits(browser: Any, axe: str) -> list[str]:
    """The audit itself must be able to find something."""
    page = browser.new_page()
    page.set_content(
        '<html><body><img src="x"><p style="color:#bbb">grey on white</p></body></html>'
    )
    found: list[str] = []
    audited(page, axe, "planted", 0, found)
    page.close()
    rules = ("image-alt", "color-contrast", "html-has-lang")
    return [f"axe-core misses {rule}" for rule in rules if axe and rule not in "".join(found)]


def acted(browser: Any, address: str) -> list[str]:
    """What a reader does: searches, sorts, compares; and reads without any script."""
    page = browser.new_page()
    faults: list[str] = []

    def wants(true: bool, what: str) -> None:
        if not true:
            faults.append(f"does not work: {what}")

    page.goto(f"{address}index.html")
    page.fill("#q", "单位 11")
    page.wait_for_selector("#q-found li")
    texts = page.locator("#q-found li").all_inner_texts()
    first = [text for text in texts if "单位 11" in text]
    wants(bool(first) and texts[: len(first)] == first, "search by name")
    page.goto(f"{address}lists/all.html")
    column = "#units tbody tr > :nth-child(2)"
    page.click("#units thead th:nth-child(2) button")
    page.click("#units thead th:nth-child(2) button")
    codes = page.locator(column).all_inner_texts()
    wants(codes == sorted(codes, reverse=True) and len(codes) > 100, "sort by site code")
    page.fill("[data-filter]", "1100000007")
    wants(page.locator("#units tbody tr:visible").count() == 1, "filter a page")
    page.goto(f"{address}compare.html?u=1100000003")
    page.wait_for_selector("#compare thead th:nth-child(3)")
    page.fill("#c", "1100000004")
    page.click("#c-found button")
    page.wait_for_selector("#compare thead th:nth-child(4)")
    cells = page.locator("#compare tbody tr").first.locator("td").count()
    wants(cells == 3 and page.url.endswith("u=1100000003,1100000004"), "compare two units")
    page.click("#compare thead th:nth-child(3) button")
    wants(page.locator("#compare thead th").count() == 3, "take a unit out of a comparison")
    page.close()
    plain = browser.new_context(java_script_enabled=False).new_page()
    for name in ("index.html", "lists/all.html", "units/1100000001.html", "compare.html"):
        plain.goto(address + name)
        wants(plain.locator("main table").count() >= 1, f"read {name} without script")
        wants(plain.locator("main input:visible").count() == 0, f"no dead fields in {name}")
    plain.context.close()
    return faults


if __name__ == "__main__":
    main()
