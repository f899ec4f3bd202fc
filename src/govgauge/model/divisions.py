"""Administrative divisions (行政区划): the name behind a six-digit code."""

import csv
from functools import cache
from importlib.resources import files

_FILES = ("provinces.csv", "cities.csv", "areas.csv")


@cache
def _names() -> dict[str, str]:
    folder = files("govgauge") / "lexicons" / "divisions"
    names: dict[str, str] = {}
    for name in _FILES:
        lines = (folder / name).read_text("utf-8").splitlines()
        names |= {row["code"]: row["name"] for row in csv.DictReader(lines)}
    return names


def division_name(code: str) -> str | None:
    """The name of a six-digit division code, ``None`` when the list does not know it.

    Provinces are ``xx0000``, prefectures ``xxxx00``.  A missing code proves nothing:
    development zones and merged counties are not in the list.
    """
    return _names().get(code)


def division_path(code: str) -> tuple[str, ...]:
    """The names from province down to the division itself, as far as they are known."""
    codes = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return tuple(name for c in codes if (name := division_name(c)))
