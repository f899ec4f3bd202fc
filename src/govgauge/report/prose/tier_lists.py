"""Tiers in words: who is in each, without ranks, and the same read back."""

import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from govgauge.report.prose.marks import MARK, marked_texts, names_by_mark
from govgauge.report.prose.style import RankListStyle


@frozen
class TierNames:
    """One tier by its title, and the names in it in listing order."""

    title: str
    names: tuple[str, ...]


def tier_list(tiers: Sequence[TierNames], style: RankListStyle) -> str:
    """A sentence a tier, best first; an empty one is told where the style tells of it."""
    told = [tier for tier in tiers if tier.names or style.tells_empty_tiers]
    note = style.tier_note + style.end if told and style.tier_note else ""
    return "".join(tier_sentence(tier, style) for tier in told) + note


def tier_sentence(tier: TierNames, style: RankListStyle) -> str:
    """The sentence of one tier; the style's word for nobody when it is empty."""
    names = style.run_joiner.join(tier.names) or style.empty
    return style.tier_form.format(tier=tier.title, names=names) + style.end


def read_tier_list(
    text: str, titles: Sequence[str], names: Sequence[str], style: RankListStyle
) -> Mapping[str, tuple[str, ...]] | None:
    """Names by tier; ``None`` where the text is not in the style or names anyone twice.

    ``names`` are those of all units of the group; who stands in no tier need not be told.
    """
    for marked in marked_texts(text, names):
        found = _tiers(marked, titles, names, style)
        told = [name for held in (found or {}).values() for name in held]
        if found is not None and len(told) == len(set(told)):
            return found
    return None


def _tiers(
    marked: str, titles: Sequence[str], names: Sequence[str], style: RankListStyle
) -> dict[str, tuple[str, ...]] | None:
    name_of = names_by_mark(names)
    joiner, nobody = re.escape(style.run_joiner), re.escape(style.empty)
    listed = f"(?P<names>{nobody}|{MARK}(?:{joiner}{MARK})*)"
    found: dict[str, tuple[str, ...]] = {}
    rest = marked
    for title in titles:
        opening, _, closing = style.tier_form.format(tier=title, names="\0").partition("\0")
        pattern = re.escape(opening) + listed + re.escape(closing + style.end)
        match = re.match(pattern, rest)
        if match:
            found[title] = tuple(name_of[c] for c in match["names"] if c in name_of)
            rest = rest[match.end() :]
    note = style.tier_note + style.end if style.tier_note else ""
    return found if found and rest == note else None
