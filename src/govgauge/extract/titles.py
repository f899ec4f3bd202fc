"""A page's title, heading, breadcrumb and issuer, from what any template shows."""

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

_HEADINGS = frozenset({"h1", "h2", "h3"})
_SUFFIX = re.compile(r"\s*(?:[_|]+|\s[-–—]\s|--+|——+)\s*")
_JOINED = re.compile(r"\s*[-–—_|]+\s*")
_WIDE_BLANKS = re.compile("[\u3000\u200b\u200c\u200d\ufeff]+")
_ISSUER = re.compile(
    r"^([\u4e00-\u9fa5、]{2,40}?(?:委员会|人民政府|政府|国务院|办公厅|办公室|局|部|厅|院|委))"
    r"(?:关于|印发|转发).{2,}(?:决定|决议|通知|意见|批复|复函|函|公告|通告|办法|规定|命令|令|答复)$"
)
_CRUMB_LABEL = re.compile(
    r"(?:当前位置|所在位置|所在的位置|您的位置|现在的位置|首页位置|当前栏目|位置|您现在的位置)[:：]?"
)
_FIRST_CRUMBS = frozenset({"首页", "主页", "网站首页", "本站首页", "门户首页"})
_ARROWS = frozenset({">", "›", "»", ">>", "→", "-", "/", "＞", "＞＞", "·"})
_SPLIT_CRUMBS = re.compile("[>›»＞]+")
_WORD = re.compile("^[^，。；！？!,;]*[\u4e00-\u9fffA-Za-z]{2}[^，。；！？!,;]*$")
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


def shown_title(title: str, lines: Sequence[str]) -> str:
    """The title a reader sees: where no line shows the whole, the longest part that is a line.

    ``<title>`` often joins the names of site and column to it by a plain hyphen, before or behind.
    """
    shown = set(lines)
    if title in shown or not _JOINED.search(title):
        return title
    parts = [part for part in _JOINED.split(title) if len(part) >= 4 and part in shown]
    return max(parts, key=len, default=title)


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


def breadcrumb(lines: Sequence[str], title: str) -> tuple[str, ...]:
    """The columns of the breadcrumb from the first one down, empty without one."""
    for number in [n for n, line in enumerate(lines) if "页" in line or "位置" in line]:
        line = lines[number]
        rest = _CRUMB_LABEL.sub("", line) if "位置" in line else line
        following = lines[number + 1] if number + 1 < len(lines) else " "
        arrow = following in _ARROWS or following[0] in ">›»＞"
        if rest.strip() in _FIRST_CRUMBS and (arrow or rest != line or _labelled(lines, number)):
            return _columns_only(_following(lines[number + 1 : number + 14], title), title)
        if "位置" in line and rest != line:
            crumbs = [c.strip() for c in _SPLIT_CRUMBS.split(rest) if c.strip()]
            if len(crumbs) > 1:
                return _columns_only(crumbs, title)
    return ()


def _labelled(lines: Sequence[str], number: int) -> bool:
    """The line before is a breadcrumb's label."""
    return number > 0 and bool(_CRUMB_LABEL.fullmatch(lines[number - 1].replace(" ", "")))


def _following(lines: Sequence[str], title: str) -> list[str]:
    """The crumbs on the lines after 首页, each introduced by the same arrow; a line may hold several.

    The page's own title is the last one, even where one more arrow follows it.
    """
    crumbs: list[str] = []
    arrow = lines[0] if lines and lines[0] in _ARROWS else ""
    expected = True
    for line in lines:
        if line == arrow:
            expected = True
            continue
        parts = [c.strip() for c in _SPLIT_CRUMBS.split(line) if c.strip()]
        expected = expected or line[0] in ">›»＞"
        if not expected or any(len(c) > _MAX_CRUMB_CHARS or not _WORD.search(c) for c in parts):
            break
        crumbs += parts
        if title in parts:
            break
        expected = line.endswith((">", "»", "›", "＞"))
    return crumbs


def _columns_only(crumbs: Sequence[str], title: str) -> tuple[str, ...]:
    kept: list[str] = []
    for crumb in crumbs:
        if crumb in ("正文", "内容", *_FIRST_CRUMBS) or title.startswith(crumb + " "):
            continue
        if kept and kept[-1] == crumb:
            continue  # The page's heading right behind a last arrow.
        kept.append(crumb)
    return tuple(kept)


def issuer_in_title(title: str) -> str:
    """The issuing body a document's title begins with, empty where it names none."""
    match = _ISSUER.match(title)
    return match[1] if match else ""
