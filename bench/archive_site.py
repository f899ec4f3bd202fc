"""A large old site: 30 columns of 400 archive pages each, and a budget that is far too small.

Columns differ in how much they published in the last year: from three items to more than a page
holds.  ``breadth_first`` counts what a crawl without an order would have spent its budget on.
"""

from __future__ import annotations

import datetime
import re
from collections import deque
from collections.abc import Iterator

BUDGET = 500
COLUMNS = 30
PAGES = 400
_A_PAGE = 20
_TODAY = datetime.date.today()
_YEAR_DAYS = 360
_HREF = re.compile(r"href='([^']+)'")


class ArchiveSite:
    """``answer`` gives a page, ``kind`` says what an address is (``column``, ``recent`` …)."""

    host = "www.archive.gov.cn"

    def __init__(self) -> None:
        # The last year's items of each column: 3, 4, … 25, most on the first page.
        self._recent = [3 + (column * 7) % 23 for column in range(COLUMNS)]
        self.number = {"column": COLUMNS, "recent": sum(self._recent)}

    def answer(self, target: str) -> str | None:
        if target == "/":
            return self._html(
                "首页", "".join(f"<a href='/c{c}/'>栏目{c}</a>" for c in range(COLUMNS))
            )
        if match := re.fullmatch(r"/c(\d+)/(?:index_(\d+)\.html)?", target):
            return self._list(int(match[1]), int(match[2] or 1))
        if match := re.fullmatch(r"/c(\d+)/\d{6}/t\d{8}_(\d+)\.html", target):
            return self._html(f"第{match[2]}号文章", f"<p>{target} 的正文</p>" * 4)
        return None

    def kind(self, target: str) -> str:
        if re.fullmatch(r"/c\d+/", target):
            return "column"
        if match := re.fullmatch(r"/c(\d+)/\d{6}/t\d{8}_(\d+)\.html", target):
            return "recent" if int(match[2]) < self._recent[int(match[1])] else "old"
        return "archive" if "index_" in target else "home"

    def breadth_first(self, budget: int) -> Iterator[str]:
        """The first addresses in the order of their discovery."""
        known, queue = {"/"}, deque(["/"])
        while queue and budget:
            target = queue.popleft()
            budget -= 1
            yield target
            for found in _HREF.findall(self.answer(target) or ""):
                if found not in known:
                    known.add(found)
                    queue.append(found)

    def _list(self, column: int, page: int) -> str | None:
        if not 1 <= page <= PAGES:
            return None
        rows = "".join(self._row(column, n) for n in range((page - 1) * _A_PAGE, page * _A_PAGE))
        numbers = [n for n in (1, page - 1, *range(page + 1, page + 10), PAGES) if 1 < n <= PAGES]
        turns = "".join(f"<a href='/c{column}/index_{n}.html'>{n}</a>" for n in numbers)
        return self._html(f"栏目{column}", f"<ul>{rows}</ul>{turns}")

    def _row(self, column: int, number: int) -> str:
        recent = self._recent[column]
        old = 400 + 3 * (number - recent)
        age = number * _YEAR_DAYS // recent if number < recent else old
        day = _TODAY - datetime.timedelta(days=age)
        target = f"/c{column}/{day:%Y%m}/t{day:%Y%m%d}_{number}.html"
        return (
            f"<li><a href='{target}'>栏目{column}的第{number}号文章标题</a><span>{day}</span></li>"
        )

    def _html(self, title: str, body: str) -> str:
        menu = "<a href='/'>首页</a>"
        return f"<html><head><title>{title}</title></head><body>{menu}{body}</body></html>"
