"""Sets a document as PDF with the typesetter of ``govgauge[pdf]``; fonts under the OFL are embedded."""

import json
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from govgauge.model.failure import NothingDone
from govgauge.model.text import Text
from govgauge.report.docx.blocks import Document, Grid
from govgauge.report.docx.page_form import PageForm
from govgauge.report.pdf.content import FONTS, content, pictures
from govgauge.report.pictures.drawing import Picture

_STANDARD = "a-2a"
"""PDF/A-2a: for archives, with every font embedded and tags for those who listen to it."""


MOST_ROWS = 8_000
"""Measured: 4,000 rows of tables take 0.6 GB and ten seconds, and both grow evenly."""


def pdf_bytes(document: Document, form: PageForm, made_at: datetime) -> bytes:
    """The file's bytes; equal documents give equal bytes.

    Raises ``NothingDone`` (``no-typesetter``, ``no-fonts``, ``too-long-for-pdf``).
    """
    typst = _typesetter()
    _check_length(document)
    chosen, paths = _fonts()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        data = content(document, form, chosen["serif"], chosen["sans"])
        (folder / "document.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        template = files("govgauge") / "report" / "templates" / "document.typ"
        (folder / "document.typ").write_text(template.read_text("utf-8"), "utf-8")
        for number, picture in enumerate(pictures(document), 1):
            (folder / f"picture_{number}.svg").write_text(picture, "utf-8")
        fonts = folder / "fonts"
        fonts.mkdir()
        for number, path in enumerate(paths):
            _linked(path, fonts / f"{number}{path.suffix}")
        made: bytes = typst.compile(
            str(folder / "document.typ"),
            root=str(folder),
            font_paths=[str(fonts)],
            # A font of the system that may not be passed on must never slip in.
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[_STANDARD],
            timestamp=made_at.astimezone(UTC).replace(microsecond=0),
        )
    return made


def _check_length(document: Document) -> None:
    rows = sum(len(block.rows) for block in document.blocks if isinstance(block, Grid | Picture))
    if rows > MOST_ROWS:
        raise NothingDone(
            "too-long-for-pdf",
            Text(
                f"表格共 {rows} 行，PDF 最多 {MOST_ROWS} 行",
                f"{rows} table rows, a PDF holds {MOST_ROWS}",
            ),
            Text("不用 --pdf，以 DOCX 或 HTML 发布", "leave --pdf out: publish as DOCX or HTML"),
        )


def _linked(path: Path, target: Path) -> None:
    try:
        target.symlink_to(path)
    except OSError:
        shutil.copyfile(path, target)


def _typesetter() -> Any:
    try:
        import typst
    except ImportError:
        raise NothingDone(
            "no-typesetter",
            Text("没有安装 PDF 排版组件", "the typesetter for PDF is not installed"),
            Text("安装 govgauge[pdf]，或不用 --pdf", "install govgauge[pdf], or leave --pdf out"),
        ) from None
    return typst


@cache
def _fonts() -> tuple[dict[str, str], tuple[Path, ...]]:
    """The Chinese fonts to set with, and their files: only ones that may be embedded."""
    known = [font for font in _typesetter().Fonts().fonts() if font.path]
    there = {font.family for font in known}
    chosen = {
        kind: next((name for name in names if name in there), "") for kind, names in FONTS.items()
    }
    chosen = {kind: name or chosen["serif"] or chosen["sans"] for kind, name in chosen.items()}
    if not chosen["serif"]:
        raise NothingDone(
            "no-fonts",
            Text("没有可以嵌入的中文字体", "no Chinese font that may be embedded is installed"),
            Text(
                "安装思源字体（如 Debian 的 fonts-noto-cjk）",
                "install Noto CJK or Source Han (on Debian: fonts-noto-cjk)",
            ),
        )
    paths = {font.path for font in known if font.family in chosen.values()}
    return chosen, tuple(Path(path) for path in sorted(paths))
