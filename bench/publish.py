"""Publishing a campaign: pages, workbook, circular, yearly report, ledger, diagnoses, score
sheets, observatory.

Results are judged from facts made by rule (bench/judge_campaign.py), then every kind of document is
written from the results files in a process of its own.  The campaign has no archive, so the times
at which evidence was received are taken from a table: reading them from archives is not in these
figures (one pass over each unit's files).  Nothing is compared: no other program writes these.
The bars are on diagnoses and on the observatory; the start of each process (about a second) is
counted in.  Sizes of the observatory's pages are told as they are and as a server would send them
(gzip), for a slow line.

Quick: 700 units.  In full: 14,463 units.

Usage: python bench/publish.py [--quick] [--units N] [--json FILE]
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path
from typing import Any

import measure

HERE = Path(__file__).parent
QUICK_UNITS, UNITS = 700, 14_463
SYSTEM = "census-2015"
FINDINGS = 358
"""A unit's findings in the census, as bench/judge.py has them."""
BAR_MS_A_UNIT = 60.0
"""A nation's diagnoses in a quarter of an hour on one core."""
BAR_SITE_MS_A_UNIT = 12.4
"""A nation's observatory in three minutes on one core."""
KINDS = ("pages", "circular", "yearly", "ledger", "diagnosis", "score-sheets", "observatory")


def main() -> None:
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), sys.argv[3])
        return
    known = measure.parser(__doc__)
    known.add_argument("--units", type=int, help="another number of units")
    options = known.parse_args()
    units = options.units or (QUICK_UNITS if options.quick else UNITS)
    raw: dict[str, Any] = {"units": units}
    with tempfile.TemporaryDirectory() as scratch:
        made = [sys.executable, str(HERE / "judge_campaign.py"), scratch, str(units)]
        done(measure.run_timed([*made, str(FINDINGS)]))
        judge = [sys.executable, "-m", "govgauge", "judge", "-w", scratch, "--no-report"]
        done(measure.run_timed([*judge, "--system", SYSTEM]))
        print(f"{'':<12}{'CPU s':>9}{'wall s':>9}{'MB':>7}{'ms a unit':>11}{'written MB':>12}")
        for kind in KINDS:
            command = [sys.executable, str(HERE / "publish.py"), "--write", scratch, kind]
            timing = done(measure.run_timed(command))
            size = int(timing.output.split()[-1]) / 1e6
            a_unit = 1000 * timing.cpu_s / units
            raw[kind] = {"timing": timing, "ms_a_unit": a_unit, "written_mb": size}
            print(
                f"{kind:<12}{timing.cpu_s:>9.1f}{timing.wall_s:>9.1f}{timing.peak_rss_mb:>7.0f}"
                f"{a_unit:>11.2f}{size:>12.1f}"
            )
            if kind == "observatory":
                raw["weights"] = weights(Path(scratch) / kind)
    a_unit, site = raw["diagnosis"]["ms_a_unit"], raw["observatory"]["ms_a_unit"]
    figure = (
        f"{units:,} units, a diagnosis in four files {a_unit:.1f} ms CPU, "
        f"its share of the observatory {site:.1f} ms"
    )
    bar = f"{BAR_MS_A_UNIT:.0f} ms, {BAR_SITE_MS_A_UNIT:.0f} ms"
    holds = a_unit <= BAR_MS_A_UNIT and site <= BAR_SITE_MS_A_UNIT
    measure.close("publish", figure, bar, holds, options.json, raw)


def weights(site: Path) -> dict[str, list[int]]:
    """Bytes of the heaviest page of each kind, plain and compressed; printed as a table."""
    kinds = {
        "overview": "index.html", "list": "lists/*.html", "unit": "units/*.html",
        "method": "method.html", "style": "assets/site.css", "script": "assets/site.js",
        "search list": "assets/units.js",
    }  # fmt: skip
    heaviest = {}
    for kind, pattern in kinds.items():
        path = max(site.glob(pattern), key=lambda p: p.stat().st_size)
        data = path.read_bytes()
        heaviest[kind] = [len(data), len(gzip.compress(data, 6, mtime=0))]
        print(f"{kind:<12}{heaviest[kind][0]:>10,} bytes{heaviest[kind][1]:>10,} as gzip")
    return heaviest


def done(timing: measure.Timing) -> measure.Timing:
    if timing.exit_code not in (0, 1):
        raise SystemExit(timing.output)
    return timing


def write(workspace: Path, kind: str) -> None:
    """Write one kind of document and print how many bytes it came to."""
    from govgauge.report.circular.accusations import named_units
    from govgauge.report.circular.content import circular
    from govgauge.report.docx.package import docx_bytes
    from govgauge.report.docx.page_form import PLAIN
    from govgauge.report.ledger import ledger_bytes
    from govgauge.report.publication import Publication
    from govgauge.report.score_sheets.all_book import all_book
    from govgauge.report.write import write_report
    from govgauge.run.diagnosing import write_diagnoses
    from govgauge.run.observing import write_observatory
    from govgauge.run.places import campaign_at
    from govgauge.run.printed import Printed
    from govgauge.run.score_sheets import write_score_sheets
    from govgauge.run.stored_results import results_key, stored_results
    from govgauge.run.yearly_figures import yearly_of
    from govgauge.run.yearly_report import YearlyReport

    folder = campaign_at(workspace, "")
    results = stored_results(folder, results_key(folder, SYSTEM))
    day = "2026-11-20 10:00:00+08:00"
    publication = Publication(results, lambda unit, digests: dict.fromkeys(digests, day))
    target = workspace / kind
    target.mkdir()
    if kind == "pages":
        write_report(results, target)
    elif kind == "circular":
        named = named_units(publication)
        for language in ("zh", "en"):
            document, _ = circular(publication, named, language, "circular.docx")
            (target / f"{language}.docx").write_bytes(docx_bytes(document, PLAIN))
    elif kind == "yearly":
        printed = Printed(PLAIN, False, results.campaign.as_of)
        for name, data, _ in YearlyReport(folder, publication, printed, ()).documents(
            lambda done, total: None
        ):
            (target / name).write_bytes(data)
    elif kind == "ledger":
        (target / "ledger.xlsx").write_bytes(ledger_bytes(publication))
    elif kind == "score-sheets":
        write_score_sheets(publication, (), target, "made", lambda done, total: None)
        (target / "all.xlsx").write_bytes(all_book(publication, ()))
    elif kind == "observatory":
        held = named_units(publication).held
        write_observatory(publication, held, target, "bench", lambda done, total: None)
    else:
        dimensions = yearly_of(folder, results).dimensions
        write_diagnoses(
            publication, dimensions, target, "bench", "0" * 64, lambda done, total: None
        )
    print(sum(path.stat().st_size for path in target.rglob("*") if path.is_file()))


if __name__ == "__main__":
    main()
