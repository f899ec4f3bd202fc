"""Links out of a page that no reader sees: what hides them, where the page itself tells.

Only links to hosts of somebody else's are looked at, and none to a government's: menus, tabs and
lists of partners are hidden until they are asked for, and that is no fault.  So a link that is
merely not displayed is reported only where nothing could show it again: what hides it has no name
(id, class), no event, and stands beside nothing of its kind that is shown (the other tab).
Style sheets and scripts in other files are not read.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from govgauge.extract.hiding import Way, hidden_by_script, hidden_by_sheets, way_of
from govgauge.model.reading import HiddenLink, Link

_MAX_ANCESTORS = 25
_MAX_LINKS = 40
_MAX_TAG_CHARS = 120
_GOVERNMENT = (".gov.cn", ".mil.cn")
_TWO_LABELS = frozenset({"com", "net", "org", "gov", "edu", "ac"})
_NAMES = ("id", "class", "data-id")


class _Hidden(NamedTuple):
    """What hides a link, and the element that does."""

    way: Way
    node: LexborNode


def read_hidden_links(
    links: Sequence[Link],
    nodes: Sequence[LexborNode],
    others: Sequence[LexborNode],
    url: str,
) -> tuple[HiddenLink, ...]:
    """The hidden links to strangers, in the order of the page; at most 40.

    ``nodes`` are the anchors of the first links; ``others`` the page's scripts among other things.
    """
    own = _site_of(_host(url))
    strangers = [
        (link, node)
        for link, node in zip(links, nodes, strict=False)
        if _is_stranger(_host(link.target), own)
    ]
    scripts = [node for node in others if node.tag == "script"]
    by_script = hidden_by_script(scripts)
    found = [
        HiddenLink(target, anchor, Way.SCRIPT.value, "document.write")
        for target, anchor in by_script.written
        if _is_stranger(_host(target), own)
    ]
    if strangers:
        looker = _Looker(hidden_by_sheets(strangers[0][1]), by_script.ids, by_script.nodes)
        found += looker.look(strangers)
    return tuple(found[:_MAX_LINKS])


class _Looker:
    """Asks elements what they hide; each element once."""

    def __init__(
        self, sheets: Mapping[str, Way], ids: frozenset[str], nodes: frozenset[int]
    ) -> None:
        self._sheets = sheets
        self._ids = ids
        self._nodes = nodes
        self._known: dict[int, _Hidden | None] = {}

    def look(self, strangers: Sequence[tuple[Link, LexborNode]]) -> Iterator[HiddenLink]:
        """Every link that something hides."""
        for link, node in strangers:
            hidden = self._hidden(node)
            if hidden is not None:
                tag = (hidden.node.html or "").partition(">")[0][:_MAX_TAG_CHARS]
                yield HiddenLink(link.target, link.anchor, hidden.way.value, tag)

    def _hidden(self, node: LexborNode) -> _Hidden | None:
        passed: list[int] = []
        found: _Hidden | None = None
        at: LexborNode | None = node
        for _ in range(_MAX_ANCESTORS):
            if at is None or at.tag == "body":
                break
            if at.mem_id in self._known:
                found = self._known[at.mem_id]
                break
            passed.append(at.mem_id)
            way = self._way(at)
            if way is not None:
                found = _Hidden(way, at)
                break
            at = at.parent
        for mem_id in passed:
            self._known[mem_id] = found
        return found

    def _way(self, node: LexborNode) -> Way | None:
        if node.mem_id in self._nodes:
            return Way.SCRIPT
        attributes = node.attrs
        name = attributes.get("id") or ""
        if name and name in self._ids:
            return Way.SCRIPT
        for sign in (f"#{name}", *(f".{c}" for c in (attributes.get("class") or "").split())):
            if sign in self._sheets:
                return self._sheets[sign]
        style = attributes.get("style")
        if not style and node.tag != "marquee" and "hidden" not in attributes:
            return None
        way = way_of(node)
        if way in (Way.NOT_SHOWN, Way.NO_SIZE) and _may_be_shown(node):
            return None
        return way


def _may_be_shown(node: LexborNode) -> bool:
    """Whether a script may show it again: it has a name or an event, or is one of several tabs."""
    attributes = node.attrs
    if any(attributes.get(name) for name in _NAMES):
        return True
    if any(name.startswith(("on", "data-", "v-", ":", "@", "ng-")) for name in attributes):
        return True
    return _has_fellow(node) or node.tag in ("ul", "ol", "dl", "li", "dd", "nav")


def _has_fellow(node: LexborNode) -> bool:
    """Whether an element of the same kind with links stands right beside it."""
    for beside in (_element(node, forward=False), _element(node, forward=True)):
        if beside is not None and beside.tag == node.tag and beside.css_first("a") is not None:
            return True
    return False


def _element(node: LexborNode, forward: bool) -> LexborNode | None:
    """The next element on one side; texts and comments are passed over."""
    beside = node.next if forward else node.prev
    while beside is not None and (beside.tag or "-")[0] in "-!":
        beside = beside.next if forward else beside.prev
    return beside


def _is_stranger(host: str, own: str) -> bool:
    if not host or host == own or host.endswith("." + own):
        return False
    return not host.endswith(_GOVERNMENT)


def _host(url: str) -> str:
    return url[url.find("//") + 2 :].partition("/")[0].partition(":")[0]


def _site_of(host: str) -> str:
    """A host without what tells the hosts of one owner apart."""
    labels = host.split(".")
    if len(labels) < 3 or labels[-1].isdigit():
        return host
    keep = 3 if labels[-2] in _TWO_LABELS else 2
    return ".".join(labels[-keep:])
