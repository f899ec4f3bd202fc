"""The entrance for old and disabled readers (适老化、无障碍) that a home page shows.

An entrance is an element whose whole text, title or picture names it (无障碍浏览, 长者模式 …), or a
picture without words whose address names it.  A headline or a column about the subject is none.
"""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.items import is_hidden
from govgauge.extract.references import join
from govgauge.extract.unseen import may_bring
from govgauge.model.reading import Link

Sign = tuple[str, str, str]

ENTRANCE = "accessible_entrance"
_WHAT = "(?:模式|版本?|专版|浏览|阅读|辅助|通道|助手|入口|工具条?|访问|导览|服务|播报|改造版)"
_ONE = rf"(?:(?:无障碍|适老化?|辅助)(?:{_WHAT}){{0,2}}|(?:长者|长辈|老年人?|关怀|大字|敬老|爱心)(?:{_WHAT}){{1,2}})"
_NAME = re.compile(
    rf"(?:进入|切换|打开|开启|点击进入)?(?:到|至)?(?:网站|本站)?(?:{_ONE}(?:和|及|与|或)?){{1,3}}|(?:web)?accessibility"
)
_NO_NAME = frozenset(
    {"辅助", "辅助服务", "老年服务", "老年人服务", "敬老服务", "爱心服务", "长者服务"}
)
_WORD = re.compile(
    "无障碍|适老|长者|长辈|老年|关怀|大字|敬老|爱心|辅助|accessibility", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?<![a-z])(?:wza|slh|shilaohua|wuzhangai|zhangzhe|guanhuai|laonianban)(?![a-z]{3})"
    r"|accessib|barrier-?free|elder",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"(?<![a-z])(?:wza|slh|canyou|yunwza|zzwza)(?![a-z]{3})|accessib|barrier|shilaohua|wuzhangai",
    re.IGNORECASE,
)
_NO_WORD = re.compile(r"[\W_]+")
_MAY_HOLD = "a,button,span,div,li,p,em,i,b,strong,font,label,input,td,area"
_MAX_CHARS = 24
_MAX_SIGNS = 6


def names_access(words: str) -> bool:
    """True for words that are an entrance's name and nothing more."""
    plain = _NO_WORD.sub("", words).lower()
    return len(plain) <= _MAX_CHARS and plain not in _NO_NAME and bool(_NAME.fullmatch(plain))


def read_access(
    parser: LexborHTMLParser,
    links: Sequence[Link],
    nodes: Sequence[LexborNode],
    others: Sequence[LexborNode],
    base: str,
    text: str,
) -> tuple[Sign, ...]:
    """Each sign as (``accessible_entrance``, address or words, place).

    The place is ``link`` (with its address), ``text`` for an element that only a script follows,
    ``unclear`` for one that can be clicked and shows a picture without a word, ``script`` for a tool,
    script or frame that may bring an entrance, ``hidden`` where the page's own markup hides it.
    """
    signs = [*_linked(links, nodes), *_tools(others, base)]
    if _WORD.search(text):
        signs += _shown(parser, {node.mem_id for node in nodes})
    if not any(place in ("link", "text") for _, _, place in signs):
        signs += _wordless(parser)
    return tuple(dict.fromkeys(signs))[:_MAX_SIGNS]


def _linked(links: Sequence[Link], nodes: Sequence[LexborNode]) -> Iterator[Sign]:
    for link, node in zip(links, nodes, strict=False):
        if _is_named(node, link.anchor) or (not link.anchor and _is_addressed(node, link.target)):
            yield ENTRANCE, link.target, "hidden" if is_hidden(node) else "link"


def _is_named(node: LexborNode, words: str) -> bool:
    if _WORD.search(words):
        return names_access(words)
    attributes = node.attrs
    said = [attributes.get("title") or "", attributes.get("aria-label") or ""]
    picture = node.css_first("img")
    if picture is not None:
        said += [picture.attrs.get("alt") or "", picture.attrs.get("title") or ""]
    return any(_WORD.search(s) and names_access(s) for s in said)


def _is_addressed(node: LexborNode, address: str) -> bool:
    picture = node.css_first("img")
    source = (picture.attrs.get("src") or "") if picture is not None else ""
    return bool(_ADDRESS.search(address) or _ADDRESS.search(source[:200]))


def _shown(parser: LexborHTMLParser, linked: set[int]) -> Iterator[Sign]:
    """Elements that name it and lead nowhere by themselves."""
    for node in parser.css(_MAY_HOLD):
        if node.mem_id in linked:
            continue
        attributes = node.attrs
        own = attributes.get("value") or "" if node.tag == "input" else node.text(deep=False)
        said = (own, attributes.get("title") or "", attributes.get("aria-label") or "")
        words = next((s for s in said if s and _WORD.search(s) and names_access(s)), "")
        if not words and node.tag in ("a", "button", "div", "span") and _is_clicked(node):
            words = "图片" if _is_named(node, "") else ""
        if words:
            yield ENTRANCE, " ".join(words.split()), "hidden" if is_hidden(node) else "text"


def _is_clicked(node: LexborNode) -> bool:
    return node.tag in ("a", "button") or "onclick" in node.attrs


def _wordless(parser: LexborHTMLParser) -> Iterator[Sign]:
    """The first picture without a word that a script of the page follows: it may be the entrance."""
    for node in parser.css("a,button,[onclick]"):
        href = (node.attrs.get("href") or "").strip().lower()
        if href and not href.startswith(("javascript:", "#")):
            continue
        picture = node if node.tag == "img" else node.css_first("img")
        if picture is None or node.text(strip=True) or is_hidden(node):
            continue
        words = (node.attrs.get("title"), picture.attrs.get("alt"), picture.attrs.get("title"))
        if not any(words):
            yield ENTRANCE, (picture.attrs.get("src") or "")[:120], "unclear"
            return


def _tools(others: Sequence[LexborNode], base: str) -> Iterator[Sign]:
    """The first script or frame that may bring an entrance: one is enough to leave it open."""
    for node in others:
        if node.tag not in ("script", "iframe", "frame"):
            continue
        source = node.attrs.get("src") or ""
        if (source and _TOOL.search(source)) or may_bring(node, _WORD):
            yield ENTRANCE, join(base, source) if source else "", "script"
            return
