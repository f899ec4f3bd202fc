"""What a site answers beyond its files: search results, letters, and pages for unknown addresses."""

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote_to_bytes

from govgauge.modelcity.drawing import Drawing
from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site
from govgauge.modelcity.wording import missing_notice

_SLOT = "\x1a"
_MOST_RESULTS = 20


def search_template(drawing: Drawing) -> str:
    """A page of search results with a slot for them."""
    return drawing.other("站内搜索", _SLOT)


def soft_page_html(site: Site, random: Random) -> str:
    """What a site shows for addresses it does not know, in place of a status."""
    back = (
        f'<a href="{site.prefix}/">{site.choose("back", ("返回首页", "回到首页", "点击返回"))}</a>'
    )
    return f'<div class="{site.css("tip")}"><p>{missing_notice(random)}</p>{back}</div>'


def mailbox_html(site: Site, family: Family) -> str:
    """The form that takes a letter."""
    name, mail, text = site.choose(
        "letter fields",
        (("name", "mail", "content"), ("xm", "dh", "nr"), ("userName", "tel", "body")),
    )
    return (
        f'<form class="{site.css("write")}" method="post" action="{site.prefix}{family.letter_path}">'
        f'<p>姓名：<input name="{name}"></p><p>联系方式：<input name="{mail}"></p>'
        f'<p>标题：<input name="title"></p><p>内容：<textarea name="{text}"></textarea></p>'
        '<p><input type="submit" value="提交"></p></form>'
    )


class Doors:
    """Answers searches and takes letters, from the files of a city."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "search"
        self._index = lru_cache(64)(self._read)
        self._letters = 0

    def _read(self, name: str) -> dict[str, Any]:
        index: dict[str, Any] = json.loads((self._folder / name).read_text("utf-8"))
        return index

    def search(self, door: dict[str, Any], query: str) -> bytes:
        """The result page for a query string."""
        index = self._index(door["index"])
        words = _field(query, door["field"], index["encoding"]).split()
        found = [e for e in index["entries"] if words and all(w in e[0] for w in words)]
        rows = "".join(
            f'<li><a href="{href}">{escape(title)}</a> {day}</li>'
            for title, href, day in found[:_MOST_RESULTS]
        )
        html = f"<p>共找到{len(found)}条结果</p><ul>{rows}</ul>"
        return self._page(index, html)

    def take_letter(self, door: dict[str, Any], body: bytes) -> bytes:
        """The answer to a letter: its number, or a request to write something."""
        index = self._index(door["index"])
        if not any(part.partition(b"=")[2].strip() for part in body.split(b"&")):
            return self._page(index, "<p>请填写信件内容后再提交</p>")
        self._letters += 1
        return self._page(index, f"<p>提交成功，您的信件编号为 {self._letters:08d}，请牢记。</p>")

    def _page(self, index: dict[str, Any], html: str) -> bytes:
        text: str = index["template"]
        return text.replace(_SLOT, html).encode(index["encoding"], "replace")


def _field(query: str, name: str, encoding: str) -> str:
    for part in query.split("&"):
        key, _, value = part.partition("=")
        if key == name:
            raw = unquote_to_bytes(value.replace("+", " "))
            try:
                return raw.decode("utf-8")
            except UnicodeDecodeError:
                return raw.decode(encoding, "replace")
    return ""
