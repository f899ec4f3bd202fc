"""Addresses listed in a sitemap (sitemaps.org 0.9): plain text scanning, no XML entities."""

import re
from collections import deque
from html import unescape

from govgauge.gather.attempts import fetch_patiently
from govgauge.gather.permission import Permission
from govgauge.gather.redirect import joined
from govgauge.gather.scope import Scope, origin
from govgauge.gather.visitor import Visitor
from govgauge.model.exchange import Purpose

_LOC = re.compile(rb"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)", re.IGNORECASE)
_MAX_URLS = 50_000
_MAX_SITEMAPS = 20


def read_sitemap(body: bytes) -> tuple[bool, list[str]]:
    """Whether the file is an index of further sitemaps, and the addresses it lists.

    Nothing is expanded (an XML bomb stays text); at most 50,000 addresses are read.
    """
    urls: list[str] = []
    for match in _LOC.finditer(body):
        urls.append(unescape(match[1].decode("utf-8", "replace")))
        if len(urls) == _MAX_URLS:
            break
    return b"<sitemapindex" in body[:4096].lower(), urls


async def pages_in_sitemaps(
    home: str, scope: Scope, permission: Permission, visitor: Visitor
) -> list[str]:
    """The unit's own addresses that its host's sitemaps name, in their order.

    A sitemap may lie anywhere on the home page's host: that of a site under a path is shared.
    """
    where = origin(home)
    robots = await permission.rules_for(home)
    waiting = deque(robots.sitemaps() or [where + "/sitemap.xml"])
    asked: set[str] = set()
    pages: list[str] = []
    while waiting and len(asked) < _MAX_SITEMAPS:
        url = joined(waiting.popleft(), where)
        ours = origin(url) == where or scope.owns(url)
        if not url or url in asked or not ours or await permission.refusal(url) is not None:
            continue
        asked.add(url)
        kept = await fetch_patiently(visitor.fetch, url, Purpose.SITEMAP)
        if kept.exchange.status != 200:
            continue
        is_index, listed = read_sitemap(visitor.decode(kept.exchange))
        if is_index:
            waiting.extend(listed)
        else:
            found = (joined(entry, where) for entry in listed)
            pages += [page for page in found if page and scope.owns(page)]
    return pages
