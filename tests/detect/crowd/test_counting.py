"""Samples, counts in fixed memory, and the exact second look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from govgauge.detect.crowd.counting import WindowCounts, common_windows
from govgauge.detect.crowd.sampling import MOST_CHARACTERS, Sample, read_sample, sample
from govgauge.detect.crowd.variants import Crowd, Needed
from govgauge.detect.crowd.windows import (
    WIDTH,
    character_at,
    confusable_pairs,
    mask,
    masked_keys,
    pieces,
    whole_keys,
)
from govgauge.detect.wording.statistics import shipped_statistics

COMMON = shipped_statistics().characters[1:400]
PHRASE = "坚持稳中求进工作"


def han(random: Random, length: int) -> str:
    return "".join(random.choice(COMMON) for _ in range(length))


def windows(lines: list[str]) -> Counter[str]:
    """All windows of five, cut the plain way."""
    return Counter(line[n : n + WIDTH] for line in lines for n in range(len(line) - WIDTH + 1))


def text_of(key: int) -> str:
    characters = shipped_statistics().characters
    return "".join(characters[int(character_at(np.uint64(key), n))] for n in range(WIDTH))


def test_windows_are_those_of_every_line_and_none_across_lines() -> None:
    random = Random(1)
    lines = [han(random, random.randrange(0, 30)) for _ in range(200)]
    found: Counter[str] = Counter()
    for piece in pieces(lines):
        at, keys = whole_keys(piece.ids)
        found.update(text_of(int(key)) for key in keys)
        for place, key in zip(at, keys, strict=True):
            line = lines[piece.line[place]]
            start = int(place - piece.starts[piece.line[place] - piece.line[0]])
            assert line[start : start + WIDTH] == text_of(int(key))
    plain = windows(lines)
    assert found == Counter({w: n for w, n in plain.items() if all("一" <= c <= "鿿" for c in w)})


def test_a_masked_window_is_the_whole_one_without_that_character() -> None:
    (piece,) = pieces([PHRASE])
    _, whole = whole_keys(piece.ids)
    marks = set()
    for masked in range(WIDTH):
        _, keys = masked_keys(piece.ids, masked)
        assert list(keys) == list(mask(whole, masked))
        marks |= set(keys.tolist())
    assert len(marks) == WIDTH * len(whole)


def test_counts_are_never_too_small_and_merge_as_if_counted_together() -> None:
    random = np.random.default_rng(5)
    keys = random.integers(0, 1 << 60, 3_000, dtype=np.uint64)
    drawn = random.choice(keys, 20_000)
    together, one, other = (WindowCounts(20_000) for _ in range(3))
    together.add(drawn, 3)
    one.add(drawn[:7_000], 3)
    other.add(drawn[7_000:], 3)
    one.merge(other)
    assert (one.of(keys) == together.of(keys)).all()
    distinct, counts = np.unique(drawn, return_counts=True)
    told = together.of(distinct)
    assert (told >= 3 * counts).all()
    assert np.mean(told == 3 * counts) > 0.95
    with pytest.raises(ValueError, match="different sizes"):
        one.merge(WindowCounts(10**9))


def test_memory_of_the_table_has_an_end() -> None:
    for expected in (10**9, 10**12):
        counts = WindowCounts(expected)
        assert counts._rows.nbytes == 128 * 1024 * 1024


def test_a_sample_is_bounded_weighted_and_the_same_in_any_order() -> None:
    random = Random(2)
    lines = [han(random, 50) for _ in range(4_000)]
    packed = sample("1304000001", lines)
    assert packed == sample("1304000001", reversed(lines))
    assert packed != sample("1304000002", lines)
    some = read_sample(packed)
    assert MOST_CHARACTERS - 50 <= sum(map(len, some.lines)) <= MOST_CHARACTERS
    assert some.weight == pytest.approx(200_000 / MOST_CHARACTERS, abs=1)
    assert set(some.lines) <= set(lines)
    assert read_sample(sample("1304000001", [])) == Sample((), 1)


def test_common_windows_are_found_by_samples_and_rare_ones_are_not() -> None:
    def samples() -> Iterator[Sample]:
        for unit in range(40):
            own = Random(unit)
            lines = [
                han(own, 40) + (PHRASE if own.random() < 0.3 else han(own, 8)) for _ in range(500)
            ]
            yield read_sample(sample(f"u{unit}", lines))

    found = {text_of(int(key)) for key in common_windows(samples, 3_000)}
    assert found == {PHRASE[n : n + WIDTH] for n in range(len(PHRASE) - WIDTH + 1)}


def test_characters_alike_in_sound_or_shape_are_pairs_and_words_of_their_own_are_not() -> None:
    ids = shipped_statistics().ids
    pairs = confusable_pairs()

    def has(written: str, meant: str) -> bool:
        one, other = (ids(np.array([ord(c)], np.uint32)) for c in (written, meant))
        return bool(pairs.has(one, other)[0])

    assert has("险", "除") is has("销", "大") is False
    assert has("消", "销") is has("俏", "销") is True
    assert has("的", "地") is has("做", "作") is has("她", "他") is False


def test_one_page_is_counted_once_however_often_it_writes_a_phrase() -> None:
    (piece,) = pieces([PHRASE])
    crowd = Crowd(np.unique(whole_keys(piece.ids)[1]))
    for unit in range(4):
        crowd.look(unit, [0, 0, 1], [PHRASE + "，" + PHRASE, PHRASE, PHRASE])
    wrong = PHRASE.replace("稳", "隐")
    crowd.look(4, [0, 0], [wrong, wrong])
    needed = Needed(least_pages=8, least_units=4, ratio=8, most_in_unit=1, share=0.8)
    found = list(crowd.deviations(needed))
    assert [(d.place.unit, d.place.line, d.place.at) for d in found] == [(4, 0, 2), (4, 1, 2)]
    assert {(d.usual_pages, d.usual_units, d.pages) for d in found} == {(8, 4, 1)}
    assert crowd.knows(needed)
    more = Needed(least_pages=10, least_units=4, ratio=8, most_in_unit=1, share=0.8)
    assert not crowd.knows(more)
    assert list(crowd.deviations(more)) == []


def test_a_context_in_which_samples_show_any_word_is_not_looked_at() -> None:
    (piece,) = pieces([PHRASE])
    crowd = Crowd(np.unique(whole_keys(piece.ids)[1]))
    others = [PHRASE.replace("稳", c) for c in "远快慢大小多"]
    crowd.weigh([[PHRASE] * 9, others])
    crowd.look(0, range(90), [PHRASE] * 90)
    crowd.look(1, range(3), [PHRASE.replace("稳", "隐"), PHRASE.replace("求", "球"), PHRASE])
    needed = Needed(least_pages=80, least_units=1, ratio=80, most_in_unit=1, share=0.8)
    assert [d.place.line for d in crowd.deviations(needed)] == [1]


def written(usual: str, other: str, pages: int) -> tuple[range, list[str]]:
    """So many pages with one character of the phrase written otherwise."""
    return range(pages), [PHRASE.replace(usual, other)] * pages


@pytest.fixture
def crowd() -> Crowd:
    (piece,) = pieces([PHRASE])
    return Crowd(np.unique(whole_keys(piece.ids)[1]))


def test_a_common_variant_holds_no_places(crowd: Crowd) -> None:
    crowd.look(0, *written("稳", "隐", 70))
    assert all(v.is_common and not v.places and v.pages == 70 for v in crowd._variants.values())
    assert crowd._held == len(crowd._variants)


def test_what_is_held_has_an_end(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govgauge.detect.crowd.variants._MOST_HELD", 20)
    crowd.look(0, range(99), [PHRASE] * 99)
    crowd.look(1, *written("稳", "隐", 9))
    assert crowd.is_full
    assert crowd._held <= 20


def test_before_it_is_full_what_no_phrase_is_left_of_makes_room(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govgauge.detect.crowd.variants._MOST_HELD", 20)
    crowd.look(0, range(9), [PHRASE] * 9)
    crowd.look(1, range(6), [PHRASE.replace("稳", c) for c in "远快慢大小多"])
    crowd.look(2, *written("稳", "隐", 9))
    assert not crowd.is_full
    crowd.look(3, range(90), [PHRASE] * 90)
    crowd.look(4, *written("求", "球", 1))
    needed = Needed(least_pages=80, least_units=1, ratio=80, most_in_unit=1, share=0.8)
    assert [(d.place.unit, d.place.at) for d in crowd.deviations(needed)] == [(4, 4)]
