"""What is read from one attachment: its kind by content, how reading ended, and its text."""

from enum import StrEnum
from typing import NamedTuple

from attrs import frozen


class State(StrEnum):
    """How reading one attachment ended.

    ``read``: its text is whole (and may be empty: a scan shows none).  ``typed``: named by its
    bytes, of a kind that is not read (pictures, sound, RAR …).  ``encrypted``: asks for a password.
    ``limit``: one of our limits was hit; ``unreadable``: its format is broken; ``our_fault``: its
    reader failed, which says nothing about the file.
    """

    READ = "read"
    TYPED = "typed"
    ENCRYPTED = "encrypted"
    LIMIT = "limit"
    UNREADABLE = "unreadable"
    OUR_FAULT = "our_fault"


@frozen
class Limits:
    """How much of one attachment is looked at; all counts, so that a replay stops at the same place.

    Bytes, characters and numbers.  ``member_bytes`` is the most one member of an archive may
    unpack to when it has to be held whole.
    """

    unpacked_bytes: int = 200 * 1024 * 1024
    member_bytes: int = 50 * 1024 * 1024
    members: int = 10_000
    nesting: int = 2
    text_chars: int = 2_000_000
    pages: int = 2_000
    pixels: int = 178_956_970
    """Where picture libraries begin to warn of a decompression bomb."""


class Part(NamedTuple):
    """A piece of text and where it stands.

    ``member`` is the path inside an archive (``/`` between archives), empty for the file itself;
    ``place`` is ``page:3``, ``sheet:NAME``, ``slide:2``, ``note``, or empty for running text.
    """

    member: str
    place: str
    text: str


class Member(NamedTuple):
    """One file inside an archive, named as its writer meant; never unpacked to a disk."""

    name: str
    kind: str
    size: int
    state: State
    detail: str


@frozen
class AttachmentText:
    """One attachment read.

    ``limit`` names the limit that was hit; ``units`` counts pages, sheets or slides; ``unread``
    those of them (or members) that could not be read while the rest could.  ``created`` and
    ``modified`` are ISO dates from the file's own metadata, empty without.
    """

    kind: str
    state: State
    parts: tuple[Part, ...] = ()
    members: tuple[Member, ...] = ()
    title: str = ""
    author: str = ""
    created: str = ""
    modified: str = ""
    units: int = 0
    unread: int = 0
    limit: str = ""
    detail: str = ""

    @property
    def text(self) -> str:
        """All text, parts joined by line ends."""
        return "\n".join(part.text for part in self.parts)
