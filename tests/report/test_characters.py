"""H41: no code point changes on its way from a page over the store into the workbook."""

from __future__ import annotations

from html import escape
from pathlib import Path

import openpyxl
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govgauge.extract.page import read_page
from govgauge.model.facts import LinkFact
from govgauge.report.tables import write_tables
from govgauge.store.facts import FactsWriter
from govgauge.store.facts_reading import read_facts

from .test_report import finding, results

_RANGES = (
    ("\u4e00", "\u9fff"),  # Chinese, simplified and traditional
    ("\u0f40", "\u0f6c"),  # Tibetan letters
    ("\u0f71", "\u0f84"),  # Tibetan vowels, which combine
    ("\u0620", "\u06d3"),  # Uyghur, right to left
    ("\ue000", "\uf8ff"),  # private use, GB18030 among it
    ("\ufe10", "\ufe19"),  # GB18030-2022: vertical punctuation
    ("\u9fb4", "\u9fbb"),
    ("\U00020000", "\U0002a6df"),  # beyond the basic plane
    ("\U00100000", "\U0010fffd"),
    ("\u200b", "\u200f"),  # zero width, and marks of direction
    ("\u202a", "\u202e"),  # overrides of direction
    ("\u2066", "\u2069"),
)
_TEXT = st.text(
    st.one_of([st.characters(min_codepoint=ord(a), max_codepoint=ord(b)) for a, b in _RANGES]),
    min_size=1,
    max_size=12,
)


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(_TEXT, min_size=500, max_size=500))
def test_h41_500_strings_go_through_unchanged(tmp_path_factory: object, texts: list[str]) -> None:
    folder: Path = tmp_path_factory.mktemp("h41")  # type: ignore[attr-defined]
    page = "".join(f"<a href='/{n}'>{escape(text)}</a>\n" for n, text in enumerate(texts))
    reading = read_page(page.encode(), "text/html; charset=utf-8", "http://a.gov.cn/x")
    writer = FactsWriter(folder / "facts")
    writer.extend("links", [LinkFact(0, n, *link) for n, link in enumerate(reading.links)])
    writer.close()
    stored = [row.anchor for row in read_facts(folder / "facts", ("links",))["links"]]
    assert stored == texts

    found = tuple(
        evolve(f, instance=evolve(f.instance, excerpt=text))
        for n, text in enumerate(stored)
        for f in [finding("u0", n)]
    )
    judged = evolve(results(1), findings_of=lambda unit_id: found)
    write_tables(judged, folder / "tables.xlsx")
    book = openpyxl.load_workbook(folder / "tables.xlsx", read_only=True)
    cells = {c.value for sheet in book for row in sheet.iter_rows() for c in row}
    assert [text for text in texts if text not in cells] == []
