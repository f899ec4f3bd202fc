"""What pages and redirects lead to: new addresses join the frontier and wait for their turn."""

from govgauge.gather.frontier import LINK_ELEMENTS, Address, Frontier
from govgauge.gather.ranks import Rank, Ranking, Shown
from govgauge.gather.scope import Scope
from govgauge.gather.waiting import PagesWaiting, ProbesWaiting
from govgauge.model.exchange import Purpose
from govgauge.model.reading import Link, PageReading
from govgauge.model.verdict import Reason


class Discovery:
    """Turns the links of taken pages into waiting addresses, in the order of taking."""

    def __init__(
        self, frontier: Frontier, scope: Scope, pages: PagesWaiting, probes: ProbesWaiting
    ) -> None:
        self._frontier = frontier
        self._scope = scope
        self._pages = pages
        self._probes = probes
        self.ranking = Ranking()

    def follow_links(
        self, page: Address, seq: int, reading: PageReading, fertile: bool = True
    ) -> None:
        """Let every new address of a page wait; one that is not ``fertile`` names traps only."""
        get, on_home = self._frontier.get, page.is_home
        on_page = {page.redirects_to}
        shown = self.ranking.shown_by(page.url, on_home, reading)
        for link in reading.links:
            target, element, _ = link
            if target in on_page or element not in LINK_ELEMENTS:
                continue
            on_page.add(target)
            known = get(target)
            if known is None:
                purpose = Purpose.PROBE if element == "img" else Purpose.PAGE
                known = self.new(target, purpose, page.depth + 1, seq)
                self._add(known, link, shown, fertile)
            elif known.rank is not None:
                self._move_up(known, link, page.depth + 1, shown)
            elif known.own and known.purpose is Purpose.PROBE and element != "img":
                self._promote(known, link, page.depth + 1, seq, shown)
            if not known.listed:
                known.first_seen_on(page, link)
            known.page_count += 1
            if on_home:
                known.on_home = True

    def follow_redirect(self, address: Address, target: str, own: bool) -> None:
        """Let the target of a redirect wait in the place of the address that leads there."""
        known = self._frontier.get(target)
        if known is not None:
            self._pages.led_to(known)
            return
        page = address.own and own and address.purpose is Purpose.PAGE
        purpose = Purpose.PAGE if page else Purpose.PROBE
        following = self.new(target, purpose, address.depth, address.parent_seq)
        following.is_home, following.hops = address.is_home, address.hops + 1
        if following.purpose is Purpose.PAGE:
            self._pages.add(following, address.wanted or Rank.FIRST)
        else:
            self._probes.add(following)

    def new(self, url: str, purpose: Purpose, depth: int, parent_seq: int) -> Address:
        """An address met for the first time; whatever is not the unit's own is only probed."""
        own = self._scope.owns(url)
        wanted = purpose if own else Purpose.PROBE
        return self._frontier.add(Address(url, own, wanted, depth, parent_seq))

    def _add(self, address: Address, link: Link, shown: Shown, fertile: bool) -> None:
        if address.purpose is not Purpose.PAGE:
            self._probes.add(address)
        elif fertile:
            self._pages.add(address, self._rank(address, link, shown))
        else:
            address.reason = Reason.TRAP_LIMIT

    def _rank(self, address: Address, link: Link, shown: Shown) -> Rank:
        return self.ranking.rank(address.url, link.anchor, address.depth, shown)

    def _move_up(self, waiting: Address, link: Link, depth: int, shown: Shown) -> None:
        """What waits comes earlier, and counts as nearer, where a later page shows it so."""
        waiting.depth = min(waiting.depth, depth)
        if shown.is_list or shown.list_of is not None:
            self._pages.better(waiting, self._rank(waiting, link, shown))

    def _promote(
        self, address: Address, link: Link, depth: int, parent_seq: int, shown: Shown
    ) -> None:
        """Make a page of an own address that was first seen as a picture, if not yet asked."""
        if address.outcome is None and self._probes.take_out(address):
            address.purpose, address.depth, address.parent_seq = Purpose.PAGE, depth, parent_seq
            self._pages.add(address, self._rank(address, link, shown))
