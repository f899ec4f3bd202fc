"""A page's title, heading, breadcrumb and issuer, from what any template shows."""

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

_HEADINGS = frozenset({"h1", "h2", "h3"})
_SUFFIX = re.compile(r"\s*(?:[_|]+|\s[-–—]\s|--+|——+)\s*")
_WIDE_BLANKS = re.compile("[\u3000\u200b\u200c\u200d\ufeff]+")
_ISSUER = re.compile(
    r"^([\u4e00-\u9fa5、]{2,40}?(?:委员会|人民政府|政府|国务院|办公厅|办公室|局|部|厅|院|委))"
    r"(?:关于|印发|转发).{2,}(?:决定|决议|通知|意见|批复|复函|函|公告|通告|办法|规定|命令|令|答复)$"
)
_CRUMB_LABEL = re.compile(r"(?:当前位置|所在位置|所在的位置|您的位置|现在的位置|首页位置)[:：]?")
_ARROWS = frozenset({">", "›", "»", ">>", "→", "-", "/", "＞", "＞＞", "·"})
_MAX_CRUMB_CHARS = 24
_NOTHING = frozenset({"", "null", "undefined"})


def read_title(
    others: Sequence[LexborNode], labels: Mapping[str, str], fields: Mapping[str, str]
) -> tuple[str, str]:
    """The shown title and the first heading, from the page's ``title`` and heading elements.

    The ArticleTitle label goes first, then a field 标题, then ``<title>`` without the names of
    column and site behind it.
    """
    headings = [folded(n.text(separator=" ")) for n in others if n.tag in _HEADINGS][:12]
    headings = [h for h in headings if h]
    whole = next((folded(n.text()) for n in others if n.tag == "title"), "")
    label = folded(labels.get("articletitle", ""))
    title = label if label.lower() not in _NOTHING else ""
    title = title or folded(fields.get("title", "")) or _core(whole, headings)
    heading = next((h for h in headings if h == title), headings[0] if headings else "")
    return title, heading


def _core(whole: str, headings: Sequence[str]) -> str:
    for heading in headings:
        if len(heading) >= 4 and whole.startswith(heading):
            return heading
    parts = [p for p in _SUFFIX.split(whole) if p]
    return parts[0] if parts else ""


def folded(text: str) -> str:
    """Text with blanks folded; wide blanks inside Chinese are typesetting and go."""
    return " ".join(_WIDE_BLANKS.sub("", text).split())


def title_line(lines: Sequence[str], title: str) -> int:
    """The line that shows the title: whole if one does, else the first that begins it; else -1."""
    if len(title) < 4:
        return -1
    start = title[:12]
    first = -1
    for number, line in enumerate(lines):
        if start not in line:
            continue
        if number > 0 and len(title) - 4 <= len(line) < len(title) + 20:
            return number
        if first < 0 and line.startswith(start):
            first = number
    return first


def breadcrumb(lines: Sequence[str], title: str) -> str:
    """The last column of the breadcrumb, empty without one."""
    for number in [n for n, line in enumerate(lines) if "首页" in line or "位置" in line]:
        line = lines[number]
        rest = _CRUMB_LABEL.sub("", line) if "位置" in line else line
        arrow = number + 1 < len(lines) and lines[number + 1] in _ARROWS
        if rest.strip() == "首页" and (arrow or rest != line):
            return _last_crumb(lines[number + 1 : number + 14], title)
        if "位置" in line and rest != line:
            crumbs = [c.strip() for c in re.split(r"[>›»＞]+", rest) if c.strip()]
            if len(crumbs) > 1:
                return _not_the_title(crumbs, title)
    return ""


def _last_crumb(lines: Sequence[str], title: str) -> str:
    crumbs: list[str] = []
    expected = True
    for line in lines:
        if line in _ARROWS:
            expected = True
            continue
        if not expected or len(line) > _MAX_CRUMB_CHARS:
            break
        crumbs.append(line.strip("> ›»＞"))
        expected = line.endswith((">", "»", "›", "＞"))
    return _not_the_title(crumbs, title)


def _not_the_title(crumbs: Sequence[str], title: str) -> str:
    kept = [
        c for c in crumbs if c not in ("正文", "内容", "首页") and not title.startswith(c + " ")
    ]
    kept = [c for c in kept if c != title] or kept
    return kept[-1] if kept else ""


def issuer_in_title(title: str) -> str:
    """The issuing body a document's title begins with, empty where it names none."""
    match = _ISSUER.match(title)
    return match[1] if match else ""
