"""From bytes to text as a browser reads it (page-traps D1, D2)."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from govgauge.extract.charset import decode
from govgauge.extract.encoding_labels import encoding_of
from govgauge.model.reading import CharsetFault

META = b'<meta http-equiv="Content-Type" content="text/html; charset=%s">'


@pytest.mark.parametrize(
    ("payload", "transport", "text", "charset"),
    [
        ("中".encode(), "", "中", "utf-8"),
        ("中".encode("gb18030"), "", "中", "gb18030"),
        (b"\xef\xbb\xbf" + "中".encode(), "text/html; charset=gb2312", "中", "utf-8"),
        ("中".encode("utf-16-le"), "text/html; charset=utf-16", "中", "utf-16-le"),
        ("中".encode("big5"), "text/html;charset=Big5", "中", "big5"),
        (META % b"gb2312" + "镕".encode("gbk"), "", "镕", "gb18030"),
        (META % b"gb2312" + "㐂𠮷".encode("gb18030"), "", "㐂𠮷", "gb18030"),
        (META % b"gb2312" + "中".encode(), "text/html; charset=utf-8", "中", "utf-8"),
        (b"<meta content='x' charset=GBK>" + "中".encode("gbk"), "", "中", "gb18030"),
        (
            b"<!-- " + META % b"big5" + b"-->" + META % b"gbk" + "中".encode("gbk"),
            "",
            "中",
            "gb18030",
        ),
        (b" " * 2000 + META % b"gb2312" + "中".encode("gbk"), "", "中", "gb18030"),
        (META % b"utf-16" + "中".encode(), "", "中", "utf-8"),
        (META % b"nonsense" + "中".encode("gbk"), "", "中", "gb18030"),
        (b"caf\xe9", "text/html; charset=iso-8859-1", "café", "windows-1252"),
    ],
)
def test_the_encoding_is_found_and_the_text_right(
    payload: bytes, transport: str, text: str, charset: str
) -> None:
    decoded = decode(payload, transport)
    assert decoded.text.endswith(text)
    assert decoded.charset == charset


def test_a_cut_character_costs_one_replacement_and_nothing_raises() -> None:
    assert decode(META % b"gbk" + "中国".encode("gbk")[:-1], "").text.endswith("中\ufffd")
    assert decode(b"\x80\xff\xfe\x81", "text/html; charset=gbk").text.startswith("€")


def test_gb18030_agrees_with_the_whatwg_decoder_on_every_two_byte_sequence(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node as the independent decoder")
    script = (
        "const d=new TextDecoder('gb18030');let o=[];"
        "for(let a=0x81;a<=0xfe;a++)for(let b=0x40;b<=0xfe;b++)if(b!=0x7f)"
        "o.push(d.decode(new Uint8Array([a,b])));console.log(JSON.stringify(o))"
    )
    expected = json.loads(
        subprocess.run([node, "-e", script], capture_output=True, check=True).stdout
    )
    pairs = [bytes([a, b]) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF) if b != 0x7F]
    ours = [decode(pair, "text/html; charset=gb18030").text for pair in pairs]
    assert [i for i, (x, y) in enumerate(zip(ours, expected, strict=True)) if x != y] == []


@pytest.mark.shared
def test_raw_gb2312_pages_equal_their_utf8_copies(shared: Path) -> None:
    copies: dict[str, str] = {}
    with tarfile.open(shared / "data/stats-2018-utf8-sample.tar.xz") as tar:
        for number, member in enumerate(m for m in tar if m.isfile()):
            if number % 16 == 0:
                file = tar.extractfile(member)
                assert file is not None
                copies[member.name[member.name.index("www.") :]] = file.read().decode()
    compared = 0
    with tarfile.open(shared / "data/stats-2018.tar.xz") as tar:
        for member in tar:
            name = member.name[member.name.index("www.") :] if "www." in member.name else ""
            if name not in copies:
                continue
            file = tar.extractfile(member)
            assert file is not None
            ours = decode(file.read(), "text/html").text.replace(
                "charset=gb2312", "charset=utf-8", 1
            )
            # The data's README names the one difference: a line break at the end of the index.
            same = (
                ours.rstrip() == copies[name].rstrip() if "index" in name else ours == copies[name]
            )
            assert same, "a decoded page differs from its UTF-8 copy"
            compared += 1
    assert compared == len(copies) >= 60


BROWSER = json.loads(Path(__file__).with_name("browser_texts.json").read_text("utf-8"))
CHINESE = "甲县人民政府办公室关于印发重点工作任务清单的通知，请认真组织实施。" * 2


@pytest.mark.parametrize("page", BROWSER, ids=lambda page: page["name"])
def test_h37_the_text_is_what_a_browser_shows(page: dict[str, str]) -> None:
    decoded = decode(base64.b64decode(page["payload"]), page["content_type"])
    body = LexborHTMLParser(decoded.text).body
    assert body is not None
    assert body.text(separator="") == page["text"]


def test_h37_the_browsers_pages_are_enough_to_tell() -> None:
    assert len(BROWSER) >= 200


@pytest.mark.parametrize(
    ("written", "declared", "read"),
    [
        ("gb18030", "utf-8", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8", "gb18030", "utf-8"),
        ("gb18030", "iso-8859-1", "gb18030"),
        ("utf-8", "iso-8859-1", "utf-8"),
        ("utf-8", "hz-gb-2312", "utf-8"),
    ],
)
def test_a_page_that_names_an_impossible_encoding_is_read_as_what_it_is(
    written: str, declared: str, read: str
) -> None:
    page = decode(CHINESE.encode(written), f"text/html; charset={declared}")
    assert (page.text, page.charset, page.charset_declared) == (CHINESE, read, declared)
    assert page.fault is CharsetFault.IMPOSSIBLE


@pytest.mark.parametrize(
    "payload",
    [
        "普通的中文网页".encode("gbk") + b"\x81",  # cut at its end
        "普通的中文网页".encode("gbk") + b"\xff\x20" + "其余".encode("gbk"),  # broken, not UTF-8
        b"caf\xc3",
    ],
)
def test_a_broken_page_keeps_the_encoding_it_names(payload: bytes) -> None:
    page = decode(payload, "text/html; charset=gbk")
    assert (page.charset, page.fault) == ("gb18030", CharsetFault.NONE)


def test_utf_8_with_a_few_broken_characters_stays_utf_8() -> None:
    payload = CHINESE.encode().replace("通知".encode(), b"\xe9\x80 ", 1)
    page = decode(payload, "text/html; charset=utf-8")
    assert (page.charset, page.fault) == ("utf-8", CharsetFault.NONE)
    assert "甲县人民政府办公室" in page.text


def test_a_western_page_stays_western() -> None:
    text = "Les élèves français à l’école, où l’été… «déjà vu» — naïveté, œuvre, ça" * 5
    page = decode(text.encode("cp1252"), "text/html; charset=iso-8859-1")
    assert (page.text, page.charset, page.fault) == (text, "windows-1252", CharsetFault.NONE)


@pytest.mark.parametrize(
    ("payload", "transport", "fault", "other"),
    [
        (META % b"gb2312" + "中".encode(), "text/html; charset=utf-8", "contradiction", "gb2312"),
        (META % b"gbk" + "中".encode("gbk"), "text/html; charset=gb2312", "", ""),
        (b"\xef\xbb\xbf" + META % b"gbk" + "中".encode(), "text/html", "contradiction", "gbk"),
        (META % b"gb2312" + b"plain", "text/html; charset=utf-8", "", ""),
        ("中".encode(), "text/html", "undeclared", ""),
        (b"plain", "text/html", "", ""),
        (META % b"utf8mb4" + "中".encode(), "text/html", "unknown", ""),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said(
    payload: bytes, transport: str, fault: str, other: str
) -> None:
    page = decode(payload, transport)
    assert (page.fault, page.other) == (fault, other)


def test_every_label_of_the_standard_is_known_and_nothing_else() -> None:
    labels = ("unicode11utf8", "X-SJIS", " csiso2022kr\t", "iso-8859-8-i", "x-user-defined", "866")
    assert all(encoding_of(label) for label in labels)
    assert not any(encoding_of(label) for label in ("", "utf8mb4", "gb", "utf_8", "\u00a0utf-8"))
