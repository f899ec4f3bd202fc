"""What a user can get wrong in a composite index, each with its place and its remedy."""

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text


def bad_number(unit: str, indicator: str, value: float) -> BadInput:
    """A cell that is no finite number."""
    return BadInput(
        "bad-number",
        Text(f"{unit} 的 {indicator} 不是有限数：{value}", f"{unit}, {indicator}: {value}"),
        Text("填写一个数，没有数据则留空", "give a number, or leave the cell blank"),
        Place(field=indicator),
    )


def twice(what: Text, code: str) -> BadInput:
    """The same unit or code two times."""
    return BadInput(
        "duplicate-code",
        Text(f"{what.zh} {code} 重复", f"{what.en} {code} twice"),
        Text("每个代码只用一次", "use each code once"),
        Place(field=code),
    )


def unknown(what: Text, code: str) -> BadInput:
    """A code that names nothing."""
    return BadInput(
        "unknown-code",
        Text(f"没有{what.zh} {code}", f"there is no {what.en} {code}"),
        Text("核对代码的写法", "check how the code is written"),
        Place(field=code),
    )


def bad_weight(code: str, weight: float) -> BadInput:
    """A weight below zero or not finite."""
    return BadInput(
        "bad-weight",
        Text(f"{code} 的权重 {weight} 无效", f"the weight {weight} of {code} cannot be used"),
        Text("权重须为不小于 0 的有限数", "a weight is finite and not below 0"),
        Place(field=code),
    )


def no_weight(code: str) -> BadInput:
    """Children whose weights add to zero."""
    return BadInput(
        "no-weight",
        Text(f"{code} 下各项权重之和为 0", f"the weights below {code} add to 0"),
        Text("至少一项权重大于 0", "give at least one of them a weight above 0"),
        Place(field=code),
    )


def zero_range(indicator: str) -> BadInput:
    """An indicator on which all units are equal, so that no relative scale exists."""
    return BadInput(
        "zero-range",
        Text(
            f"{indicator} 各单位数值相同，无法按相对位置标准化",
            f"all units are equal on {indicator}: there is no relative scale",
        ),
        Text(
            "删去该指标、改用固定起止点，或给出全体取的常数",
            "leave it out, use goalposts, or state the constant that all units get",
        ),
        Place(field=indicator),
    )


def not_positive(code: str, unit: str, value: float, mean: str) -> BadInput:
    """A value that the chosen mean is not defined for."""
    return BadInput(
        "not-positive",
        Text(
            f"{unit} 的 {code} 为 {value:g}，{mean} 平均要求大于 0",
            f"{unit} has {value:g} on {code}; a {mean} mean needs values above 0",
        ),
        Text(
            "标准化到大于 0 的区间（如 1–100），或改用算术平均",
            "normalise to a range above 0 (say 1 to 100), or use the arithmetic mean",
        ),
        Place(field=code),
    )


def cannot(code: str, what: Text, remedy: Text, field: str = "") -> BadInput:
    """Anything else that makes a method inapplicable to the data given."""
    return BadInput(code, what, remedy, Place(field=field))
