"""The precision a rule must have by people's decisions to be published without one."""

from govgauge.model.detector import Parameter
from govgauge.model.failure import BadInput
from govgauge.model.finding import Instance
from govgauge.model.text import Text

LEAST_PRECISION = "least_precision"


def rule_of(instance: Instance) -> str:
    """The rule that found an instance: the first word of its mark."""
    return instance.mark.partition(" ")[0]


def _check(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadInput(
            "bad-precision",
            Text("least_precision 应为 0 到 1 的数", "least_precision is a number from 0 to 1"),
            Text("例如 0.9；0 表示从不转人工", "such as 0.9; 0 never asks a person instead"),
        )


def least_precision(default: float) -> Parameter:
    """The parameter of detectors whose rules ask a person once people reject too much of them.

    Their marks begin with the rule's name.
    """
    return Parameter(
        LEAST_PRECISION,
        unit="share of decided findings that people upheld",
        default=default,
        says=Text(
            "人工认可率低于此值的规则只转人工复核",
            "a rule that people uphold less often only asks a person",
        ),
        check=_check,
    )
