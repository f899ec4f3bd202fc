"""What a unit's list of columns (``columns.csv``) says of a column that was seen."""

import re
from collections.abc import Sequence
from datetime import date

from attrs import frozen

from govgauge.model.columns import page_of
from govgauge.model.facts import ColumnFact
from govgauge.model.finding import Instance
from govgauge.model.text import Text
from govgauge.model.unit import Column
from govgauge.model.verdict import Severity, Verdict

_INDEX = re.compile(r"/(?:index|default)(?:\.(?:html?|shtml|jsp|aspx?|php))?$", re.IGNORECASE)


@frozen
class Register:
    """The listed columns of one unit, by address."""

    by_address: dict[str, Column]

    def of(self, column: ColumnFact) -> Column | None:
        """The row of the list that means this column, ``None`` without one."""
        return self.by_address.get(address_key(column.url))

    def limit_days(self, column: ColumnFact) -> int | None:
        """The time the list gives this column, ``None`` where it says nothing."""
        row = self.of(column)
        return row.limit_days if row is not None else None

    def exemption(self, column: ColumnFact, day: date) -> Column | None:
        """The row that exempts this column on a day: its end is the last day that is exempt."""
        row = self.of(column)
        if row is None or not row.exempt or day > date.fromisoformat(row.exempt_until):
            return None
        return row


def read_register(columns: Sequence[Column]) -> Register:
    """The list of one unit; of two rows of one address the later counts."""
    return Register({address_key(column.url): column for column in columns})


def address_key(url: str) -> str:
    """An address as lists of columns write it: without scheme, index page and last slash."""
    rest = url.strip().partition("://")[2] or url.strip()
    host, slash, path = rest.partition("/")
    return f"{host.lower()}{_INDEX.sub('', slash + path).rstrip('/')}"


def exempted(column: ColumnFact, row: Column, mark: str) -> Instance:
    """What is said of a column whose exemption holds: no fault, whatever it shows."""
    return Instance(
        target=column.url,
        says=Text(
            f"栏目“{column.name}”已登记豁免至 {row.exempt_until}，不予判定；原因：{row.exempt_reason}",
            f"column “{column.name}” is exempt until {row.exempt_until} and not judged; "
            f"the reason given: {row.exempt_reason}",
        ),
        verdict=Verdict.NOT_APPLICABLE,
        severity=Severity.NOTE,
        part=column.column_class,
        column=column.name,
        excerpt=row.exempt_reason,
        mark=mark,
        evidence=page_of(column),
    )
