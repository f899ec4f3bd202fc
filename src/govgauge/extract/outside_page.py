"""What a page of somebody else's says it is: its title, and how it describes itself."""

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from govgauge.extract.charset import decode

_MAX_BYTES = 64 * 1024
_MAX_CHARS = 200
_MAX_TEXT_CHARS = 600
_DESCRIBING = ("keywords", "description")


class OutsidePage(NamedTuple):
    """Title, keywords and description, and the first words a reader sees."""

    title: str
    described: str
    begins: str


def read_outside_page(payload: bytes, content_type: str) -> OutsidePage:
    """Read the head of a page and its first words; empty where it says nothing."""
    payload = payload[:_MAX_BYTES]
    if b"<" not in payload[:1024]:
        return OutsidePage("", "", "")
    parser = LexborHTMLParser(decode(payload, content_type).text or " ")
    title = parser.css_first("title")
    described = [
        node.attrs.get("content") or ""
        for node in parser.css("meta[name][content]")
        if (node.attrs.get("name") or "").strip().lower() in _DESCRIBING
    ]
    parser.strip_tags(["script", "style", "noscript", "template", "select"])
    body = parser.body
    text = body.text(separator=" ", strip=True) if body is not None else ""
    return OutsidePage(
        _folded(title.text() if title is not None else "")[:_MAX_CHARS],
        _folded(" ".join(described))[:_MAX_CHARS],
        _folded(text[: 4 * _MAX_TEXT_CHARS])[:_MAX_TEXT_CHARS],
    )


def _folded(text: str) -> str:
    return " ".join(text.split())
