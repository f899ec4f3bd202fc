"""The editor's own text of a chapter: a little Markdown, kept beside and never written over.

``## `` begins a heading, ``- `` an item; a line ``---`` stands where the generated text comes, which
otherwise goes first.  ``{{/results/pass}}`` prints a value of ``statistics.json`` by its path.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.report.docx.blocks import Block, Heading, Paragraph
from govgauge.report.yearly.writer import Writer

_HOLE = re.compile(r"\{\{\s*(/[^{}]*?)\s*\}\}")
_VALUE = Text("statistics.json 中的值", "a value of statistics.json")


@frozen
class EditorText:
    """One file: its name, for what is wrong in it, and its lines."""

    file: str
    text: str


def split(writer: Writer, given: EditorText | None) -> tuple[list[Block], list[Block]]:
    """What goes before the generated text, and what goes behind it."""
    if given is None:
        return [], []
    lines = list(enumerate(given.text.splitlines(), 1))
    cut = next((n for n, line in lines if line.strip() == "---"), 0)
    before = [(n, line) for n, line in lines if n < cut]
    behind = [(n, line) for n, line in lines if n > cut]
    return (
        list(_blocks(writer, given.file, before)),
        list(_blocks(writer, given.file, behind)),
    )


def _blocks(writer: Writer, file: str, lines: Sequence[tuple[int, str]]) -> Iterator[Block]:
    held: list[str] = []
    for number, line in [*lines, (0, "")]:
        text = _filled(writer, file, number, line.strip())
        starts_new = text.startswith(("## ", "- "))
        if held and (not text or starts_new):
            yield Paragraph(writer.both("", " ").join(held))
            held = []
        if text.startswith("## "):
            yield Heading(text[3:].strip(), 2)
        elif text:
            held.append(f"• {text[2:].strip()}" if starts_new else text)


def _filled(writer: Writer, file: str, line: int, text: str) -> str:
    def value(hole: re.Match[str]) -> str:
        steps = [s.replace("~1", "/").replace("~0", "~") for s in hole[1][1:].split("/")]
        found = _at(writer.results.statistics, steps)
        if not isinstance(found, int | float):
            raise BadInput(
                "unknown-figure",
                Text(
                    f"statistics.json 中没有数字 {hole[1]}",
                    f"no number at {hole[1]} in statistics.json",
                ),
                Text("改正路径，如 {{/results/pass}}", "mend the path, as in {{/results/pass}}"),
                Place(file=file, line=line),
            )
        return writer.statistic(found, _VALUE, *steps)

    return _HOLE.sub(value, text)


def _at(document: Mapping[str, Any], steps: Sequence[str]) -> object:
    """The value behind the steps of a pointer, ``None`` where there is none."""
    value: object = document
    for step in steps:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value
