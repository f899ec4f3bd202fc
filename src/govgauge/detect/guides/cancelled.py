"""Abolished approvals (取消的行政审批事项) of a dated list the user supplies, held against names."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text

_COLUMNS = frozenset({"item", "abolished_on", "document"})
_NOISE = re.compile(r"[\s\u3000\u00a0，,。.、；;：:“”\"'《》（）()\[\]【】·—-]+")
_NUMBERED = re.compile(
    r"^[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.．)）]\s*|[（(][^（()）]{0,20}[)）]$"
)
_ENDS = re.compile("(?:的)?(?:办事|服务|办理|审批|申报)?(?:指南|流程|须知)$")
_LEAST_CHARS = 6
"""Shorter names are parts of too many others."""


@frozen
class CancelledItem:
    """One item, the day from which it is no longer handled, and the document that says so."""

    item: str
    abolished_on: date
    document: str

    @property
    def core(self) -> str:
        """What its name has to itself."""
        return core_of(self.item)


def items_of_rows(
    rows: Iterable[Mapping[str, object]], first: int = 1
) -> tuple[CancelledItem, ...]:
    """The items of rows as a system gives them; ``BadInput`` names the row and field at fault."""
    return tuple(_item(row, number) for number, row in enumerate(rows, first))


def items_of_table(table: str) -> tuple[CancelledItem, ...]:
    """The items of a CSV with a heading, whose first row is number 2; none of an empty text."""
    text = table.lstrip("\ufeff").strip()
    return items_of_rows(csv.DictReader(io.StringIO(text)), 2) if text else ()


def core_of(name: str) -> str:
    """A name without numbers in front, notes behind, marks, and the words of a guide."""
    plain = _NUMBERED.sub("", name.strip())
    plain = _NOISE.sub("", _NUMBERED.sub("", plain))
    return _ENDS.sub("", plain) or plain


def same_item(cancelled: CancelledItem, name: str) -> bool:
    """Whether a name is the item's own, but for the words around it."""
    core, other = cancelled.core, core_of(name)
    return core == other or core == _NOISE.sub("", name)


def names_item(cancelled: CancelledItem, name: str) -> bool:
    """Whether a longer name holds the item's: it may be another item, or a part of it."""
    return len(cancelled.core) >= _LEAST_CHARS and cancelled.core in _NOISE.sub("", name)


def _item(row: Mapping[str, object], number: int) -> CancelledItem:
    if not isinstance(row, Mapping) or None in row or not row.keys() <= _COLUMNS:
        raise _bad_row(
            number,
            "",
            "每行应有 item、abolished_on、document",
            "a row has item, abolished_on, document",
        )
    cells = {key: str(value or "").strip() for key, value in row.items()}
    if len(core_of(cells.get("item", ""))) < 4:
        raise _bad_row(number, "item", "事项名称至少四个字", "a name has four characters or more")
    if not cells.get("document"):
        raise _bad_row(
            number, "document", "应写明取消依据的文号", "name the document that abolished it"
        )
    try:
        day = date.fromisoformat(cells.get("abolished_on", ""))
    except ValueError as error:
        raise _bad_row(
            number, "abolished_on", "日期应写作 2018-03-17", "dates are written 2018-03-17"
        ) from error
    return CancelledItem(cells["item"], day, cells["document"])


def _bad_row(row: int, field: str, zh: str, en: str) -> BadInput:
    return BadInput(
        "bad-cancelled-item",
        Text(
            f"取消事项清单第 {row} 行 {field}：{zh}",
            f"row {row} of the cancelled items, {field}: {en}",
        ),
        Text("改正该行后重试", "mend the row and try again"),
        Place(file="items", row=row, field=field),
    )
