"""An attachment while it is being read: what was found so far, counted against the limits."""

import re
from collections.abc import Callable

from govgauge.extract.attachments.reading import AttachmentText, Limits, Member, Part, State

_PART_CHARS = 32_000
_MAX_META_CHARS = 300
_DATE = re.compile(r"(?:D:)?((?:19|20)\d{2})[-./年]?(\d{2})[-./月]?(\d{2})")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class LimitHit(BaseException):
    """One of our limits was hit; the name says which.

    No :class:`Exception`, because readers of broken files catch those and go on.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Unreadable(Exception):
    """The bytes break the rules of their own format."""


class Encrypted(Exception):
    """The file asks for a password."""


class Meter:
    """Counts one attachment, everything inside it included, against the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._unpacked = self._members = self._chars = 0

    def unpack(self, size: int) -> None:
        """Count unpacked bytes."""
        self._unpacked += size
        if self._unpacked > self.limits.unpacked_bytes:
            raise LimitHit("unpacked_bytes")

    def add_member(self) -> None:
        """Count one member of an archive."""
        self._members += 1
        if self._members > self.limits.members:
            raise LimitHit("members")

    def room(self) -> int:
        """Characters of text that may still be kept."""
        return self.limits.text_chars - self._chars

    def add_chars(self, count: int) -> None:
        """Count characters of text."""
        self._chars += count
        if self._chars > self.limits.text_chars:
            raise LimitHit("text_chars")


class Draft:
    """Collects what one reader finds; a limit that is hit leaves what was collected before."""

    def __init__(
        self,
        meter: Meter,
        read_member: Callable[["Draft", str, bytes], Member],
        member: str = "",
        depth: int = 0,
    ) -> None:
        self.meter = meter
        self.member = member
        self.depth = depth
        self.kind = "unknown"
        self.parts: list[Part] = []
        self.members: list[Member] = []
        self.title = self.author = self.created = self.modified = ""
        self.units = self.unread = 0
        self.detail = self.limit = ""
        self._read_member = read_member

    def add(self, text: str, place: str = "") -> None:
        """Add text in pieces of bounded size; what is over the limit is cut and told."""
        text = _CONTROLS.sub("", text)
        room = self.meter.room()
        for at in range(0, min(len(text), room), _PART_CHARS):
            piece = text[at : min(at + _PART_CHARS, room)]
            if piece.strip():
                self.parts.append(Part(self.member, place, piece))
        self.meter.add_chars(len(text))

    def describe(
        self, title: object = "", author: object = "", created: object = "", modified: object = ""
    ) -> None:
        """Keep the file's own metadata; what is no text or no date is left out."""
        self.title = self.title or _short(title)
        self.author = self.author or _short(author)
        self.created = self.created or _iso(created)
        self.modified = self.modified or _iso(modified)

    def nested(self, name: str, data: bytes) -> None:
        """Read one member of an archive; its text and its own members join this one's."""
        self.members.append(self._read_member(self, name, data))

    def only_typed(self, name: str, size: int, state: State, detail: str = "") -> None:
        """Keep a member that is not read."""
        self.members.append(Member(self.path(name), "", size, state, detail))

    def path(self, name: str) -> str:
        """The path of a member, archives around it included."""
        return f"{self.member}/{name}" if self.member else name

    def finished(self, state: State) -> AttachmentText:
        """The reading as a value."""
        return AttachmentText(
            kind=self.kind,
            state=state,
            parts=tuple(self.parts),
            members=tuple(self.members),
            title=self.title,
            author=self.author,
            created=self.created,
            modified=self.modified,
            units=self.units,
            unread=self.unread,
            limit=self.limit,
            detail=self.detail,
        )


def _short(value: object) -> str:
    return " ".join(_CONTROLS.sub("", str(value or "")).split())[:_MAX_META_CHARS]


def _iso(value: object) -> str:
    match = _DATE.match(str(value or ""))
    return "-".join(match.groups()) if match else ""
