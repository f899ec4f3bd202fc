"""Small pages in every encoding, declared in every way, made by rule.

``PAGES`` are pages whose declaration is possible: there a browser is the referee.  ``MISLABELLED``
are pages whose bytes cannot be what they declare: there a browser shows garbage, and the text they
were made from is the referee.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

ZH = "国务院办公厅关于开展第一次全国政府网站普查的通知，镕基、㐂𠮷"
ZH_LONG = "甲县人民政府办公室关于印发二〇二六年重点工作任务清单的通知，请认真组织实施。" * 3
TRADITIONAL = "香港特別行政區政府與臺灣網站，公告：測試文件"
_SAMPLES = {
    "ibm866": "Привет, мир",
    "iso-8859-2": "Příliš žluťoučký kůň",
    "iso-8859-3": "Ĉiuĵaŭde",
    "iso-8859-4": "Āboliņš ģērbj",
    "iso-8859-5": "Привет, мир",
    "iso-8859-6": "مرحبا بالعالم",
    "iso-8859-7": "Καλημέρα κόσμε",
    "iso-8859-8": "שלום עולם",
    "iso-8859-10": "Íslenskur þurs",
    "iso-8859-13": "Ąžuolas ėjo",
    "iso-8859-14": "Ŵythnos ŷd",
    "iso-8859-15": "café œuvre 10 €",
    "iso-8859-16": "Țară și școală",
    "koi8-r": "Привет, мир",
    "koi8-u": "Привіт, світ ґ",
    "macintosh": "café “naïve”",
    "windows-874": "สวัสดีชาวโลก",
    "windows-1250": "Příliš žluťoučký",
    "windows-1251": "Привет, мир",
    "windows-1252": "café – “naïve” €",
    "windows-1253": "Καλημέρα κόσμε",
    "windows-1254": "Iğdır çığ",
    "windows-1255": "שלום עולם",
    "windows-1256": "مرحبا بالعالم",
    "windows-1257": "Ąžuolas ėjo",
    "windows-1258": "Việt Nam".encode("cp1258", "ignore").decode("cp1258"),
    "x-mac-cyrillic": "Привет, мир",
    "big5": TRADITIONAL,
    "euc-jp": "日本語のホームページ、テスト",
    "shift_jis": "日本語のホームページ、ﾃｽﾄ①",
    "iso-2022-jp": "日本語のホームページ",
    "euc-kr": "대한민국 정부 웹사이트 똠방각하",
    "gb18030": ZH + "བོད་ཡིག ئۇيغۇرچە",
    "gbk": ZH,
    "gb2312": ZH,
    "utf-8": ZH + "བོད་ཡིག ئۇيغۇرچە",
}
_CODECS = {
    "ibm866": "cp866", "macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic",
    "windows-874": "cp874", "big5": "big5hkscs", "shift_jis": "cp932", "euc-kr": "cp949",
    "gbk": "gb18030", "gb2312": "gb18030",
}  # fmt: skip


class Page(NamedTuple):
    """Bytes, the type they are sent under, and the text they were made from (empty: any)."""

    name: str
    payload: bytes
    content_type: str = "text/html"
    text: str = ""


def encoded(text: str, label: str) -> bytes:
    return text.encode(_CODECS.get(label, label.replace("windows-", "cp")))


def _html(body: bytes, head: bytes = b"") -> bytes:
    return (
        b"<html><head>" + head + b"<title>t</title></head><body><p>" + body + b"</p></body></html>"
    )


def _meta(label: str) -> bytes:
    return f'<meta charset="{label}">'.encode()


def _old_meta(label: str) -> bytes:
    return f"<META http-equiv=Content-Type content='text/html; charset={label}'>".encode()


def _of_every_encoding() -> Iterator[Page]:
    for label, text in _SAMPLES.items():
        body = encoded(text, label)
        yield Page(f"{label} header", _html(body), f"text/html; charset={label}")
        yield Page(f"{label} meta", _html(body, _meta(label)))
        yield Page(f"{label} old meta", _html(body, _old_meta(label)))
        late = b"<!-- " + b"x" * 1_100 + b" -->" + _old_meta(label.upper())
        yield Page(f"{label} late meta", _html(body, late))


def _cut() -> Iterator[Page]:
    for label in ("gb2312", "gbk", "gb18030", "utf-8", "big5"):
        body = _meta(label) + encoded(TRADITIONAL if label == "big5" else ZH, label)
        for left in (1, 2, 3):
            yield Page(f"{label} cut by {left}", b"<p>" + body[:-left])


def _broken() -> Iterator[Page]:
    for number, raw in enumerate(
        (b"\x80", b"\xff", b"\x81\x20", b"\x81\x30\x81", b"\x81\x30\x81\x30", b"\x84\x31\xa4\x37",
         b"\xa6\xd9\xa6\xdf", b"\xa8\xbc\x81\x35\xf4\x37", b"\xfe\x59\xfe\x61\xfe\xa0",
         b"\x82\x35\x90\x37", b"\xe3\x32\x9a\x36", b"\xff\x30", b"\x95\x32\x82\x36")
    ):  # fmt: skip
        body = encoded("中", "gbk") + raw + encoded("文", "gbk")
        yield Page(f"gb18030 bytes {number}", _html(body, _meta("gbk")))
    for label, raw in (
        ("big5", b"\xa1\x45\x81\x30\xff\x80"), ("euc-kr", b"\xfe\xfe\x81\x20\xc9\xa1"),
        ("shift_jis", b"\xa0\xfd\x81\x20\x80\xfc\xfc"), ("euc-jp", b"\x8e\xe0\x8f\xa2\xb7\xa1\x20"),
        ("windows-1252", b"\x81\x8d\x8f\x90\x9d"), ("windows-1253", b"\xaa\xd2\xff"),
        ("windows-1255", b"\xca\xd9\xfb"), ("windows-874", b"\xdb\xfc\x81"),
        ("koi8-u", b"\xae\xbe"), ("iso-8859-8", b"\xa1\xbf\xfd"), ("x-mac-cyrillic", b"\xa2\xb6\xff"),
        ("utf-8", b"\xc0\xaf\xe4\xb8\xed\xa0\x80\xf4\x90\x80\x80"),
    ):  # fmt: skip
        yield Page(f"{label} bytes", _html(raw, b""), f"text/html; charset={label}")


def _marked() -> Iterator[Page]:
    for codec, mark in (("utf-8", "utf-8-sig"), ("utf-16-le", ""), ("utf-16-be", "")):
        page = _html(b"@", _meta("gb2312")).decode().replace("@", ZH)
        raw = page.encode(mark) if mark else "\ufeff".encode(codec) + page.encode(codec)
        for content_type in ("text/html", "text/html; charset=gbk"):
            yield Page(f"{codec} mark {content_type}", raw, content_type)


def _hidden() -> Iterator[Page]:
    body = encoded(ZH, "utf-8")
    real, false = _meta("utf-8"), _meta("big5")
    for name, head in {
        "in a comment": b"<!-- " + false + b" -->" + real,
        "in a script": b"<script>var a='" + false + b"';</script>" + real,
        "in an attribute": b"<link title='" + false + b"'>" + real,
        "in a title": b"<title>" + false + b"</title>" + real,
        "in a description": b"<meta name=description content='text; charset=big5'>" + real,
        "unknown first": _meta("utf8mb4") + real,
        "twice": real + false,
        "without quotes": b"<meta charset=utf-8>",
        "with blanks": b"<meta  charset = ' utf-8 ' >",
        "in capitals": b"<META CHARSET=UTF-8>",
        "as utf-16": _meta("utf-16"),
        "slash": b"<meta/charset=utf-8/>",
        "after others": b"<meta name=a content=b><meta name=c content=d>" + real,
    }.items():
        yield Page(f"meta {name}", _html(body, head))
    for label in ("gbk", "gb18030", "x-gbk", "GB_2312-80", "csGB2312", "chinese", "iso-ir-58"):
        yield Page(f"label {label}", _html(encoded(ZH, "gbk"), _meta(label)))
    for label in ("big5-hkscs", "cn-big5", "x-x-big5"):
        yield Page(f"label {label}", _html(encoded(TRADITIONAL, "big5"), _meta(label)))
    for header in ('"utf-8"', "UTF8", "unicode-1-1-utf-8"):
        yield Page(f"header {header}", _html(body), f"text/html; charset={header}")
    yield Page("header wins", _html(encoded(ZH, "gbk"), _meta("gb18030")), "text/html;charset=gbk")
    yield Page("header gbk, meta big5", _html(encoded(ZH, "gbk"), false), "text/html;charset=gbk")
    yield Page("header utf-8, meta gbk", _html(body, _meta("gbk")), "text/html; charset=utf-8")


PAGES = [*_of_every_encoding(), *_cut(), *_broken(), *_marked(), *_hidden()]


def _mislabelled() -> Iterator[Page]:
    for text_in, label in (
        ("gbk", "utf-8"), ("gb18030", "utf-8"), ("utf-8", "gbk"), ("utf-8", "gb2312"),
        ("utf-8", "gb18030"), ("gbk", "iso-8859-1"), ("utf-8", "iso-8859-1"),
        ("gbk", "windows-1252"), ("utf-8", "hz-gb-2312"), ("gbk", "us-ascii"),
    ):  # fmt: skip
        body = encoded(ZH_LONG, text_in)
        name = f"{text_in} called {label}"
        yield Page(f"{name} in header", _html(body), f"text/html; charset={label}", ZH_LONG)
        yield Page(f"{name} in meta", _html(body, _meta(label)), "text/html", ZH_LONG)
        head = _meta(text_in)
        yield Page(f"{name}, meta right", _html(body, head), f"text/html;charset={label}", ZH_LONG)
    body = encoded(ZH_LONG, "utf-8")
    yield Page("header 'utf-8'", _html(body), "text/html; charset='utf-8'", ZH_LONG)
    for text_in in ("gbk", "utf-8"):
        body = encoded(ZH_LONG, text_in)
        yield Page(f"{text_in} undeclared", _html(body), "text/html", ZH_LONG)
        yield Page(f"{text_in} unknown", _html(body, _meta("utf8mb4")), "text/html", ZH_LONG)


MISLABELLED = list(_mislabelled())
