"""How an office words its rank lists: a style is data, and a group's line may differ by settings."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import attrs
import yaml
from attrs import field, frozen

from govgauge.model.failure import BadInput, Place
from govgauge.model.system import RankStyle
from govgauge.model.text import Text


class Lead(StrEnum):
    """How the first places are told: untied ones together, each by its place, or as a block."""

    TOGETHER = "together"
    EACH = "each"
    BLOCK = "block"


class Ties(StrEnum):
    """How ties are told: before the runs in a clause of their own, inside lists, or after them."""

    APART = "apart"
    INLINE = "inline"
    AFTER = "after"


class Numerals(StrEnum):
    """Chinese (第二名) or Arabic (第2名) numerals."""

    CHINESE = "chinese"
    ARABIC = "arabic"


@frozen
class RankListStyle:
    """One office's wording.

    ``*_form`` are clauses with ``{names}``, ``{rank}``, ``{from}``, ``{to}`` and ``{count}``.
    ``joiner`` stands between names and ``last`` before the last of a clause; ``tie_mark`` joins
    a tie inside a list.  ``cuts`` are the places after which a new run begins; ``between``
    separates clauses and ``after_lead`` follows the first places; ``end`` closes a sentence.
    ``shown`` is the last place a list tells of.  ``tier_form`` has ``{tier}`` and ``{names}``;
    ``tier_note`` says in which order names stand that have no ranks.
    """

    style: str
    source: str
    ranks: RankStyle
    lead: Lead
    lead_places: int
    lead_form: str
    lead_joiner: str
    lead_last: str
    after_lead: str
    ties: Ties
    tie_form: str
    tie_joiner: str
    tie_last: str
    tie_mark: str
    tie_opening: str
    tie_numerals: Numerals
    run_form: str
    one_form: str
    run_joiner: str
    run_last: str
    final_run_last: str
    cuts: tuple[int, ...]
    between: str
    end: str
    numerals: Numerals
    empty: str
    shown: int
    tier_form: str
    tier_note: str
    tells_empty_tiers: bool
    changed: tuple[str, ...] = field(default=())

    def with_settings(
        self, settings: Mapping[str, Any], where: Place | None = None
    ) -> "RankListStyle":
        """The style as one group's settings change it; ``changed`` names what they touch."""
        known = {f.name for f in attrs.fields(RankListStyle)} - {"style", "source", "changed"}
        for name in settings:
            if name not in known:
                raise _unknown(name, sorted(known), where)
        values = _converted(dict(settings), where)
        return attrs.evolve(self, **values, changed=tuple(sorted(settings)))


@cache
def load_style(name: str) -> RankListStyle:
    """A style that ships with govgauge, by its name."""
    folder = resources.files("govgauge.report") / "styles"
    known = sorted(
        p.name.removesuffix(".yaml") for p in folder.iterdir() if p.name.endswith(".yaml")
    )
    if name not in known:
        raise BadInput(
            "unknown-style",
            Text(f"没有文体 {name}", f"no style is named {name}"),
            Text(f"可用: {', '.join(known)}", f"there are: {', '.join(known)}"),
        )
    values = yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))
    return RankListStyle(**_converted(values, Place(file=f"{name}.yaml")))


def style_names() -> list[str]:
    """The styles that ship with govgauge."""
    folder = resources.files("govgauge.report") / "styles"
    return sorted(
        p.name.removesuffix(".yaml") for p in folder.iterdir() if p.name.endswith(".yaml")
    )


_KINDS: Mapping[str, Any] = {
    "ranks": RankStyle,
    "lead": Lead,
    "ties": Ties,
    "numerals": Numerals,
    "tie_numerals": Numerals,
    "cuts": tuple,
}
_IN_FORMS = ("names", "rank", "from", "to", "count", "tier")


def _converted(values: dict[str, Any], where: Place | None) -> dict[str, Any]:
    types = attrs.resolve_types(RankListStyle)
    kind_of = {f.name: f.type for f in attrs.fields(types)}
    for name, value in values.items():
        kind = _KINDS.get(name, kind_of[name])
        try:
            values[name] = _fitting(name, value, kind)
        except (TypeError, ValueError, LookupError) as error:
            raise BadInput(
                "bad-style-value",
                Text(f"{name} 不能是 {value!r}", f"{name} cannot be {value!r}"),
                Text("见 docs 中文体各项的取值", "see the values each setting takes"),
                where,
            ) from error
    return values


def _fitting(name: str, value: Any, kind: Any) -> Any:
    """A value as the field holds it; ``TypeError``, ``ValueError`` or ``LookupError`` if unfit."""
    if kind in (str, int, bool):
        if type(value) is not kind:
            raise TypeError(name)
        if name.endswith("_form"):
            value.format(**dict.fromkeys(_IN_FORMS, ""))
        return value
    if kind is tuple:
        if not isinstance(value, list | tuple) or any(type(rank) is not int for rank in value):
            raise TypeError(name)
        return tuple(value)
    return kind(value)


def _unknown(name: str, known: list[str], where: Place | None) -> BadInput:
    return BadInput(
        "unknown-style-setting",
        Text(f"文体没有设置 {name}", f"a style has no setting {name}"),
        Text(f"可用: {', '.join(known)}", f"there are: {', '.join(known)}"),
        where,
    )
