"""Pieces of text that pages show: their lines, and what stands for their pictures."""

from collections.abc import Container, Iterator

from govgauge.detect.wording.plain import plain_line
from govgauge.model.facts import PageFact, PageKind
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import SIDE_TEXTS, TEXTS, View
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict

IN_LINE = Text("", "")
ALTERNATIVE = Text("图片替代文字，", "alternative of a picture, ")


def shown_pieces(view: View, pages: Container[int]) -> Iterator[tuple[int, str, Text]]:
    """The page, the text as wording is checked, and where it stands if not in a line."""
    for row in sorted(view[TEXTS]):
        if row.seq in pages:
            yield row.seq, plain_line(row.text), IN_LINE
    for side in sorted(view[SIDE_TEXTS]):
        if side.page_seq in pages and side.way == "alternative":
            yield side.page_seq, plain_line(side.text), ALTERNATIVE


def on_page(page: PageFact, where: Text = IN_LINE) -> Instance:
    """An instance on a page, of which nothing else is said yet; a person's without evidence."""
    return Instance(
        target=page.final_url or page.url,
        says=Text(f"（{where.zh}{page.url}）", f" ({where.en}{page.url})"),
        verdict=Verdict.UNMET if page.digest else Verdict.NEEDS_PERSON,
        part="home" if page.kind == PageKind.HOME else "inner",
        evidence=(Evidence(page.digest, page.url),) if page.digest else (),
    )
