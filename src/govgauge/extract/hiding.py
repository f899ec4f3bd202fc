"""Ways in which a page's own markup, style sheets and scripts keep an element from its readers."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from selectolax.lexbor import LexborNode


class _Attributes(Protocol):
    """Attributes of an element, read or still in the page."""

    def get(self, key: str, /) -> str | None:
        """The value of one attribute."""
        ...


class Way(StrEnum):
    """How an element is hidden."""

    NOT_SHOWN = "not_shown"
    OFF_SCREEN = "off_screen"
    NO_SIZE = "no_size"
    MARQUEE = "marquee"
    SEE_THROUGH = "see_through"
    SCRIPT = "script"


class ByScript(NamedTuple):
    """What scripts hide: links they write themselves, elements by id, and elements they enclose."""

    written: tuple[tuple[str, str], ...]
    ids: frozenset[str]
    nodes: frozenset[int]


_FAR_PX = 300
_MARGIN_FAR_PX = 1_000
_STRIP_PX = 600
_MARQUEE_LOW_PX = 5
_MARQUEE_FAST = 1_000
_MAX_SHEET_CHARS, _MAX_SIBLINGS = 20_000, 80
_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_NUMBER = re.compile(r"\s*(-?\d*\.?\d+)(?:px|pt|em|rem|%)?\s*(?:!important)?\s*$")
_MAY_HIDE = re.compile(
    r"(?:left|top|right|bottom|indent)\s*:\s*-\d{3}|margin:[^;}]*-\d{4}"
    r"|(?:opacity|height|width|size)\s*:\s*[01](?:px|pt)?\s*(?:[;!}]|$)"
)
_MAX_SELECTOR_CHARS = 200
_LAST_SIMPLE = re.compile(r"(?:^|[\s>])(?:[a-z]+)?([.#][\w-]+)\s*$")
_MAY_SHOW = re.compile(
    r"(?:left|top|right|bottom|indent|opacity|height|width|size|margin|transform)\s*:"
)
_NAMED = re.compile(r"[.#][A-Za-z_][\w-]*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_WRITE = re.compile(r"document\.write(?:ln)?\s*\(\s*(['\"])(.{0,8000}?)\1\s*\)", re.DOTALL)
_OPENED = re.compile(r"<([a-z]+)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<a\b[^>]*?\bhref\s*=\s*[\"']?(https?://[^\"'\s>]+)[^>]*>(.*?)</a", re.I | re.S
)
_TAGS = re.compile(r"<[^>]*>")
_HIDES_ONE = re.compile(
    r"\s*document\.getElementById\(\s*['\"]([\w-]+)['\"]\s*\)\.style\.(?:display|visibility)\s*=\s*"
    r"['\"](?:none|hidden)['\"]\s*;?\s*"
)


def way_of(node: LexborNode) -> Way | None:
    """How an element's own markup hides it; ``None`` where it does not.

    A link that draws its own text away stands for the picture behind it, and is seen.
    """
    attributes = node.attrs
    if node.tag == "marquee" and _is_no_marquee(attributes.get("style") or "", attributes):
        return Way.MARQUEE
    if "hidden" in attributes:
        return Way.NOT_SHOWN
    way = way_of_style(attributes.get("style") or "")
    picture = node.tag == "a" and way in (Way.OFF_SCREEN, Way.NO_SIZE, Way.SEE_THROUGH)
    return None if picture else way


def way_of_style(style: str) -> Way | None:
    """How a list of declarations hides an element."""
    said = {name: value.strip() for name, value in _DECLARATION.findall(style.lower())}
    if said.get("display", "").startswith("none") or said.get("visibility", "").startswith(
        "hidden"
    ):
        return Way.NOT_SHOWN
    if _is_off_screen(said):
        return Way.OFF_SCREEN
    if _has_no_size(said):
        # Clipped as well as shrunk is how text is kept for screen readers alone.
        return Way.NOT_SHOWN if "clip" in said or "clip-path" in said else Way.NO_SIZE
    return Way.SEE_THROUGH if _is_see_through(said) else None


def _is_off_screen(said: dict[str, str]) -> bool:
    """Far to the left or above; a wide strip is a row of pictures that moves."""
    if _number(said, "width") >= _STRIP_PX or "background" in said or "background-image" in said:
        return False
    if _number(said, "text-indent") <= -_FAR_PX:
        return True
    if said.get("position", "").startswith(("absolute", "fixed")):
        return min(_number(said, side) for side in ("left", "top", "right", "bottom")) <= -_FAR_PX
    return min(_number(said, "margin-left"), _number(said, "margin-top")) <= -_MARGIN_FAR_PX


def _has_no_size(said: dict[str, str]) -> bool:
    if not said.get("overflow", "").startswith("hidden"):
        return False
    return any(name in said and 0 <= _number(said, name, 99.0) <= 1 for name in ("height", "width"))


def _is_see_through(said: dict[str, str]) -> bool:
    if "font-size" in said and 0 <= _number(said, "font-size", 99.0) <= 1:
        # A size of 0 around blocks closes the gaps between them: what is within sets its own.
        return not said["font-size"].endswith("em") and _number(said, "line-height", 0.0) <= 1
    if "opacity" in said and _number(said, "opacity", 1.0) == 0.0:
        return True
    colour, behind = said.get("color", ""), said.get("background-color") or said.get("background")
    return colour.startswith("transparent") or (bool(colour) and colour == behind)


def _is_no_marquee(style: str, attributes: _Attributes) -> bool:
    """A marquee too low to be read, or one that runs too fast."""
    said = dict(_DECLARATION.findall(style.lower()))
    for name in ("height", "width"):
        value = said.get(name) or attributes.get(name) or ""
        match = _NUMBER.match(value)
        if match and not value.strip().endswith("%") and 0 <= float(match[1]) <= _MARQUEE_LOW_PX:
            return True
    speed = _NUMBER.match(attributes.get("scrollamount") or "")
    return bool(speed) and float(speed[1]) >= _MARQUEE_FAST if speed else False


def _number(said: dict[str, str], name: str, otherwise: float = 0.0) -> float:
    match = _NUMBER.match(said.get(name, ""))
    return float(match[1]) if match else otherwise


def hidden_by_sheets(anchor: LexborNode) -> dict[str, Way]:
    """Class names and ids (``.name``, ``#name``) that the page's own style sheets hide for good.

    What is merely not displayed is a menu's or a tab's business, and left out; so is what another
    rule of the page shows in some state.
    """
    top = anchor
    while top.parent is not None:
        top = top.parent
    found: dict[str, Way] = {}
    shown: set[str] = set()
    left = _MAX_SHEET_CHARS
    for sheet in top.css("style"):
        text = _COMMENT.sub("", sheet.text()[:left])
        left -= len(text)
        for rule in text.split("}"):
            selectors, _, declarations = rule.rpartition("{")
            way = way_of_style(declarations) if _MAY_HIDE.search(declarations) else None
            if way in (Way.OFF_SCREEN, Way.NO_SIZE, Way.SEE_THROUGH):
                named = selectors[-_MAX_SELECTOR_CHARS:].split(",")
                found |= {m[1]: way for s in named if (m := _LAST_SIMPLE.search(s))}
            elif _MAY_SHOW.search(declarations):
                shown |= _shown_sometimes(selectors[-_MAX_SELECTOR_CHARS:])
    return {name: way for name, way in found.items() if name not in shown}


def _shown_sometimes(selectors: str) -> set[str]:
    """Names that a rule places anew in some state: under a pointer, opened, on a small screen."""
    names: set[str] = set()
    for selector in selectors.split(","):
        last = selector.split()[-1:] or [""]
        names |= {name for name in _NAMED.findall(last[0]) if name != selector.strip()}
    return names


def hidden_by_script(scripts: Sequence[LexborNode]) -> ByScript:
    """What scripts in the page hide as it is read, not when something is clicked."""
    written: list[tuple[str, str]] = []
    ids: set[str] = set()
    nodes: set[int] = set()
    for script in scripts:
        text = script.text()
        if "document" not in text:
            continue
        alone = _HIDES_ONE.fullmatch(text)
        if alone:
            ids.add(alone[1])
        if "document.write" not in text:
            continue
        markup = "".join(match[2] for match in _WRITE.finditer(text)).replace("\\", "")
        tag = _opens_hidden(markup)
        if tag:
            written += [
                (target, _TAGS.sub("", inside)) for target, inside in _ANCHOR.findall(markup)
            ]
            if f"</{tag}" not in markup.lower():
                nodes |= set(_enclosed(script, tag))
    return ByScript(tuple(written), frozenset(ids), frozenset(nodes))


def _opens_hidden(markup: str) -> str:
    """The tag of the first hiding element a script writes."""
    for match in _OPENED.finditer(markup):
        attributes = {
            m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(match[2])
        }
        tag = match[1].lower()
        if tag == "marquee" and _is_no_marquee(attributes.get("style", ""), {**attributes}):
            return tag
        if way_of_style(attributes.get("style", "")) is not None:
            return tag
    return ""


def _enclosed(script: LexborNode, tag: str) -> Iterator[int]:
    """The elements between a script that opens a hiding element and the one that closes it."""
    beside, number = script.next, 0
    while beside is not None and number < _MAX_SIBLINGS:
        if beside.tag == "script" and f"</{tag}" in beside.text().lower().replace("\\", ""):
            return
        yield beside.mem_id
        beside, number = beside.next, number + 1
