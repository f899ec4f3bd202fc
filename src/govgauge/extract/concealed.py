"""Text that a page keeps from its readers and that names what no office offers: blocks, comments.

Hidden menus and tabs are everywhere, so nothing is kept but what stands around such a word.
"""

import csv
import html
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

import ahocorasick_rs
from selectolax.lexbor import LexborHTMLParser

from govgauge.extract.hiding import way_of
from govgauge.model.reading import SideText

_MOST = 5
_AROUND = 80
_SHORTEST_BYTES = 12
_TAG = re.compile(r"<[^<>]{0,2000}>")


_LEXICON = files("govgauge") / "lexicons" / "offers"


@cache
def _words() -> ahocorasick_rs.AhoCorasick:
    rows = csv.DictReader((_LEXICON / "words.csv").read_text("utf-8").splitlines())
    words = [row["word"] for row in rows if row["text"] == "yes"]
    return ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@cache
def _calls() -> re.Pattern[str]:
    lines = (_LEXICON / "calls.txt").read_text("utf-8").splitlines()
    return re.compile("|".join(line for line in lines if line and not line.startswith("#")))


def read_concealed(
    parser: LexborHTMLParser, payload: bytes, charset: str, text: str
) -> list[SideText]:
    """What stands around words of offers with a call in comments, and in blocks that markup hides.

    ``payload`` is the page in ``charset``, ``text`` what its elements hold, shown or not.
    """
    found = [
        SideText("comment", number, piece)
        for number, comment in enumerate(_comments(payload, charset))
        for piece in _offers(comment)
    ]
    # Most pages offer nothing anywhere, and are not looked through for what hides.
    if any(_offers(text)):
        found += islice(_hidden(parser), _MOST)
    return found[:_MOST]


def _comments(payload: bytes, charset: str) -> Iterator[str]:
    """The content of each comment; one rare byte is looked for, which is many times as quick."""
    at = payload.find(b"!")
    while at >= 0:
        end = at + 1
        if payload.startswith(b"<!--", at - 1):
            end = payload.find(b"-->", at + 3)
            end = end if end >= 0 else len(payload)
            if end - at >= _SHORTEST_BYTES:
                yield payload[at + 3 : end].decode(charset or "utf-8", "replace")
        at = payload.find(b"!", end)


def _offers(written: str) -> Iterator[str]:
    """What stands around each word, without tags, where it calls to act; places close by as one."""
    if not _words().find_matches_as_indexes(written):
        return
    text = " ".join(html.unescape(_TAG.sub(" ", written)).split())
    told = -1
    for _, start, end in _words().find_matches_as_indexes(text):
        if start >= told:
            told = end + _AROUND
            piece = text[max(0, start - _AROUND) : told]
            if _calls().search(piece):
                yield piece


def _hidden(parser: LexborHTMLParser) -> Iterator[SideText]:
    """Offers in the outermost elements that their own markup hides."""
    told: set[str] = set()
    for number, node in enumerate(parser.css("[style],[hidden]")):
        if way_of(node) is not None:
            for piece in _offers(node.text(separator=" ")):
                if not any(piece in known for known in told):
                    told.add(piece)
                    yield SideText("hidden", number, piece)
