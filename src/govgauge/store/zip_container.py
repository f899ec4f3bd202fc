"""A ZIP file with exactly one way to be written, so that any changed byte can be told.

Files are stored, not compressed, in the order given, without times, comments or extra fields.
Reading writes what was read again and compares: bytes no digest covers do not exist.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8 = 0x0800
_NO_TIME, _FIRST_DAY = 0, 0x21  # 1 January 1980, the first day a ZIP file knows.
_REGULAR_FILE = 0o100644 << 16
_MADE_ON_UNIX = 3 << 8 | _VERSION
MAX_BYTES = 0xFFFF_FFFF


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """The container of some files; ``ValueError`` above 4 GiB or 65,535 files."""
    local, central = io.BytesIO(), io.BytesIO()
    for name, data in files.items():
        encoded = name.encode()
        offset, check = local.tell(), zlib.crc32(data)
        sizes = (check, len(data), len(data))
        local.write(
            _LOCAL.pack(
                b"PK\x03\x04", _VERSION, _UTF8, 0, _NO_TIME, _FIRST_DAY, *sizes, len(encoded), 0
            )
        )
        local.write(encoded + data)
        central.write(
            _CENTRAL.pack(
                b"PK\x01\x02",
                _MADE_ON_UNIX,
                _VERSION,
                _UTF8,
                0,
                _NO_TIME,
                _FIRST_DAY,
                *sizes,
                len(encoded),
                0,
                0,
                0,
                0,
                _REGULAR_FILE,
                offset,
            )
        )
        central.write(encoded)
        if local.tell() + central.tell() > MAX_BYTES:
            raise ValueError("too large for one package")
    count, size, start = len(files), central.tell(), local.tell()
    if count > 0xFFFF:
        raise ValueError("too many files for one package")
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, 0)
    return local.getvalue() + central.getvalue() + end


def read_zip(data: bytes) -> dict[str, bytes] | None:
    """The files of a container, ``None`` when a single byte is not as :func:`write_zip` writes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            files = {info.filename: container.read(info) for info in container.infolist()}
        return files if write_zip(files) == data else None
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return None
    except (zlib.error, struct.error, IndexError, UnicodeError, KeyError):
        return None
