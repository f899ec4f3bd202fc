"""Two indicator systems compared, and the schema editors complete them by."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import LANGUAGE, CampaignName, Json, Lang, screen_for
from govgauge.cli.screen import Screen
from govgauge.model.text import Text
from govgauge.report.words import plain_number
from govgauge.run.places import campaign_at
from govgauge.run.shelf import known_system, system_schema
from govgauge.run.system_effects import Effects, Standing, system_effects
from govgauge.score.differences import Difference, differences

_WORKSPACE = Annotated[
    Path | None,
    typer.Option("-w", "--workspace", help="工作区目录 / workspace folder", metavar="DIR"),
]


def register(systems_app: typer.Typer) -> None:
    """Add the commands of this file to ``systems``."""
    systems_app.command("diff")(diff_systems)
    systems_app.command("schema")(show_schema)


def show_schema() -> int:
    """输出编辑器用的 JSON Schema / Print the schema.  Example: govgauge systems schema > schema.json"""
    typer.echo(system_schema(), nl=False)
    return 0


def diff_systems(
    before: Annotated[str, typer.Argument(help="编号或文件 / id or file")],
    after: Annotated[str, typer.Argument(help="编号或文件 / id or file")],
    workspace: _WORKSPACE = None,
    campaign: CampaignName = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """比较两个指标体系 / Compare two systems; with -w, what the change does to a stored campaign.

    Evidence and people's answers stay as they are, and nothing is written.

    Example: govgauge systems diff my-city my-city-2027.yaml -w work
    """
    screen = screen_for(lang, as_json)
    found = differences(known_system(before), known_system(after))
    effects = None
    if workspace is not None:
        effects = system_effects(campaign_at(workspace, campaign), before, after)
    screen.document(_document(found, effects))
    _show_differences(screen, found)
    if effects is not None:
        _show_effects(screen, effects)
    return 0


def _document(found: tuple[Difference, ...], effects: Effects | None) -> dict[str, object]:
    document: dict[str, object] = {
        "differences": [
            {
                "part": d.part,
                "code": d.code,
                "change": d.change.value,
                "key": d.key,
                "before": d.before,
                "after": d.after,
            }
            for d in found
        ]
    }
    if effects is not None:
        document["units"] = effects.units
        document["changed"] = [
            {
                "group": e.group,
                "unit_id": e.unit_id,
                "name": e.name,
                "before": _fields(e.before),
                "after": _fields(e.after),
            }
            for e in effects.changed
        ]
    return document


def _fields(standing: Standing) -> dict[str, object]:
    return {
        "result": standing.result.value,
        "scored": standing.scored,
        "low": standing.score.low,
        "high": standing.score.high,
        "tier": standing.tier,
        "rank": standing.rank,
    }


def _show_differences(screen: Screen, found: tuple[Difference, ...]) -> None:
    if not found:
        screen.say("两个体系内容相同", "the two systems say the same")
        return
    screen.table(
        Text("指标体系的变化", "What changed"),
        [
            Text("代码", "code"),
            Text("部分", "part"),
            Text("变化", "change"),
            Text("键", "key"),
            Text("原为", "before"),
            Text("现为", "after"),
        ],
        [[d.code or "-", d.part, d.change.value, d.key, d.before, d.after] for d in found],
    )


def _show_effects(screen: Screen, effects: Effects) -> None:
    changed = len({e.unit_id for e in effects.changed})
    screen.say(
        f"{effects.units} 个单位中 {changed} 个的结果、得分、等级或名次改变",
        f"result, score, tier or rank change for {changed} of {effects.units} units",
    )
    if not changed:
        return
    screen.table(
        Text("对已存批次的影响", "What it does to the campaign"),
        [
            Text("单位", "unit"),
            Text("名称", "name"),
            Text("分组", "group"),
            Text("原为", "before"),
            Text("现为", "after"),
        ],
        [
            [e.unit_id, e.name, e.group, _said(e.before, screen), _said(e.after, screen)]
            for e in effects.changed
        ],
    )


_RESULTS = {
    "pass": Text("合格", "pass"),
    "fail": Text("不合格", "fail"),
    "open": Text("未定", "open"),
}


def _said(standing: Standing, screen: Screen) -> str:
    words = [_RESULTS[standing.result.value].in_(screen.language)]
    if standing.scored is not False:
        low, high = plain_number(standing.score.low), plain_number(standing.score.high)
        words.append(low if standing.score.settled else f"{low}–{high}")
    words += [standing.tier] if standing.tier else []
    words += [f"#{standing.rank}"] if standing.rank is not None else []
    return " · ".join(words)
