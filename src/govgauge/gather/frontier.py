"""What a crawl knows of every address it met: first sight, how often, and what became of it."""

from array import array
from collections.abc import Iterator

from govgauge.gather.packed import Digests, Field, Texts, fields_of
from govgauge.gather.ranks import Rank
from govgauge.model.exchange import Purpose
from govgauge.model.outcome import Outcome
from govgauge.model.reading import Link, Presence
from govgauge.model.verdict import Reason

LINK_ELEMENTS = frozenset({"a", "area", "frame", "refresh", "img"})
"""Elements whose target a reader expects to open; scripts and styles are not links."""
SITEMAP = "sitemap"
"""The element of an own page that only a sitemap names."""
NO_RANK = -1
"""Stands in ``Frontier.ranks`` for an address that does not wait."""

_ELEMENTS = ("", SITEMAP, *sorted(LINK_ELEMENTS))
_YES_NO = (False, True)


class Address:
    """One address: where it was first seen, and the result of asking for it.

    A look at one record of a frontier; two looks at one record are equal.  ``rank`` is the line in
    which it waits, ``wanted`` the one it deserves, ``essence`` stands for the text of its page.
    """

    __slots__ = ("_frontier", "columns", "number")

    depth = Field[int]("i", 0)
    parent_seq = Field[int]("i", -1)
    page_count = Field[int]("i", 0)
    status = Field[int]("i", 0)
    attempts = Field[int]("i", 0)
    hops = Field[int]("i", 0)
    essence = Field[int]("q", 0)
    own = Field[bool]("b", False, _YES_NO)
    on_home = Field[bool]("b", False, _YES_NO)
    is_home = Field[bool]("b", False, _YES_NO)
    in_sitemap = Field[bool]("b", False, _YES_NO)
    visited = Field[bool]("b", False, _YES_NO)
    element = Field[str]("b", "", _ELEMENTS)
    purpose = Field[Purpose]("b", Purpose.PAGE, tuple(Purpose))
    presence = Field[Presence]("b", Presence.THERE, tuple(Presence))
    outcome = Field[Outcome | None]("b", None, (None, *Outcome))
    reason = Field[Reason | None]("b", Reason.NOT_CHECKED, (None, *Reason))
    rank = Field[Rank | None]("b", None, (*Rank, None))
    wanted = Field[Rank | None]("b", None, (*Rank, None))
    _first_page = Field[int]("i", -1)
    _anchor_place = Field[int]("q", 0)
    _redirect = Field[int]("i", -1)
    _twin = Field[int]("i", -1)

    def __init__(self, frontier: "Frontier", number: int) -> None:
        self._frontier = frontier
        self.columns = frontier.columns
        self.number = number

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Address)
            and self.number == other.number
            and self._frontier is other._frontier
        )

    def __hash__(self) -> int:
        return hash(self.number)

    @property
    def url(self) -> str:
        """The address as it is asked for."""
        return self._frontier.urls[self.number]

    @property
    def digest(self) -> str:
        """The digest of the payload it answered with, empty without one."""
        return self._frontier.digests[self.number]

    @digest.setter
    def digest(self, digest: str) -> None:
        self._frontier.digests[self.number] = digest

    @property
    def listed(self) -> bool:
        """True when a page links to it."""
        return self._first_page >= 0

    @property
    def anchor(self) -> str:
        """The text of the first link to it."""
        return self._frontier.texts.get(self._anchor_place) if self.listed else ""

    @property
    def first_page(self) -> "Address | None":
        """The first page that links to it."""
        return self._frontier.at(self._first_page)

    @property
    def redirects_to(self) -> "Address | None":
        """The address to which it leads its reader on."""
        return self._frontier.at(self._redirect)

    @redirects_to.setter
    def redirects_to(self, target: "Address") -> None:
        self._redirect = target.number

    @property
    def twin_of(self) -> "Address | None":
        """The address of which it may be another spelling."""
        return self._frontier.at(self._twin)

    @twin_of.setter
    def twin_of(self, first: "Address | None") -> None:
        self._twin = first.number if first is not None else -1

    @property
    def instead(self) -> Outcome | Reason | None:
        """What became of an address whose redirect leads where its host sends unknown ones.

        Gone (an outcome), or open for a reason; ``None`` when its end tells.
        """
        return self._frontier.instead.get(self.number)

    @instead.setter
    def instead(self, instead: Outcome | Reason | None) -> None:
        if instead is None:
            self._frontier.instead.pop(self.number, None)
        else:
            self._frontier.instead[self.number] = instead

    def first_seen_on(self, page: "Address", link: Link) -> None:
        """Remember the first page that links here."""
        self._first_page = page.number
        self.element = link.element
        self._anchor_place = self._frontier.texts.put(link.anchor)


_FIELDS = fields_of(Address)
PROBE = Address.purpose.number_of(Purpose.PROBE)
"""Stands in ``Frontier.purposes`` for an address that is only probed."""


class Frontier:
    """Every address of one crawl, numbered in the order of first sight.

    ``number_of`` leads from a URL to its number, or to ``None``; ``ranks``, ``purposes``,
    ``depths``, ``page_counts`` and ``first_pages`` hold what is asked of an address each time a
    page links to it.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.number_of = self._numbers.get
        self.urls: list[str] = []
        self.columns = {field.name: array(field.code) for field in _FIELDS}
        self.digests = Digests()
        self.texts = Texts()
        self.instead: dict[int, Outcome | Reason] = {}
        self.ranks = self.columns[Address.rank.name]
        self.depths = self.columns[Address.depth.name]
        self.purposes = self.columns[Address.purpose.name]
        self.page_counts = self.columns[Address.page_count.name]
        self.first_pages = self.columns[Address._first_page.name]

    def __len__(self) -> int:
        return len(self.urls)

    def __contains__(self, url: object) -> bool:
        return url in self._numbers

    def __getitem__(self, number: int) -> Address:
        return Address(self, number)

    def __iter__(self) -> Iterator[Address]:
        """Every address in the order of first sight."""
        return map(self.__getitem__, range(len(self.urls)))

    def get(self, url: str) -> Address | None:
        """An address by its URL, ``None`` when it was never met."""
        number = self._numbers.get(url)
        return None if number is None else Address(self, number)

    def at(self, number: int) -> Address | None:
        """The address of a number that may be -1 for none."""
        return Address(self, number) if number >= 0 else None

    def add(
        self, url: str, own: bool, purpose: Purpose, depth: int = 0, parent_seq: int = -1
    ) -> Address:
        """Remember a new address."""
        number = self._numbers[url] = len(self.urls)
        self.urls.append(url)
        self.digests.append()
        columns = self.columns
        for field in _FIELDS:
            columns[field.name].append(field.start)
        address = Address(self, number)
        address.own, address.purpose = own, purpose
        address.depth, address.parent_seq = depth, parent_seq
        return address

    def end_of(self, address: Address, max_hops: int) -> tuple[Address, Reason | None]:
        """Where an address leads after its redirects; a loop or too many hops has a reason."""
        for _ in range(max_hops + 1):
            following = address.redirects_to
            if following is None:
                return address, None
            address = following
        return address, Reason.REDIRECT_LIMIT
