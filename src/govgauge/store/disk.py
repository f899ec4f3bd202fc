"""What the disk refuses, as failures the user can act on."""

import errno
from pathlib import Path

from govgauge.model.failure import GovgaugeError, NothingDone, OurFault, Place
from govgauge.model.text import Text

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}


def storage_failure(error: OSError, path: Path) -> GovgaugeError:
    """The typed failure for an error while writing below the workspace."""
    place = Place.in_file(path)
    if error.errno in _FULL:
        return NothingDone(
            "disk-full",
            Text("磁盘已满，已写入的证据完好", "the disk is full; what was written is whole"),
            Text("腾出空间后运行 govgauge resume", "free some space, then run govgauge resume"),
            place,
        )
    if error.errno in _CLOSED:
        return NothingDone(
            "not-writable",
            Text("无法写入该位置", "this place cannot be written to"),
            Text(
                "检查权限，或用 -w 指定其他目录",
                "check permissions, or name another folder with -w",
            ),
            place,
        )
    return OurFault(
        "storage",
        Text(f"写入失败: {error.strerror}", f"writing failed: {error.strerror}"),
        Text("检查磁盘后运行 govgauge resume", "check the disk, then run govgauge resume"),
        place,
    )
