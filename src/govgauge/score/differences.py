"""What changed between two indicator systems: indicators, points, weights, thresholds, words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from govgauge.model.system import Cap, Indicator, IndicatorSystem, Node, Tier


class Change(StrEnum):
    """How a part differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@frozen
class Difference:
    """One difference.

    ``part`` is what kind of part it is in (``system``, ``indicator``, ``cap``, ``tier`` or
    ``node``), ``code`` its code and ``key`` the key of the file; ``before`` and ``after`` are
    written as in the file.  Where a whole part came or went, ``key`` is empty.
    """

    part: str
    code: str
    change: Change
    key: str = ""
    before: str = ""
    after: str = ""


_PLAIN = ("tree", "tiers", "indicators", "caps", "digest", "version")
_WRITTEN = {"least": "from", "most": "to", "from_": "from"}
"""Names of the model that are other keys in the file."""


def differences(before: IndicatorSystem, after: IndicatorSystem) -> tuple[Difference, ...]:
    """Every difference in what two systems say, in the order of the first, then of the second.

    Lines, comments, the order of keys and the version number are no differences.
    """
    found = [*_keys("system", "", _plain(before), _plain(after))]
    parts: tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...] = (
        ("tier", _by_code(before.tiers), _by_code(after.tiers)),
        ("cap", _by_code(before.caps), _by_code(after.caps)),
        ("indicator", _by_code(before.indicators), _by_code(after.indicators)),
        ("node", _nodes(before.tree), _nodes(after.tree)),
    )
    for part, old, new in parts:
        found += _parts(part, old, new)
    return tuple(found)


def _plain(system: IndicatorSystem) -> dict[str, Any]:
    return attrs.asdict(system, filter=lambda a, _: a.name not in _PLAIN)


def _by_code(parts: tuple[Tier | Cap | Indicator, ...]) -> dict[str, Any]:
    return {p.code: _measured(attrs.asdict(p, filter=lambda a, _: a.name != "line")) for p in parts}


def _measured(part: dict[str, Any]) -> dict[str, Any]:
    """A part with only those keys of its measures that say something."""
    if "measures" in part:
        part["measures"] = [
            {key: value for key, value in measure.items() if value not in (None, "", (), [], {})}
            for measure in part["measures"]
        ]
    return part


def _nodes(tree: Node | None) -> dict[str, Any]:
    """Each node by its code, with the code it stands under instead of what stands below it."""
    if tree is None:
        return {}
    under = {child.code: node.code for node in tree.walk() for child in node.children}
    own = ("children", "line")
    return {
        node.code: _measured(attrs.asdict(node, filter=lambda a, _: a.name not in own))
        | {"under": under.get(node.code, "")}
        for node in tree.walk()
    }


def _parts(part: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for code, content in old.items():
        if code in new:
            yield from _keys(part, code, content, new[code])
        else:
            yield Difference(part, code, Change.REMOVED, before=_title(content))
    for code, content in new.items():
        if code not in old:
            yield Difference(part, code, Change.ADDED, after=_title(content))


def _title(content: Mapping[str, Any]) -> str:
    return str(content["title"]["zh"])


def _keys(
    part: str, code: str, old: Mapping[str, Any], new: Mapping[str, Any], above: str = ""
) -> Iterator[Difference]:
    """The keys two mappings differ in; mappings in them are gone into."""
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        key = above + _WRITTEN.get(name, name)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from _keys(part, code, one, other, f"{key}.")
        elif one != other:
            yield Difference(part, code, Change.CHANGED, key, _written(one), _written(other))


def _written(value: Any) -> str:
    """A value as in a file; ``X`` for a number that is not known."""
    if value is None:
        return "X"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_WRITTEN.get(k, k)}: {_written(v)}" for k, v in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(v) for v in value)}]"
    return str(value.value) if isinstance(value, StrEnum) else str(value)
