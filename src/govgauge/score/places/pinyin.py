"""The order of names by pinyin, with the readings that place names have."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Readings = Mapping[str, tuple[str, ...]]
"""For each place name its syllables with tone numbers."""

PinyinKey = tuple[str, tuple[str, ...], str]


@cache
def place_name_readings() -> Readings:
    """The shipped table of readings that pypinyin does not know."""
    path = files("govgauge") / "lexicons" / "pinyin" / "place-names.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return {row["name"]: tuple(row["reading"].split()) for row in rows}


def syllables(name: str, readings: Readings | None = None) -> tuple[str, ...]:
    """The reading of a whole name, a syllable with its tone number for each character.

    ``readings`` overrides pypinyin at the beginning of a name and after the division above it;
    ``None`` takes the shipped table.  The whole name is read at once: 重 alone is zhong4.
    """
    # Only listings need it: what takes a tenth of a second to load is loaded when it is needed.
    from pypinyin import Style, lazy_pinyin

    table = place_name_readings() if readings is None else readings
    spoken = [
        syllable
        for part in re.findall(r"[\u3400-\u9fff]+|.", name, re.DOTALL)
        for syllable in lazy_pinyin(part, style=Style.TONE3, neutral_tone_with_five=True)
    ]
    if len(spoken) != len(name):
        return tuple(spoken)
    for match in _places(tuple(table)).finditer(name) if table else ():
        start = match.start("place")
        reading = table[match["place"]]
        spoken[start : start + len(reading)] = reading
    return tuple(spoken)


def pinyin_key(name: str, readings: Readings | None = None) -> PinyinKey:
    """What names are sorted by: the first character's syllable and tone, then the whole name.

    The tone matters: 山西 (shan1) stands before 陕西 (shan3).
    """
    spoken = syllables(name, readings)
    return (spoken[0] if spoken else "", spoken, name)


@cache
def _places(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda n: (-len(n), n))
    return re.compile(f"(?:^|(?<=[省市区县州盟旗]))(?P<place>{'|'.join(longest_first)})")
