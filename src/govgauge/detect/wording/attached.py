"""Lines of a unit's attachments, each with where it stands: file, member, page or sheet, row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import frozen

from govgauge.detect.wording.plain import plain_line
from govgauge.model.detector import Parameter
from govgauge.model.facts import AttachmentFact, AttachmentTextFact, PageFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import ATTACHMENT_TEXTS, ATTACHMENTS, PAGES, View
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict

_PLACES = {
    "page": ("第{}页", "page {}"),
    "sheet": ("工作表“{}”", "sheet “{}”"),
    "slide": ("第{}张幻灯片", "slide {}"),
    "note": ("备注", "note"),
}
_PIECE_CHARS = 32_000
"""A longer text is kept in pieces of so many characters, cut anywhere."""
_CELLS = 2
_HEADING_CHARS = 12
_HEADING = re.compile(
    "序号|姓名|名称|单位|身份证|证件|电话|手机|联系|账号|帐号|账户|卡号|住址|地址|邮箱"
)


@frozen
class AttachedLine:
    """One line of an attachment; ``headings`` are those of the table it is a row of.

    ``linked_from`` is the page that was the first to link to the file.  ``row`` counts the lines of
    its page, sheet or text from 1 (of a sheet those that are not empty).
    """

    file: AttachmentFact
    linked_from: PageFact | None
    member: str
    place: str
    row: int
    text: str
    headings: tuple[str, ...]

    @property
    def where(self) -> Text:
        """The attachment, and the place in it."""
        kind, _, name = self.place.partition(":")
        zh, en = _PLACES.get(kind, ("", ""))
        named = self.file.anchor or self.file.name
        inside = f"/{self.member}" if self.member else ""
        return Text(
            f"附件《{named}{inside}》{zh.format(name)}第{self.row}行（{self.file.url}）",
            f"attachment “{named}{inside}”, {f'{en.format(name)}, ' if en else ''}"
            f"row {self.row} ({self.file.url})",
        )

    @property
    def instance(self) -> Instance:
        """An instance at this line, of which nothing else is said yet; it is for a person."""
        where = self.where
        return Instance(
            target=self.file.url,
            says=Text(f"（{where.zh}）", f" ({where.en})"),
            verdict=Verdict.NEEDS_PERSON,
            part="inner",
            evidence=self.evidence,
        )

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The file as it was delivered."""
        place = f"{self.member} {self.place} {self.row}".strip()
        return (Evidence(self.file.digest, self.file.url, place),) if self.file.digest else ()


def attachments_too() -> Parameter:
    """The parameter of detectors that look at attachments where it is true."""
    return Parameter(
        "attachments",
        unit="true or false",
        default=True,
        says=Text("附件文字是否也检查", "whether the text of attachments is looked at too"),
    )


def attached_files(view: View) -> Iterator[list[AttachedLine]]:
    """The lines of each payload that attachments show, once, at the first address that shows it."""
    files: dict[tuple[str, str], AttachmentFact] = {}
    for fact in sorted(view[ATTACHMENTS]):
        files.setdefault((fact.digest, fact.member), fact)
    pages = {page.seq: page for page in view[PAGES]}
    # A payload's rows stand together; a large site's are never held all at once.
    for digest, rows in groupby(view[ATTACHMENT_TEXTS], key=lambda row: row.digest):
        own = files.get((digest, ""))
        if own is not None:
            page = pages.get(own.seq)
            first = pages.get(page.parent_seq) if page is not None else None
            yield list(_lines(sorted(rows), own, first))


def _lines(
    parts: Sequence[AttachmentTextFact], file: AttachmentFact, page: PageFact | None
) -> Iterator[AttachedLine]:
    for (member, place), pieces in groupby(parts, key=lambda part: (part.member, part.place)):
        text = "".join(map(_whole, pieces))
        for row, line, headings in under_headings(enumerate(text.split("\n"), 1)):
            yield AttachedLine(file, page, member, place, row, line, headings)


def under_headings(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Lines that are not empty, by number, with the headings of the table they are a row of.

    Cells stand between tabs.  Blanks are taken out between Han, but what stands in two cells is no
    word.
    """
    headings: tuple[str, ...] = ()
    for number, line in lines:
        cells = tuple(cell.strip() for cell in line.split("\t") if cell.strip())
        if len(cells) >= _CELLS and _are_headings(cells):
            headings = cells
        if cells:
            above = headings if len(cells) >= _CELLS else ()
            yield number, "\t".join(map(plain_line, cells)), above


def _whole(piece: AttachmentTextFact) -> str:
    """A piece with the end of its last line, unless it was cut inside it."""
    text = piece.text
    return text if len(text) == _PIECE_CHARS or text.endswith("\n") else text + "\n"


def _are_headings(cells: tuple[str, ...]) -> bool:
    """Short words one of which names what stands below, and no value."""
    named = any(_HEADING.search(cell) for cell in cells if len(cell) <= _HEADING_CHARS)
    return named and not any(cell.isdigit() or len(cell) > 2 * _HEADING_CHARS for cell in cells)
