"""Documents opened by other programs: LibreOffice and poppler read all that publish writes.

A small campaign is gathered over loopback and published in full; every DOCX and XLSX is turned
into PDF by LibreOffice, every page of every PDF drawn by poppler.  A file that does not open, a page
without ink, a cell with an error falls short.  The formulas of score sheets are counted anew by
LibreOffice from a copy without any stored value, and must come to the values we stored.
What is not installed (all of LibreOffice, or its part for sheets) is left out, and said so.

Usage: python bench/rendering.py [--soffice PROGRAM] [--keep DIR] [--quick] [--json FILE]
``--keep`` leaves pages as pictures for somebody to look at; ``--quick`` is the same.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import measure

sys.path.insert(0, str(measure.ROOT))

import openpyxl
from tests.run.small_campaign import make_campaign

SECONDS = 300
CSV_UTF8 = "csv:Text - txt - csv (StarCalc):44,34,76"
DARK = 200
LEAST_INK = 0.0005
"""A page with a number at its foot alone has about a tenth of this."""


def main() -> None:
    known = measure.parser(__doc__)
    known.add_argument("--soffice", default=shutil.which("soffice") or "")
    known.add_argument("--keep", type=Path, help="a folder for pages as pictures")
    options = known.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        published = publish(make_campaign(root / "workspace"))
        raw = rendered(published, options.soffice, options.keep or root / "pages", root)
    wrong = [*raw["unread"], *raw["blank"], *raw["errors"], *raw["differ"]]
    for told in wrong:
        print(f"  {told}")
    for name in raw["left_out"]:
        print(f"  left out: {name}")
    figure = (
        f"{raw['files']} files, {raw['pages']} pages, {raw['formulas']} formulas counted anew; "
        f"{len(wrong)} unread, blank, in error or different"
    )
    measure.close("rendering", figure, "0", not wrong, options.json, raw)


def publish(workspace: Path) -> Path:
    """Publish all there is; returns the folder of the report."""
    call = [sys.executable, "-m", "govgauge", "publish", "-w", str(workspace)]
    subprocess.run([*call, "--pdf", "--page", "official"], check=True, capture_output=True)
    subprocess.run([*call, "--only", "quarterly"], check=True, capture_output=True)
    return next((workspace / "campaigns" / "c" / "report").iterdir())


def rendered(report: Path, soffice: str, keep: Path, scratch: Path) -> dict[str, Any]:
    """Convert, draw and count; file names below the report in every list."""
    raw: dict[str, Any] = {n: [] for n in ("unread", "blank", "errors", "differ", "left_out")}
    raw |= {"files": 0, "pages": 0, "formulas": 0}
    words, sheets = sorted(report.rglob("*.docx")), sorted(report.rglob("*.xlsx"))
    office = Office(soffice, scratch)
    if not soffice:
        raw["left_out"].append("LibreOffice is not installed: DOCX and XLSX")
        words = sheets = []
    elif not office.reads_sheets():
        raw["left_out"].append("LibreOffice has no part for sheets here: XLSX")
        sheets = []
    pdfs = {str(p.relative_to(report)): p for p in sorted(report.rglob("*.pdf"))}
    for number, path in enumerate([*words, *sheets]):
        name = str(path.relative_to(report))
        made = office.converted(path, "pdf", scratch / f"pdf{number}")
        if made is None:
            raw["unread"].append(f"{name}: not opened")
        else:
            pdfs[f"{name} as PDF"] = made
    if not shutil.which("pdftoppm"):
        raw["left_out"].append("poppler is not installed: pages")
        pdfs = {}
    for number, (name, pdf) in enumerate(pdfs.items()):
        pages = drawn(pdf, keep / f"{number:02}-{Path(name.split()[0]).name}")
        raw["pages"] += len(pages)
        raw["unread"] += [] if pages else [f"{name}: no page drawn"]
        blank = [n for n, page in enumerate(pages, 1) if ink(page) < LEAST_INK]
        raw["blank"] += [f"{name}: page {n} is blank" for n in blank]
        print(f"{name:<44}{len(pages):>4} pages")
    for path in sheets:
        recount(path, office, scratch, raw)
    raw["files"] = len(words) + len(sheets) + len(list(report.rglob("*.pdf")))
    return raw


class Office:
    """LibreOffice without a screen, with a profile of its own."""

    def __init__(self, program: str, scratch: Path) -> None:
        self._program = program
        self._scratch = scratch

    def converted(self, path: Path, form: str, folder: Path) -> Path | None:
        """The file in another form; ``None`` where it could not be opened."""
        profile = f"-env:UserInstallation=file://{self._scratch / 'profile'}"
        wanted = CSV_UTF8 if form == "csv" else form
        call = [self._program, profile, "--headless", "--convert-to", wanted]
        asked = [*call, "--outdir", str(folder), str(path)]
        subprocess.run(asked, capture_output=True, timeout=SECONDS, check=False)
        made = folder / f"{path.stem}.{form}"
        return made if made.is_file() and made.stat().st_size else None

    def reads_sheets(self) -> bool:
        """Whether a sheet of one cell opens: the part for sheets is a package of its own."""
        book = openpyxl.Workbook()
        book.active["A1"] = 1
        path = self._scratch / "one.xlsx"
        book.save(path)
        return self.converted(path, "csv", self._scratch / "one") is not None


def drawn(pdf: Path, folder: Path) -> list[Path]:
    """Every page as a grey picture of about 60 dots an inch, and as PNG to look at."""
    shutil.rmtree(folder, ignore_errors=True)  # Pages of an earlier run are none of these.
    folder.mkdir(parents=True)
    call = ["pdftoppm", "-r", "60", str(pdf), str(folder / "page")]
    subprocess.run([*call, "-png"], capture_output=True, timeout=SECONDS, check=False)
    subprocess.run([*call, "-gray"], capture_output=True, timeout=SECONDS, check=False)
    return sorted(folder.glob("*.pgm"))


def ink(page: Path) -> float:
    """The share of dots of a binary PGM that are darker than a watermark."""
    _, _, _, dots = page.read_bytes().split(maxsplit=3)
    return sum(dots.translate(bytes(n < DARK for n in range(256)))) / len(dots)


def recount(path: Path, office: Office, scratch: Path, raw: dict[str, Any]) -> None:
    """Compare what LibreOffice makes of the formulas with the values that stand in the file."""
    stored = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    written = openpyxl.load_workbook(path)
    formulas = [c for row in written.worksheets[0].iter_rows() for c in row if c.data_type == "f"]
    if not formulas:
        return
    bare = scratch / "bare" / path.name
    bare.parent.mkdir(exist_ok=True)
    written.save(bare)  # Formulas are saved without values.
    made = office.converted(bare, "csv", scratch / "counted")
    rows: Sequence[Sequence[str]] = []
    if made is not None:
        with made.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    raw["formulas"] += len(formulas)
    for cell in formulas:
        try:
            counted = rows[cell.row - 1][cell.column - 1]
        except IndexError:
            counted = "(nothing)"
        expected = stored[cell.coordinate].value
        if counted.startswith(("#", "Err:")):
            raw["errors"].append(f"{path.name} {cell.coordinate}: {counted}")
        elif not alike(counted, expected):
            raw["differ"].append(f"{path.name} {cell.coordinate}: {counted} for {expected}")


def alike(counted: str, expected: Any) -> bool:
    """Whether a printed value is the stored one, as far as it is printed (four decimals)."""
    if isinstance(expected, str):
        return counted == expected
    try:
        return abs(float(counted) - float(expected)) < 0.00006
    except (TypeError, ValueError):
        return False


if __name__ == "__main__":
    main()
