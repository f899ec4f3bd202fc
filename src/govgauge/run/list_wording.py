"""How lists are worded: ``[lists]`` of the workspace's settings, checked before it is used."""

from pathlib import Path
from typing import Any

from govgauge.model.failure import BadInput, Place
from govgauge.model.system import RankStyle
from govgauge.model.text import Text
from govgauge.report.prose.wording import Wording
from govgauge.run.settings import SETTINGS_FILE, line_of, read_settings
from govgauge.store.workspace import Workspace


def list_wording(workspace: Workspace, ranks: RankStyle) -> Wording:
    """The wording the settings ask for; the style of the ranks where they ask for none.

    Raises ``BadInput`` with file and line for what no style has (``unknown-style``,
    ``unknown-style-setting``, ``bad-style-value``, ``bad-list-setting``) and for a style that
    shares ranks otherwise than the system (``style-ranks-differ``).
    """
    path = workspace.root / SETTINGS_FILE
    if not path.exists():
        return Wording()
    text, given = read_settings(path)
    lists = given.get("lists", {})
    if not isinstance(lists, dict) or set(lists) - {"style", "groups"}:
        raise _no_list_setting(path, text, "lists")
    style, groups = lists.get("style", ""), lists.get("groups", {})
    if not isinstance(style, str):
        raise _no_list_setting(path, text, "style")
    if not isinstance(groups, dict) or not all(isinstance(g, dict) for g in groups.values()):
        raise _no_list_setting(path, text, "groups")
    wording = Wording(style, groups)
    _check(wording, groups, ranks, path, text)
    return wording


def _check(
    wording: Wording, groups: dict[str, Any], ranks: RankStyle, path: Path, text: str
) -> None:
    try:
        style = Wording(wording.style).of("", ranks)
    except BadInput as error:
        place = Place.in_file(path, line_of(text, "style"))
        raise BadInput(error.code, error.what, error.remedy, place) from error
    if style.ranks is not ranks:
        raise BadInput(
            "style-ranks-differ",
            Text(
                f"文体 {style.style} 的并列算法是 {style.ranks.value}，体系是 {ranks.value}",
                f"the style {style.style} shares ranks {style.ranks.value}, the system {ranks.value}",
            ),
            Text("选并列算法相同的文体", "choose a style that shares ranks as the system does"),
            Place.in_file(path, line_of(text, "style")),
        )
    for changed in groups.values():
        line = line_of(text, next(iter(changed), "groups"))
        style.with_settings(changed, Place.in_file(path, line))


def _no_list_setting(path: Path, text: str, name: str) -> BadInput:
    return BadInput(
        "bad-list-setting",
        Text("[lists] 一节不合格式", "the section [lists] is not as it should be"),
        Text(
            '写 style = "文体名"，各组设置写在 [lists.groups."组名"] 下',
            'write style = "NAME", and what a group changes under [lists.groups."GROUP"]',
        ),
        Place.in_file(path, line_of(text, name)),
    )
