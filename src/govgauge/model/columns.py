"""What the detectors over columns (栏目) share: columns nobody saw, and how answers are put."""

import csv
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files

from govgauge.model.detector import Detection
from govgauge.model.facts import ColumnFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import main_reason
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

OTHER = "other"
"""The class of a column whose name tells none."""


@cache
def column_classes() -> tuple[str, ...]:
    """The classes columns are put into, in the order of the word list that ships."""
    return tuple(dict.fromkeys(row["class"] for row in column_words("classes.csv")))


def column_words(name: str) -> list[dict[str, str]]:
    """The rows of one shipped word list about columns."""
    path = files("govgauge") / "lexicons" / "columns" / name
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


@cache
def _words_of_classes() -> tuple[tuple[str, str], ...]:
    """(word, class): words that end every rhythm first, then the longest first."""
    by_file = [
        sorted(
            ((row["word"], row["class"]) for row in column_words(name)),
            key=lambda row: -len(row[0]),
        )
        for name in ("no-rhythm.csv", "classes.csv")
    ]
    return tuple(row for rows in by_file for row in rows)


def class_of(name: str) -> str:
    """The class of a column by its name, ``other`` where no word tells."""
    whole = f"^{name}$"  # So that a word may say where in the name it has to stand.
    return next((kind for word, kind in _words_of_classes() if word in whole), OTHER)


def why_columns_unknown(columns: Sequence[ColumnFact]) -> Reason | None:
    """Why there may be columns nobody saw: the home page, which names them, was not seen.

    A home page whose navigation names no column at all is an empty shell to us (T-D7).
    """
    home = next((c for c in columns if c.level == 0), None)
    if home is None:
        return Reason.NOT_GATHERED
    if home.page_seq < 0:
        return Reason(home.reason or Reason.NOT_GATHERED)
    if any("navigation" in c.signs for c in columns if c.level):
        return None
    return Reason.NEEDS_BROWSER if home.scripted else Reason.AMBIGUOUS


def page_of(column: ColumnFact) -> tuple[Evidence, ...]:
    """The column's page as evidence; none for a page that was not delivered."""
    return (Evidence(column.digest, column.url, "column page"),) if column.digest else ()


def not_judged(column: ColumnFact, mark: str, says: Text, reason: Reason) -> Instance:
    """The instance of a column that stays open."""
    return Instance(
        target=column.url,
        says=says,
        verdict=Verdict.UNDETERMINED,
        severity=Severity.NOTE,
        part=column.column_class,
        column=column.name,
        mark=mark,
        evidence=page_of(column),
        reason=reason,
    )


def over_columns(
    instances: Sequence[Instance], seen: int, missing: Counter[Reason], open_parts: AbstractSet[str]
) -> Detection:
    """The answer about all columns.

    An open column has an instance of its own; ``open_parts`` are classes of which there may be
    columns that nobody saw.
    """
    accused = sum(i.verdict is Verdict.UNMET for i in instances)
    verdict, reason = Verdict.MET, None
    if accused:
        verdict = Verdict.UNMET
    elif missing or not seen:
        verdict = Verdict.UNDETERMINED
        reason = main_reason(missing, Reason.NO_SAMPLE)
    return Detection(
        verdict,
        instances=tuple(instances),
        seen=seen,
        expected=seen + missing.total(),
        population="columns",
        missing=dict(sorted(missing.items())),
        open_parts=frozenset(open_parts),
        value=float(accused),
        unit_of_value="columns",
        reason=reason,
    )
