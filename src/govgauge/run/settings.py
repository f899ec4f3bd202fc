"""``govgauge.toml``: the settings of a workspace, all optional.

contact = "mailto:inspection@example.gov.cn"

[politeness]
gap_s = 2.0
quiet_hours = ["08:30-18:00"]
daily_cap = 5000
outside_per_host = 2000

[lists]
style = "tsinghua"

[lists.groups."省会城市"]
final_run_last = "和"
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import attrs

from govgauge.model.campaign import Pace, Plan, PolicyKind
from govgauge.model.failure import BadInput, NotAllowed, Place
from govgauge.model.quiet import QuietHours
from govgauge.model.text import Text
from govgauge.store.workspace import Workspace

SETTINGS_FILE = "govgauge.toml"
_CONTACT = re.compile(r"(?:https?://|mailto:)[\x21-\x7e]+")
_PLAN_KEYS = ("outside_per_host",)
# Settings that make requests to one host closer together: (name, True when more is faster).
_FASTER = (
    ("per_host", True),
    ("per_address", True),
    ("per_network", True),
    ("gap_s", False),
    ("slowness", False),
)


def with_settings(plan: Plan, workspace: Workspace) -> Plan:
    """A plan with what the workspace's settings say; :class:`BadInput` names file and line."""
    path = workspace.root / SETTINGS_FILE
    if not path.exists():
        return plan
    text, given = read_settings(path)
    for name in given:
        if name not in ("contact", "politeness", "lists"):
            raise _bad(path, text, name, Text("没有这项设置", "there is no such setting"))
    politeness = given.get("politeness", {})
    if not isinstance(politeness, dict):
        what = Text("须是一节，写成 [politeness]", "is a section: write [politeness]")
        raise _bad(path, text, "politeness", what)
    changes: dict[str, Any] = {}
    paces: dict[str, Any] = {}
    for name, value in politeness.items():
        _check(path, text, name, value)
        (changes if name in _PLAN_KEYS else paces)[name] = value
    if "contact" in given:
        changes["user_agent"] = _user_agent(plan, path, text, given["contact"])
    plan = attrs.evolve(plan, pace=attrs.evolve(plan.pace, **paces), **changes)
    _refuse_haste(plan, path)
    return plan


def waits_until(plan: Plan, workspace: Workspace, now: float) -> float | None:
    """When the quiet hours that hold now end, in seconds since the epoch; ``None`` outside them."""
    if plan.full_speed:
        return None
    hours = with_settings(plan, workspace).pace.quiet_hours
    end = QuietHours.read(hours).end_of(now)
    return end if end > now else None


def read_settings(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a settings file and what it says; :class:`BadInput` names file and line."""
    try:
        text = path.read_text("utf-8-sig")
        return text, tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise BadInput(
            "bad-settings",
            Text(f"设置文件无法读取（{error}）", f"the settings cannot be read: {error}"),
            Text(
                "须为 UTF-8 编码的 TOML：每行 名称 = 值，文字加引号",
                "write UTF-8 TOML: name = value on each line, texts in quotation marks",
            ),
            Place.in_file(path, int(line[1])) if line else Place.in_file(path),
        ) from error


def _check(path: Path, text: str, name: str, value: object) -> None:
    fields = {f.name: f.default for f in (*attrs.fields(Pace), *attrs.fields(Plan))}
    if name not in {f.name for f in attrs.fields(Pace)} | set(_PLAN_KEYS):
        raise _bad(path, text, name, Text("没有这项设置", "there is no such setting"))
    default = fields[name]
    if isinstance(default, tuple):
        fits = isinstance(value, list) and all(isinstance(v, str) for v in value)
        if fits and isinstance(value, list):
            _check_quiet_hours(path, text, name, tuple(value))
    else:
        kinds = (int, float) if isinstance(default, float) else (int,)
        fits = isinstance(value, kinds) and not isinstance(value, bool)
        least = 1 if name.startswith(("per_", "in_flight", "units")) else 0
        fits = fits and isinstance(value, int | float) and least <= value <= 1_000_000
    if not fits:
        raise _bad(path, text, name, Text(f"值 {value!r} 不可用", f"{value!r} cannot be used"))


def _check_quiet_hours(path: Path, text: str, name: str, windows: tuple[str, ...]) -> None:
    try:
        QuietHours.read(windows)
    except BadInput as error:
        place = Place.in_file(path, line_of(text, name))
        raise BadInput(error.code, error.what, error.remedy, place) from error


def _user_agent(plan: Plan, path: Path, text: str, contact: object) -> str:
    if not isinstance(contact, str) or not _CONTACT.fullmatch(contact):
        what = Text("联系地址须以 mailto: 或 https:// 开头", "begin it with mailto: or https://")
        raise _bad(path, text, "contact", what)
    return f"{plan.user_agent.rstrip(')')}; {contact})"


def _refuse_haste(plan: Plan, path: Path) -> None:
    """Only an office that inspects its own sites may go faster than anybody else."""
    usual = Pace()
    hasty = [
        name
        for name, more in _FASTER
        if (getattr(plan.pace, name) > getattr(usual, name)) == more
        and getattr(plan.pace, name) != getattr(usual, name)
    ]
    if hasty and plan.policy is PolicyKind.RESEARCH and plan.opening.empty:
        named = ", ".join(hasty)
        raise NotAllowed(
            "too-fast",
            Text(
                f"{named} 快于默认值，只有受权检查（mandate）可以",
                f"{named}: faster than the default, which only a mandate may be",
            ),
            Text("改回默认值，或用 --policy mandate", "go back, or use --policy mandate"),
            Place.in_file(path),
        )


def _bad(path: Path, text: str, name: str, what: Text) -> BadInput:
    known = ", ".join(["contact", "lists", *(f.name for f in attrs.fields(Pace)), *_PLAN_KEYS])
    return BadInput(
        "bad-setting",
        Text(f"{name}: {what.zh}", f"{name}: {what.en}"),
        Text(f"可用设置: {known}", f"settings: {known}"),
        Place.in_file(path, line_of(text, name)),
    )


def line_of(text: str, name: str) -> int | None:
    """The line a setting stands on; ``None`` where it is written some other way."""
    lines = enumerate(text.splitlines(), 1)
    return next((n for n, line in lines if re.match(rf"\s*\[?\s*{re.escape(name)}\b", line)), None)
