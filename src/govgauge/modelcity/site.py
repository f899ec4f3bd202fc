"""A model site before it is drawn: columns, articles, foot, traits and what is wrong with it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar
from zlib import crc32

from attrs import define, field

_Option = TypeVar("_Option")
VISIT_DAY = date(2999, 12, 31)
"""Stands where the server writes the day of the visit."""


class Shape(StrEnum):
    """What stands on a column's page."""

    LIST = "list"
    GROUP = "group"
    TEXT = "text"
    BLANK = "blank"
    BUILDING = "building"
    SCRIPTED = "scripted"


@define
class Article:
    """One article.

    ``date_shown`` and ``date_in_list`` tell where a reader sees its date, ``date_in_comment`` puts
    it into a comment no reader sees.  ``path_date`` is the date its address is made from; ``path``
    is an address of its own choosing.  ``page_date`` and ``label_date`` are what its own page and its
    PubDate label show where that is not ``published``; ``visit_dated`` lets the server write the day
    of each visit there.  ``facts`` are label and value pairs above the text (asked,
    answered …).  A ``hidden`` article stands in no list.
    ``insets`` is ready HTML, each shown where a paragraph holds its mark
    (:func:`~govgauge.modelcity.guides.inset_mark`).
    ``stored`` tells how its page is written down: in the ``other`` encoding than it names, or
    ``marked``, with a byte order mark or a character beyond GB2312.
    """

    number: int
    title: str
    published: date
    source: str
    paragraphs: list[str]
    date_shown: bool = True
    date_in_list: bool = True
    date_in_comment: bool = False
    path_date: date | None = None
    page_date: date | None = None
    label_date: date | None = None
    visit_dated: bool = False
    path: str = ""
    facts: list[tuple[str, str]] = field(factory=list)
    images: list[str] = field(factory=list)
    files: list[tuple[str, str]] = field(factory=list)
    links: list[tuple[str, str]] = field(factory=list)
    insets: list[str] = field(factory=list)
    stored: str = ""

    @property
    def dated_path(self) -> date:
        """The date to write into the address."""
        return self.path_date or self.published

    @property
    def shown_date(self) -> date:
        """The date its own page shows."""
        return VISIT_DAY if self.visit_dated else self.page_date or self.published


@define
class Column:
    """One column with its articles in the order of its list.

    ``limit_days`` is the time within which its class must show something new, 0 without a rule.
    ``at_services`` puts its pages on the site's second host.  ``notice`` is the sentence in place
    of content, ``says_none`` a pager that counts nothing.  ``hidden_dates`` adds an unseen second
    copy of the list with these dates.  ``inline`` tells where a scripted list has its data.
    ``elsewhere`` are links (name, address) to other sites in place of columns below it.
    """

    name: str
    slug: str
    number: int
    column_class: str
    shape: Shape = Shape.LIST
    articles: list[Article] = field(factory=list)
    children: list["Column"] = field(factory=list)
    paragraphs: list[str] = field(factory=list)
    limit_days: int = 0
    at_services: bool = False
    on_home: bool = True
    closed: bool = False
    notice: str = ""
    says_none: bool = False
    inline: bool = False
    hidden_dates: date | None = None
    elsewhere: list[tuple[str, str]] = field(factory=list)

    @property
    def newest(self) -> date | None:
        """The newest date of its articles."""
        return max((a.published for a in self.articles), default=None)


class Paths(Protocol):
    """Whoever knows a column's addresses: a family."""

    @property
    def list_path(self) -> Callable[[Column, int], str]:
        """The path of one page of a column."""


@define
class PolicyPair:
    """A policy document, the interpretation of it, and the addresses of both."""

    document: Article
    interpretation: Article
    document_url: str
    interpretation_url: str


@define
class Site:
    """One site.

    ``foot`` maps a kind of foot part to its HTML, in order.  ``label_faults`` maps (page kind,
    label) to how it is written.  ``home_as_of`` freezes the home page: nothing newer stands there.
    ``strangers`` are hosts of other people's that it links to, each with the page it shows.
    ``registered_name`` is its name in the list where the site calls itself otherwise, ``above`` the
    names of portals that may be its superiors'.
    ``head`` and ``tail`` are pieces of HTML that its home page begins and ends with.
    ``policy_pairs`` are its documents with their interpretations.
    ``missing_page`` is what unknown addresses get: ``plain``, ``soft_page`` or ``to_home``.
    """

    unit_id: str
    name: str
    place: str
    host: str
    prefix: str
    family: str
    level: str
    kind: str
    group: str
    division: str
    organiser: str
    health: float
    size: int
    as_of: date
    services_host: str = ""
    domain_case: str = ""
    missing_page: str = "plain"
    delay_s: float = 0.0
    flaky_every: int = 0
    address: int = 0
    parent_id: str = ""
    registered_name: str = ""
    above: list[str] = field(factory=list)
    broken_home: dict[str, object] | None = None
    is_closed: bool = False
    nav_only: bool = False
    sidebar: bool = False
    home_as_of: date | None = None
    columns: list[Column] = field(factory=list)
    extras: list[tuple[Column, Article]] = field(factory=list)
    foot: dict[str, str] = field(factory=dict)
    head: list[str] = field(factory=list)
    tail: list[str] = field(factory=list)
    label_code: str = ""
    label_faults: dict[tuple[str, str], str] = field(factory=dict)
    home_links: list[tuple[str, str]] = field(factory=list)
    headlines: list[tuple[str, str]] = field(factory=list)
    pinned_home: list[Article] = field(factory=list)
    friends: list[tuple[str, str]] = field(factory=list)
    plain_friends: list[str] = field(factory=list)
    files: dict[str, bytes] = field(factory=dict)
    strangers: dict[str, str] = field(factory=dict)
    routes: dict[str, dict[str, Any]] = field(factory=dict)
    policy_pairs: list[PolicyPair] = field(factory=list)
    truth: list[dict[str, Any]] = field(factory=list)

    @property
    def is_model(self) -> bool:
        """True for a site where nothing is wrong, not even what only looks so."""
        return self.health >= 1.0

    @property
    def home(self) -> str:
        """The address of the home page."""
        return f"http://{self.host}{self.prefix}/"

    def address_of(self, path: str) -> str:
        """The absolute address of a path of the site."""
        return f"http://{self.host}{self.prefix}{path}"

    def every_column(self) -> Iterator[Column]:
        """Columns and the columns they group, in the order of the navigation."""
        for column in self.columns:
            yield column
            yield from column.children

    def column_address(self, paths: Paths, column: Column) -> str:
        """The absolute address of a column's first page."""
        path = paths.list_path(column, 0)
        if column.at_services:
            return f"http://{self.services_host}{path}"
        return self.address_of(path)

    def lists(self) -> list[Column]:
        """Columns whose items stand in the plain page of the site's first host."""
        return [
            c
            for c in self.every_column()
            if c.shape is Shape.LIST and c.articles and not c.closed and not c.at_services
        ]

    def choose(self, key: str, options: Sequence[_Option]) -> _Option:
        """One of the options, always the same for this site and key."""
        return options[crc32(f"{self.unit_id} {key}".encode()) % len(options)]

    def css(self, name: str) -> str:
        """A class name or id of this site's own: no two sites write them alike."""
        style = self.choose(
            "css", ("{}-{}", "{}_{}", "{}{}", "x{1}-{0}", "m{1}_{0}", "{0}", "js{0}{1}")
        )
        tail = f"{crc32(f'{self.unit_id}{name}'.encode()) % 97}"
        return style.format(name, tail)

    def plant(self, detector: str, target: str, kind: str, note: str, mark: str = "") -> None:
        """Write one planted fault, near-miss or open case into the truth."""
        self.truth.append(
            {
                "unit_id": self.unit_id,
                "detector": detector,
                "target": target,
                "mark": mark,
                "kind": kind,
                "note": note,
            }
        )
