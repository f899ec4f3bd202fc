"""How units are placed, from YAML; everything has a usual value."""

import re

import yaml

from govgauge.model.system import Placement, TierMethod
from govgauge.score.yaml_nodes import Complaints, Mapping

_RANK_ON = ("reported", "exact")
_LISTINGS = ("score", "pinyin", "division", "strokes")
_DIVISIONS = ("gbt-2260", "cstc-2022-style")
_DIVISION = re.compile(r"(?:\d\d){1,3}")
_SYLLABLE = re.compile(r"[a-zü]+[1-5]")
_MOST_DECIMALS = 9


def read_placement(root: Mapping, complaints: Complaints) -> Placement:
    """How units are placed; everything has a usual value."""
    if root.raw("placement") is None:
        return Placement()
    inner = root.inside("placement")
    decimals = inner.number("decimals")
    placement = Placement(
        decimals=2 if decimals is None else int(decimals),
        rank_on=inner.word("rank_on", _RANK_ON),
        tier_method=inner.choice("tier_method", TierMethod, default=TierMethod.FIXED)
        or TierMethod.FIXED,
        sub_grades=inner.texts("sub_grades"),
        no_sub_grade=inner.texts("no_sub_grade"),
        listing=inner.word("listing", _LISTINGS),
        divisions=_divisions(inner),
        readings=_readings(inner),
    )
    if decimals is not None and (decimals != int(decimals) or decimals > _MOST_DECIMALS):
        inner.complain(
            "bad-decimals",
            f"小数位数 {decimals} 应为 0 至 {_MOST_DECIMALS} 的整数",
            f"decimals {decimals} must be a whole number from 0 to {_MOST_DECIMALS}",
            "例如 2",
            "for example 2",
            "decimals",
        )
    inner.close()
    return placement


def _divisions(inner: Mapping) -> str | tuple[str, ...]:
    """``divisions: cstc-2022-style``, or an order of one's own: ``divisions: [11, 12, 1301]``."""
    if not isinstance(inner.raw("divisions"), yaml.SequenceNode):
        return inner.word("divisions", _DIVISIONS)
    codes = inner.texts("divisions")
    wrong = next((code for code in codes if not _DIVISION.fullmatch(code)), None)
    if wrong is not None or not codes:
        inner.complain(
            "bad-division-order",
            f"{wrong or '空列表'} 不是区划代码",
            f"{wrong or 'an empty list'} is no division code",
            "写 2、4 或 6 位区划代码，例如 [11, 12, 1301]",
            "write codes of 2, 4 or 6 digits, for example [11, 12, 1301]",
            "divisions",
        )
    return codes


def _readings(inner: Mapping) -> dict[str, str]:
    """``readings: {长治: chang2 zhi4}``: a syllable with its tone for each character."""
    if inner.raw("readings") is None:
        return {}
    table = inner.inside("readings")
    found = {name: table.text(name) for name in list(table.names())}
    for name, reading in found.items():
        spoken = reading.split()
        if len(spoken) != len(name) or not all(_SYLLABLE.fullmatch(s) for s in spoken):
            table.complain(
                "bad-reading",
                f"“{name}”的读音“{reading}”应为每字一个带声调数字的音节",
                f'"{reading}" is no reading of {name}: one syllable with its tone a character',
                "例如 长治: chang2 zhi4",
                "for example 长治: chang2 zhi4",
                name,
            )
    table.close()
    return found
