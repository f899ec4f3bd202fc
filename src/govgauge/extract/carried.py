"""What carries content on a page and is neither its text nor an anchor."""

import re
from collections.abc import Callable, Sequence

from selectolax.lexbor import LexborNode

from govgauge.extract.references import join

FRAME = "frame "
_LAZY = ("data-src", "data-original", "data-lazy", "data-lazy-src", "data-echo", "data-url", "_src")
_MAX_SIGN_CHARS = 300
_MAX_CLICK_CHARS = 80
_BACKGROUND = re.compile(r"background[^;]*url\(\s*[\"']?([^\"')]+)", re.IGNORECASE)
_MAP = re.compile("map", re.IGNORECASE)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_TINY = frozenset({"0", "1", "0px", "1px"})


def read_carried(others: Sequence[LexborNode], base: str) -> tuple[str, ...]:
    """A sign for each frame, lazy picture, player, drawing, choice, background and row to click.

    One thing has one sign on every page it stands on.  Plain pictures are among the page's links.
    """
    signs = []
    for node in others:
        tag = node.tag or ""
        read = _READERS.get(tag)
        if read is not None:
            sign = read(node, base)
        elif tag in _NO_CARRIERS:
            continue
        else:
            sign = _clicked(node) or _painted(node, base)
        if sign:
            signs.append(sign[:_MAX_SIGN_CHARS])
    return tuple(signs)


def _frame(node: LexborNode, base: str) -> str:
    """A frame that a reader sees; those of a pixel or two only count visits."""
    attributes = node.attrs
    tiny = (attributes.get("width") or "").strip() in _TINY or (
        attributes.get("height") or ""
    ).strip() in _TINY
    if tiny or _UNSEEN.search(attributes.get("style") or ""):
        return ""
    target = join(base, attributes.get("src") or _lazy(node))
    return FRAME + target if target and target != base else ""


def _picture(node: LexborNode, base: str) -> str:
    lazy = _lazy(node)
    return f"picture {join(base, lazy)}" if lazy else ""


def _player(node: LexborNode, base: str) -> str:
    attributes = node.attrs
    reference = attributes.get("src") or attributes.get("data") or _lazy(node)
    return f"{node.tag} {join(base, reference)}" if reference else _drawing(node, base)


def _drawing(node: LexborNode, base: str) -> str:
    """What has no address: known by its attributes and text."""
    attributes = node.attrs
    text = " ".join([f"{name}={value}" for name, value in attributes.items()])
    return f"{node.tag} {text} {node.text()[:_MAX_CLICK_CHARS]}"


def _clicked(node: LexborNode) -> str:
    """Text that only a script leads on from."""
    if "onclick" not in node.attrs:
        return ""
    text = "".join(node.text().split())
    return f"click {text}" if 0 < len(text) <= _MAX_CLICK_CHARS else ""


def _painted(node: LexborNode, base: str) -> str:
    """A picture that an element's own style shows behind it, or the place of a map."""
    attributes = node.attrs
    match = _BACKGROUND.search(attributes.get("style") or "")
    if match:
        return f"picture {join(base, match[1])}"
    name = attributes.get("id") or ""
    return f"map {name}" if _MAP.search(name) and not node.text(strip=True) else ""


def _lazy(node: LexborNode) -> str:
    """The address from which a script of the page will fill the element."""
    attributes = node.attrs
    for name in _LAZY:
        if reference := attributes.get(name):
            return reference
    return ""


_READERS: dict[str, Callable[[LexborNode, str], str]] = {
    "iframe": _frame,
    "frame": _frame,
    "img": _picture,
    "embed": _player,
    "object": _player,
    "video": _player,
    "audio": _player,
    "canvas": _drawing,
    "svg": _drawing,
    "select": _drawing,
}
_HEAD = ("meta", "base", "title", "script", "link", "style", "html")
_NO_CARRIERS = frozenset(
    (*_HEAD, "area", "h1", "h2", "h3", "input", "textarea", "button", "body", "form")
)
