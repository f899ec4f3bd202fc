"""What a command shows: two languages, a table or JSON, progress, and the next step."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from govgauge.model.failure import GovgaugeError, Problem
from govgauge.model.text import Language, Text

_LINE_GAP_S = 60.0
_LINE_SHARE = 0.05


class Screen:
    """One command's output: people read tables on the terminal, machines read JSON on stdout.

    With ``as_json`` nothing but one JSON document goes to standard output; progress, problems
    and next steps go to standard error.
    """

    def __init__(self, language: Language, as_json: bool) -> None:
        self.language: Language = language
        self.as_json = as_json
        self.out = Console(highlight=False, soft_wrap=True)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, zh: str, en: str) -> None:
        """One line for people."""
        if not self.as_json:
            self.out.print(Text(zh, en).in_(self.language), markup=False)

    def next_step(self, zh: str, en: str, command: str) -> None:
        """What the user most likely wants to do now."""
        if not self.as_json:
            self.out.print(f"→ {Text(zh, en).in_(self.language)}: {command}", markup=False)

    def table(self, title: Text, headings: Sequence[Text], rows: Sequence[Sequence[str]]) -> None:
        """A table for people."""
        if self.as_json:
            return
        table = Table(title=title.in_(self.language), title_justify="left")
        for number, heading in enumerate(headings):
            # Ids stand first and must stay whole to be copied.
            table.add_column(heading.in_(self.language), overflow="fold", no_wrap=not number)
        for row in rows:
            table.add_row(*(_plain(cell) for cell in row))
        self.out.print(table)

    def document(self, document: Mapping[str, Any] | Sequence[Any]) -> None:
        """The JSON document of ``--json``."""
        if self.as_json:
            sys.stdout.write(
                orjson.dumps(
                    document, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
                ).decode()
                + "\n"
            )

    def problems(self, problems: Sequence[Problem], shown: int = 20) -> None:
        """Bad rows that were set aside, on standard error."""
        for problem in problems[:shown]:
            what, remedy = problem.what.in_(self.language), problem.remedy.in_(self.language)
            self.err.print(f"! {problem.code} {problem.place}: {what} → {remedy}", markup=False)
        if len(problems) > shown:
            self.err.print(f"! … +{len(problems) - shown}", markup=False)

    def failure(self, error: GovgaugeError) -> None:
        """A failure: code, place, what is wrong, what to do."""
        what, remedy = error.what.in_(self.language), error.remedy.in_(self.language)
        if self.as_json:
            self.document(
                {
                    "error": {
                        "code": error.code,
                        "what": what,
                        "remedy": remedy,
                        "place": str(error.place),
                    }
                }
            )
            return
        label = Text("错误", "error").in_(self.language)
        place = f" [{error.place}]" if str(error.place) else ""
        self.err.print(f"{label} {error.code}{place}: {what}", markup=False, style="bold red")
        self.err.print(f"→ {remedy}", markup=False)

    @contextmanager
    def progress(self, zh: str, en: str, total: int | None) -> Iterator["Bar"]:
        """A bar with an estimate on a terminal, a line now and then elsewhere; silent with JSON."""
        if not self.err.is_terminal and not self.as_json:
            said = Text(zh, en).in_(self.language)
            yield Lines(said, total, lambda line: self.err.print(line, markup=False))
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[note]}"),
        )
        show = self.err.is_terminal and not self.as_json
        with Progress(*columns, console=self.err, disable=not show, transient=True) as bar:
            task = bar.add_task(Text(zh, en).in_(self.language), total=total, note="")
            yield Bar(bar, task)


class Bar:
    """A running progress bar."""

    def __init__(self, progress: Progress, task: Any) -> None:
        self._progress = progress
        self._task = task

    def to(self, done: int, total: int | None = None, note: str = "") -> None:
        """Set how much is done."""
        self._progress.update(self._task, completed=done, total=total, note=note)

    def on(self, note: str = "", steps: int = 1) -> None:
        """Some more are done."""
        self._progress.update(self._task, advance=steps, note=note)


class Lines(Bar):
    """Progress for a log file: one line a minute at first, rarer as a run grows old.

    A watch of a week comes to less than two hundred lines, and none is more than a twentieth of
    the run so far behind.
    """

    def __init__(
        self,
        what: str,
        total: int | None,
        say: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what = what
        self._total = total
        self._say = say
        self._clock = clock
        self._done = 0
        self._begun = clock()
        self._next = self._begun + _LINE_GAP_S

    def to(self, done: int, total: int | None = None, note: str = "") -> None:
        """Set how much is done."""
        self._done = done
        self._total = total if total is not None else self._total
        now = self._clock()
        if now < self._next:
            return
        self._next = now + max(_LINE_GAP_S, (now - self._begun) * _LINE_SHARE)
        of = f"/{self._total}" if self._total is not None else ""
        self._say(f"{self._what} {self._done}{of} {note}".rstrip())

    def on(self, note: str = "", steps: int = 1) -> None:
        """Some more are done."""
        self.to(self._done + steps, note=note)


def default_language() -> Language:
    """Chinese unless ``GOVGAUGE_LANG`` says ``en``."""
    return "en" if os.environ.get("GOVGAUGE_LANG", "zh").startswith("en") else "zh"


def _plain(cell: str) -> str:
    # Titles come from strangers: neither rich markup nor control characters may act.
    return "".join(c if c.isprintable() or c == "\n" else " " for c in cell).replace("[", "\\[")
