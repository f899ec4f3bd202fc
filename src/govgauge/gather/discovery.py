"""What pages and redirects lead to: new addresses join the frontier and wait for their turn."""

from govgauge.gather.frontier import LINK_ELEMENTS, NO_RANK, PROBE, Address, Frontier
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
        frontier, on_home, depth = self._frontier, page.is_home, page.depth + 1
        # Most links lead to addresses that are known: what is asked of those is read directly.
        number_of, counts, first_pages = (
            frontier.number_of,
            frontier.page_counts,
            frontier.first_pages,
        )
        ranks, depths, purposes = frontier.ranks, frontier.depths, frontier.purposes
        onward = page.redirects_to
        on_page = {onward.url if onward is not None else ""}
        shown = self.ranking.shown_by(page.url, on_home, reading)
        moves_up = shown.is_list or shown.list_of is not None
        for link in reading.links:
            target, element, _ = link
            if target in on_page or element not in LINK_ELEMENTS:
                continue
            on_page.add(target)
            number = number_of(target)
            if number is None:
                number = self._meet(link, depth, seq, shown, fertile)
            elif ranks[number] != NO_RANK:
                # What waits comes earlier, and counts as nearer, where a later page shows it so.
                if depth < depths[number]:
                    depths[number] = depth
                if moves_up:
                    waiting = frontier[number]
                    self._pages.better(waiting, self._rank(waiting, link, shown))
            elif purposes[number] == PROBE and element != "img":
                self._promote(frontier[number], link, depth, seq, shown)
            if first_pages[number] < 0:
                frontier[number].first_seen_on(page, link)
            counts[number] += 1
            if on_home:
                frontier[number].on_home = True

    def _meet(self, link: Link, depth: int, seq: int, shown: Shown, fertile: bool) -> int:
        purpose = Purpose.PROBE if link.element == "img" else Purpose.PAGE
        address = self.new(link.target, purpose, depth, seq)
        self._add(address, link, shown, fertile)
        return address.number

    def follow_redirect(self, address: Address, target: str, own: bool) -> Address:
        """Let the target of a redirect wait in the place of the address that leads there."""
        known = self._frontier.get(target)
        if known is not None:
            self._pages.led_to(known)
            return known
        page = address.own and own and address.purpose is Purpose.PAGE
        purpose = Purpose.PAGE if page else Purpose.PROBE
        following = self.new(target, purpose, address.depth, address.parent_seq)
        following.is_home, following.hops = address.is_home, address.hops + 1
        if following.purpose is Purpose.PAGE:
            self._pages.add(following, address.wanted or Rank.FIRST)
        else:
            self._probes.add(following)
        return following

    def new(self, url: str, purpose: Purpose, depth: int, parent_seq: int) -> Address:
        """An address met for the first time; whatever is not the unit's own is only probed."""
        own = self._scope.owns(url)
        wanted = purpose if own else Purpose.PROBE
        return self._frontier.add(url, own, wanted, depth, parent_seq)

    def _add(self, address: Address, link: Link, shown: Shown, fertile: bool) -> None:
        if address.purpose is not Purpose.PAGE:
            self._probes.add(address)
        elif fertile:
            self._pages.add(address, self._rank(address, link, shown))
        else:
            address.reason = Reason.TRAP_LIMIT

    def _rank(self, address: Address, link: Link, shown: Shown) -> Rank:
        return self.ranking.rank(address.url, link.anchor, address.depth, shown)

    def _promote(
        self, address: Address, link: Link, depth: int, parent_seq: int, shown: Shown
    ) -> None:
        """Make a page of an own address that was first seen as a picture, if not yet asked."""
        if not address.own or address.outcome is not None:
            return
        if self._probes.take_out(address):
            address.purpose, address.depth, address.parent_seq = Purpose.PAGE, depth, parent_seq
            self._pages.add(address, self._rank(address, link, shown))
