"""The user's failures and ours: exceptions with a stable code, the place, and the remedy.

Failures of the world (timeouts, blocks, TLS) are never exceptions: they are
:class:`govgauge.model.outcome.Outcome` values kept as evidence.
"""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from govgauge.model.text import Text


@frozen
class Place:
    """Where a failure is: a file, and inside it a line, a row and a field, or a sheet's cell."""

    file: str = ""
    line: int | None = None
    row: int | None = None
    field: str = ""
    sheet: str = ""
    cell: str = ""

    @classmethod
    def in_file(cls, path: Path, line: int | None = None) -> "Place":
        """A line of a file."""
        return cls(file=str(path), line=line)

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.cell:
            parts.append(f"cell {self.cell}")
        if self.field:
            parts.append(f"field {self.field}")
        return ", ".join(parts)


_SAID_BY_SYSTEM = {
    errno.ENOENT: Text("文件或目录不存在", "no such file or folder"),
    errno.EISDIR: Text("是目录，不是文件", "it is a folder and no file"),
    errno.ENOTDIR: Text("是文件，不是目录", "it is a file and no folder"),
    errno.EACCES: Text("没有权限", "permission denied"),
    errno.EPERM: Text("没有权限", "permission denied"),
    errno.EROFS: Text("磁盘只读", "the disk is read-only"),
    errno.ENAMETOOLONG: Text("名称过长", "the name is too long"),
}


def said_by_system(error: OSError) -> Text:
    """What the operating system said, in words of ours where it is a usual thing."""
    said = error.strerror or str(error)
    return _SAID_BY_SYSTEM.get(error.errno or 0, Text(said, said))


class GovgaugeError(Exception):
    """Root of every failure that is the user's or ours.

    ``code`` is stable and public; ``what`` and ``remedy`` are in both languages.
    """

    exit_code = 3

    def __init__(self, code: str, what: Text, remedy: Text, place: Place | None = None) -> None:
        self.code = code
        self.what = what
        self.remedy = remedy
        self.place = place or Place()
        super().__init__(f"{code}: {what.en}" + (f" ({self.place})" if str(self.place) else ""))

    def __reduce__(self) -> tuple[Any, ...]:
        # Workers send failures home by pickle, which would call __init__ with the message alone.
        return type(self), (self.code, self.what, self.remedy, self.place)


class BadInput(GovgaugeError):
    """A file, argument or address the user gave cannot be used."""

    exit_code = 2


class Conflict(GovgaugeError):
    """What is asked contradicts what the workspace already holds."""

    exit_code = 2


class NotAllowed(GovgaugeError):
    """A policy forbids what is asked."""

    exit_code = 2


class NothingDone(GovgaugeError):
    """The command was right but nothing could be done (disk full, no unit usable)."""

    exit_code = 3


class OurFault(GovgaugeError):
    """A defect of govgauge itself; never counted against a unit."""

    exit_code = 3


@frozen
class Problem:
    """One bad row or value that was set aside while the good ones went on.

    ``dropped`` tells a row that does not run from a note about one that does.
    """

    code: str
    what: Text
    remedy: Text
    place: Place
    dropped: bool = True

    @staticmethod
    def any_dropped(problems: "Sequence[Problem]") -> bool:
        """True where some row does not run: what an exit code tells; a note is only told."""
        return any(problem.dropped for problem in problems)

    def as_error(self) -> BadInput:
        """The same problem as an exception (used by ``--strict``)."""
        return BadInput(self.code, self.what, self.remedy, self.place)
