"""What every table needs: a file's bytes, its text whatever the encoding, cells without noise."""

import unicodedata
from pathlib import Path

from govgauge.model.failure import BadInput, Place, said_by_system
from govgauge.model.text import Text


def file_bytes(path: Path) -> bytes:
    """A file's bytes; :class:`BadInput` names what keeps them from being read."""
    try:
        return path.read_bytes()
    except OSError as error:
        said = said_by_system(error)
        raise BadInput(
            "unreadable-file",
            Text(f"无法读取: {said.zh}", f"cannot be read: {said.en}"),
            Text("检查路径和权限", "check the path and its permissions"),
            Place.in_file(path),
        ) from error


def decoded(path: Path, data: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or GB18030."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    at = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            at = max(at, error.start)
    raise BadInput(
        "bad-encoding",
        Text(f"第 {at} 字节既非 UTF-8 也非 GB18030", f"byte {at} is neither UTF-8 nor GB18030"),
        Text("另存为 CSV (UTF-8)", "save it as CSV (UTF-8)"),
        Place.in_file(path, data[:at].count(b"\n") + 1),
    )


def clean_cell(cell: str) -> str:
    """A cell without byte order marks and outer blanks, composed (NFC)."""
    return unicodedata.normalize("NFC", cell.replace("\ufeff", "").replace("\u3000", " ")).strip()


def heading_key(heading: str) -> str:
    """What two writings of one heading share: its letters and digits."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(c for c in plain if c.isalnum())
