"""The crosswalk of items and the history of unit codes as an evaluator keeps them: CSV."""

import csv
from collections.abc import Iterable, Iterator

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.score.change.bridge import Link, LinkKind
from govgauge.score.change.units import Succession

_KINDS = {
    "same": LinkKind.SAME, "相同": LinkKind.SAME, "不变": LinkKind.SAME, "": LinkKind.SAME,
    "reworded": LinkKind.REWORDED, "改写": LinkKind.REWORDED, "表述调整": LinkKind.REWORDED,
    "replaced": LinkKind.REPLACED, "替换": LinkKind.REPLACED,
}  # fmt: skip


def read_crosswalk(lines: Iterable[str], file: str = "") -> list[Link]:
    """Read ``old, new, kind, note`` (kind: same, reworded, replaced; 相同, 改写, 替换).

    The first row is the headings.  :class:`BadInput` names the row of a kind that is none, of a
    row without two codes, and of an item that stands in two rows.
    """
    links: list[Link] = []
    seen: dict[tuple[str, str], int] = {}
    for row, cells in _rows(lines):
        old, new, word = cells[0], cells[1], cells[2].casefold()
        if not old or not new:
            raise _no_codes(file, row)
        if word not in _KINDS:
            raise _unknown_kind(file, row, cells[2])
        for side, code in (("old", old), ("new", new)):
            if (side, code) in seen:
                raise _twice(file, row, code, seen[side, code])
            seen[side, code] = row
        links.append(Link(old, new, _KINDS[word], cells[3]))
    return links


def read_history(lines: Iterable[str], file: str = "") -> list[Succession]:
    """Read ``old codes, new codes, note``, several codes of one cell parted by ``;``."""
    history = []
    for row, cells in _rows(lines):
        old, new = _codes(cells[0]), _codes(cells[1])
        if not old or not new:
            raise _no_codes(file, row)
        history.append(Succession(old, new, cells[2]))
    return history


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    for row, cells in enumerate(csv.reader(lines), 1):
        clean = [c.strip().removeprefix("\ufeff") for c in cells]
        if row > 1 and any(clean):
            yield row, [*clean, "", "", "", ""][: max(4, len(clean))]


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(c.strip() for c in cell.replace("；", ";").split(";") if c.strip())


def _no_codes(file: str, row: int) -> BadInput:
    return BadInput(
        "no-code-pair",
        Text("该行缺少旧代码或新代码", "the row lacks an old or a new code"),
        Text("每行写一个旧代码和一个新代码", "write an old and a new code in each row"),
        Place(file=file, row=row),
    )


def _unknown_kind(file: str, row: int, word: str) -> BadInput:
    return BadInput(
        "unknown-link-kind",
        Text(f"{word} 不是对应关系", f"{word} is no kind of link"),
        Text("写 相同、改写 或 替换", "write same, reworded or replaced"),
        Place(file=file, row=row, field="kind"),
    )


def _twice(file: str, row: int, code: str, first: int) -> BadInput:
    return BadInput(
        "item-linked-twice",
        Text(f"{code} 已在第 {first} 行对应", f"{code} is linked in row {first} already"),
        Text("一个指标只对应一次，删去其中一行", "link an item once; drop one of the rows"),
        Place(file=file, row=row),
    )
