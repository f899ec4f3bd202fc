"""Readings kept until a unit's end, so many in memory for all units of a process, the rest aside.

Naming a unit's columns takes whole readings of up to some hundred pages (35 KB each).  With
hundreds of sites under way they would be most of a worker's memory.
"""

import pickle
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import ClassVar

from govgauge.extract.column_content import ColumnPage
from govgauge.store.disk import storage_failure

_HELD_PAGES = 64
_ASIDE = ".column-pages.part"


class HeldPages(MutableMapping[str, ColumnPage]):
    """Pages by their address in the order they came; :meth:`close` forgets them all.

    What is set aside stands in a file of our own in the unit's folder; a page that is put in anew
    keeps its place in the order.
    """

    _held_by_all: ClassVar[int] = 0

    def __init__(self, folder: Path) -> None:
        self._aside = folder / _ASIDE
        self._pages: dict[str, ColumnPage | tuple[int, int]] = {}
        self._held = 0
        self._written = 0

    def __setitem__(self, url: str, page: ColumnPage) -> None:
        self._drop(url)
        if HeldPages._held_by_all < _HELD_PAGES:
            self._pages[url] = page
            self._count(1)
        else:
            self._pages[url] = self._set_aside(page)

    def __getitem__(self, url: str) -> ColumnPage:
        page = self._pages[url]
        if isinstance(page, ColumnPage):
            return page
        start, size = page
        with self._aside.open("rb") as file:
            file.seek(start)
            found: ColumnPage = pickle.loads(file.read(size))
            return found

    def __delitem__(self, url: str) -> None:
        self._drop(url)
        del self._pages[url]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def __contains__(self, url: object) -> bool:
        return url in self._pages  # Without reading it.

    def close(self) -> None:
        """Forget every page."""
        self._count(-self._held)
        self._pages.clear()
        self._aside.unlink(missing_ok=True)

    def _drop(self, url: str) -> None:
        if isinstance(self._pages.get(url), ColumnPage):
            self._count(-1)

    def _count(self, number: int) -> None:
        self._held += number
        HeldPages._held_by_all += number

    def _set_aside(self, page: ColumnPage) -> tuple[int, int]:
        data = pickle.dumps(page, pickle.HIGHEST_PROTOCOL)
        start = self._written
        try:
            with self._aside.open("ab" if start else "wb") as file:
                file.write(data)
        except OSError as error:
            raise storage_failure(error, self._aside) from error
        self._written += len(data)
        return start, len(data)
