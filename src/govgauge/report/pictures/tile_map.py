"""Provinces as equal tiles: the higher the value, the darker; no border is drawn."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import Amount, Anchor, Picture, Rect, Shape
from govgauge.report.pictures.look import (
    PAPER,
    RULE,
    SMALL,
    WIDTH,
    drawn,
    ink_on,
    label,
    scale_bar,
    shade,
)

_TILE, _TOP = 60.0, 30.0
_HEADS = (Text("地区", "Region"), Text("数值", "Value"), Text("单位数", "Units"))
NO_DATA = Text("白色为本次没有数据的地区。", "White: regions without data this time.")


@frozen
class Tile:
    """Where a division of the first level stands on the grid, and its short names."""

    code: str
    row: int
    column: int
    short: Text


@frozen
class Region:
    """The value of one region and on how many units it rests."""

    name: str
    amount: Amount
    units: str


@cache
def tiles() -> tuple[Tile, ...]:
    """Every tile, from the north-west to the south-east."""
    path = files("govgauge") / "lexicons" / "divisions" / "tile_map.csv"
    return tuple(
        Tile(r["code"], int(r["row"]), int(r["column"]), Text(r["short_zh"], r["short_en"]))
        for r in csv.DictReader(path.read_text("utf-8").splitlines())
    )


def tile_map(
    title: str,
    regions: Mapping[str, Region],
    ends: tuple[Amount, Amount],
    language: Language,
) -> Picture:
    """The picture; ``regions`` by six-digit code, colours between ``ends``.

    The table lists the regions from the highest value to the lowest.
    """
    shapes: list[Shape] = scale_bar(0, ends[0].text, ends[1].text)
    left = (WIDTH - _TILE * (1 + max(t.column for t in tiles()))) / 2
    for tile in tiles():
        x, y = left + tile.column * _TILE, _TOP + tile.row * _TILE
        shapes += _tile(tile.short.in_(language), regions.get(tile.code), x, y, ends)
    known = sorted(regions.values(), key=lambda r: (-(r.amount.value or 0.0), r.name))
    rows = [(r.name, r.amount.text, r.units) for r in known]
    height = _TOP + _TILE * (1 + max(t.row for t in tiles())) + 4
    heads = [head.in_(language) for head in _HEADS]
    return Picture(title, drawn(height, shapes), heads, rows, (5, 3, 2), NO_DATA.in_(language))


def _tile(
    name: str, region: Region | None, x: float, y: float, ends: tuple[Amount, Amount]
) -> list[Shape]:
    side, middle = _TILE - 3, x + (_TILE - 3) / 2
    if region is None or region.amount.value is None:
        return [
            Rect(x, y, side, side, PAPER, RULE),
            label(middle, y + 34, name, Anchor.MIDDLE, fill="#595959"),
        ]
    low, high = ends[0].value or 0.0, ends[1].value or 0.0
    fill = shade((region.amount.value - low) / (high - low) if high > low else 0.5)
    ink = ink_on(fill)
    return [
        Rect(x, y, side, side, fill, RULE),
        label(middle, y + 26, name, Anchor.MIDDLE, fill=ink),
        label(middle, y + 44, region.amount.text, Anchor.MIDDLE, size=SMALL, fill=ink),
    ]
