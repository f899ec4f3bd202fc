"""Signs of content that is no text of the page: scripts that write it, form fields, notices."""

import hashlib
import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from govgauge.extract.known_scripts import brings_no_list, calls_a_service

# Calls by which a script puts content into a page, and list data kept inside a script element.
_WRITES = re.compile(
    r"document\.write|innerHTML|insertAdjacentHTML|appendChild|XMLHttpRequest|\bfetch\s*\("
    r"|\$\.(?:ajax|get|getJSON|post)\b|\.(?:html|append|prepend|load)\s*\(|\baxios\b|new Vue\b"
    r"|createApp\s*\(|ReactDOM|<datastore|<record"
)
_VARYING = re.compile(r"""\d+|"[^"\n]*"|'[^'\n]*'""")
_NOTICE = re.compile(
    r"(?:栏目|页面|网页|网站|内容|功能|专题)\S{0,6}(?:建设中|建设当中|筹建中|筹备中|改版中|整理中|完善中|维护中)"
    r"|正在(?:建设|筹建|筹备|整理|完善|维护|改版|升级|更新|制作)|建设中[…。.!！]*$|暂无(?:相关|任何)?(?:信息|内容|数据|记录|文章|公告|资料)"
    r"|(?:没有|未能?)(?:找|查)到(?:相关|任何)?(?:信息|内容|数据|记录|文章)"
    r"|(?:暂时|目前)?没有(?:相关|任何)?(?:信息|内容|数据|记录|文章)|敬请期待|共\s*0\s*[条篇]|under construction",
    re.IGNORECASE,
)
_MAX_NOTICE_CHARS = 40
_NO_FIELDS = frozenset({"hidden", "submit", "button", "image", "reset"})


def read_loader(others: Sequence[LexborNode]) -> str:
    """A digest of the page's scripts that may write content; empty where no script can.

    Two pages with one digest are written by the same scripts, whatever the numbers and strings
    they are called with: where one of them shows its list in the plain page, so would the other.
    Counters, advertisements, share buttons and the like write no list and are left out.
    """
    signs: list[str] = []
    for node in others:
        if node.tag != "script":
            continue
        source = node.attrs.get("src")
        if source:
            if not brings_no_list(source):
                signs.append(source.partition("?")[0].rpartition("/")[2])
        elif _WRITES.search(text := node.text()) and not calls_a_service(text):
            signs.append(_VARYING.sub("#", text))
    if not signs:
        return ""
    return hashlib.sha256("\n".join(signs).encode("utf-8", "replace")).hexdigest()[:12]


def count_fields(others: Sequence[LexborNode]) -> int:
    """Form fields a reader can fill in: text areas and inputs that are neither hidden nor buttons."""
    return sum(
        node.tag == "textarea"
        or (node.tag == "input" and (node.attrs.get("type") or "text").lower() not in _NO_FIELDS)
        for node in others
    )


def asks_password(others: Sequence[LexborNode]) -> bool:
    """True when a form field is for a password: the page is a door."""
    return any(
        node.tag == "input" and (node.attrs.get("type") or "").strip().lower() == "password"
        for node in others
    )


def read_notice(lines: Sequence[str]) -> str:
    """The first short line that stands in place of content (建设中, 暂无信息 …), empty without one."""
    for line in lines:
        if len(line) <= _MAX_NOTICE_CHARS and _NOTICE.search(line):
            return line
    return ""
