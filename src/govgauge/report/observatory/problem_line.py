"""One problem as an item of a list: the most frequent piece of the site, so made without a template."""

from collections.abc import Mapping
from html import escape

from markupsafe import Markup

from govgauge.model.text import Language, Text
from govgauge.report.docx.blocks import printable
from govgauge.report.observatory.frame import observatory_words
from govgauge.report.observatory.public import Problem
from govgauge.report.pages import safe_href

_DIGEST_CHARS = 23


def problem_line(problem: Problem, titles: Mapping[str, Text], language: Language) -> Markup:
    """What is wrong and where, or that this is not told here; when it was seen, by what evidence."""
    words = observatory_words(language)
    seen = f"{words['obs.seen_at']} {_text(problem.seen)} · " if problem.seen else ""
    digest = problem.digests[0][:_DIGEST_CHARS] if problem.digests else ""
    evidence = f" · {words['word.evidence']} <code>{_text(digest)}…</code>" if digest else ""
    finding = _text(problem.finding_id)
    return Markup(
        f'<li id="f-{finding}">{_told(problem, titles, language)}<br><span class="small">{seen}'
        f"{words['obs.finding']} <code>{finding}</code>{evidence}</span></li>\n"
    )


def _told(problem: Problem, titles: Mapping[str, Text], language: Language) -> str:
    if problem.restricted:
        title = _text(titles[problem.detector].in_(language))
        return f"<b>{title}</b> {observatory_words(language)['obs.restricted']}"
    target = _text(problem.target)
    if safe_href(problem.target):
        target = f'<a href="{target}" rel="noopener noreferrer nofollow">{target}</a>'
    return f"<b>{_text(problem.says.in_(language))}</b><br>{target}"


def _text(text: str) -> str:
    return escape(printable(text))
