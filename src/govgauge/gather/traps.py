"""Addresses a crawler must not follow for ever: a bounded guess from the address alone."""

from collections import Counter
from urllib.parse import urlsplit

from govgauge.model.campaign import Budget

# Old systems keep every article behind one path (show.jsp?id=…), so this must be generous.
_MAX_QUERIES_PER_PATH = 2_000


class TrapGuard:
    """Remembers how many query variants of each path were let through (one per crawl)."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._queries: Counter[str] = Counter()

    def refuses(self, url: str) -> bool:
        """True for over-long addresses, deep or repeating paths, and endless query variants.

        Call it once per new address: a let-through query variant is counted.
        """
        if len(url) > self._budget.url_chars:
            return True
        head, mark, _ = url.partition("?")
        if head.count("/") > 8 and self._bad_path(head):
            return True
        if not mark:
            return False
        self._queries[head] += 1
        return self._queries[head] > _MAX_QUERIES_PER_PATH

    def _bad_path(self, head: str) -> bool:
        segments = [s for s in urlsplit(head).path.split("/") if s]
        if len(segments) > self._budget.path_segments:
            return True
        return max(Counter(segments).values(), default=0) > self._budget.segment_repeats + 1
