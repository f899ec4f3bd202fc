"""Encodings: our text beside a browser's, character for character, and wrong labels seen through.

Pages made by rule (``charset_pages.py``) are read by us and shown in headless Chromium, served
over HTTP with their types: all of them as frames of one page, one start of the browser.  Where no
Chromium is installed the answers kept from one (``tests/extract/browser_texts.json``) are used,
and that is said.  Pages that declare what their bytes cannot be are compared with the text they
were made from; how many of them the browser shows right is printed beside ours.

Usage: python bench/charsets.py [--quick] [--json FILE] [--keep]
``--keep`` writes the browser's answers to the file the suite compares with.
"""

from __future__ import annotations

import base64
import difflib
import html
import http.server
import json
import re
import shutil
import subprocess
import tempfile
import threading
from typing import Any

from selectolax.lexbor import LexborHTMLParser

import measure
from charset_pages import MISLABELLED, PAGES, Page
from govgauge.extract.charset import decode

KEPT = measure.ROOT / "tests" / "extract" / "browser_texts.json"
MIN_PAGES = 200
MIN_EQUAL = 0.995


def main() -> None:
    parser = measure.parser(__doc__)
    parser.add_argument("--keep", action="store_true", help="keep the browser's answers")
    options = parser.parse_args()
    pages = [*PAGES, *MISLABELLED]
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium and not options.quick:
        shown = shown_by(chromium, pages)
        where = "Chromium, now"
    else:
        shown = {row["name"]: row for row in json.loads(KEPT.read_text("utf-8"))}
        where = "answers kept from Chromium; no browser was started"
    if options.keep:
        keep(shown)
    raw = compare(shown)
    right = sum(page.text in ours(page) for page in MISLABELLED)
    asked = [page for page in MISLABELLED if page.name in shown]
    browser = sum(page.text in shown[page.name]["text"] for page in asked)
    rows = [
        ("the browser's side", where),
        ("pages compared with the browser", raw["pages"]),
        ("characters of theirs", raw["characters"]),
        ("of them equal in ours", f"{raw['equal']} ({raw['share']:.3%})"),
        ("pages that differ at all", f"{len(raw['differ'])} {raw['differ'][:6]}"),
        ("our U+FFFD where the browser has none", raw["replaced"]),
        ("mislabelled pages with the right text", f"{right} of {len(MISLABELLED)}"),
        ("shown right by the browser", f"{browser} of the {len(asked)} it was shown"),
    ]
    for name, value in rows:
        print(f"{name:42s} {value}")
    holds = raw["pages"] >= MIN_PAGES and raw["share"] >= MIN_EQUAL and not raw["replaced"]
    holds = holds and right == len(MISLABELLED)
    figure = f"{raw['share']:.3%} of characters on {raw['pages']} pages, {raw['replaced']} U+FFFD, "
    figure += f"{right} of {len(MISLABELLED)} mislabelled right"
    bar = f">= {MIN_EQUAL:.1%} on >= {MIN_PAGES}, 0 U+FFFD, all right"
    measure.close("charsets", figure, bar, holds, options.json, raw)


def ours(page: Page) -> str:
    """The text we read, as the browser's script gives its own."""
    return text_of(decode(page.payload, page.content_type).text)


def text_of(markup: str) -> str:
    body = LexborHTMLParser(markup).body
    return body.text(separator="") if body is not None else ""


def compare(shown: dict[str, Any]) -> dict[str, Any]:
    characters = equal = replaced = 0
    differ = []
    for page in PAGES:
        mine, theirs = ours(page), shown[page.name]["text"]
        characters += len(theirs)
        if mine == theirs:
            equal += len(theirs)
            continue
        differ.append(page.name)
        blocks = difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
        equal += sum(block.size for block in blocks)
        replaced += "\ufffd" in mine and "\ufffd" not in theirs
    share = equal / characters
    figures = {"pages": len(PAGES), "characters": characters, "equal": equal, "share": share}
    return figures | {"differ": differ, "replaced": replaced}


def keep(shown: dict[str, Any]) -> None:
    rows = [
        {
            "name": page.name,
            "payload": base64.b64encode(page.payload).decode(),
            "content_type": page.content_type,
            "text": shown[page.name]["text"],
            "charset": shown[page.name]["charset"],
        }
        for page in PAGES
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    KEPT.write_text(f"[\n{lines}\n]\n", "utf-8")


_COLLECT = """<script>onload = () => {
  const found = [...document.querySelectorAll('iframe')].map(f => {
    const d = f.contentDocument;
    return {charset: d.characterSet, text: d.body ? d.body.textContent : ''};
  });
  document.body.textContent =
    'BEGIN' +
    JSON.stringify(found) + 'END';
}</script>"""


def shown_by(chromium: str, pages: list[Page]) -> dict[str, Any]:
    """What the browser shows of every page, by name."""
    server = _Server(pages)
    try:
        with tempfile.TemporaryDirectory() as profile:
            command = [chromium, "--headless", "--no-sandbox", "--disable-gpu"]
            command += ["--no-proxy-server", f"--user-data-dir={profile}", "--dump-dom", server.url]
            done = subprocess.run(
                command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
            )
    finally:
        server.close()
    match = re.search(r"BEGIN(\[.*\])END", done.stdout, re.DOTALL)
    if match is None:
        raise SystemExit(f"charsets: the browser gave no answer\n{done.stderr[-2000:]}")
    found = json.loads(html.unescape(match[1]))
    return {page.name: row for page, row in zip(pages, found, strict=True)}


class _Server:
    """Serves the pages, and one page with all of them as frames."""

    def __init__(self, pages: list[Page]) -> None:
        frames = "".join(f"<iframe src='/{number}'></iframe>" for number in range(len(pages)))
        index = f"<meta charset=utf-8>{_COLLECT}<body>{frames}</body>".encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.lstrip("/")
                body, kind = index, "text/html; charset=utf-8"
                if name.isdigit():
                    body, kind = pages[int(name)].payload, pages[int(name)].content_type
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()


if __name__ == "__main__":
    main()
