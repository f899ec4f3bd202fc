"""Signs of identity in a home page's markup: the badge, the report entrance, the site map.

A sign is found by the address it leads to, or by its own name as the whole of an anchor's text
or as the words of its picture; a headline that holds the same words is none.  Whether it leads
where it should is judged elsewhere.
"""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.items import is_hidden
from govgauge.extract.references import join
from govgauge.model.reading import Link

Sign = tuple[str, str, str]

_MARK, _ENTRANCE, _MAP = "government_mark", "report_entrance", "site_map"
# The whole text of an anchor, once blanks and punctuation are dropped.
_NAMES = {
    _MARK: re.compile(r"(?:党政机关|事业单位|政府机关|群团组织)(?:网站)?(?:标识|标志|图标)?(?:查询)?"),
    _ENTRANCE: re.compile(r"(?:我(?:来|要|为|给|帮))?(?:政府)?(?:网站)?(?:找错|挑错|纠错)(?:入口|平台)?"),
    _MAP: re.compile(
        r"(?:(?:网站|站点|本站|本网|全站)?地图|(?:网站|站点)导航图?)(?:site_?map)?|site_?map(?:网站地图|站点地图)?"
    ),
}  # fmt: skip
_WORDS = {
    _MARK: re.compile("党政机关|(?:事业单位|政府机关)网站标识"),
    _ENTRANCE: re.compile("找错|纠错"),
    _MAP: re.compile("网站地图|站点地图|网站导航图|^地图$|site ?map", re.IGNORECASE),
}
_MAX_PICTURE_CHARS = 20
_MAX_ANCHOR_CHARS = 10
# In an address the dots of a relayed host may have become dashes.
_ADDRESSES = {
    _MARK: re.compile(r"(?:bszs|dcs)[.-]conac[.-]cn", re.IGNORECASE),
    _ENTRANCE: re.compile(r"exposure(?:/|%2f)jiucuo|jiucuo\w*\.html", re.IGNORECASE),
    _MAP: re.compile(r"/(?:site_?map|wzdt|wangzhanditu|zddt)(?:/|\.(?!xml)\w+)?(?:\?|$)", re.IGNORECASE),
}  # fmt: skip
_SCRIPTS = {
    _MARK: re.compile(r"(?:https?:)?//dcs\.conac\.cn/[^\s'\"<>%\\]+", re.IGNORECASE),
    _ENTRANCE: re.compile(
        r"(?:https?:)?//[\w.-]+/[^\s'\"<>%\\]*jiucuo[^\s'\"<>%\\]*", re.IGNORECASE
    ),
}
_NAMED = {_MARK: re.compile("conac", re.IGNORECASE), _ENTRANCE: re.compile("jiucuo", re.IGNORECASE)}
_EMPTY = {_MARK: "[id*=ideConac]", _ENTRANCE: "[id*=span_jiucuo]"}
_QUOTED = re.compile(r"""['"]((?:https?:)?//[^'"]+)['"]""")
_NO_WORD = re.compile(r"[\W_]+")


def read_marks(
    parser: LexborHTMLParser,
    links: Sequence[Link],
    nodes: Sequence[LexborNode],
    others: Sequence[LexborNode],
    base: str,
) -> tuple[Sign, ...]:
    """Each sign as (sign, address, place); ``nodes`` are the anchors of the first links.

    What only a script can fill or follow has the place ``empty``; what the page's own markup
    hides has ``hidden``.
    """
    signs = [
        *_linked(links, nodes),
        *_unlinked(parser, nodes),
        *_clicked(parser),
        *_pictured(others, base),
        *_scripted(others, base),
    ]
    for sign, selector in _EMPTY.items():
        if parser.css_first(selector) is not None:
            signs.append((sign, "", "empty"))
    return tuple(dict.fromkeys(signs))


def _place(node: LexborNode, place: str) -> str:
    return "hidden" if is_hidden(node) else place


def _named(node: LexborNode, anchor: str) -> Iterator[str]:
    """The signs an element names: by its whole text, or by the words of its picture."""
    picture = node.css_first("img")
    shown = [anchor, node.attrs.get("title") or ""]
    if picture is not None:
        shown += [picture.attrs.get("alt") or "", picture.attrs.get("title") or ""]
    plain = [(words, _NO_WORD.sub("", words).lower()) for words in shown if words]
    for sign, name in _NAMES.items():
        if any(_names(sign, name, words, short, picture is not None) for words, short in plain):
            yield sign


def _names(sign: str, name: re.Pattern[str], words: str, plain: str, pictured: bool) -> bool:
    if name.fullmatch(plain):
        return True
    # A few words more are tolerated in a picture, and beside 网站地图, 找错 and 纠错, which head nothing.
    most = _MAX_PICTURE_CHARS if pictured else 0 if sign == _MARK else _MAX_ANCHOR_CHARS
    return len(plain) <= most and bool(_WORDS[sign].search(words))


def _linked(links: Sequence[Link], nodes: Sequence[LexborNode]) -> Iterator[Sign]:
    for link, node in zip(links, nodes, strict=False):
        named = set(_named(node, link.anchor))
        picture = node.css_first("img")
        source = (picture.attrs.get("src") or "") if picture is not None else ""
        for sign, address in _ADDRESSES.items():
            if sign in named or address.search(link.target) or address.search(source):
                yield sign, link.target, _place(node, "link")


def _unlinked(parser: LexborHTMLParser, nodes: Sequence[LexborNode]) -> Iterator[Sign]:
    """Anchors that lead nowhere by themselves: a script may follow them."""
    linked = {node.mem_id for node in nodes}
    for node in parser.css("a,[onclick]"):
        if node.mem_id in linked:
            continue
        for sign in _named(node, node.text(strip=True)):
            yield sign, "", _place(node, "empty")


def _clicked(parser: LexborHTMLParser) -> Iterator[Sign]:
    """Elements that open an address by a script of their own."""
    for node in parser.css("[onclick]"):
        action = node.attrs.get("onclick") or ""
        quoted = _QUOTED.search(action)
        for sign, address in _ADDRESSES.items():
            if quoted and address.search(quoted[1]):
                yield sign, quoted[1], _place(node, "link")
            elif sign in _NAMED and _NAMED[sign].search(action):
                yield sign, "", _place(node, "empty")


def _pictured(others: Sequence[LexborNode], base: str) -> Iterator[Sign]:
    """Pictures from the register, and the areas of a picture that serves as a foot."""
    for node in others:
        attributes = node.attrs
        if node.tag == "img" and _ADDRESSES[_MARK].search(attributes.get("src") or ""):
            yield _MARK, join(base, attributes.get("src") or ""), _place(node, "image")
        elif node.tag == "area":
            target = join(base, attributes.get("href") or "")
            named = set(_named(node, attributes.get("alt") or ""))
            for sign, address in _ADDRESSES.items():
                if sign in named or address.search(target):
                    yield sign, target, "link" if target else "empty"


def _scripted(others: Sequence[LexborNode], base: str) -> Iterator[Sign]:
    for node in others:
        if node.tag != "script":
            continue
        source = node.attrs.get("src") or ""
        text = source or node.text()
        for sign, known in _NAMED.items():
            if not known.search(text):
                continue
            match = _SCRIPTS[sign].search(text)
            if source:
                address = match[0] if match else join(base, source)
                yield sign, _with_code(address, node), "script"
            elif match:
                yield sign, match[0], "script"
            else:
                yield sign, "", "empty"


def _with_code(address: str, node: LexborNode) -> str:
    """The script's address with the site code that its element hands to it."""
    code = (node.attrs.get("sitecode") or "").strip()
    if not code or "site_code=" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}site_code={code}"
