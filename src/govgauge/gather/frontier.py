"""What a crawl knows of every address it met: first sight, how often, and what became of it."""

from govgauge.gather.ranks import Rank
from govgauge.model.exchange import Purpose
from govgauge.model.facts import Relation, TargetFact
from govgauge.model.outcome import Outcome
from govgauge.model.reading import Link, Presence
from govgauge.model.verdict import Reason

LINK_ELEMENTS = frozenset({"a", "area", "frame", "refresh", "img"})
"""Elements whose target a reader expects to open; scripts and styles are not links."""
SITEMAP = "sitemap"
"""The element of an own page that only a sitemap names."""


class Address:
    """One address: where it was first seen, and the result of asking for it.

    ``instead`` is what became of an address whose redirect leads where its host sends any
    unknown address: gone (an outcome), or open for a reason; ``None`` when its end tells.
    ``rank`` is the line in which it waits, ``wanted`` the one it deserves, ``essence`` stands for
    the text of its page, and ``twin_of`` is the address of which it may be another spelling.
    """

    __slots__ = (
        "anchor",
        "attempts",
        "depth",
        "digest",
        "element",
        "essence",
        "hops",
        "in_sitemap",
        "instead",
        "is_home",
        "listed",
        "on_home",
        "outcome",
        "own",
        "page_count",
        "page_digest",
        "page_url",
        "parent_seq",
        "presence",
        "purpose",
        "rank",
        "reason",
        "redirects_to",
        "status",
        "twin_of",
        "url",
        "visited",
        "wanted",
    )

    def __init__(
        self, url: str, own: bool, purpose: Purpose, depth: int = 0, parent_seq: int = -1
    ) -> None:
        self.url = url
        self.own = own
        self.purpose = purpose
        self.depth = depth
        self.parent_seq = parent_seq
        self.element = self.anchor = self.page_url = self.page_digest = ""
        self.page_count = 0
        self.listed = self.on_home = self.is_home = False
        self.in_sitemap = self.visited = False
        self.hops = 0
        self.outcome: Outcome | None = None
        self.status = 0
        self.attempts = 0
        self.digest = ""
        self.redirects_to = ""
        self.presence = Presence.THERE
        self.instead: Outcome | Reason | None = None
        self.reason: Reason | None = Reason.NOT_CHECKED
        self.rank: Rank | None = None
        self.wanted: Rank | None = None
        self.essence = 0
        self.twin_of: Address | None = None

    def first_seen_on(self, page: "Address", link: Link) -> None:
        """Remember the first page that links here."""
        self.listed = True
        self.element, self.anchor = link.element, link.anchor
        self.page_url, self.page_digest = page.url, page.digest


class Frontier:
    """Every address of one crawl by its URL, in the order of first sight; ``get`` looks one up."""

    def __init__(self) -> None:
        self._addresses: dict[str, Address] = {}
        self.get = self._addresses.get

    def __len__(self) -> int:
        return len(self._addresses)

    def add(self, address: Address) -> Address:
        """Remember a new address."""
        self._addresses[address.url] = address
        return address

    def all(self) -> list[Address]:
        """Every address in the order of first sight."""
        return list(self._addresses.values())

    def end_of(self, address: Address, max_hops: int) -> tuple[Address, Reason | None]:
        """Where an address leads after its redirects; a loop or too many hops has a reason."""
        for _ in range(max_hops + 1):
            if not address.redirects_to:
                return address, None
            following = self._addresses.get(address.redirects_to)
            if following is None:
                return address, Reason.NOT_CHECKED
            address = following
        return address, Reason.REDIRECT_LIMIT

    def targets(self, max_hops: int) -> list[TargetFact]:
        """Every linked address with what became of it, redirects followed to their end.

        An own page that only a sitemap names and that was never seen follows the same form, as
        element ``sitemap`` and standing on no page: it is no link, but it is not seen either.
        """
        facts = []
        for address in self._addresses.values():
            if address.listed or self._is_unseen_page(address, max_hops):
                fact = self._target(address, max_hops)
                facts.append(_sent_away(fact, address))
        return facts

    def _is_unseen_page(self, address: Address, max_hops: int) -> bool:
        if not address.in_sitemap:
            return False
        end, reason = self.end_of(address, max_hops)
        own_page = end.own and end.purpose is Purpose.PAGE
        return reason is not None or (own_page and not end.visited)

    def _target(self, address: Address, max_hops: int) -> TargetFact:
        end, reason = self.end_of(address, max_hops)
        outcome = None if reason else end.outcome
        if reason is Reason.REDIRECT_LIMIT:
            outcome = Outcome.REDIRECT_LIMIT
        return TargetFact(
            target=address.url,
            relation=Relation.OWN if address.own else Relation.OUTSIDE,
            element=address.element if address.listed else SITEMAP,
            page_count=address.page_count,
            on_home=address.on_home,
            page_url=address.page_url,
            page_digest=address.page_digest,
            anchor=address.anchor,
            outcome=outcome or "",
            status=end.status,
            attempts=end.attempts,
            final_url=end.url,
            digest=end.digest,
            reason="" if outcome else (reason or end.reason or ""),
        )


def _sent_away(fact: TargetFact, address: Address) -> TargetFact:
    if address.instead is None:
        return fact
    if isinstance(address.instead, Outcome):
        return fact._replace(
            outcome=address.instead, status=address.status, digest=address.digest, reason=""
        )
    # Where it leads is not where it lives: nothing of the page itself was seen.
    return fact._replace(outcome="", status=0, final_url=address.url, reason=address.instead)
