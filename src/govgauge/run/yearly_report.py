"""Writes the yearly report in both languages; the editor's own text lies beside the results."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Language, Text
from govgauge.model.yearly import Yearly
from govgauge.report.circular.accusations import named_units
from govgauge.report.figures import Figure
from govgauge.report.html.document import document_html
from govgauge.report.publication import Publication
from govgauge.report.yearly.document import CHAPTERS, TITLE, yearly_report
from govgauge.report.yearly.editor import EditorText
from govgauge.report.yearly.examples import find_examples
from govgauge.report.yearly.writer import Subject
from govgauge.run.printed import Printed
from govgauge.run.yearly_figures import yearly_document, yearly_of
from govgauge.store.records import canonical_json
from govgauge.store.workspace import CampaignFolder, write_atomic

_LANGUAGES: tuple[Language, ...] = ("zh", "en")
FIGURES = "yearly.json"
Made = tuple[str, bytes, Sequence[Figure]]


def editor_folder(folder: CampaignFolder) -> Path:
    """Where the editor writes: outside results and reports, which are made anew."""
    return folder.path / "editor" / "yearly"


class YearlyReport:
    """The yearly report of one campaign; nothing is read before it is asked for."""

    def __init__(
        self,
        folder: CampaignFolder,
        publication: Publication,
        printed: Printed,
        previous: Sequence[str],
    ) -> None:
        self._folder = folder
        self._publication = publication
        self.printed = printed
        self._previous = previous

    @property
    def names(self) -> list[str]:
        """The files of the report."""
        return [FIGURES, *(name for language in _LANGUAGES for name in self._names(language))]

    def _names(self, language: Language) -> list[str]:
        own = self.printed.names("yearly", language)
        return [*own, own[0].removesuffix("docx") + "html"]

    def made_of(self) -> str:
        """What the report is made of besides results: the editor's text, what it is compared with."""
        whole = hashlib.sha256("|".join(self._previous).encode())
        for language in _LANGUAGES:
            for key, text in self._editor[language].items():
                whole.update(f"{language} {key}\n{text.text}".encode())
        return whole.hexdigest()

    @cached_property
    def yearly(self) -> Yearly:
        """What the report says beside the results."""
        return yearly_of(self._folder, self._publication.results, self._previous)

    def ensure_figures(self, target: Path) -> None:
        """Write ``yearly.json`` where it is missing: diagnoses point to it too."""
        if not (target / FIGURES).is_file():
            write_atomic(target / FIGURES, canonical_json(yearly_document(self.yearly)))

    def documents(self, progress: Callable[[int, int], None]) -> Iterator[Made]:
        """Every file with its bytes and figures."""
        yield FIGURES, canonical_json(yearly_document(self.yearly)), ()
        named = named_units(self._publication)
        examples = find_examples(self._publication, self.yearly, named)
        subject = Subject(self._publication, self.yearly, named, examples)
        for number, language in enumerate(_LANGUAGES):
            progress(number, len(_LANGUAGES))
            yield from self._in(language, subject)
        progress(len(_LANGUAGES), len(_LANGUAGES))

    def _in(self, language: Language, subject: Subject) -> Iterator[Made]:
        *printed, page = self._names(language)
        document, book = yearly_report(subject, language, printed[0], self._editor[language])
        for name, data in zip(printed, self.printed.files(document), strict=True):
            yield name, data, book.figures
        yield page, document_html(document, book.figures).encode(), book.figures

    @cached_property
    def _editor(self) -> dict[Language, dict[str, EditorText]]:
        """The editor's files by language and chapter.

        Raises ``BadInput`` (``unknown-chapter``) for a file that belongs to none.
        """
        known = {TITLE, *(chapter.key for chapter in CHAPTERS)}
        found: dict[Language, dict[str, EditorText]] = {"zh": {}, "en": {}}
        for path in sorted(editor_folder(self._folder).glob("*.md")):
            key, _, ending = path.name.removesuffix(".md").partition(".")
            if key not in known or ending not in ("", "en"):
                raise _unknown_chapter(path, sorted(known))
            text = path.read_text("utf-8-sig")
            found["en" if ending else "zh"][key] = EditorText(str(path), text)
        return found


def _unknown_chapter(path: Path, known: Sequence[str]) -> BadInput:
    return BadInput(
        "unknown-chapter",
        Text(f"年度报告没有章节 {path.stem}", f"the yearly report has no chapter {path.stem}"),
        Text(
            f"文件名用 {', '.join(known)}（英文版加 .en）",
            f"name the file after one of {', '.join(known)} (with .en for English)",
        ),
        Place.in_file(path),
    )
