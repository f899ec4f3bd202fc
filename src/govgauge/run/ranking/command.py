"""Ranking a table and writing everything that comes of it."""

from pathlib import Path

from govgauge.model.ranked_table import RankedTable
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Language
from govgauge.report.docx.package import docx_bytes
from govgauge.report.docx.page_form import FORMS
from govgauge.report.html.document import document_html
from govgauge.report.ranked.book import write_book
from govgauge.report.ranked.files import write_files
from govgauge.report.ranked.page import write_pages
from govgauge.report.ranked.report import ranked_report
from govgauge.run.ranking.table import rank_table


def _write_reports(ranked: RankedTable, folder: Path) -> None:
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        stem = f"report{'' if language == 'zh' else '.en'}"
        document, book = ranked_report(ranked, language)
        (folder / f"{stem}.docx").write_bytes(docx_bytes(document, FORMS["plain"]))
        (folder / f"{stem}.html").write_text(document_html(document, book.figures), "utf-8")


def rank_and_report(
    path: Path,
    system: IndicatorSystem,
    folder: Path,
    *,
    sheet: str,
    previous: Path | None,
    replications: int,
    seed: int,
    strict: bool,
) -> tuple[RankedTable, Path]:
    """Rank a table and write pages, workbook and files; gives the result and its page."""
    ranked = rank_table(
        path, system, sheet=sheet, previous=previous, replications=replications, seed=seed,
        strict=strict,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    write_files(ranked, folder)
    write_book(ranked, folder / "tables.xlsx")
    _write_reports(ranked, folder)
    return ranked, write_pages(ranked, folder)
