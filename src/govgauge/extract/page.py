"""One HTML page read once: links, labels, items, dates, fields, identity, kind.

Nothing here knows a particular site.  A fact is reported only when signs that any government
page may carry agree on it; otherwise it is empty.
"""

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.charset import decode
from govgauge.extract.dates import find_date
from govgauge.extract.fields import (
    document_number,
    read_fields,
    short_value,
    solo_document_number,
)
from govgauge.extract.identity import read_identity
from govgauge.extract.items import read_items
from govgauge.extract.links import LinksCache, read_links
from govgauge.extract.titles import breadcrumb, issuer_in_title, read_title, title_line
from govgauge.model.facts import PageKind
from govgauge.model.reading import Item, PageReading

_OTHERS = "area[href],img[src],iframe[src],frame[src],meta,base[href],title,h1,h2,h3"
_MAX_HTML_BYTES = 4 * 1024 * 1024
_MAX_DEPTH = 2_000
_OPENED = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td tr".split()
)
_HIDING_WORDS = ("none", "hidden", "NONE", "None", "Hidden", "HIDDEN")
_ADOPTED = re.compile(
    r"^[（(]\s*((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)[^）)]{0,60}(?:通过|批准|公布)"
)
_PUBDATE_LABELS = (
    "pubdate", "publishdate", "publishtime", "publish_time", "firstpublishedtime",
    "article:published_time", "others_pubdate", "pubtime", "releasedate",
)  # fmt: skip
_NOTHING = frozenset({"", "null", "undefined"})
_HEAD_LINES = 12
_LIST_ITEMS = 3
_MAX_LABELS = 60
_LONG_LINE_CHARS = 40
_MIN_TEXT_CHARS = 120


def too_deep(payload: bytes) -> bool:
    """True for pages that only a limited child may parse: over 4 MiB, or nested over 2,000 deep.

    The count is linear in the page; ordinary pages pass by the number of their tags alone.
    """
    if len(payload) > _MAX_HTML_BYTES:
        return True
    if payload.count(b"<") <= _MAX_DEPTH:
        return False
    depth = 0
    for match in _OPENED.finditer(payload):
        if match[2].lower() in _VOID:
            continue
        depth += -1 if match[1] else 1
        depth = max(depth, 0)
        if depth > _MAX_DEPTH:
            return True
    return False


def read_page(
    payload: bytes,
    content_type: str,
    url: str,
    *,
    is_home: bool = False,
    links_cache: LinksCache | None = None,
) -> PageReading:
    """Read one page.  ``links_cache`` is kept by the caller for all pages of one unit."""
    decoded = decode(payload, content_type)
    parser = LexborHTMLParser(decoded.text or " ")
    # One walk through the page for everything that is not an anchor.
    others = parser.css(_OTHERS)
    links, nodes = read_links(parser, url, {} if links_cache is None else links_cache, others)
    labels = _labels(others)
    by_name = _by_name(labels)
    items = read_items(links, nodes, may_hide=any(word in decoded.text for word in _HIDING_WORDS))
    lines = _visible_lines(parser)
    text = "\n".join(lines)
    fields = read_fields(lines)
    title, heading = read_title(others, by_name, fields)
    at = title_line(lines, title)
    published, published_from = _published(fields, by_name, lines, at, items)
    number = document_number(fields.get("document_number", ""))
    if not number and "document_number" not in fields:
        number = solo_document_number(lines[: at + _HEAD_LINES] if at >= 0 else lines[:60])
    text_chars = _text_chars(lines, items)
    kind = _kind(is_home, by_name, items, published_from, number, lines, at, text_chars)
    if kind in (PageKind.HOME, PageKind.LIST):
        published = published_from = ""
    return PageReading(
        kind=kind,
        charset=decoded.charset,
        charset_declared=decoded.charset_declared,
        title=title,
        heading=heading,
        published=published,
        published_from=published_from,
        written=_written(fields, lines, at),
        document_number=number,
        index_number=short_value(fields.get("index_number", "")),
        issuer=fields.get("issuer", "").strip() or issuer_in_title(title),
        source=_source(fields, by_name),
        column=by_name.get("columnname") or _column(text, lines, title),
        text_chars=text_chars,
        links=tuple(links),
        items=items,
        labels=labels,
        identity=read_identity(text, by_name.get("siteidcode")),
    )


def _visible_lines(parser: LexborHTMLParser) -> list[str]:
    """The page's text, a line for every piece between tags; scripts and menus left out."""
    parser.strip_tags(["script", "style", "noscript", "template", "select"])
    body = parser.body
    if body is None:
        return []
    text = body.text(separator="\n", strip=True, skip_empty=True)
    return [stripped for line in text.split("\n") if (stripped := line.strip())]


def _labels(others: Sequence[LexborNode]) -> tuple[tuple[str, str], ...]:
    found = []
    for node in [n for n in others if n.tag == "meta"][:_MAX_LABELS]:
        attributes = node.attrs
        if "name" not in attributes:
            continue
        found.append(
            ((attributes.get("name") or "").strip(), (attributes.get("content") or "").strip())
        )
    return tuple(found)


def _by_name(labels: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The first content of each label that says something; names in lower case."""
    by_name: dict[str, str] = {}
    for name, content in labels:
        key = name.lower()
        if content.lower() not in _NOTHING:
            by_name.setdefault(key, content)
            if not by_name[key]:
                by_name[key] = content
        else:
            by_name.setdefault(key, "")
    return by_name


def _published(
    fields: Mapping[str, str],
    labels: Mapping[str, str],
    lines: Sequence[str],
    at: int,
    items: Sequence[Item],
) -> tuple[str, str]:
    """The publication date and the signs it rests on; the visible date goes before the label."""
    label = next((d for n in _PUBDATE_LABELS if (d := find_date(labels.get(n, "")))), "")
    shown = find_date(fields.get("published", "")) or _date_near_title(fields, lines, at, items)
    if shown:
        return shown, "text+meta" if label == shown else "text"
    return label, "meta" if label else ""


def _date_near_title(
    fields: Mapping[str, str], lines: Sequence[str], at: int, items: Sequence[Item]
) -> str:
    """A weakly labelled date, or one that stands by itself, within a few lines of the title."""
    if at < 0:
        return ""
    titles = {item.title for item in items}
    near = lines[at + 1 : at + _HEAD_LINES]
    weak = fields.get("weak_date", "")
    if weak and any(weak in line for line in near):
        return find_date(weak)
    for line in near[:6]:
        if line in titles:
            return ""  # From here on dates belong to the items of a list.
        if len(line) <= 30 and not re.search("[\u4e00-\u9fff]{5}", line):
            found = find_date(line)
            if found:
                return found
    return ""


def _written(fields: Mapping[str, str], lines: Sequence[str], at: int) -> str:
    """The date of issue: its field, or the note of adoption under the title.

    A date at the end of the text is left alone: it may belong to an annex or a forwarded report.
    """
    if "written" in fields:
        return find_date(fields["written"])
    for line in lines[at : at + _HEAD_LINES] if at >= 0 else lines:
        match = _ADOPTED.match(line) if line[:1] in ("（", "(") else None
        if match:
            return find_date(match[1])
    return ""


def _column(text: str, lines: Sequence[str], title: str) -> str:
    return breadcrumb(lines, title) if "位置" in text or "首页" in text else ""


def _source(fields: Mapping[str, str], labels: Mapping[str, str]) -> str:
    return short_value(fields.get("source", "")) or labels.get("contentsource", "")


def _text_chars(lines: Sequence[str], items: Sequence[Item]) -> int:
    """Characters of the main text: lines of 20 and more, titles of items apart."""
    titles = {item.title for item in items}
    return sum([n for line in lines if (n := len(line)) >= 20 and line not in titles])


def _kind(
    is_home: bool,
    labels: Mapping[str, str],
    items: Sequence[Item],
    published_from: str,
    number: str,
    lines: Sequence[str],
    at: int,
    text_chars: int,
) -> PageKind:
    if is_home:
        return PageKind.HOME
    visible = sum(item.visible for item in items)
    if labels.get("articletitle") or labels.get("pubdate") or published_from == "text" or number:
        return PageKind.ARTICLE
    if published_from and (visible < _LIST_ITEMS or text_chars >= _MIN_TEXT_CHARS):
        return PageKind.ARTICLE
    if visible >= _LIST_ITEMS:
        return PageKind.LIST
    long_lines = sum(len(line) >= _LONG_LINE_CHARS for line in lines)
    return PageKind.ARTICLE if at >= 0 and long_lines >= 2 else PageKind.OTHER
