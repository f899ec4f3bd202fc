"""A document in the forms it is printed in: DOCX, and PDF where that is asked for."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from govgauge.model.text import Language
from govgauge.report.docx.blocks import Document
from govgauge.report.docx.package import docx_bytes
from govgauge.report.docx.page_form import PageForm
from govgauge.run.typesetting import pdf_bytes


@frozen
class Printed:
    """How documents are printed; ``made_at`` stands in a PDF, so that equal results are equal."""

    form: PageForm
    pdf: bool
    made_at: datetime

    def names(self, stem: str, language: Language) -> list[str]:
        """The file names of one document in one language."""
        endings = ("docx", "pdf") if self.pdf else ("docx",)
        return [f"{stem}{'' if language == 'zh' else '.en'}.{ending}" for ending in endings]

    def files(self, document: Document) -> Iterator[bytes]:
        """The bytes of each form, in the order of ``names``."""
        yield docx_bytes(document, self.form)
        if self.pdf:
            yield pdf_bytes(document, self.form, self.made_at)
