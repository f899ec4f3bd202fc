"""Addresses listed in a sitemap (sitemaps.org 0.9): plain text scanning, no XML entities."""

import re
from html import unescape

_LOC = re.compile(rb"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)", re.IGNORECASE)
_MAX_URLS = 50_000


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
