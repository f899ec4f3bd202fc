"""References of pages as absolute addresses, joined by the WHATWG rules, each spelling once.

A path is always encoded as UTF-8, a query with the page's own encoding (WHATWG URL, query state):
``list.jsp?lm=通知`` of a GBK page means ``?lm=%CD%A8%D6%AA``.
"""

import re

import ada_url

from govgauge.model.reading import Link
from govgauge.model.session import without_session

# WHATWG URL, basic parser: these go from both ends, and tabs and line ends from within.
_AROUND = "".join(map(chr, range(0x21)))
_WITHIN = re.compile(r"[\t\n\r]+")
# How a query is encoded, where not as UTF-8; ``gbk`` has no characters of four bytes.
_CODECS = {
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "windows-1252": "cp1252",
    "euc-kr": "cp949",
    "euc-jp": "euc_jp",
    "shift_jis": "cp932",
}
# Characters no part of an address encodes, and no segment of dots: joining such references is
# putting strings together.  Of a thousand links of a real site some 990 are of this form.
_SEGMENTS = r"(?:[A-Za-z0-9_-][A-Za-z0-9_.~-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.~-]*)?"
_QUERY = r"(?:\?[A-Za-z0-9_.~=&/-]*)?"
_BELOW_ROOT = re.compile(rf"/{_SEGMENTS}{_QUERY}")
_BELOW_FOLDER = re.compile(rf"(?:\./)?(?P<up>(?:\.\./)*)(?P<rest>{_SEGMENTS}{_QUERY})")
_MAX_HELD = 4_096
_MAX_WRITTEN_CHARS = 400


class LinksCache:
    """References already joined for one unit; a few thousand are held, then all are forgotten.

    Pages of one site repeat most of their links.
    """

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}
        self._roots: dict[str, dict[str, Link]] = {}
        self._held = 0

    def note(self, number: int) -> None:
        """So many more references are held."""
        self._held += number

    def place(self, base: str, encoding: str) -> "_Place":
        """What is known of references on pages in the folder of ``base``."""
        if self._held > _MAX_HELD or len(self._places) >= _MAX_HELD:
            self._places.clear()
            self._roots.clear()
            self._held = 0
        path = base.partition("?")[0]
        folder = path[: path.rfind("/") + 1]
        known = self._places.get(encoding + folder)
        if known is None:
            known = self._places[encoding + folder] = _Place(folder)
            known.everywhere = self._roots.setdefault(encoding + known.root, {})
        return known


class _Place:
    """One folder: as the WHATWG rules write it, and what references on its pages mean.

    ``root`` lacks its last slash.  ``targets`` leads from a reference to its address, empty for
    what is no link; ``here`` and ``everywhere`` from an anchor as it is written to the link it
    makes in this folder or below the whole root.
    """

    __slots__ = ("everywhere", "folder", "here", "root", "targets")

    def __init__(self, folder: str) -> None:
        self.root, self.folder = join(folder, "/")[:-1], join(folder, "./")
        self.targets: dict[str, str] = {}
        self.here: dict[str, Link] = {}
        self.everywhere: dict[str, Link] = {}


class References:
    """Joins the references of one page.

    ``known`` and ``known_here`` hold anchors, as they are written, that were met before.
    """

    def __init__(self, base: str, cache: LinksCache, encoding: str = "") -> None:
        self._base = base
        self._cache = cache
        self._encoding = encoding
        self._added = 0
        self._place = cache.place(base, encoding)
        self.known, self.known_here = self._place.everywhere, self._place.here

    def remember(self, written: str, reference: str, link: Link) -> None:
        """Keep the link an anchor makes, for all pages on which it means the same."""
        if len(written) > _MAX_WRITTEN_CHARS:
            return
        if reference[:1] == "/" or reference[:7] == "http://" or reference[:8] == "https://":
            self.known[written] = link
        elif not _depends_on_page(reference):
            self.known_here[written] = link
        else:
            return
        self._added += 1

    def close(self) -> None:
        """Tell the cache how much this page has added."""
        self._cache.note(self._added)

    def joined(self, reference: str) -> str:
        """The absolute address, or empty for what is no link."""
        place = self._place
        if place.folder:
            if reference[:1] == "/":
                if _BELOW_ROOT.fullmatch(reference):
                    return _plain(place.root + reference)
            elif (plain := _BELOW_FOLDER.fullmatch(reference)) and plain["rest"][:1] not in "?":
                return _plain(_above(place, len(plain["up"]) // 3) + plain["rest"])
        target = place.targets.get(reference)
        if target is None:
            target = self._fully_joined(reference)
            if not _depends_on_page(reference):
                place.targets[reference] = target
                self._added += 1
        return target

    def _fully_joined(self, reference: str) -> str:
        plain = _WITHIN.sub("", reference.strip(_AROUND))
        if plain[:1] in ("", "#") or "{{" in plain or "${" in plain:
            # A template's placeholder: no browser asks for it once its script has run.
            return ""
        return join(self._base, plain, self._encoding)


def _plain(address: str) -> str:
    """The address without a session id; of the plain forms only a query can hold one."""
    return without_session(address) if "?" in address else address


def _above(place: _Place, levels: int) -> str:
    folder = place.folder
    for _ in range(levels):
        if len(folder) > len(place.root) + 1:
            folder = folder[: folder.rfind("/", 0, -1) + 1]
    return folder


def _depends_on_page(reference: str) -> bool:
    """True for a query alone, which goes behind the page's own name."""
    return "?" in reference and not reference.partition("?")[0].strip(_AROUND)


def query_encoding(charset: str, declared: str) -> str:
    """The encoding of a page's queries (WHATWG: get an output encoding); empty for UTF-8.

    ``gb2312``, ``gbk`` and pages that declare nothing are read as GB18030 but write as GBK.
    """
    if charset == "gb18030" and declared.lower() != "gb18030":
        return "gbk"
    return charset if charset in _CODECS else ""


def join(base: str, reference: str, encoding: str = "") -> str:
    """A reference as an absolute address without fragment and session id, empty unless http(s)."""
    if not reference.isascii() and encoding:
        reference = _with_query_in(encoding, reference)
    if reference[:11].lower() in ("javascript:", "mailto:") or reference[:4].lower() == "tel:":
        return ""
    try:
        href = ada_url.join_url(base, reference)
    except ValueError:
        return ""
    web = href.startswith(("http:", "https:"))
    return without_session(href.partition("#")[0]) if web else ""


def _with_query_in(encoding: str, reference: str) -> str:
    """WHATWG URL, percent-encode after encoding; what an encoding lacks becomes ``&#N;``."""
    path, mark, query = reference.partition("#")[0].partition("?")
    return path + mark + "".join([c if c.isascii() else _in_bytes(c, encoding) for c in query])


def _in_bytes(character: str, encoding: str) -> str:
    encoded = character.encode(_CODECS[encoding], "replace")
    if encoded == b"?" or (encoding == "gbk" and len(encoded) > 2):
        return f"%26%23{ord(character)}%3B"
    if encoding == "gbk" and character == "€":
        return "%80"
    return "".join([chr(b) if b < 0x80 else f"%{b:02X}" for b in encoded])
