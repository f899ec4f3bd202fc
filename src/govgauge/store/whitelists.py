"""The whitelist a campaign is judged with, and what was left alone because of it."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from govgauge.model.whitelist import AllowedHit, Whitelist
from govgauge.store.results import csv_cell
from govgauge.store.workspace import write_atomic

_BOM = "\ufeff"
_TABLE = ("phrase", "scope", "from", "until", "reason", "who")
ALLOWED_COLUMNS = (
    "unit_id", "detector", "target", "written", "excerpt", "phrase", "scope", "reason", "who",
)  # fmt: skip
KeptHit = tuple[str, str, AllowedHit]
"""A unit's id, a detector's, and what it left alone."""


def write_whitelist(path: Path, whitelist: Whitelist) -> None:
    """Write the table in a form its reader reads back as it is."""
    rows = ((p.phrase, p.scope, p.since, p.until or "", p.reason, p.who) for p in whitelist.phrases)
    _write(path, _TABLE, rows)


def write_allowed(path: Path, hits: Iterable[KeptHit]) -> None:
    """``allowed.csv``: one row for each place that a whitelist allows; no file where none does."""
    rows = [
        [csv_cell(cell) for cell in (unit_id, detector, h.target, h.written, h.excerpt,
                                     h.phrase.phrase, h.phrase.scope, h.phrase.reason, h.phrase.who)]
        for unit_id, detector, h in hits
    ]  # fmt: skip
    if rows:
        _write(path, ALLOWED_COLUMNS, rows)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO()
    text.write(_BOM)
    table = csv.writer(text)
    table.writerow(head)
    table.writerows(rows)
    write_atomic(path, text.getvalue().encode())
