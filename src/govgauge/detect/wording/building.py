"""Counts the statistics that ship, from texts that do not.

``python -m govgauge.detect.wording.building REPORTS.jsonl.gz -o statistics.npz``

Texts: State Council work reports, exempt from copyright (著作权法 art. 5).  Words: the lists in
``lexicons/wording`` (see SOURCE.md there).  No network, no GPU, twenty seconds on one core.
"""

import argparse
import gzip
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from govgauge.detect.wording.keys import WILDCARD, key_of

_HAN = re.compile("[\u4e00-\u9fff]")
_BLANKS = re.compile(r"\s+")
_LONGEST_WORD = 4
_CHARACTERS = 8_000
_LEAST_CONTEXT = 2
_DOMINANT = 0.8
_OFFICIAL_WORD = 10
_LEXICONS = Path(__file__).parents[2] / "lexicons" / "wording"


def normalised(text: str) -> str:
    """Text as it is counted and searched: NFKC, no blanks inside (line breaks stay)."""
    lines = unicodedata.normalize("NFKC", text).splitlines()
    return "\n".join(_BLANKS.sub("", line) for line in lines)


def read_reports(path: Path, first_year: int = 0, last_year: int = 9999) -> list[str]:
    """The reports of some years."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        reports = [orjson.loads(line) for line in file]
    return [_joined(r["content"]) for r in reports if first_year <= int(r["year"]) <= last_year]


def _joined(content: str) -> str:
    # The collection breaks lines inside sentences; only blank lines end a paragraph.
    paragraphs = re.split(r"\n\s*\n", unicodedata.normalize("NFKC", content))
    return "\n".join(_BLANKS.sub("", p) for p in paragraphs)


def read_words() -> dict[str, int]:
    """Words of up to four characters with their frequencies; those of official writing added."""
    with gzip.open(_LEXICONS / "dictionary.txt.gz", "rt", encoding="utf-8") as file:
        pairs = [line.split() for line in file]
    words = {word: int(frequency) for word, frequency in pairs}
    for line in (_LEXICONS / "official-words.txt").read_text("utf-8").splitlines():
        word = line.split("\t")[0].strip()
        if _is_word(word) and words.get(word, 0) < _OFFICIAL_WORD:
            words[word] = _OFFICIAL_WORD
    return words


def _is_word(word: str) -> bool:
    return len(word) <= _LONGEST_WORD and all(_HAN.match(c) for c in word)


def build(texts: Sequence[str], words: dict[str, int]) -> dict[str, NDArray[Any]]:
    """All arrays of the statistics."""
    grams = {n: Counter(_grams(texts, n)) for n in (2, 3, 4)}
    characters = _characters(texts, words)
    ids = {c: n for n, c in enumerate(characters, 1)}
    arrays: dict[str, NDArray[Any]] = {
        "characters": np.array([ord(c) for c in characters], np.uint32)
    }
    for n in (1, 2, 3, 4):
        arrays |= _words(n, words, ids)
    arrays |= _pairs(grams[2], ids)
    arrays |= _known(3, grams[3], ids)
    for n in (3, 4):
        arrays |= _contexts(n, grams[n], ids)
    arrays |= _confusable(characters)
    return arrays


def _grams(texts: Iterable[str], width: int) -> Iterator[str]:
    for text in texts:
        for line in text.split("\n"):
            for at in range(len(line) - width + 1):
                yield line[at : at + width]


def _characters(texts: Sequence[str], words: dict[str, int]) -> list[str]:
    """The commonest characters: those of the texts first, then those of the dictionary."""
    counts = Counter(c for text in texts for c in text if c != "\n")
    in_words: Counter[str] = Counter()
    for word, frequency in words.items():
        for character in word:
            in_words[character] += frequency + 1
    ordered = [c for c, _ in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))]
    more = sorted((c for c in in_words if c not in counts), key=lambda c: (-in_words[c], c))
    return (ordered + more)[:_CHARACTERS]


def _key(gram: Iterable[str], ids: dict[str, int]) -> int:
    return int(key_of(*(np.array([ids[c] if c else WILDCARD]) for c in gram))[0])


def _keyed(grams: Iterable[str], ids: dict[str, int]) -> tuple[list[str], NDArray[np.uint64]]:
    """The grams all of whose characters have numbers, and their keys."""
    known = [g for g in grams if all(c in ids for c in g)]
    columns = [
        np.array([ids[g[n]] for g in known], np.uint64)
        for n in range(len(known[0]) if known else 1)
    ]
    return known, key_of(*columns)


def _words(n: int, words: dict[str, int], ids: dict[str, int]) -> dict[str, NDArray[Any]]:
    total = sum(words.values())
    known, keys = _keyed((w for w in words if len(w) == n), ids)
    frequencies = np.array([words[w] for w in known], np.float64)
    order = np.argsort(keys)
    log = np.log(frequencies + 0.5) - np.log(total)
    return {
        f"word{n}_keys": keys[order],
        f"word{n}_log": log[order].astype(np.float16),
        f"word{n}_frequency": np.minimum(frequencies[order], 60_000).astype(np.uint16),
    }


def _pairs(grams: Counter[str], ids: dict[str, int]) -> dict[str, NDArray[Any]]:
    known, keys = _keyed(sorted(grams), ids)
    order = np.argsort(keys)
    counts = np.array([grams[g] for g in known], np.int64)
    return {
        "pair_keys": keys[order],
        "pair_counts": np.minimum(counts[order], 60_000).astype(np.uint16),
    }


def _known(n: int, grams: Counter[str], ids: dict[str, int]) -> dict[str, NDArray[Any]]:
    _, keys = _keyed(sorted(grams), ids)
    return {f"seen{n}_keys": np.sort(keys)}


def _contexts(n: int, grams: Counter[str], ids: dict[str, int]) -> dict[str, NDArray[Any]]:
    """Contexts of one missing character that nearly always hold the same one."""
    held: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for gram, count in grams.items():
        if all(c in ids for c in gram):
            for at in range(n):
                held[at, gram[:at] + gram[at + 1 :]][gram[at]] += count
    keys, tops, counts = [], [], []
    for (at, rest), inside in held.items():
        top, count = max(inside.items(), key=lambda kv: (kv[1], kv[0]))
        if count >= _LEAST_CONTEXT and count >= _DOMINANT * sum(inside.values()):
            keys.append([ids[c] for c in rest[:at]] + [WILDCARD] + [ids[c] for c in rest[at:]])
            tops.append(ids[top])
            counts.append(min(count, 60_000))
    table = np.array(keys, np.uint64).reshape(-1, n)
    packed = key_of(*table.T)
    order = np.argsort(packed)
    return {
        f"context{n}_keys": packed[order],
        f"context{n}_top": np.array(tops, np.uint16)[order],
        f"context{n}_counts": np.array(counts, np.uint16)[order],
    }


def _confusable(characters: Sequence[str]) -> dict[str, NDArray[Any]]:
    """For every character those that sound alike (any tone) or look alike."""
    from pypinyin import Style, pinyin

    alike: dict[str, set[str]] = defaultdict(set)
    for line in (_LEXICONS / "same_stroke.txt").read_text("utf-8").splitlines():
        group = [] if line.startswith("#") else line.split()
        for character in group:
            alike[character] |= set(group)
    readings = {
        c: set(pinyin(c, style=Style.NORMAL, heteronym=True)[0])
        for c in characters
        if _HAN.match(c)
    }
    by_sound: dict[str, set[str]] = defaultdict(set)
    for character, sounds in readings.items():
        for sound in sounds:
            by_sound[sound].add(character)
    ids = {c: n for n, c in enumerate(characters, 1)}
    starts, flat, sounds_alike = [0, 0], [], []
    for character in characters:
        same = set().union(*(by_sound[s] for s in readings.get(character, ())))
        all_of = sorted((same | alike[character]) - {character}, key=lambda c: ids.get(c, 0))
        kept = [c for c in all_of if c in ids]
        flat += [ids[c] for c in kept]
        sounds_alike += [c in same for c in kept]
        starts.append(len(flat))
    return {
        "confusable_starts": np.array(starts, np.int32),
        "confusable_ids": np.array(flat, np.uint16),
        "confusable_by_sound": np.array(sounds_alike, np.bool_),
    }


def save(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write statistics as :func:`govgauge.detect.wording.statistics.load_statistics` reads them."""
    np.savez_compressed(path, allow_pickle=False, **arrays)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the file of statistics."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--first-year", type=int, default=0)
    parser.add_argument("--last-year", type=int, default=9999)
    given = parser.parse_args(arguments)
    texts = read_reports(given.reports, given.first_year, given.last_year)
    arrays = build(texts, read_words())
    save(given.output, arrays)


if __name__ == "__main__":
    main()
