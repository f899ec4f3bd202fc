"""One HTML page read once: links, labels, items, dates, fields, identity, kind.

Nothing here knows a particular site.  A fact is reported only when signs that any government
page may carry agree on it; otherwise it is empty.
"""

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.access import read_access
from govgauge.extract.carried import read_carried
from govgauge.extract.charset import Decoded, decode
from govgauge.extract.closing import read_closing
from govgauge.extract.contacts import read_contact_page
from govgauge.extract.date_signs import is_date_unclear
from govgauge.extract.dates import find_date
from govgauge.extract.elements import LEFT_OUT, read_elements
from govgauge.extract.fields import (
    document_number,
    read_fields,
    short_value,
    solo_document_number,
)
from govgauge.extract.floating import read_floating
from govgauge.extract.form_figures import read_form_figures
from govgauge.extract.guides import read_guides
from govgauge.extract.hidden_links import read_hidden_links
from govgauge.extract.identity import read_identity
from govgauge.extract.items import read_items
from govgauge.extract.letters import read_letters
from govgauge.extract.links import read_base, read_links
from govgauge.extract.loader import asks_password, count_fields, read_loader
from govgauge.extract.marks import read_marks
from govgauge.extract.page_kind import LIST_ITEMS, kind_of, may_be_listed
from govgauge.extract.policies import read_policy
from govgauge.extract.publication import Head, read_published
from govgauge.extract.references import LinksCache, References, query_encoding
from govgauge.extract.releases import read_release
from govgauge.extract.side_texts import read_side_texts
from govgauge.extract.stated_counts import read_stated_counts
from govgauge.extract.titles import breadcrumb, issuer_in_title, read_title, shown_title, title_line
from govgauge.extract.unseen import leads_on, read_door, read_unseen
from govgauge.model.facts import PageKind
from govgauge.model.reading import Item, PageReading

_MAX_HTML_BYTES = 4 * 1024 * 1024
_MAX_DEPTH = 2_000
_OPENED = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr "
    b"dd dt option optgroup tbody thead tfoot colgroup".split()
)
_ADOPTED = re.compile(
    r"^[（(]\s*((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)[^）)]{0,60}(?:通过|批准|公布)"
)
_NOTHING = frozenset({"", "null", "undefined"})
_HEAD_LINES = 12
_MAX_LABELS = 60


def too_deep(payload: bytes) -> bool:
    """True for pages that only a limited child may parse: over 4 MiB, or nested over 2,000 deep.

    The count is linear in the page; ordinary pages pass by the number of their tags alone.
    """
    if len(payload) > _MAX_HTML_BYTES:
        return True
    if payload.count(b"<") <= _MAX_DEPTH:
        return False
    depth = 0
    open_tags: dict[bytes, int] = {}
    for match in _OPENED.finditer(payload):
        name = match[2].lower()
        if name in _VOID:
            continue
        # An end tag closes only what was opened: <div></x> nests deeper every time.
        if not match[1]:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += 1
        elif open_tags.get(name):
            open_tags[name] -= 1
            depth -= 1
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
    parser = LexborHTMLParser(as_utf_8(payload, decoded))
    elements = read_elements(parser)
    others = elements.others
    loader = read_loader(others)
    base = read_base(others, url)
    encoding = query_encoding(decoded.charset, decoded.charset_declared)
    cache = LinksCache() if links_cache is None else links_cache
    links, nodes = read_links(parser, References(base, cache, encoding), others)
    labels = _labels(others)
    by_name = _by_name(labels)
    items = read_items(links, nodes, may_hide=elements.may_hide)
    # Articles are by far the most pages, and hardly where links are hidden.
    listing = len(items) >= LIST_ITEMS and not (
        by_name.get("articletitle") or by_name.get("pubdate")
    )
    hidden = read_hidden_links(links, nodes, others, url) if is_home or listing else ()
    marks = read_marks(parser, links, nodes, others, base) if is_home else ()
    if is_home:
        marks += read_access(parser, links, nodes, others, base, decoded.text)
        marks += read_floating(parser, links, others, base)
        marks += read_unseen(parser)
    moves = is_home and leads_on(others)
    carried = read_carried(others, base)  # Before scripts and choices leave the page.
    lines = _visible_lines(parser, elements.has_left_out)
    text = "\n".join(lines)
    fields = read_fields(lines, text)
    title, heading = read_title(others, by_name, fields)
    if not by_name.get("articletitle"):
        title = shown_title(title, lines)
    at = title_line(lines, title)
    head = Head(lines, at, title, items, links)
    published, published_from = read_published(fields, by_name, head)
    number = _number(fields, lines, at)
    text_chars = _text_chars(lines, items)
    crumbs = breadcrumb(lines, title) if _may_have_crumbs(text) else ()
    identity = read_identity(text, by_name.get("siteidcode"), is_home) + marks
    if is_home:
        identity += read_contact_page(links) + read_closing(lines, links, title, url)
        identity += read_door(moves, links, items, identity, url)
    listed = [item for item in items if item.visible and may_be_listed(item, url)]
    kind = kind_of(
        is_home, by_name, listed, published_from, number, lines, title, at, text_chars, crumbs
    )
    if kind in (PageKind.HOME, PageKind.LIST):
        published = published_from = ""
        unclear = False
    else:
        unclear = not published and is_date_unclear(head, decoded.text, bool(loader))
    column = by_name.get("columnname") or _column(crumbs, title, kind)
    shown = kind is PageKind.ARTICLE
    return PageReading(
        kind=kind,
        charset=decoded.charset,
        charset_declared=decoded.charset_declared,
        charset_fault=decoded.fault,
        charset_other=decoded.other,
        title=title,
        heading=heading,
        published=published,
        published_from=published_from,
        written=_written(fields, lines, at),
        document_number=number,
        index_number=short_value(fields.get("index_number", "")),
        issuer=fields.get("issuer", "").strip() or issuer_in_title(title),
        source=_source(fields, by_name),
        column=column,
        text_chars=text_chars,
        links=tuple(links),
        items=items,
        labels=labels,
        identity=identity,
        crumbs=crumbs,
        loader=loader,
        lines=tuple(lines),
        field_count=count_fields(others),
        asks_password=asks_password(others),
        carried=carried,
        date_unclear=unclear,
        hidden_links=hidden,
        letters=read_letters(lines, text, parser, links),
        stated_counts=read_stated_counts(kind, (title, *crumbs, column), lines, links),
        guides=() if is_home else read_guides(url, title, (*crumbs, column), parser, links, nodes),
        release=read_release(head, published) if shown else None,
        policy=read_policy(head, number, fields, (column, *crumbs)) if shown else None,
        side_texts=read_side_texts(parser, others, payload, decoded.charset, lines, text),
        form_figures=read_form_figures(title, lines, text),
    )


def _number(fields: Mapping[str, str], lines: Sequence[str], at: int) -> str:
    """The document number: its field, else the one that stands alone under the title."""
    if "document_number" in fields:
        return document_number(fields["document_number"])
    return solo_document_number(lines[: at + _HEAD_LINES] if at >= 0 else lines[:60])


def as_utf_8(payload: bytes, decoded: Decoded) -> bytes | str:
    """What the parser takes: UTF-8 without a fault is parsed as it came."""
    plain = decoded.charset == "utf-8" and decoded.charset_declared != "bom"
    return payload if plain and payload and "\ufffd" not in decoded.text else decoded.text or " "


def _visible_lines(parser: LexborHTMLParser, has_left_out: bool) -> list[str]:
    """The page's text, a line for every piece between tags; scripts and menus left out."""
    if has_left_out:
        parser.strip_tags(list(LEFT_OUT))
    body = parser.body
    if body is None:
        return []
    # Blanks around a piece go below, where they have to for line ends within one anyway.
    text = body.text(separator="\n")
    return list(filter(None, map(str.strip, text.split("\n"))))


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


def _may_have_crumbs(text: str) -> bool:
    # One letter is looked for first: it is far quicker to miss.
    return ("页" in text and "首页" in text) or ("置" in text and "位置" in text)


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


def _column(crumbs: Sequence[str], title: str, kind: PageKind) -> str:
    """The last column of the breadcrumb; an article's own title behind it is none."""
    if kind is PageKind.ARTICLE:
        crumbs = [c for c in crumbs if c != title] or crumbs
    return crumbs[-1] if crumbs else ""


def _source(fields: Mapping[str, str], labels: Mapping[str, str]) -> str:
    return short_value(fields.get("source", "")) or labels.get("contentsource", "")


def _text_chars(lines: Sequence[str], items: Sequence[Item]) -> int:
    """Characters of the main text: lines of 20 and more, titles of items apart."""
    titles = {item.title for item in items}
    return sum([n for line in lines if (n := len(line)) >= 20 and line not in titles])
