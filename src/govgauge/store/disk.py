"""What the disk refuses, as failures the user can act on; and what it has to keep for good."""

import errno
import os
from pathlib import Path

from govgauge.model.failure import GovgaugeError, NothingDone, OurFault, Place, said_by_system
from govgauge.model.text import Text

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.EEXIST,
    errno.ENAMETOOLONG,
}
_RESERVE_SHARE = 0.1
_RESERVE_BYTES = 512 * 1024 * 1024


def flush_file(path: Path) -> None:
    """Have a file's content on the disk itself, so that it outlives a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(path: Path) -> None:
    """Have the names in a folder on the disk itself: what was made, renamed, removed."""
    flush_file(path)


def check_room(path: Path, wanted_bytes: int = 0) -> None:
    """Stop (``disk-full``) before a disk is full, so that what is under way can still be closed.

    Kept free is a tenth of the disk, at most 512 MiB (hostile-servers D4: stop at 90 %), when
    ``wanted_bytes`` are written.
    """
    found = os.statvfs(path)
    free = found.f_bavail * found.f_frsize - wanted_bytes
    if free >= min(found.f_blocks * found.f_frsize * _RESERVE_SHARE, _RESERVE_BYTES):
        return
    again, left = _again(path), (free + wanted_bytes) // 1024 // 1024
    raise NothingDone(
        "disk-full",
        Text(
            f"磁盘将满（余 {left} MiB），已提前停止，已写入的内容完好",
            f"the disk is nearly full ({left} MiB left): stopped in time; what was written is whole",
        ),
        Text(f"腾出空间后{again.zh}", f"free some space, then {again.en}"),
        Place.in_file(path),
    )


def storage_failure(error: OSError, path: Path) -> GovgaugeError:
    """The typed failure for an error while writing; below a campaign ``resume`` goes on."""
    place = Place.in_file(path)
    again = _again(path)
    said = said_by_system(error)
    if error.errno in _FULL:
        return NothingDone(
            "disk-full",
            Text("磁盘已满，已写入的内容完好", "the disk is full; what was written is whole"),
            Text(f"腾出空间后{again.zh}", f"free some space, then {again.en}"),
            place,
        )
    if error.errno in _CLOSED:
        return NothingDone(
            "not-writable",
            Text(
                f"无法写入该位置: {said.zh}",
                f"this place cannot be written to: {said.en}",
            ),
            Text(
                "检查路径和权限，或换一个目录", "check path and permissions, or name another folder"
            ),
            place,
        )
    return OurFault(
        "storage",
        Text(f"写入失败: {said.zh}", f"writing failed: {said.en}"),
        Text(f"检查磁盘后{again.zh}", f"check the disk, then {again.en}"),
        place,
    )


def _again(path: Path) -> Text:
    """How to go on: only a campaign can be resumed."""
    if "campaigns" in path.parts:
        return Text("运行 govgauge resume", "run govgauge resume")
    return Text("重新运行该命令", "run this command again")
