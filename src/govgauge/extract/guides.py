"""Service guides (办事指南): elements from tables, lists of terms, headed paragraphs and prose.

A page is read only where its title or its column calls it a guide; notices about guides, and the
guide to disclosure (信息公开指南), are none.  What a page repeats around its text, its menus and its
foot, is left out.  Persons are masked before anything is kept.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field
from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.guide_labels import Labelled, heading_of, labels_of, mentioned
from govgauge.extract.guide_pieces import Piece, read_pieces
from govgauge.extract.masking import mask_persons
from govgauge.model.guide_elements import EIGHT, ELEMENTS
from govgauge.model.reading import Guide, GuideElement, GuideFile, Link

_NAMES = "办事|服务|办理|审批|许可|申办|申请|申领|受理|登记|审核|经办"
_TITLE = re.compile(rf"(?:{_NAMES})(?:流程)?(?:指南|须知|指引)|(?:{_NAMES})流程$|一次性告知书?")
_ENDS_SO = re.compile(r"(?:指南|须知|指引|流程|告知书?)(?:[（(].{0,20}[)）])?$")
_NO_GUIDE = re.compile(
    "信息公开|依申请公开|(?:通知|公告|公示|通告|通报|解读|意见|方案|报告|简报|动态|问答|汇编|决定)(?:[（(].{0,20}[)）])?$"
    "|^关于|印发|上线|召开|举办|发布|旅游"
)
_COLUMN = re.compile("(?:办事|服务|办理|审批|许可)(?:指南|事项)|事项(?:清单|指南)|办事须知")
_PLACE = re.compile("(?:当前|所在|您的|现在的?)(?:位置|路径)|首页.{0,3}[>›»→/＞]")
_MORE = re.compile("详情|详细|点击(?:查看|这里|进入)|查看(?:全文|指南|办事|更多)")
_END = re.compile(
    r"[（(【\[]?\s*(?:责任)?编辑[:：]|友情链接|上一[篇条]|下一[篇条]|版权所有|主办[:：单]|.{0,9}(?:ICP备|公网安备)|.{0,8}找错"
    "|相关(?:内容|链接|阅读|文章|信息)|延伸阅读|网站(?:地图|标识码)|本站地图|本?网?站?由.{2,30}主办|您是第|最新评论|网友评论"
)
_TOOL = re.compile(r"[（(【\[]?\s*(?:打印|关闭|扫一扫|分享|字[体号]|返回|收藏)")
_MAX_TOOL_CHARS = 24
_NEVER_BEHIND = frozenset({"basis", "conditions", "materials", "hours", "steps"})
"""Elements that no page has behind its guide: a label there tells that its end came too soon."""
_FORM = re.compile("表(?!示|明|现|彰|决)|样本|范本|文书|模板|示范文本")
_DOCUMENT = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf|zip|rar|7z|ofd|rtf)(?:$|[?#])", re.IGNORECASE)
_DOWNLOAD = re.compile("下载|附件")
_STAMP = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_SENTENCE = re.compile("[。；]")
_LEAST_LABELLED = 3
_LEAST_HEADINGS = 5
_LEAST_PROSE_CHARS = 20
_OF_ANY_OFFICE = frozenset({"name", "place", "hours", "phone", "office"})
_LEAST_LINKS = 2
_MAX_TEXT_CHARS = 600
_MAX_PROSE_CHARS = 6_000
_MAX_GUIDES = 200


@define
class _Part:
    """What is read for one element before it is put together."""

    label: str
    text: str = ""
    carries: set[str] = field(factory=set)
    is_empty: bool = False


def read_guides(
    url: str,
    title: str,
    columns: Sequence[str],
    parser: LexborHTMLParser,
    links: Sequence[Link],
    nodes: Sequence[LexborNode],
) -> tuple[Guide, ...]:
    """The guides of one page; ``columns`` are its breadcrumb and the column it names.

    ``nodes`` are the anchors of the first ``links``, in the same order.
    """
    other = bool(_NO_GUIDE.search(title))
    named = bool(_TITLE.search(title) and _ENDS_SO.search(title)) and not other
    if not named and (other or not any(map(_COLUMN.search, columns))):
        return ()
    targets = {node.mem_id: link.target for node, link in zip(nodes, links, strict=False)}
    pieces, behind = _own(read_pieces(parser, targets), title, _host(url))
    rows = tuple(_from_rows(pieces))
    if rows:
        return rows[:_MAX_GUIDES]
    parts, files, elsewhere, before = _parts(pieces)
    if any(_NEVER_BEHIND.intersection(one.elements) for p in behind for one in labels_of(p.text)):
        elsewhere.add("behind")
    given = sum(bool(part.text or part.carries) for part in parts.values())
    if given < _LEAST_LABELLED and not named:
        return ()
    if given and not _tells_more(parts) and not elsewhere and not any(map(_says_something, before)):
        return ()  # A list of guides above a foot that says where the office is.
    is_labelled = given >= _LEAST_LABELLED
    said = [part.text for part in parts.values()]
    prose = _STAMP.sub("", "\n".join([*before, *said])[:_MAX_PROSE_CHARS])
    if given < 2 and not (elsewhere or len(prose) >= _LEAST_PROSE_CHARS):
        return ()
    name = parts["name"].text if "name" in parts else ""
    guide = Guide(
        name=(name or title)[:80],
        form="labels" if given >= 2 else "prose",
        mentioned="+".join(mentioned(prose, is_labelled=is_labelled)),
        elsewhere="+".join(sorted(elsewhere)),
        confidence=1.0 if is_labelled else 0.8 if given == 2 else 0.6,
        elements=tuple(_elements(parts)),
        files=tuple(files),
    )
    return (guide,)


def _tells_more(parts: Mapping[str, _Part]) -> bool:
    """Whether an element is given that does not stand in the foot of any office's page."""
    return any(
        bool(part.text or part.carries)
        for element, part in parts.items()
        if element not in _OF_ANY_OFFICE
    )


def _says_something(text: str) -> bool:
    return len(text) >= _LEAST_PROSE_CHARS and bool(_SENTENCE.search(text))


def _own(pieces: Sequence[Piece], title: str, here: str) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """The pieces between the way here (or the title) and the page's foot; and those behind.

    Menus in front and the buttons a template puts beside a text belong to neither.
    """
    shown = "".join(title.split())
    begin = placed = 0
    for number, piece in enumerate(pieces):
        plain = "".join(piece.text.split())
        if not placed and _PLACE.search(plain[:16]):
            begin = placed = number + 1
        elif plain == shown and not begin:
            begin = number + 1
    own: list[Piece] = []
    begun = False
    for number, piece in enumerate(pieces[begin:], begin):
        if begun and _ends(piece, here):
            return own, [p for p in pieces[number:] if not (p.in_foot or p.in_link)]
        is_tool = len(piece.text) <= _MAX_TOOL_CHARS and _TOOL.match(piece.text)
        if piece.in_foot or is_tool:
            continue
        begun = begun or _begins(piece)
        if begun or not piece.in_link:
            own.append(piece)
    return own, ()


def _ends(piece: Piece, here: str) -> bool:
    """Whether the page goes on with something else: its foot, links to other sites, other articles."""
    hosts = {_host(target) for _, target in piece.links}
    elsewhere = piece.in_link and len(piece.links) >= _LEAST_LINKS and here not in hosts
    return piece.in_foot or elsewhere or bool(_END.match(piece.text))


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0]


def _begins(piece: Piece) -> bool:
    """Whether the guide itself has begun: its first label, or its first sentence."""
    if piece.in_link:
        return False
    text = piece.text
    return bool(labels_of(text)) or _says_something(text)


def _parts(
    pieces: Sequence[Piece],
) -> tuple[dict[str, _Part], list[GuideFile], set[str], list[str]]:
    """The labelled elements, the files, what else may hold elements, and the text before them."""
    parts: dict[str, _Part] = {}
    files: list[GuideFile] = []
    elsewhere: set[str] = set()
    before: list[str] = []
    under: tuple[str, ...] = ()
    row = 0
    for number, piece in enumerate(pieces):
        labelled = () if piece.in_link else labels_of(piece.text)
        if labelled:
            for one in labelled:
                if not one.elements:
                    _go_on(parts, under, one.value, before)
                    continue
                under, row = one.elements, piece.row
                _take(parts, one, number, pieces)
        elif not piece.in_link or piece.links:
            if row and not piece.row:
                under = ()  # Behind its table a label has nothing to say.
            _go_on(parts, under, piece.text, before)
        holds = _files_of(piece, under[0] if under else "", files)
        holds |= {kind for kind, n in (("image", piece.images), ("frame", piece.frames)) if n}
        for element in under:
            parts[element].carries |= holds
        if not under or "file" in holds or "link" in holds:
            elsewhere |= holds - {"form"}
    # What stands under the last label may belong to the guide as a whole.
    elsewhere |= {kind for element in under for kind in parts[element].carries} - {"form"}
    return parts, files, elsewhere, before


def _go_on(parts: dict[str, _Part], under: Sequence[str], text: str, before: list[str]) -> None:
    """Text without a label: it goes on with what the last one labels, or stands for itself."""
    for element in under:
        _add(parts[element], text)
    if not under:
        before.append(text)


def _take(parts: dict[str, _Part], one: Labelled, number: int, pieces: Sequence[Piece]) -> None:
    """Note one label; a later one of the same element goes on behind the first that says anything."""
    for element in one.elements:
        known = parts.get(element)
        if known is None or not (known.text or known.carries):
            parts[element] = _Part(one.label, one.value, is_empty=_is_empty(one, number, pieces))
        elif one.value:
            _add(known, f"{one.label}：{one.value}")


def _is_empty(one: Labelled, number: int, pieces: Sequence[Piece]) -> bool:
    """True where the page proves that nothing stands behind a label.

    Either the next cell of its row is empty, or it ends with a colon and the next line begins
    with a colon's label too.
    """
    if one.value or number + 1 >= len(pieces):
        return False
    piece, below = pieces[number], pieces[number + 1]
    if below.images or below.frames or below.links:
        return False
    if piece.cell:
        return not below.text and bool(piece.row) and below.row == piece.row
    return one.has_colon and any(label.has_colon and label.value for label in labels_of(below.text))


def _add(part: _Part, text: str) -> None:
    if text and len(part.text) < _MAX_TEXT_CHARS:
        part.text = f"{part.text}\n{text}" if part.text else text
        part.is_empty = False


def _files_of(piece: Piece, element: str, files: list[GuideFile]) -> set[str]:
    """Note a piece's files; what it holds: ``form``, other ``file``, or ``link`` to more of the guide."""
    holds = set()
    for anchor, target in piece.links:
        is_document = bool(_DOCUMENT.search(target))
        if is_document or _DOWNLOAD.search(anchor):
            files.append(GuideFile(element, mask_persons(anchor or piece.text)[:80], target))
            holds.add("form" if _FORM.search(anchor + piece.text[:60]) else "file")
        elif _MORE.search(anchor) or (
            not piece.in_link and _TITLE.search(anchor) and len(anchor) > 6
        ):
            holds.add("link")
    return holds


def _elements(parts: Mapping[str, _Part]) -> Iterator[GuideElement]:
    for element in ELEMENTS:
        if element in parts:
            part = parts[element]
            text = mask_persons(part.text)[:_MAX_TEXT_CHARS].strip()
            carries = "+".join(sorted(part.carries))
            yield GuideElement(element, part.label[:40], text, carries, part.is_empty)


def _from_rows(pieces: Sequence[Piece]) -> Iterator[Guide]:
    """Guides of a table whose first row names the elements, one a row."""
    rows: dict[int, dict[int, str]] = {}
    for piece in pieces:
        if piece.row and piece.cell:
            by_cell = rows.setdefault(piece.row, {})
            by_cell[piece.cell] = f"{by_cell.get(piece.cell, '')}\n{piece.text}".strip()
    heads: list[str] = []
    for row in rows.values():
        cells = list(row.values())
        names = [heading_of(cell) for cell in cells]
        if len({name for name in names if name in EIGHT}) >= _LEAST_HEADINGS:
            heads = names
        elif heads and len(cells) == len(heads):
            yield _row(heads, cells)


def _row(heads: Sequence[str], cells: Sequence[str]) -> Guide:
    parts = {
        head: _Part(ELEMENTS[head].zh, cell, is_empty=not cell)
        for head, cell in zip(heads, cells, strict=True)
        if head
    }
    name = parts["name"].text if "name" in parts else cells[0]
    return Guide(
        name=name[:80],
        form="table",
        mentioned="+".join(mentioned("\n".join(cells), is_labelled=True)),
        elsewhere="",
        confidence=0.8,
        elements=tuple(_elements(parts)),
        files=(),
    )
