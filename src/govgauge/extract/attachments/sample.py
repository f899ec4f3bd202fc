"""The bytes of one attachment with what its inner structure shows, looked at once."""

from functools import cached_property

import olefile  # type: ignore[import-untyped]

from govgauge.extract.attachments.draft import Meter, Unreadable
from govgauge.extract.attachments.zip_entries import ZipEntries, names_without_directory

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")
_HEAD_BYTES = 4096


class Sample:
    """One file: ``data``, and its name for telling twins apart (``.doc`` and ``.wps``).

    The name never decides alone: it only chooses among kinds of one and the same structure.
    """

    def __init__(self, data: bytes, name: str, meter: Meter) -> None:
        self.data = data
        self.head = data[:_HEAD_BYTES]
        self.extension = extension(name)
        self.meter = meter

    @cached_property
    def zip(self) -> ZipEntries | None:
        """The members of a ZIP; ``None`` for anything else and for one without a directory."""
        if not self.is_zip:
            return None
        try:
            return ZipEntries(self.data, self.meter)
        except Unreadable:
            return None

    @property
    def is_zip(self) -> bool:
        """True for bytes that begin like a ZIP."""
        return self.data.startswith(_ZIP_MAGIC)

    @cached_property
    def zip_names(self) -> frozenset[str]:
        """Names of members; of a ZIP whose directory is lost, those that stand before the members."""
        if not self.is_zip:
            return frozenset()
        if self.zip is None:
            return names_without_directory(self.data)
        return frozenset(entry.name for entry in self.zip.entries)

    @cached_property
    def ole(self) -> olefile.OleFileIO | None:
        """The compound file (OLE2), ``None`` for anything else and for one that is broken."""
        if not self.data.startswith(olefile.MAGIC):
            return None
        try:
            return olefile.OleFileIO(self.data)
        except (OSError, ValueError, IndexError, KeyError, TypeError):
            return None

    @cached_property
    def ole_names(self) -> frozenset[str]:
        """Names of the compound file's first level, in lower case."""
        if self.ole is None:
            return frozenset()
        return frozenset(path[0].lower() for path in self.ole.listdir(streams=True, storages=True))

    @property
    def is_ole(self) -> bool:
        """True for bytes that begin like a compound file."""
        return self.data.startswith(olefile.MAGIC)


def extension(name: str) -> str:
    """The name's last extension in lower case, without the dot; empty without one."""
    stem, dot, last = name.strip().rpartition(".")
    return last.lower() if dot and stem and len(last) <= 8 and last.isalnum() else ""
