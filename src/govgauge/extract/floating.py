"""What floats over a home page (飘窗), and commercial advertisements in it.

A window floats when its style takes it out of the page and a script of the page moves it, or when
it stays over the page wherever a reader scrolls and shows a linked picture.  Tool bars (返回顶部, 二维码,
智能问答 …) and a head that stays in sight are none.  Style sheets and scripts in other files are not read.
"""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.items import is_hidden
from govgauge.extract.references import join
from govgauge.extract.unseen import may_bring
from govgauge.model.reading import Link

Sign = tuple[str, str, str]

WINDOW, ADVERT = "floating_window", "advertisement"
# Networks that sell room on other people's pages; counters and share buttons of the same firms are not.
_NETWORKS = re.compile(
    r"//(?:[\w-]+\.)*(?:cpro\.baidustatic\.com|cpro\.baidu\.com|pos\.baidu\.com|cbjs\.baidu\.com"
    r"|googlesyndication\.com|doubleclick\.net|googleadservices\.com|tanx\.com|alimama\.cn"
    r"|mediav\.com|union\.sogou\.com|inte\.sogou\.com|lianmeng\.360\.cn|qtmojo\.com|gdt\.qq\.com)/",
    re.IGNORECASE,
)
_PAID_LINKS = re.compile(
    r"//(?:s\.click\.taobao\.com|union-click\.jd\.com|c\.duomai\.com|click\.linktech\.cn)/",
    re.IGNORECASE,
)
_SLOTS = re.compile(r"cpro_id\s*=|BAIDU_CLB_fillSlot|adsbygoogle|sogou_ad_id", re.IGNORECASE)
_FIXED = re.compile(r"position\s*:\s*fixed", re.IGNORECASE)
_POSITIONED = re.compile(r"position\s*:\s*(?:fixed|absolute)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,200})\{([^{}]{0,600})\}")
_NAME = re.compile(r"[.#][A-Za-z_][\w-]*\s*$")
_MOVES = re.compile(
    r"\.style\.(?:left|top|pixelLeft|pixelTop)\b|\.css\(\s*\{?\s*['\"]?(?:left|top)|\.animate\("
)
_AGAIN = re.compile(r"setInterval|setTimeout|requestAnimationFrame")
_CALLED = r"(?:float|piao|admove|adv?float)\w*\s*\(?[^;]{{0,40}}['\"]#?{0}['\"]|['\"]#{0}['\"]\)\s*\.\w*(?:float|piao)"
_FLOAT_FILE = re.compile(
    r"float(?!right|left|ing-?label)|piao(?:chuang|fu)|admove|duilian|couplet", re.IGNORECASE
)
_CLOSE_WORD = re.compile(
    r"^\W*(?:关\s*闭(?:窗口)?|不再(?:提示|显示)|[xX×✕✖╳]|close)\W*$", re.IGNORECASE
)
_CLOSE_NAME = re.compile(r"close|guanbi|关闭", re.IGNORECASE)
_CLOSES = re.compile(r"close|hide|remove|display\s*=\s*['\"]none|guanbi", re.IGNORECASE)
_TOOLS = re.compile(
    r"顶部|置顶|二维码|扫一扫|扫码|微信|微博|客户端|分享|收藏|客服|问答|智能|机器人|留言|无障碍|长者|长辈|适老|关怀|导航"
    r"|搜索|打印|字号|手机版|举报|找错|top",
    re.IGNORECASE,
)
_MAX_LINKS = 3
_MAX_CHARS = 60
_MAX_WINDOWS = 6
_MAX_SHEET_CHARS = 20_000


def read_floating(
    parser: LexborHTMLParser,
    links: Sequence[Link],
    others: Sequence[LexborNode],
    base: str,
) -> tuple[Sign, ...]:
    """Each sign as (sign, address, place).

    A ``floating_window`` has the place ``moving`` or ``still``, ``closable`` where something in it
    closes it, and ``script`` for what may draw one.  An ``advertisement`` has ``script``, ``frame``
    or ``link``.
    """
    scripts = [node for node in others if node.tag == "script"]
    signs = [*_windows(parser, scripts, base), *_adverts(links, others, base)]
    signs += _may_draw(others, base)
    return tuple(dict.fromkeys(signs))


def _windows(parser: LexborHTMLParser, scripts: Sequence[LexborNode], base: str) -> Iterator[Sign]:
    texts = [node.text() for node in scripts]
    found = 0
    for node, is_fixed in _positioned(parser):
        if found == _MAX_WINDOWS:
            return
        if is_hidden(node) or node.tag == "a" or not _is_window(node):
            continue
        is_moved = any(_moves(text, node) for text in texts)
        if not is_moved and (not is_fixed or _is_tool(node)):
            continue
        found += 1
        place = "closable" if _is_closable(node) else "moving" if is_moved else "still"
        yield WINDOW, _leads_to(node, base), place


def _positioned(parser: LexborHTMLParser) -> Iterator[tuple[LexborNode, bool]]:
    """Elements that their style takes out of the page, and whether they stay where they are."""
    seen: set[int] = set()
    for node in parser.css("[style]"):
        style = node.attrs.get("style") or ""
        if _POSITIONED.search(style):
            seen.add(node.mem_id)
            yield node, bool(_FIXED.search(style))
    left = _MAX_SHEET_CHARS
    for sheet in parser.css("style"):
        text = sheet.text()[:left]
        left -= len(text)
        for selectors, declarations in _RULE.findall(text):
            if not _POSITIONED.search(declarations):
                continue
            for name in [m[0].strip() for s in selectors.split(",") if (m := _NAME.search(s))]:
                for node in parser.css(name):
                    if node.mem_id not in seen:
                        seen.add(node.mem_id)
                        yield node, bool(_FIXED.search(declarations))


def _is_window(node: LexborNode) -> bool:
    """Few links, one of them a picture, and hardly a word: no head, no menu, no text."""
    anchors = [
        a for a in node.css("a,[onclick]") if a.css_first("img") is not None or a.tag == "img"
    ]
    if not anchors or len(node.css("a")) > _MAX_LINKS:
        return False
    return len(node.text(strip=True)) <= _MAX_CHARS


def _is_tool(node: LexborNode) -> bool:
    said = [node.text(strip=True), node.attrs.get("id") or "", node.attrs.get("class") or ""]
    for picture in node.css("img,a"):
        said += [picture.attrs.get(name) or "" for name in ("alt", "title")]
    return any(_TOOLS.search(words) for words in said)


def _moves(text: str, node: LexborNode) -> bool:
    """Whether a script moves this element again and again, or hands it to one that does."""
    name = node.attrs.get("id") or ""
    if len(name) < 2 or not re.search(rf"['\"]#?{re.escape(name)}['\"]", text):
        return False
    if _MOVES.search(text) and _AGAIN.search(text):
        return True
    return bool(re.search(_CALLED.format(re.escape(name)), text, re.IGNORECASE))


def _is_closable(node: LexborNode) -> bool:
    return any(map(_closes, node.css("a,span,div,i,b,em,button,img,p,input,area")))


def _closes(part: LexborNode) -> bool:
    """Whether this part of a window closes it, by its action, its word or its name."""
    attributes = part.attrs
    href = attributes.get("href") or ""
    script = href if href.strip().lower().startswith("javascript") else ""
    if _CLOSES.search(f"{attributes.get('onclick') or ''} {script}"):
        return True
    names = (attributes.get(n) or "" for n in ("id", "class", "title", "alt", "src"))
    return bool(_CLOSE_WORD.match(part.text(strip=True))) or any(map(_CLOSE_NAME.search, names))


def _leads_to(node: LexborNode, base: str) -> str:
    """The address a window's picture leads to, else the picture's own."""
    for anchor in node.css("a"):
        href = (anchor.attrs.get("href") or "").strip()
        if href and not href.lower().startswith(("javascript:", "#")):
            return join(base, href)
    picture = node.css_first("img")
    return join(base, (picture.attrs.get("src") or "")) if picture is not None else ""


def _adverts(links: Sequence[Link], others: Sequence[LexborNode], base: str) -> Iterator[Sign]:
    for node in others:
        source = node.attrs.get("src") or ""
        if node.tag == "script":
            slot = None if source else _SLOTS.search(node.text())
            if _NETWORKS.search(source):
                yield ADVERT, join(base, source), "script"
            elif slot:
                yield ADVERT, slot[0], "script"
        elif node.tag == "iframe" and _NETWORKS.search(source) and not is_hidden(node):
            yield ADVERT, join(base, source), "frame"
    for link in links:
        if link.element == "a" and _PAID_LINKS.search(link.target):
            yield ADVERT, link.target, "link"


def _may_draw(others: Sequence[LexborNode], base: str) -> Iterator[Sign]:
    """The first script that may put a window over the page."""
    for node in others:
        if node.tag != "script":
            continue
        source = node.attrs.get("src") or ""
        if _FLOAT_FILE.search(source.rpartition("/")[2]) or may_bring(node, _POSITIONED):
            yield WINDOW, join(base, source) if source else "", "script"
            return
