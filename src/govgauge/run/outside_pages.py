"""What the unit's outside links lead to, and when that was last looked at (外部链接登记)."""

from collections.abc import Callable, Iterable, Iterator

from govgauge.extract.outside_page import OutsidePage, read_outside_page
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.facts import OutsidePageFact, Relation, TargetFact
from govgauge.model.quiet import beijing_day
from govgauge.run.page_reading import looks_like_html

_NOTHING = OutsidePage("", "", "")


class OutsidePages:
    """Reads each page outside that was asked for, once; its bytes come from the archive."""

    def __init__(
        self,
        find: Callable[[str, Purpose, int], Exchange | None],
        decode: Callable[[Exchange], bytes],
    ) -> None:
        self._find = find
        self._decode = decode
        self._known: set[str] = set()

    def of(self, targets: Iterable[TargetFact]) -> Iterator[OutsidePageFact]:
        """A row for every outside address that answered, by the address its redirects end at."""
        for target in targets:
            url = target.final_url
            if target.relation != Relation.OUTSIDE or not target.attempts or url in self._known:
                continue
            self._known.add(url)
            exchange = self._find(url, Purpose.PROBE, target.attempts)
            if exchange is not None:
                yield self._read(url, exchange)

    def _read(self, url: str, exchange: Exchange) -> OutsidePageFact:
        says = _NOTHING
        if exchange.status == 200 and exchange.body:
            payload = self._decode(exchange)
            if payload and looks_like_html(exchange, payload):
                content_type = exchange.header_value(b"content-type").decode("latin-1")
                says = read_outside_page(payload, content_type)
        return OutsidePageFact(url, beijing_day(exchange.started_at), *says)
