"""A page of HTML where a document should be: a login page behind ``.pdf``, a table behind ``.xls``."""

import re

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from govgauge.extract.attachments.draft import Draft
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.charset import decode

_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|table|script|style|div|form|p|h1|a)(?=[\s>/\[])",
    re.IGNORECASE,
)


def recognise(sample: Sample) -> str:
    """``html`` for bytes whose first tag is a page's (after WHATWG MIME Sniffing 7.1)."""
    head = sample.head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode("ascii", "replace")
    before = _BEFORE.match(head)
    return "html" if _PAGE.match(head, before.end() if before else 0) else ""


def read(sample: Sample, draft: Draft) -> None:
    """The page's visible text and title."""
    try:
        parser = LexborHTMLParser(decode(sample.data, "").text or " ")
    except SelectolaxError as error:
        # Any bytes are a page by the rules of HTML: the parser gives up only for want of memory.
        raise MemoryError from error
    title = parser.css_first("title")
    draft.describe(title.text() if title is not None else "")
    parser.strip_tags(["script", "style", "noscript", "template"])
    if parser.body is not None:
        draft.add(parser.body.text(separator="\n", strip=True))


FORMAT = Format(recognise, read)
