"""What may keep a home page's foot from standing in the plain page: scripts, frames, front doors.

A script that may write the foot, or a frame low in the page that may hold it, is written down, so
that nobody takes a sign that is not there for missing.  So is a home page that is only a front
door: one that sends its readers on, or offers hardly a link.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.items import is_hidden
from govgauge.extract.known_scripts import NO_FOOT, SERVICES
from govgauge.model.reading import Item, Link

Sign = tuple[str, str, str]

UNSEEN, DOOR = "unseen", "front_door"
_FOOT_FILE = re.compile(r"foot|bottom|copy_?right|dibu|yejiao|banquan", re.IGNORECASE)
_FOOT_PLACE = re.compile(
    r"foot|[#.\"']bottom|copy_?right|dibu|yejiao|banquan|版权|页脚|主办|标识码", re.IGNORECASE
)
_WRITES = re.compile(
    r"document\.write|innerHTML|insertAdjacentHTML|\.(?:html|append|appendTo)\s*\("
)
_FETCHES = re.compile(
    r"XMLHttpRequest|\bfetch\s*\(|\baxios\b|\$\.(?:ajax|get|getJSON|post)\b|\.load\s*\(\s*['\"]"
    r"|new Vue\b|createApp\s*\(|ReactDOM|<script|%3Cscript",
    re.IGNORECASE,
)
_MOVES_ON = re.compile(
    r"location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)\s*\(|\.navigate\s*\(", re.IGNORECASE
)
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "select", "option"})
_HOLDERS = frozenset({"script", "iframe", "object", "embed"})
_FOOT_CHARS = 300
_SOME_CHARS = 8  # A button such as 返回顶部 may stand behind everything.
_FEW_LINKS = 5
_WHOLE_FOOT = 3
_FOOT_SIGNS = frozenset({"site_code", "icp_number", "police_number", "organiser"})


def read_unseen(parser: LexborHTMLParser) -> tuple[Sign, ...]:
    """Each sign as (``unseen``, address or start of the script, place).

    The place is ``foot`` for what is named after the foot or holds it, ``low`` for a script that
    stands in the foot, ``page`` for any other script that is not known and may write anything.
    """
    signs: list[Sign] = []
    for node, following in _placed(parser):
        low = following <= _FOOT_CHARS
        if node.tag != "script":
            address = node.attrs.get("data" if node.tag == "object" else "src") or ""
            place = "foot" if _may_hold_foot(node, address, low) else ""
            value = address
        elif source := node.attrs.get("src"):
            place, value = _by_source(source, low and following >= _SOME_CHARS), source
        else:
            text = node.text()
            place, value = _by_text(text, low), " ".join(text[:200].split())[:60]
        if place:
            signs.append((UNSEEN, value[:200], place))
    return tuple(dict.fromkeys(signs))


def may_bring(node: LexborNode, words: re.Pattern[str]) -> bool:
    """Whether a script, or a frame that is seen, may bring what these words name into the page.

    A script in the page that asks for nothing brings only what its own text holds.
    """
    attributes = node.attrs
    if node.tag == "script":
        source = attributes.get("src")
        if source:
            return bool(_by_source(source, in_foot=False))
        text = node.text()
        if SERVICES.search(text):
            return False
        return bool(_FETCHES.search(text) or (_WRITES.search(text) and words.search(text)))
    if node.tag not in ("iframe", "frame"):
        return False
    address = attributes.get("src") or ""
    sizes = {(attributes.get(name) or "").strip(" px") for name in ("width", "height")}
    nothing = not address or address[:6].lower() in ("about:", "javasc")
    return not nothing and not sizes & {"0", "1"} and not is_hidden(node)


def leads_on(others: Sequence[LexborNode]) -> bool:
    """Whether a script sends the reader to another page, or frames show other pages."""
    return any(
        node.tag == "frame" or (node.tag == "script" and bool(_MOVES_ON.search(node.text())))
        for node in others
    )


def read_door(
    moves: bool,
    links: Sequence[Link],
    items: Sequence[Item],
    identity: Sequence[Sign],
    url: str,
) -> tuple[Sign, ...]:
    """The sign of a home page that is only a front door, empty for any other.

    Its place is ``script`` where a script (or a frame) brings the reader to the page itself.
    """
    host = urlsplit(url).hostname
    own = {link.target for link in links if link.element in ("a", "area")}
    own = {target for target in own if urlsplit(target).hostname == host} - {url}
    foot = {sign for sign, _, place in identity if place == "foot"} & _FOOT_SIGNS
    if len(own) >= _FEW_LINKS or any(i.visible for i in items) or len(foot) >= _WHOLE_FOOT:
        return ()
    return ((DOOR, "", "script" if moves else "link"),)


def _placed(parser: LexborHTMLParser) -> Iterator[tuple[LexborNode, int]]:
    """What may hold or write text, each with the number of characters of text behind it."""
    chars = 0
    found: list[tuple[LexborNode, int]] = []
    root = parser.root
    for node in root.traverse(include_text=True) if root is not None else ():
        if node.tag in _HOLDERS:
            found.append((node, chars))
        elif node.tag == "-text":
            parent = node.parent
            if parent is not None and parent.tag not in _NO_TEXT and parent.tag != "title":
                chars += len((node.text() or "").strip())
    for node, before in found:
        yield node, chars - before


def _may_hold_foot(node: LexborNode, address: str, low: bool) -> bool:
    if not address or address[:6].lower() in ("about:", "javasc") or is_hidden(node):
        return False
    if node.tag != "iframe" and not re.search(r"\.(?:s?html?|jsp|php|aspx?)(?:\?|$)", address):
        return False
    sizes = {(node.attrs.get(name) or "").strip(" px") for name in ("width", "height")}
    if sizes & {"0", "1"}:
        return False
    return low or bool(_FOOT_FILE.search(address))


def _by_source(source: str, in_foot: bool) -> str:
    name = source.partition("?")[0].rpartition("/")[2]
    if _FOOT_FILE.search(name):
        return "foot"
    if NO_FOOT.search(name) or SERVICES.search(source):
        return ""
    return "low" if in_foot else "page"


def _by_text(text: str, low: bool) -> str:
    writes, fetches = _WRITES.search(text), _FETCHES.search(text)
    if not (writes or fetches):
        return ""
    if (fetches or "document.write" in text) and _FOOT_PLACE.search(text):
        return "foot"
    if SERVICES.search(text):
        return ""
    if low and "document.write" in text and (fetches or "Date" not in text):
        return "low"
    return "page"
