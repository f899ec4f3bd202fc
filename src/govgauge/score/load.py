"""Indicator systems from YAML: every mistake with its line and a remedy, all of them at once."""

import hashlib
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs
import orjson

from govgauge.model.failure import BadInput, Problem
from govgauge.model.system import (
    Cap,
    Gates,
    Grade,
    IndicatorSystem,
    MakeUp,
    Placement,
    RankStyle,
    Raters,
    Reduce,
    Tier,
    WhenMissing,
)
from govgauge.model.text import Text
from govgauge.score.checks import check_whole
from govgauge.score.indicators import check_condition, read_indicator
from govgauge.score.measures import Known
from govgauge.score.shares import check_shares, read_shares
from govgauge.score.spans import read_measures
from govgauge.score.weighted.placement import read_placement
from govgauge.score.weighted.reading import read_tree
from govgauge.score.yaml_files import read_nodes
from govgauge.score.yaml_nodes import Complaints, Mapping

_STATUS = ("official", "draft", "style")
_LATER: dict[str, Any] = {
    "tree": None,
    "when_missing": WhenMissing.OPEN,
    "placement": {},
    "shares": None,
    "raters": Raters.AGREE,
}
"""Keys that came later, with what they are where a system does not write them."""
_LATER_IN_GATES: dict[str, Any] = {"veto_score": None}
_LATER_IN_INDICATORS: dict[str, Any] = {"bands": []}
_LATER_IN_MEASURES: dict[str, Any] = {"below": None, "sample": None, "due": None}
_LATER_IN_NODES: dict[str, Any] = {"reduce": Reduce.COUNT}
_LATER_IN_SCALES: dict[str, Any] = {"over": "", "better": "high", "when_equal": None}
_LATER_IN_PLACEMENT: dict[str, Any] = {"divisions": "gbt-2260", "readings": {}}
"""The same for parts of a system."""
_FIRST_PLACEMENT = attrs.asdict(Placement(), filter=lambda a, _: a.name not in _LATER_IN_PLACEMENT)


def shipped_folder() -> Path:
    """Where the shipped systems lie."""
    return Path(str(files("govgauge") / "systems"))


def list_systems() -> list[str]:
    """Ids of the shipped systems."""
    return sorted(p.stem for p in shipped_folder().glob("*.yaml"))


def find_system(name: str) -> Path:
    """The file of a system by id or path; ``BadInput`` lists what there is."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return path
    shipped = shipped_folder() / f"{name}.yaml"
    if name and shipped.is_file() and "/" not in name:
        return shipped
    there = ", ".join(list_systems())
    raise BadInput(
        "unknown-system",
        Text(f"没有指标体系 {name}", f"no indicator system {name}"),
        Text(f"可用: {there}；或给出 YAML 文件", f"there are: {there}; or name a YAML file"),
    )


def load_system(path: Path, known: Known) -> IndicatorSystem:
    """A system ready to score with; the first mistake is raised and tells how many there are."""
    system, problems = _read(path, known)
    if problems or system is None:
        first, more = problems[0], len(problems) - 1
        extra_zh = f"（另有 {more} 处错误，见 systems check）" if more else ""
        extra_en = f" ({more} more: see systems check)" if more else ""
        what = Text(first.what.zh + extra_zh, first.what.en + extra_en)
        raise BadInput(first.code, what, first.remedy, first.place)
    return system


def check_system(path: Path, known: Known) -> list[Problem]:
    """Every mistake in a system file, in order of lines; empty when there is none."""
    try:
        return _read(path, known)[1]
    except BadInput as error:
        return [Problem(error.code, error.what, error.remedy, error.place)]


def _read(path: Path, known: Known) -> tuple[IndicatorSystem | None, list[Problem]]:
    complaints = Complaints(path)
    root = Mapping(read_nodes(path), complaints, "指标体系 system")
    system = _system(root, complaints, known)
    root.close()
    problems = sorted(complaints.problems, key=lambda p: p.place.line or 0)
    return (None if problems else system), problems


def _system(root: Mapping, complaints: Complaints, known: Known) -> IndicatorSystem:
    status = root.text("status")
    if "status" in root and status not in _STATUS:
        words = ", ".join(_STATUS)
        root.complain(
            "unknown-status",
            f"status 不能是 {status}",
            f"no status {status}",
            f"可用: {words}",
            words,
            "status",
        )
    tree = read_tree(root, complaints, lambda leaf: read_measures(leaf, known))
    indicators = root.each(
        "indicators", lambda m: read_indicator(m, complaints, known), required=tree is None
    )
    system = IndicatorSystem(
        system_id=root.text("id"),
        version=root.text("version"),
        title=root.both("title"),
        status=status,
        sources=root.texts("sources"),
        full_marks=root.number("full_marks") or Decimal(100),
        gates=_gates(root, complaints),
        rank_style=root.choice("rank_style", RankStyle, default=RankStyle.COMPETITION)
        or RankStyle.COMPETITION,
        tiers=_tiers(root),
        indicators=tuple(indicators),
        digest="",
        note=root.both("note", required=False),
        scored=root.text("scored", required=False, default="all"),
        make_up=root.choice("make_up", MakeUp, default=MakeUp.NONE) or MakeUp.NONE,
        caps=tuple(root.each("caps", _cap)),
        tree=tree,
        when_missing=root.choice("when_missing", WhenMissing, default=WhenMissing.OPEN)
        or WhenMissing.OPEN,
        placement=read_placement(root, complaints),
        shares=read_shares(root),
        raters=root.choice("raters", Raters, default=Raters.AGREE) or Raters.AGREE,
    )
    check_shares(root, system)
    check_condition(root, "scored", system.scored)
    check_whole(system, root, complaints)
    return attrs.evolve(system, digest=_digest(system))


def _cap(inner: Mapping) -> Cap:
    points = inner.number("points")
    if points is None and "points" in inner:
        inner.complain(
            "cap-without-points",
            "合计上限须写分数",
            "a shared cap needs its points",
            "写成 5；未知时不要写这个上限",
            "write 5; leave the cap out when it is not known",
            "points",
        )
    elif points is None:
        inner.text("points")  # Complains that it is missing.
    cap = Cap(
        code=inner.text("code"),
        title=inner.both("title"),
        points=points or Decimal(0),
        points_grade=inner.choice("points_grade", Grade, default=Grade.X) or Grade.X,
        note=inner.both("note", required=False),
        line=inner.line,
    )
    inner.close()
    return cap


def _digest(system: IndicatorSystem) -> str:
    """SHA-256 over the content; comments, key order and line numbers do not matter."""

    def plain(value: object) -> object:
        return str(value.normalize()) if isinstance(value, Decimal) else str(value)

    content = attrs.asdict(system)
    for part in (*content["indicators"], *content["caps"], *_nodes(content["tree"])):
        del part["line"]
    _leave_out_usual(content["placement"], _LATER_IN_PLACEMENT)
    if content["placement"] == _FIRST_PLACEMENT:
        content["placement"] = {}
    _leave_out_usual(content, _LATER)
    _leave_out_usual(content["gates"], _LATER_IN_GATES)
    for indicator in content["indicators"]:
        _leave_out_usual(indicator, _LATER_IN_INDICATORS)
    for node in _nodes(content.get("tree")):
        _leave_out_usual(node, _LATER_IN_NODES)
        _leave_out_usual(node["scale"], _LATER_IN_SCALES)
    for part in (*content["indicators"], *_nodes(content.get("tree"))):
        for measure in part["measures"]:
            _leave_out_usual(measure, _LATER_IN_MEASURES)
    return hashlib.sha256(
        orjson.dumps(content, default=plain, option=orjson.OPT_SORT_KEYS)
    ).hexdigest()


def _leave_out_usual(content: dict[str, Any], later: MappingOf[str, Any]) -> None:
    """As if the later keys had always been there: old digests stand."""
    for name, usual in later.items():
        if content[name] == usual or (usual == [] and not content[name]):
            del content[name]


def _nodes(tree: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    if tree is not None:
        yield tree
        for child in tree["children"]:
            yield from _nodes(child)


def _gates(root: Mapping, complaints: Complaints) -> Gates:
    if "gates" not in root:
        return Gates()
    inner = Mapping(root.raw("gates"), complaints, "gates")
    fail_below, bonus_above = inner.number("fail_below"), inner.number("bonus_above")
    grade = inner.choice("fail_grade", Grade, default=Grade.X) or Grade.X
    if fail_below is not None and bonus_above is not None and fail_below > bonus_above:
        inner.complain(
            "inverted-gates",
            f"不合格线 {fail_below} 高于加分线 {bonus_above}",
            f"fail_below {fail_below} is above bonus_above {bonus_above}",
            "交换两个数",
            "swap the two numbers",
            "fail_below",
        )
    veto_score = inner.number("veto_score")
    if veto_score is not None and fail_below is not None and veto_score >= fail_below:
        inner.complain(
            "veto-that-passes",
            f"否决后记 {veto_score} 分，不低于不合格线 {fail_below}",
            f"a vetoed unit would be given {veto_score}, not below fail_below {fail_below}",
            "写一个低于不合格线的分数，如 59；不计分则删去",
            "write a score below the line, like 59; leave it out for no score",
            "veto_score",
        )
    inner.close()
    return Gates(fail_below, grade, bonus_above, veto_score)


def _tiers(root: Mapping) -> tuple[Tier, ...]:
    def read(inner: Mapping) -> Tier:
        tier = Tier(inner.text("code"), inner.both("title"), inner.number("from") or Decimal(0))
        inner.close()
        return tier

    tiers = tuple(root.each("tiers", read))
    bounds = [t.from_ for t in tiers]
    if bounds != sorted(set(bounds), reverse=True):
        root.complain(
            "tiers-order",
            "等级下限应从高到低且不重复",
            "tiers must go from the highest lower bound down, each once",
            "按 from 从大到小排列",
            "order them by from, highest first",
            "tiers",
        )
    return tiers
