"""Addresses listed in a sitemap (sitemaps.org 0.9): plain text scanning, no XML entities."""

import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

from govgauge.gather.attempts import fetch_patiently
from govgauge.gather.frontier import SITEMAP
from govgauge.gather.permission import Permission
from govgauge.gather.redirect import joined
from govgauge.gather.scope import Scope, origin
from govgauge.gather.visitor import Visitor
from govgauge.gather.withheld import Withheld
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.facts import Relation, TargetFact
from govgauge.model.verdict import Reason

_LOC = re.compile(rb"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)", re.IGNORECASE)
_MAX_SITEMAPS = 20
_MAX_BYTES = 50 * 1024 * 1024
"""What one sitemap may hold when it is unpacked (sitemaps.org); no more is read of any."""
_GZIP = b"\x1f\x8b"
_ABSENT = (404, 410)
# An index may name addresses that are not asked for, hence more of them wait than are read.
_MAX_WAITING = 1_000


class Further(NamedTuple):
    """How many addresses sitemaps name beyond those kept, and the first sitemap that does.

    One that is named twice counts twice; a sitemap that was not read counts as one address.
    """

    sitemap: str
    number: int

    def plus(self, sitemap: str, number: int = 1) -> "Further":
        """The same and more of them."""
        return Further(self.sitemap or sitemap, self.number + number)

    def as_target(self) -> TargetFact:
        """The one row that stands for all of them; its address is none a link can have."""
        target = f"{self.sitemap}#further"
        return TargetFact(
            target=target,
            relation=Relation.OWN,
            element=SITEMAP,
            page_count=self.number,
            on_home=False,
            page_url="",
            page_digest="",
            anchor="",
            outcome="",
            status=0,
            attempts=0,
            final_url=target,
            digest="",
            reason=Reason.PAGE_BUDGET,
        )


def read_sitemap(body: bytes) -> tuple[bool, Iterator[str]]:
    """Whether the file is an index of further sitemaps, and the addresses it lists.

    Nothing is expanded: an XML bomb stays text.
    """
    urls = (unescape(match[1].decode("utf-8", "replace")) for match in _LOC.finditer(body))
    return b"<sitemapindex" in body[:4096].lower(), urls


def unpacked(body: bytes) -> tuple[bytes, bool]:
    """A sitemap out of its gzip file, up to what one may hold, and whether that was all."""
    if body[:2] != _GZIP:
        return body, True
    inflate = zlib.decompressobj(31)
    try:
        unpacked = inflate.decompress(body, _MAX_BYTES)
    except zlib.error:
        return b"", False
    return unpacked, inflate.eof


class SitemapReader:
    """Reads the sitemaps of a home page's host for the unit's own addresses not known yet.

    A sitemap may lie anywhere on the home page's host: that of a site under a path is shared.
    ``limit`` addresses are kept, the others are only counted.
    """

    def __init__(
        self,
        home: str,
        scope: Scope,
        known: Callable[[str], bool],
        permission: Permission,
        visitor: Visitor,
        limit: int,
    ) -> None:
        self._where = origin(home)
        self._scope = scope
        self._known = known
        self._permission = permission
        self._visitor = visitor
        self._limit = limit
        self._waiting: deque[str] = deque()
        # A dict keeps the order in which they are named.
        self._pages: dict[str, None] = {}
        self._further = Further("", 0)
        self._guess = ""

    async def read(self) -> tuple[list[str], Further]:
        """The addresses kept, in their order, and the number of those that were not."""
        robots = await self._permission.rules_for(self._where + "/")
        named = robots.sitemaps()
        self._wait_for(iter(named or [self._where + "/sitemap.xml"]), "")
        self._guess = "" if named else self._where + "/sitemap.xml"
        asked: set[str] = set()
        while self._waiting:
            url = self._waiting.popleft()
            if url in asked or await self._is_refused(url):
                continue
            if len(asked) == _MAX_SITEMAPS:
                self._further = self._further.plus(url)
                continue
            asked.add(url)
            await self._read_one(url)
        return list(self._pages), self._further

    async def _is_refused(self, url: str) -> bool:
        try:
            return await self._permission.refusal(url) is not None
        except Withheld:
            self._leave(url)
            return True

    async def _read_one(self, url: str) -> None:
        try:
            kept = await fetch_patiently(self._visitor.fetch, url, Purpose.SITEMAP)
        except Withheld:
            self._leave(url)
            return
        body = self._visitor.decode(kept.exchange) if kept.exchange.status == 200 else b""
        if not body or not kept.exchange.outcome.delivered:
            self._miss(url, kept.exchange)
            return
        body, whole = unpacked(body)
        if not whole:
            self._further = self._further.plus(url)
        is_index, listed = read_sitemap(body)
        if is_index:
            self._wait_for(listed, url)
        else:
            self._keep(listed, url)

    def _leave(self, url: str) -> None:
        """Count a sitemap that we did not ask for; one that nobody named was only a guess."""
        if url != self._guess:
            self._further = self._further.plus(url)

    def _miss(self, url: str, exchange: Exchange) -> None:
        """Count a sitemap that names pages we shall not know of.

        One that robots.txt or an index names and that does not come is not seen; one of which its
        host says that it is not there names nothing, and one that nobody named was only a guess.
        """
        is_absent = exchange.outcome.delivered and exchange.status in _ABSENT
        is_empty = exchange.outcome.delivered and exchange.status == 200 and not exchange.body
        if not (is_absent or is_empty or url == self._guess):
            self._further = self._further.plus(url)

    def _wait_for(self, listed: Iterator[str], index: str) -> None:
        for entry in listed:
            url = joined(entry, self._where)
            if url and (origin(url) == self._where or self._scope.owns(url)):
                if len(self._waiting) < _MAX_WAITING:
                    self._waiting.append(url)
                else:
                    self._further = self._further.plus(index or url)

    def _keep(self, listed: Iterator[str], sitemap: str) -> None:
        pages, further = self._pages, 0
        for entry in listed:
            url = joined(entry, self._where)
            if not url or url in pages or not self._scope.owns(url) or self._known(url):
                continue
            if len(pages) < self._limit:
                pages[url] = None
            else:
                further += 1
        if further:
            self._further = self._further.plus(sitemap, further)
