"""The whole yearly report in one language: chapters in their order, numbered, empty ones left out."""

from collections.abc import Iterator, Mapping

from govgauge.model.text import Language, Text
from govgauge.report.circular import wording as say
from govgauge.report.docx.blocks import (
    Block,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Style,
)
from govgauge.report.figures import FigureBook, MarkedBook
from govgauge.report.prose.numerals import chinese_number
from govgauge.report.yearly import (
    change,
    dimensions,
    features,
    method,
    objects,
    overall,
    problems,
    recommendations,
    regions,
    security,
    summary,
)
from govgauge.report.yearly.annexes import annexes
from govgauge.report.yearly.editor import EditorText, split
from govgauge.report.yearly.writer import Blocks, Chapter, Subject, Writer


def _nothing(writer: Writer) -> Blocks:
    return iter(())


# The first and the last are the editor's alone.
CHAPTERS = (
    Chapter("preface", Text("前言", "Preface"), _nothing),
    summary.CHAPTER,
    objects.CHAPTER,
    method.CHAPTER,
    overall.CHAPTER,
    change.CHAPTER,
    dimensions.CHAPTER,
    regions.CHAPTER,
    features.CHAPTER,
    problems.CHAPTER,
    security.CHAPTER,
    recommendations.CHAPTER,
    Chapter("afterword", Text("结语", "Afterword"), _nothing),
)
_TITLE = Text("{name}年度评估报告", "Yearly evaluation report {name}")
TITLE = "title"
"""The editor's file that holds the title of the report alone."""
_CONTENTS = Text("目录", "Contents")


def yearly_report(
    subject: Subject, language: Language, name: str, editor: Mapping[str, EditorText]
) -> tuple[Document, FigureBook]:
    """The report and its figures; ``editor`` holds the editor's text by chapter."""
    writer = Writer(subject, language, MarkedBook(name))
    title = writer.says(_TITLE, name=subject.publication.results.campaign.name)
    if TITLE in editor:
        title = " ".join(editor[TITLE].text.split()) or title
    mark = subject.publication.watermark
    document = Document(
        title=title,
        language=language,
        blocks=(*_head(writer, title), *_body(writer, editor), *annexes(writer)),
        header=f"{writer.t(writer.system.title)} · {writer.system.key}",
        watermark=mark.in_(language) if mark else "",
    )
    return document, writer.book


def _head(writer: Writer, title: str) -> Iterator[Block]:
    publication = writer.publication
    yield Paragraph(title, Style.TITLE)
    yield Paragraph(writer.says(say.SUBTITLE, as_of=writer.as_of), Style.SUBTITLE)
    if publication.issuer:
        yield Paragraph(publication.issuer, Style.SUBTITLE)
    if publication.approved_by:
        yield Paragraph(writer.says(say.APPROVED_NOTE, who=publication.approved_by), Style.NOTE)
    else:
        yield Paragraph(writer.t(say.DRAFT_NOTE), Style.NOTE)
    yield Contents(writer.t(_CONTENTS))
    yield PageBreak()


def _body(writer: Writer, editor: Mapping[str, EditorText]) -> Iterator[Block]:
    number = 0
    for chapter in CHAPTERS:
        writer.place = writer.t(chapter.title)
        before, behind = split(writer, editor.get(chapter.key))
        blocks = [*before, *chapter.write(writer), *behind]
        if blocks:
            number += 1
            yield Heading(_numbered(writer, number, chapter.title))
            yield from blocks


def _numbered(writer: Writer, number: int, title: Text) -> str:
    return writer.both(f"{chinese_number(number)}、{title.zh}", f"{number}. {title.en}")
