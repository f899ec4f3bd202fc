"""What a row is: an id of the list of hostile servers, its hosts, and what is expected of us."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hostile.dns import Names
    from hostile.peer import Peer
    from hostile.seen import Seen

Check = Callable[["Seen"], Iterable[str]]
"""Complaints about what became of one host; none when all is well."""

CLEAN = ("ok",)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One host of a row.

    ``answer`` is what it gives for its home page, ``paths`` for other targets, ``elsewhere`` for
    any target not named (404 unless said otherwise).  Bytes are sent as they are and the
    connection goes on; a function gets the :class:`Peer` and ends the connection by returning.

    ``outcomes`` are the outcomes the home page may come to (A4), as the run notes them: a code of
    the closed list, or ``http_503`` for a whole answer with another status.  ``page_seen`` says
    that the page's content must be among the facts; where it is false nothing may be scored (A7).

    ``max_sent`` bounds the bytes the server could send, ``max_requests`` the requests for the
    home page.  ``dns`` maps the host's own addresses to what the name server says, of its own name
    and of every ``further_names``.

    ``mandate``: the run's authorisation on record covers the host; elsewhere ``research`` holds.
    """

    name: str
    answer: bytes | Callable[[Peer], Awaitable[None]] | None = None
    outcomes: tuple[str, ...] = CLEAN
    paths: Mapping[str, Any] = field(default_factory=dict)
    elsewhere: Any = None
    page_seen: bool = False
    host: str = ""
    path: str = "/"
    scheme: str = "http"
    port: int = 0
    also: tuple[str, ...] = ()
    tls: Callable[[Any, str], Any] | None = None
    raw_tls: bool = False
    ports: tuple[int, ...] = ()
    dns: Callable[[str, str], Names] | None = None
    further_names: tuple[str, ...] = ()
    max_sent: int | None = None
    max_requests: int | None = None
    inspected: bool = True
    mandate: bool = False
    check: Check | None = None


@dataclass(frozen=True)
class Row:
    """One row: ``drills`` are functions run in a process of their own, for what no crawl shows."""

    row_id: str
    title: str
    cases: tuple[Case, ...]
    drills: tuple[Callable[..., Any], ...] = ()

    @property
    def number(self) -> int:
        """The number of the row, for sorting."""
        return int(self.row_id[1:])

    def host_of(self, case: Case) -> str:
        """The name of a case's host."""
        return case.host or f"www.{self.row_id.lower()}-{case.name}.gov.cn"

    def url_of(self, case: Case) -> str:
        """The address of a case's home page."""
        port = f":{case.port}" if case.port else ""
        return f"{case.scheme}://{self.host_of(case)}{port}{case.path}"


def all_rows() -> list[Row]:
    """Every ``ROWS`` of every file in ``hostile/rows``, by number; ids must be told apart."""
    import hostile.rows

    found: dict[str, Row] = {}
    for module_info in pkgutil.iter_modules(hostile.rows.__path__):
        module = importlib.import_module(f"hostile.rows.{module_info.name}")
        for row in module.ROWS:
            if row.row_id in found:
                first = found[row.row_id]
                row = Row(
                    row.row_id,
                    first.title or row.title,
                    first.cases + row.cases,
                    first.drills + row.drills,
                )
            found[row.row_id] = row
    for row in found.values():
        names = [case.name for case in row.cases]
        assert len(set(names)) == len(names), f"{row.row_id}: two cases of one name"
    return sorted(found.values(), key=lambda row: row.number)
