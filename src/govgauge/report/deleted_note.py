"""A note on pages of a report that stands: the evidence behind this unit was deleted."""

from html import escape
from pathlib import Path

from govgauge.model.text import Language, Text
from govgauge.report.pages import FOLDERS, unit_file

_MAIN = '<main class="in" id="main">'
_MARK = '<p class="warn deleted">'


def note_deleted(folder: Path, unit_id: str, what: Text) -> None:
    """Say at the top of a unit's pages, in both languages, what was deleted; the newest note only.

    The report cannot be written anew: what it was judged by is gone.
    """
    _note(folder, f"units/{unit_file(unit_id)}", what)


def note_deleted_in_overview(folder: Path, what: Text) -> None:
    """Say at the top of the overview, in both languages, that evidence was deleted."""
    _note(folder, "index.html", what)


def _note(folder: Path, name: str, what: Text) -> None:
    for language, prefix in FOLDERS.items():
        page = folder / prefix / name
        if page.exists():
            page.write_text(_noted(page.read_text("utf-8"), what, language), "utf-8")


def _noted(html: str, what: Text, language: Language) -> str:
    before, main, after = html.partition(_MAIN)
    if after.lstrip().startswith(_MARK):
        after = after.partition("</p>")[2]
    return f"{before}{main}\n{_MARK}{escape(what.in_(language))}</p>{after}" if main else html
