"""A weighted tree, and how units are placed, from YAML; every mistake with its line."""

import re
from collections.abc import Callable
from decimal import Decimal

from govgauge.model.system import (
    Combine,
    Grade,
    Measure,
    Node,
    Placement,
    Reduce,
    Scale,
    Step,
    TierMethod,
)
from govgauge.score.yaml_nodes import Complaints, Mapping

ReadMeasure = Callable[[Mapping], Measure]
_RANK_ON = ("reported", "exact")
_LISTINGS = ("score", "pinyin", "division", "strokes")
_DIVISIONS = ("gbt-2260", "cstc-2022-style")
_SYLLABLE = re.compile(r"[a-zü]+[1-5]")
_MOST_DECIMALS = 9


def read_tree(root: Mapping, complaints: Complaints, measure: ReadMeasure) -> Node | None:
    """The tree of a system; ``None`` when it has none.  Its root takes no weight."""
    reader = _Reader(complaints, measure)
    combine = reader.combine(root)
    if root.raw("tree") is None:
        return None
    children = tuple(root.each("tree", reader.node))
    reader.check_siblings(root, "tree", children)
    title = root.both("title")
    return Node("TOTAL", title, Decimal(1), Grade.A, children, combine)


class _Reader:
    def __init__(self, complaints: Complaints, measure: ReadMeasure) -> None:
        self._complaints = complaints
        self._measure = measure
        self._lines: dict[str, int] = {"TOTAL": 0}

    def combine(self, inner: Mapping) -> Combine:
        return inner.choice("combine", Combine, default=Combine.ARITHMETIC) or Combine.ARITHMETIC

    def node(self, inner: Mapping) -> Node:
        """One node with all below it."""
        code = inner.text("code")
        self._check_code(inner, code)
        children = tuple(inner.each("children", self.node))
        weight = self._weight(inner)
        node = Node(
            code=code,
            title=inner.both("title"),
            weight=weight,
            weight_grade=inner.choice("weight_grade", Grade, default=Grade.X) or Grade.X,
            children=children,
            combine=self.combine(inner),
            scale=self._scale(inner),
            measures=tuple(inner.each("measures", self._measure)),
            clause=inner.text("clause", required=False),
            grade=inner.choice("grade", Grade, default=Grade.X) or Grade.X,
            note=inner.both("note", required=False),
            line=inner.line,
            reduce=inner.choice("reduce", Reduce, default=Reduce.COUNT) or Reduce.COUNT,
        )
        self.check_siblings(inner, "children", children)
        self._check_shape(inner, node)
        inner.close()
        return node

    def _check_code(self, inner: Mapping, code: str) -> None:
        if code in self._lines:
            inner.complain(
                "duplicate-code",
                f"代码 {code} 已在第 {self._lines[code]} 行用过",
                f"code {code} stands already in line {self._lines[code]}",
                "每个节点用不同的代码",
                "give every node a code of its own",
                "code",
            )
        self._lines[code] = inner.line

    def _weight(self, inner: Mapping) -> Decimal:
        weight = inner.number("weight")
        if weight is not None:
            return weight
        if "weight" in inner:
            inner.complain(
                "unknown-weight",
                "权重未知时不能计分",
                "a weight that is not known cannot be scored with",
                "写上自定的权重，并注明 weight_grade: M",
                "write your own and say weight_grade: M",
                "weight",
            )
        else:
            inner.text("weight")
        return Decimal(0)

    def check_siblings(self, inner: Mapping, field: str, children: tuple[Node, ...]) -> None:
        """Siblings must have some weight among them."""
        if field in inner and not any(child.weight for child in children):
            inner.complain(
                "no-weight",
                f"{field} 下的权重合计为 0",
                f"the weights under {field} add to 0",
                "至少一项权重大于 0",
                "give at least one a weight above 0",
                field,
            )

    def _check_measures(self, inner: Mapping, node: Node) -> None:
        """Words and units below make a value alone; other measures add up."""
        several = len(node.measures) > 1
        alone = bool(node.scale.categories) or any(m.below is not None for m in node.measures)
        if several and alone:
            inner.complain(
                "measured-twice",
                f"{node.code} 用文字评分或取自下级单位，只能有一个 measure",
                f"{node.code} is rated in words or from units below: it takes one measure",
                "只留一个，或分成几个下级指标",
                "keep one, or make several indicators below it",
                "measures",
            )
        if node.scale.categories and any(m.detector for m in node.measures):
            inner.complain(
                "words-by-detector",
                "检测器给出数值，不能用 categories",
                "a detector gives numbers: categories do not fit",
                "改用 ladder 或 from、to",
                "use a ladder, or from and to",
                "scale",
            )
        if node.reduce is Reduce.VALUE and not any(m.detector for m in node.measures):
            inner.complain(
                "value-of-several",
                "reduce: value 需要一个检测器",
                "reduce: value needs a detector",
                "删去 reduce",
                "drop reduce",
                "reduce",
            )

    def _check_shape(self, inner: Mapping, node: Node) -> None:
        self._check_measures(inner, node)
        if node.children and (node.measures or "scale" in inner):
            inner.complain(
                "measures-on-a-parent",
                f"{node.code} 有下级，不能再写 measures 或 scale",
                f"{node.code} has children and takes no measures or scale",
                "写到最下级指标",
                "write them at the indicators below",
                "measures" if node.measures else "scale",
            )
        if not node.children and not node.measures:
            inner.complain(
                "nothing-measures-it",
                f"指标 {node.code} 没有写由什么衡量",
                f"nothing measures {node.code}",
                "在 measures 下写 detector、question 或 figure 之一",
                "name a detector, a question or a figure under measures",
            )

    def _scale(self, inner: Mapping) -> Scale:
        node = inner.raw("scale")
        if node is None:
            return Scale()
        scale = Mapping(node, self._complaints, "scale")
        # Written so, because a mapping asks for its keys one by one.
        least = scale.number("from", least=None)
        most = scale.number("to", least=None)
        read = Scale(
            least=Decimal(0) if least is None else least,
            most=Decimal(100) if most is None else most,
            ladder=tuple(scale.each("ladder", _step)),
            categories=_categories(scale),
            unit=scale.text("unit", required=False),
            over=_word(scale, "over", ("", "units")),
            better=_word(scale, "better", ("high", "low")),
            when_equal=_rate(scale, "when_equal") if "when_equal" in scale else None,
        )
        scale.may_have("when_equal")
        _check_scale(scale, read)
        scale.close()
        return read


def _step(inner: Mapping) -> Step:
    step = Step(inner.number("from", least=None) or Decimal(0), _rate(inner, "rate") or Decimal(0))
    inner.close()
    return step


def _rate(inner: Mapping, name: str) -> Decimal | None:
    rate = inner.number(name)
    if rate is None and name not in inner:
        inner.text(name)
    if rate is not None and rate > 1:
        inner.complain(
            "rate-above-1",
            f"{name} 是得分比例，应在 0 与 1 之间",
            f"{name} is a share of the marks, between 0 and 1",
            "80% 写成 0.8",
            "write 80 % as 0.8",
            name,
        )
    return rate


def _categories(scale: Mapping) -> dict[str, Decimal]:
    if scale.raw("categories") is None:
        return {}
    inner = scale.inside("categories")
    found = {name: _rate(inner, name) or Decimal(0) for name in list(inner.names())}
    inner.close()
    return found


def _check_scale(inner: Mapping, scale: Scale) -> None:
    if scale.least == scale.most:
        inner.complain(
            "empty-scale",
            f"from 与 to 相同（{scale.least}），所有值都一样",
            f"from and to are equal ({scale.least}): every value would be the same",
            "写出得 0 分和满分的值",
            "write the values worth nothing and full marks",
            "to" if "to" in inner else "from",
        )
    bounds = [step.from_ for step in scale.ladder]
    if len(set(bounds)) < len(bounds):
        inner.complain(
            "ladder-step-twice",
            "阶梯中有两级起点相同",
            "two steps of the ladder begin at the same value",
            "每级写不同的 from",
            "give every step a from of its own",
            "ladder",
        )
    _check_over(inner, scale)
    if scale.ladder and scale.categories:
        inner.complain(
            "ladder-and-categories",
            "ladder 与 categories 只写一种",
            "write ladder or categories, not both",
            "数值用 ladder，文字用 categories",
            "ladder for numbers, categories for words",
            "categories",
        )


def _check_over(inner: Mapping, scale: Scale) -> None:
    fixed = [name for name in ("from", "to", "ladder", "categories") if name in inner]
    if scale.over and fixed:
        inner.complain(
            "over-and-ends",
            f"over: units 以各单位的最低最高值为两端，不能再写 {fixed[0]}",
            f"over: units takes its ends from the units; {fixed[0]} says otherwise",
            "只留一种",
            "keep one of them",
            fixed[0],
        )
    if not scale.over and ("better" in inner or "when_equal" in inner):
        inner.complain(
            "better-without-over",
            "better 和 when_equal 只与 over: units 同用",
            "better and when_equal belong to over: units",
            "越少越好时把 from 写得大于 to",
            "where less is better write from above to",
            "better" if "better" in inner else "when_equal",
        )


def read_placement(root: Mapping, complaints: Complaints) -> Placement:
    """How units are placed; everything has a usual value."""
    if root.raw("placement") is None:
        return Placement()
    inner = root.inside("placement")
    decimals = inner.number("decimals")
    placement = Placement(
        decimals=2 if decimals is None else int(decimals),
        rank_on=_word(inner, "rank_on", _RANK_ON),
        tier_method=inner.choice("tier_method", TierMethod, default=TierMethod.FIXED)
        or TierMethod.FIXED,
        sub_grades=inner.texts("sub_grades"),
        no_sub_grade=inner.texts("no_sub_grade"),
        listing=_word(inner, "listing", _LISTINGS),
        divisions=_word(inner, "divisions", _DIVISIONS),
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


def _word(inner: Mapping, name: str, words: tuple[str, ...]) -> str:
    written = inner.text(name, required=False, default=words[0])
    if written not in words:
        there = ", ".join(words)
        inner.complain(
            f"unknown-{name.replace('_', '-')}",
            f"{name} 不能是 {written}",
            f"{name} cannot be {written}",
            f"可用: {there}",
            f"one of: {there}",
            name,
        )
        return words[0]
    return written
