"""A whole report: pages and tables in one folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from govgauge.model.results import Results
from govgauge.report.pages import Pages
from govgauge.report.tables import write_tables


@frozen
class ReportFiles:
    """Where a report was written."""

    index: Path
    tables: Path


def remove_report(folder: Path) -> None:
    """Take a report away whose results no longer stand."""
    shutil.rmtree(folder, ignore_errors=True)


def write_report(
    results: Results,
    folder: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ReportFiles:
    """Write every page and table; equal results give equal bytes.

    An earlier report in this folder is replaced.
    """
    remove_report(folder)
    folder.mkdir(parents=True)
    index = Pages(results, folder).write_all(progress)
    tables = folder / "tables.xlsx"
    write_tables(results, tables)
    return ReportFiles(index, tables)
