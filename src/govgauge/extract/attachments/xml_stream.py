"""XML read as a stream: nothing is built in memory, no entity is expanded, nothing is fetched."""

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from govgauge.extract.attachments.draft import Draft, LimitHit, Unreadable

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
_NO_MEMORY = 1
_BUFFER_BYTES = 64 * 1024
_FLUSH_CHARS = 16_000
_MAX_NAMES = 10_000
_MAX_TOKEN_BYTES = 4 * 1024 * 1024
"""The longest tag or comment: the parser looks at an unfinished one again with every piece."""


def read_xml(
    pieces: Iterable[bytes],
    start: Start | None = None,
    end: End | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call the handlers for every element and text; names without their prefix.

    A declaration of entities is a limit (``entities``): documents of offices have none, and bombs
    are made of them.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = _BUFFER_BYTES
    parser.EntityDeclHandler = _refuse
    local = _LocalNames()
    if start is not None:
        on_start = start
        parser.StartElementHandler = lambda name, attributes: on_start(local[name], attributes)
    if end is not None:
        on_end = end
        parser.EndElementHandler = lambda name: on_end(local[name])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        _feed(parser, pieces)
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from error
        raise Unreadable(f"XML: {expat.ErrorString(error.code)}") from error


def _feed(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    fed = 0
    for piece in pieces:
        parser.Parse(piece, False)
        fed += len(piece)
        if fed - parser.CurrentByteIndex > _MAX_TOKEN_BYTES:
            raise LimitHit("xml_token")
    parser.Parse(b"", True)


class _LocalNames(dict[str, str]):
    """Names without their prefix, each cut once; a file of endless names is not remembered."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < _MAX_NAMES:
            self[name] = local
        return local


def _refuse(*declaration: object) -> None:
    raise LimitHit("entities")


class Flow:
    """Running text of an office document: some elements hold text, some end lines, some are left out.

    ``texts``: elements whose characters count (``None``: all); ``lines``: elements at whose end a
    line ends; ``signs``: empty elements that stand for characters; ``skipped``: left out whole.
    ``cell`` and ``row`` are a table's: the cells of a row stand in one line between tabs, as long as
    each is of one line.
    """

    def __init__(
        self,
        draft: Draft,
        place: str,
        texts: frozenset[str] | None,
        lines: frozenset[str],
        signs: Mapping[str, str],
        skipped: frozenset[str],
        cell: str = "",
        row: str = "",
    ) -> None:
        self._draft = draft
        self._place = place
        self._texts = texts
        self._lines = lines
        self._signs = signs
        self._skipped = skipped
        self._cell = cell
        self._row = row
        self._cells = 0
        self._waiting = ""
        self._inside = self._skipping = self._chars = 0
        self._pieces: list[str] = []

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read one part of the document to its end."""
        try:
            read_xml(pieces, self._start, self._end, self._text)
        finally:
            self.flush()

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipping or name in self._skipped:
            self._skipping += 1
        elif self._texts is None or name in self._texts:
            self._inside += 1
        self._cells += name == self._cell
        sign = self._signs.get(name)
        if sign and not self._skipping:
            self._put(sign)

    def _end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        if self._texts is None or name in self._texts:
            self._inside -= 1
        if name == self._cell:
            self._cells -= 1
            self._waiting = "\t"
        elif name == self._row:
            self._waiting = ""
            self._put("\n")
        elif name in self._lines and self._cells:
            # What follows tells whether the line ends here or the cell does.
            self._waiting = "\n"
        elif name in self._lines:
            self._put("\n")

    def _text(self, text: str) -> None:
        if self._inside and not self._skipping:
            self._put(text)

    def _put(self, text: str) -> None:
        if self._waiting:
            self._pieces.append(self._waiting)
            self._waiting = ""
        self._pieces.append(text)
        self._chars += len(text)
        if self._chars > _FLUSH_CHARS and (text == "\n" or self._chars > 2 * _FLUSH_CHARS):
            self.flush()

    def flush(self) -> None:
        """Hand over what waits."""
        text, self._pieces, self._chars = "".join(self._pieces), [], 0
        self._draft.add(text, self._place)


def read_core(draft: Draft, pieces: Iterable[bytes]) -> None:
    """Title, author and dates of an office document (Dublin Core in ``docProps/core.xml``, ODF)."""
    found: dict[str, str] = {}
    current = [""]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        current[0] = name

    def text(data: str) -> None:
        if current[0] and len(found) < 50:
            found[current[0]] = (found.get(current[0], "") + data)[:1000]

    def end(name: str) -> None:
        current[0] = ""

    read_xml(pieces, start, end, text)
    draft.describe(
        found.get("title") or found.get("Title"),
        found.get("creator") or found.get("initial-creator") or found.get("Author"),
        found.get("created") or found.get("creation-date") or found.get("CreationDate"),
        found.get("modified") or found.get("date") or found.get("ModDate"),
    )
