"""How many requests each host got on each Beijing day, all runs of a workspace together.

The cap is hard: requests are granted in small blocks, written down before the first of a block is
made, so that a killed run may leave some unused and never makes one too many.
"""

import sqlite3
from pathlib import Path

from govgauge.model.failure import OurFault, Place
from govgauge.model.quiet import beijing_day
from govgauge.model.text import Text

_BLOCK = 50
_SCHEMA = """
create table if not exists requests (
    day text not null, host text not null, granted integer not null, primary key (day, host)
) without rowid
"""


class RequestCounts:
    """The counts of one workspace, ``polite/requests.sqlite3``; open in several processes."""

    def __init__(self, root: Path) -> None:
        self._path = root / "polite" / "requests.sqlite3"
        self._base: sqlite3.Connection | None = None
        self._left: dict[tuple[str, str], int] = {}

    def take(self, host: str, moment: float, cap: int) -> bool:
        """One request to a host on the day of a moment; False when the day's cap is reached."""
        key = (beijing_day(moment), host)
        left = self._left.get(key) or self._grant(key, min(_BLOCK, max(cap // 10, 1)), cap)
        self._left[key] = max(left - 1, 0)
        return left > 0

    def granted(self, host: str, moment: float) -> int:
        """Requests granted to a host on the day of a moment, those not made yet among them."""
        return self._granted((beijing_day(moment), host))

    def close(self) -> None:
        """Give back what was granted and not used."""
        if self._base is None:
            return
        try:
            with self._base:
                for key, left in self._left.items():
                    self._add(key, -left)
        except sqlite3.Error:
            pass  # Requests that are lost to the day are no harm.
        self._base.close()
        self._base = None
        self._left.clear()

    def _grant(self, key: tuple[str, str], block: int, cap: int) -> int:
        try:
            base = self._opened()
            base.execute("begin immediate")
            with base:
                more = min(block, cap - self._granted(key))
                if more > 0:
                    self._add(key, more)
        except sqlite3.Error as error:
            raise OurFault(
                "request-counts",
                Text(f"请求计数无法写入: {error}", f"requests cannot be counted: {error}"),
                Text("检查磁盘和权限后 resume", "check disk and permissions, then resume"),
                Place.in_file(self._path),
            ) from error
        return max(more, 0)

    def _granted(self, key: tuple[str, str]) -> int:
        row = self._opened().execute("select granted from requests where day = ? and host = ?", key)
        found = row.fetchone()
        return int(found[0]) if found else 0

    def _add(self, key: tuple[str, str], number: int) -> None:
        self._opened().execute(
            "insert into requests values (?, ?, ?) "
            "on conflict do update set granted = granted + excluded.granted",
            (*key, number),
        )

    def _opened(self) -> sqlite3.Connection:
        if self._base is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # One writes at a time, and a write takes a millisecond: half a minute is plenty.
            self._base = sqlite3.connect(self._path, timeout=30.0, isolation_level=None)
            self._base.execute(_SCHEMA)
        return self._base
