"""Attachments of a crawled unit, over real sockets and through the real limited process."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from govgauge.extract.attachments import AttachmentText, State
from govgauge.model.campaign import Opening, Plan
from govgauge.model.facts import AttachmentFact, AttachmentTextFact
from govgauge.run.campaigns import start_campaign
from govgauge.run.parser_child import ChildLimits, LimitedReaders, ParserChild
from govgauge.run.places import campaign_at, workspace_at
from govgauge.store.facts_reading import read_table
from tests.extract import attachment_files as files

from .conftest import AS_OF, QUIET
from .raw_server import NOT_FOUND, html, raw_server

TEXT = "关于公开2026年度部门预算的通知"


def read_all(files_: list[bytes], limits: ChildLimits | None = None) -> list[AttachmentText]:
    async def run() -> list[AttachmentText]:
        child = ParserChild(limits)
        try:
            return [await child.read_attachment(data, "a.docx") for data in files_]
        finally:
            await child.close()

    return asyncio.run(run())


def test_running_out_of_memory_is_a_limit_and_never_a_broken_file() -> None:
    starved = ChildLimits(memory_bytes=110 * 1024 * 1024)
    big = files.zipped({"a.txt": b"text " * 6_000_000})
    hungry, after = read_all([big, files.docx([TEXT])], starved)
    assert (hungry.kind, hungry.state, hungry.limit) == ("zip", State.LIMIT, "memory")
    assert (after.state, after.text.strip()) == (State.READ, TEXT)


def test_running_out_of_time_is_a_limit_and_the_kind_is_told() -> None:
    slow, after = read_all(
        [files.xlsx_of_empty_cells(60), files.docx([TEXT])], ChildLimits(cpu_s=1)
    )
    assert (slow.kind, slow.state, slow.limit) == ("xlsx", State.LIMIT, "cpu")
    assert after.text.strip() == TEXT


def test_only_what_fails_again_with_plenty_of_memory_is_called_unreadable() -> None:
    (broken,) = read_all([files.docx([TEXT] * 50)[:-300]])
    assert (broken.state, broken.detail) == (State.UNREADABLE, "ZIP: no directory")


FORBIDDEN = """
import socket, sys
from govgauge.run.parser_program import _give_up
_give_up(384 << 20)
for act in (lambda: open(sys.argv[1], "w"), lambda: open("/etc/passwd"), socket.socket):
    try:
        act()
    except OSError:
        continue
    sys.exit("was allowed")
"""


def test_the_process_can_open_no_file_and_no_connection(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORBIDDEN, str(tmp_path / "x")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "x").exists()


# -- a crawl ------------------------------------------------------------------------------------


def file(data: bytes, declared: str, disposition: bytes = b"") -> bytes:
    head = [b"HTTP/1.1 200 OK", b"Content-Type: " + declared.encode()]
    head += [b"Content-Disposition: " + disposition] if disposition else []
    return b"\r\n".join([*head, b"Content-Length: %d" % len(data), b"", b""]) + data


GBK_NAME = "预算表.xls"
ANSWERS = {
    "/": html(
        "<p>某县人民政府</p><a href=/a.pdf>预算公开</a><a href=/b.doc>登录后下载</a><a href=/c>表格</a>"
        "<a href=/d.zip>打包下载</a><a href=/e.docx>炸弹</a><a href=/f.pdf>不存在</a>"
        "<a href=/g>再次下载</a><a href=/h.pdf>加密</a><a href=/n.html>新闻</a>"
        "<a href=/k.pdf>时断时续</a>"
    ),
    "/a.pdf": file(files.pdf([TEXT], "标题"), "text/plain"),
    "/b.doc": file(files.LOGIN.encode(), "text/html"),
    "/c": file(
        files.xls({"a": [["一", 2]]}),
        "application/octet-stream",
        b"attachment; filename=" + GBK_NAME.encode("gbk"),
    ),
    "/d.zip": file(files.raw_zip([("名单.docx".encode("gbk"), files.docx(["深"]))]), "image/png"),
    "/e.docx": file(files.docx_bomb(100), "application/msword"),
    "/g": b"HTTP/1.1 302 Found\r\nLocation: /a.pdf\r\nContent-Length: 0\r\n\r\n",
    "/h.pdf": file(files.locked_pdf([TEXT], "secret"), "application/pdf"),
    "/n.html": html("<p>一则新闻</p>"),
    # Hangs up on both attempts, and answers the second look.
    "/k.pdf": [b"", b"", file(files.pdf([TEXT + "。"], "标题"), "application/pdf")],
    "*": NOT_FOUND,
}

Rows = tuple[list[AttachmentFact], list[AttachmentTextFact]]


def tables(root: Path) -> Rows:
    (unit,) = (campaign_at(root, "c").path / "units").iterdir()
    attachments = read_table(unit / "facts/attachments.parquet", "attachments")
    return list(attachments), list(
        read_table(unit / "facts/attachment_texts.parquet", "attachment_texts")
    )


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Callable[[Path], None]]:
    """A gathered workspace, and how to gather again into one with the same server's address."""
    root = tmp_path_factory.mktemp("w")
    (root / "sites.csv").write_text("url,name\nhttp://one.x.gov.cn/,一号网站\n", "utf-8")
    address = []

    def gather(where: Path, attachments: bool = True) -> None:
        opening = Opening(("127.0.0.1/32",), (("*.x.gov.cn", address[0]),))
        plan = Plan(opening=opening, full_speed=True, attachments=attachments)
        end = start_campaign(
            root / "sites.csv",
            "census-2015",
            workspace_at(where),
            "c",
            AS_OF,
            plan,
            1,
            False,
            QUIET,
        )
        assert end.failed == ()

    with raw_server(ANSWERS) as (served, _):
        address.append(served)
        gather(root)
        gather(root / "without", attachments=False)
    return root, gather


def test_every_file_is_named_typed_and_read(gathered: tuple[Path, object]) -> None:
    rows, texts = tables(gathered[0])
    seen = [(r.name, r.member, r.kind, r.state, r.outcome, r.limit) for r in rows]
    assert sorted(seen) == sorted(
        [
            ("a.pdf", "", "pdf", "read", "ok", ""),
            ("b.doc", "", "html", "read", "ok", ""),
            (GBK_NAME, "", "xls", "read", "ok", ""),
            ("d.zip", "", "zip", "read", "ok", ""),
            ("名单.docx", "名单.docx", "docx", "read", "ok", ""),
            ("e.docx", "", "docx", "limit", "attachment_limit", "text_chars"),
            ("f.pdf", "", "", "unseen", "ok", ""),
            ("h.pdf", "", "pdf", "encrypted", "attachment_unreadable", ""),
            ("k.pdf", "", "pdf", "read", "ok", ""),
        ]
    )
    by_name = {r.name: r for r in rows}
    assert by_name["a.pdf"].anchor == "预算公开"
    assert (by_name["a.pdf"].declared_type, by_name["a.pdf"].title) == ("text/plain", "标题")
    assert by_name["f.pdf"].status == 404
    assert by_name[GBK_NAME].name_from == "header"
    (kept,) = (t for t in texts if t.digest == by_name["a.pdf"].digest)
    assert (kept.place, kept.text) == ("page:1", TEXT)
    assert [r.seq for r in rows] == sorted(r.seq for r in rows)


def test_a_replay_without_the_server_gives_the_same_rows(
    gathered: tuple[Path, Callable[[Path], None]], tmp_path: Path
) -> None:
    root, gather = gathered
    shutil.copytree(root, tmp_path / "w")
    (unit,) = (campaign_at(tmp_path / "w", "c").path / "units").iterdir()
    (unit / "done.json").unlink()
    shutil.rmtree(unit / "facts")
    gather(tmp_path / "w")
    assert tables(tmp_path / "w") == tables(root)


def test_attachments_can_be_left_unread(gathered: tuple[Path, object]) -> None:
    assert tables(gathered[0] / "without") == ([], [])


def test_readers_that_were_never_needed_start_no_process() -> None:
    async def run() -> LimitedReaders:
        readers = LimitedReaders()
        await readers.close()
        return readers

    readers = asyncio.run(run())
    assert readers.pages._process is readers.attachments._process is None
