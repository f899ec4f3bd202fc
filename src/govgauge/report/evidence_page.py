"""One finding's evidence as a page a person can read without any program of ours."""

from collections.abc import Mapping
from typing import Any

from govgauge.report.pages import environment
from govgauge.report.words import words_of


def evidence_page(document: Mapping[str, Any]) -> str:
    """The page, Chinese first and English below, of a package's ``finding.json``."""
    return (
        environment()
        .get_template("evidence.html")
        .render(document, zh=words_of("zh"), en=words_of("en"))
    )
