"""What the disk refuses, as failures the user can act on."""

import errno
from pathlib import Path

from govgauge.model.failure import GovgaugeError, NothingDone, OurFault, Place
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


def storage_failure(error: OSError, path: Path) -> GovgaugeError:
    """The typed failure for an error while writing; below a campaign ``resume`` goes on."""
    place = Place.in_file(path)
    again = _again(path)
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
                f"无法写入该位置: {error.strerror}",
                f"this place cannot be written to: {error.strerror}",
            ),
            Text(
                "检查路径和权限，或换一个目录", "check path and permissions, or name another folder"
            ),
            place,
        )
    return OurFault(
        "storage",
        Text(f"写入失败: {error.strerror}", f"writing failed: {error.strerror}"),
        Text(f"检查磁盘后{again.zh}", f"check the disk, then {again.en}"),
        place,
    )


def _again(path: Path) -> Text:
    """How to go on: only a campaign can be resumed."""
    if "campaigns" in path.parts:
        return Text("运行 govgauge resume", "run govgauge resume")
    return Text("重新运行该命令", "run this command again")
