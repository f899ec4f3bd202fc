"""One list for detectors of links and of text: every word once, every column said."""

from __future__ import annotations

from govgauge.detect.hijack.lexicon import calls, clearing_words, offer_words, rows
from govgauge.detect.hijack.offers import GROUP_NAMES


def test_every_word_stands_once_and_counts_somewhere() -> None:
    for name in ("words.csv", "clearing.csv"):
        listed = [row["word"].lower() for row in rows(name)]
        assert len(listed) == len(set(listed))
        assert all(row["link"] or row["text"] for row in rows(name))
        assert {row["text"] for row in rows(name)} == {"yes", ""}


def test_what_counts_in_text_has_a_group_with_a_name_and_links_a_weight() -> None:
    assert {one.group for one in offer_words() if one.in_text} == set(GROUP_NAMES)
    assert {one.link for one in offer_words()} == {"strong", "weak", ""}
    assert {one.link for one in clearing_words()} == {"always", "one", ""}
    assert {row["about"] for row in rows("clearing.csv")} >= {"health", "courts and law"}
    assert not {one.word for one in offer_words()} & {one.word for one in clearing_words()}
    assert len(calls()) == len(set(calls())) > 10
