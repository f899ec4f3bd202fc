"""Walks a folder of static pages: every relative link, image, style and script, and every anchor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser


def links_of(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[href], [src]"):
        yield node.attributes.get("href") or node.attributes.get("src") or ""


def broken_links(site: Path) -> tuple[list[str], int]:
    """What leads to no file of the site, or to no element of one; and how many links there are.

    Pages are read twice, so that only the ids of all of them stand in memory.
    """
    root = site.resolve()
    pages = sorted(root.rglob("*.html"))
    ids: dict[Path, set[str]] = {}
    faults: list[str] = []
    for page in pages:
        named = [n.attributes["id"] or "" for n in LexborHTMLParser(page.read_bytes()).css("[id]")]
        ids[page] = set(named)
        if len(named) != len(ids[page]):
            faults.append(f"{page}: an id stands twice")
    count = 0
    for page in pages:
        for link in links_of(LexborHTMLParser(page.read_bytes())):
            parts = urlsplit(link)
            if parts.scheme in ("http", "https"):
                continue
            count += 1
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if parts.scheme or not target.is_relative_to(root) or not target.is_file():
                faults.append(f"{page}: {link}")
            elif parts.fragment and parts.fragment not in ids[target]:
                faults.append(f"{page}: {link} (no such place)")
    return faults, count
