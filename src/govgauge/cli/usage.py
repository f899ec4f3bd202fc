"""Wrong use of the command line, said as every other failure is: in two languages, with a remedy.

Typer carries its own copy of click, whose errors have no public name: they are told by their class.
"""

import re
from collections.abc import Sequence
from typing import Any

from govgauge.model.failure import BadInput
from govgauge.model.text import Text

_VALUES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"'(?P<given>.*)' is not one of (?P<choices>.*?)\.?"), "只能是 {choices}"),
    (re.compile(r"Input should be greater than or equal to (?P<limit>\S+)"), "不得小于 {limit}"),
    (re.compile(r"Input should be less than or equal to (?P<limit>\S+)"), "不得大于 {limit}"),
    (re.compile(r"Input should be a valid integer.*"), "须为整数"),
)
_NO_COMMAND = re.compile(r"No such command '(?P<name>.*?)'\.?(?: Did you mean '(?P<near>.*)'\?)?")


def usage_failure(error: Any) -> BadInput | None:
    """What was wrong about the words of a command; ``None`` for an error of another kind."""
    names = [cls.__name__ for cls in type(error).__mro__]
    if "UsageError" not in names or "NoArgsIsHelpError" in names:
        return None
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path.replace("python -m govgauge", "govgauge") if ctx else "govgauge"
    remedy = f"{command} --help"
    no_command = _NO_COMMAND.fullmatch(error.format_message())
    near = _near(getattr(error, "possibilities", None) or ())
    if no_command and no_command["near"]:
        near = _near([no_command["near"]])
    return BadInput(
        "bad-usage",
        _what(error, names),
        Text(f"{near.zh}用法见 {remedy}", f"{near.en}see {remedy}"),
    )


def _near(possible: Sequence[str]) -> Text:
    listed = ", ".join(sorted(possible))
    return Text(f"是否想写 {listed}？", f"did you mean {listed}? ") if listed else Text("", "")


def _what(error: Any, names: Sequence[str]) -> Text:
    said = error.format_message()
    if "NoSuchOption" in names:
        return Text(f"没有选项 {error.option_name}", f"no such option: {error.option_name}")
    if "MissingParameter" in names:
        return Text(f"缺少 {_parameter(error)}", f"{_parameter(error)} is missing")
    if "BadParameter" in names:
        return Text(f"{_parameter(error)} 的值不可用：{_value(error.message)}", said)
    no_command = _NO_COMMAND.fullmatch(said)
    if no_command:
        return Text(f"没有命令 {no_command['name']}", f"no such command: {no_command['name']}")
    return Text(f"用法有误（{said}）", said)


def _parameter(error: Any) -> str:
    hint = error.param_hint or (error.param.get_error_hint() if error.param else "")
    listed = hint if isinstance(hint, str) else " / ".join(hint)
    return listed.replace("'", "")


def _value(said: str) -> str:
    said = said.removeprefix("Value error, ").strip()
    for pattern, form in _VALUES:
        found = pattern.fullmatch(said.rstrip("."))
        if found:
            return form.format(**found.groupdict())
    return said
