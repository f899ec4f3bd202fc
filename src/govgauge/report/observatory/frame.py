"""What every page of the observatory shares: templates, words, addresses, and what it must say."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from attrs import frozen
from jinja2 import Environment
from markupsafe import Markup

from govgauge.model.score import Result
from govgauge.model.text import Language
from govgauge.model.verdict import Verdict
from govgauge.report.docx.blocks import printable
from govgauge.report.figures import pointer
from govgauge.report.open_data import HELD
from govgauge.report.pages import FOLDERS, environment, unit_file
from govgauge.report.publication import NOT_THEIRS, Publication
from govgauge.report.words import words_of

MENU = (
    ("index", "nav.overview"),
    ("ranking", "nav.ranking"),
    ("compare", "obs.compare"),
    ("history", "obs.history"),
    ("method", "nav.method"),
    ("data", "obs.data_short"),
)
_PLAIN = re.compile(r"[^A-Za-z0-9.-]")


@frozen
class Page:
    """One file of the site: its place below the site's folder, and its bytes."""

    path: str
    data: bytes


@cache
def observatory_words(language: Language) -> Mapping[str, str]:
    """The words of all reports, and those of the observatory."""
    path = files("govgauge") / "locale" / "observatory" / f"{language}.json"
    own: dict[str, str] = json.loads(path.read_text("utf-8"))
    return words_of(language) | own


class Frame:
    """Renders pages in both languages; Chinese at the root, English below ``en/``."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.results = publication.results
        self.templates = _environment()
        self._parts = self.templates.get_template("observatory/parts.html").module
        self._shared = self._said_everywhere()

    def page(self, language: Language, template: str, name: str, extra: Mapping[str, Any]) -> Page:
        """One page; ``name`` is its place below the folder of its language."""
        html = self.templates.get_template(f"observatory/{template}").render(
            self._shared | self._place(language, name) | dict(extra)
        )
        return Page(FOLDERS[language] + name, html.encode())

    def words_in_tags(self, macro: str, language: Language) -> dict[str, Markup]:
        """The tag of every result (``tag``) or every verdict (``verdict``), made once for all rows."""
        kinds = [*(Result if macro == "tag" else Verdict), HELD]
        render: Callable[..., str] = getattr(self._parts, macro)
        words = observatory_words(language)
        return {str(kind): Markup(render(str(kind), words)) for kind in kinds}

    def _place(self, language: Language, name: str) -> dict[str, Any]:
        other: Language = "en" if language == "zh" else "zh"
        root = "../" * name.count("/")
        up = root + ("../" if language == "en" else "")
        return {
            "language": language,
            "w": observatory_words(language),
            "root": root,
            "up": up,
            "here": name.removesuffix(".html"),
            "other_page": quote(up + FOLDERS[other] + name),
        }

    def _said_everywhere(self) -> dict[str, Any]:
        publication, campaign = self.publication, self.results.campaign
        is_style = self.results.system.status == "style"
        return {
            "campaign": campaign,
            "system": self.results.system,
            "as_of": campaign.as_of.strftime("%Y-%m-%d %H:%M"),
            "issuer": publication.issuer,
            "approved_by": publication.approved_by,
            "licence": publication.licence,
            "mark": publication.watermark,
            "draft": not publication.approved_by,
            "unverified": publication.unverified,
            "style_note": NOT_THEIRS if is_style else None,
            "menu": MENU,
            "full": max(self.results.system.full_marks, 1),
            "titles": {key: card.title for key, card in self.results.detectors.items()},
        }


def _environment() -> Environment:
    templates = environment()
    templates.finalize = _printed
    templates.filters |= {
        "unit_href": lambda unit_id: quote(unit_file(unit_id)),
        "badge_href": lambda unit_id: quote(unit_file(unit_id).removesuffix("html") + "svg"),
        "indicator_href": lambda code: quote(indicator_file(code)),
        "list_file": list_file,
        "id": element_id,
    }
    templates.globals["figure"] = lambda *steps: f"figures.html#{element_id(pointer(*steps))}"
    return templates


def _printed(value: Any) -> Any:
    """Other people's text without characters that reorder what stands around them."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def indicator_file(code: str) -> str:
    """The place of an indicator's page."""
    return f"indicators/{quote(code, safe='')}.html"


def list_file(slug: str, page: int) -> str:
    """The file name of one page of a list, counted from 1."""
    return f"{slug}.html" if page == 1 else f"{slug}-{page}.html"


def element_id(text: str) -> str:
    """A name that may be the id of an element and stand after ``#``; different for each text."""
    return _PLAIN.sub(lambda match: f"_{ord(match[0]):x}", text)
