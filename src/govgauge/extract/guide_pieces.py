"""The pieces of a page's body in the order of reading: text by block, with what stands in it."""

import re
from collections.abc import Mapping

from attrs import define, field
from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th", "dd", "dt"})
_FRAMES = frozenset({"iframe", "frame", "embed", "object", "video", "canvas"})
_FOOT = re.compile(
    r"(?:^|[\W_\d])(?:foot(?:er)?|bottom|copyright|copy)(?:$|[\W_\d])", re.IGNORECASE
)
_DECORATION = re.compile(
    r"(?:^|[\W_\d])(?:ico|icon|icons|share|logo|qr|qrcode|ewm|weixin|wechat|weibo|arrow|line|bg|btn|print|close|spacer|blank)"
    r"(?:$|[\W_\d])",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|bmp|svg)(?:$|[?#])", re.IGNORECASE)
_SMALL_PX = 80
_NOWHERE = (0, 0, False)
_MAX_INLINE_DEPTH = 40


@define
class Piece:
    """What one block says in one place, up to a break or a further block.

    ``row`` and ``cell`` are numbers of the table row (or list of terms) and cell it stands in, 0
    outside; ``links`` are (anchor, target).  ``in_link`` tells that all its text is one link's;
    ``in_foot`` that it stands in what the page itself calls its foot.
    """

    text: str = ""
    row: int = 0
    cell: int = 0
    images: int = 0
    frames: int = 0
    links: list[tuple[str, str]] = field(factory=list)
    in_link: bool = False
    in_foot: bool = False


def read_pieces(parser: LexborHTMLParser, targets: Mapping[int, str]) -> list[Piece]:
    """The pieces of a page; ``targets`` leads from an anchor's node to its absolute address.

    Empty cells are pieces too: that nothing stands in a cell is something seen.
    """
    body = parser.body
    pieces: list[Piece] = []
    if body is None:
        return pieces
    places: dict[int, tuple[int, int, bool]] = {}
    current, at = Piece(), 0
    for node in body.traverse(include_text=True):
        tag = node.tag
        if tag == "-text":
            current, at = _take_text(node, pieces, current, at, places)
        elif tag == "br":
            at = 0
        elif tag in _CELLS:
            current, at = _begin(node, pieces, places)
        elif tag == "a" and node.mem_id in targets:
            current, at = _at(node, pieces, current, at, places)
            anchor = " ".join(node.text().split())
            current.links.append((anchor, targets[node.mem_id]))
        elif tag in _FRAMES or (tag == "img" and not _is_decoration(node, targets)):
            current, at = _at(node, pieces, current, at, places)
            current.images += tag == "img"
            current.frames += tag != "img"
    return pieces


def _take_text(
    node: LexborNode, pieces: list[Piece], current: Piece, at: int, places: dict[int, tuple[int, int, bool]]
) -> tuple[Piece, int]:  # fmt: skip
    text = node.text_content or ""
    if text.isspace() or not text:
        return current, at
    current, at = _at(node, pieces, current, at, places)
    in_link = _in_link(node)
    current.in_link = in_link if not current.text else current.in_link and in_link
    words = " ".join(text.split())
    current.text += f" {words}" if current.text and text[0].isspace() else words
    return current, at


def _at(
    node: LexborNode, pieces: list[Piece], current: Piece, at: int, places: dict[int, tuple[int, int, bool]]
) -> tuple[Piece, int]:  # fmt: skip
    """The piece of a node's block: the current one, or a new one where another block begins."""
    block = _block_of(node)
    if block is not None and block.mem_id == at:
        return current, at
    if block is None:
        return (current, at) if at else _begin(node, pieces, places)
    if current.cell == block.mem_id and not current.text and not current.images:
        return current, block.mem_id  # The piece its cell began.
    return _begin(block, pieces, places)


def _begin(
    block: LexborNode, pieces: list[Piece], places: dict[int, tuple[int, int, bool]]
) -> tuple[Piece, int]:
    row, cell, in_foot = _place_of(block, places)
    last = pieces[-1] if pieces else None
    empty = last is not None and last.cell == cell and cell and not (last.text or last.images)
    piece = last if empty and last is not None else Piece(row=row, cell=cell, in_foot=in_foot)
    if piece is not last:
        pieces.append(piece)
    return piece, block.mem_id


def _place_of(block: LexborNode, places: dict[int, tuple[int, int, bool]]) -> tuple[int, int, bool]:
    """Row, cell and foot of a block, known from what is around it where that was asked before."""
    chain: list[LexborNode] = []
    at: LexborNode | None = block
    while at is not None and at.is_element_node and at.mem_id not in places:
        chain.append(at)
        at = at.parent
    row, cell, in_foot = places.get(at.mem_id, _NOWHERE) if at is not None else _NOWHERE
    for node in reversed(chain):
        tag = node.tag
        if tag in ("tr", "dl"):
            row, cell = node.mem_id, 0
        elif tag in _CELLS:
            cell = node.mem_id
        elif tag == "table":
            row = cell = 0
        in_foot = in_foot or tag == "footer" or _is_foot(node)
        places[node.mem_id] = (row, cell, in_foot)
    return row, cell, in_foot


def _is_foot(block: LexborNode) -> bool:
    attributes = block.attrs
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return len(names) > 1 and bool(_FOOT.search(names))


def _block_of(node: LexborNode) -> LexborNode | None:
    """The block around a node, or what stands so many inline elements above it."""
    at: LexborNode | None = node
    for _ in range(_MAX_INLINE_DEPTH):
        if at is None or at.tag in _BLOCKS:
            return at
        at = at.parent
    return at


def _in_link(node: LexborNode) -> bool:
    """Whether a text is a link's that leads on to another address."""
    at = node.parent
    for _ in range(_MAX_INLINE_DEPTH):
        if at is None or at.tag in _BLOCKS:
            return False
        if at.tag == "a":
            href = (at.attrs.get("href") or "#").strip().lower()
            return not href.startswith(("#", "javascript:"))
        at = at.parent
    return False


def _is_decoration(node: LexborNode, targets: Mapping[int, str]) -> bool:
    """Icons, buttons and pictures that are links to other addresses: none holds a guide's text."""
    around = node.parent
    if (
        around is not None
        and around.tag == "a"
        and not _PICTURE.search(targets.get(around.mem_id, ".png"))
    ):
        return True
    attributes = node.attrs
    source = (attributes.get("src") or "").rpartition("/")[2]
    sizes = [attributes.get(name) or "" for name in ("width", "height")]
    small = any(
        size.rstrip("px").isdigit() and int(size.rstrip("px")) <= _SMALL_PX for size in sizes
    )
    return small or not source or bool(_DECORATION.search(source))
