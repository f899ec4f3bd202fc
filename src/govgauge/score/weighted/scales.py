"""The scale of a leaf from YAML: how a value becomes a share of the marks."""

from decimal import Decimal

from govgauge.model.system import Scale, Step
from govgauge.score.yaml_nodes import Complaints, Mapping


def read_scale(inner: Mapping, complaints: Complaints) -> Scale:
    """The scale of a leaf; 0 to 100 where it writes none."""
    node = inner.raw("scale")
    if node is None:
        return Scale()
    scale = Mapping(node, complaints, "scale")
    # Written so, because a mapping asks for its keys one by one.
    least = scale.number("from", least=None)
    most = scale.number("to", least=None)
    read = Scale(
        least=Decimal(0) if least is None else least,
        most=Decimal(100) if most is None else most,
        ladder=tuple(scale.each("ladder", _step)),
        categories=_categories(scale),
        unit=scale.text("unit", required=False),
        over=scale.word("over", ("", "units")),
        better=scale.word("better", ("high", "low")),
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
