"""``findings``: what waits for a person, and what people decide about it."""

from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import LANGUAGE, CampaignName, Json, Lang, System, Workspace, screen_for
from govgauge.model.text import Language, Text
from govgauge.run.decisions import decide, precision, waiting
from govgauge.run.places import campaign_at
from govgauge.run.rule_precision import RulePrecision

findings_app = typer.Typer(
    help="发现的人工复核 / findings and what people decide", no_args_is_help=True
)
_SHOWN = 50

FindingId = Annotated[
    str, typer.Argument(help="发现编号或其开头 / id of a finding, or its beginning")
]
By = Annotated[str, typer.Option("--by", help="复核人 / who decides")]
Why = Annotated[str, typer.Option("--why", help="理由 / reason")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.add_typer(findings_app, name="findings")


@findings_app.command("list")
def list_(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """待人工复核的发现 / Findings that a person must decide and nobody has.

    Example: govgauge findings list -w work
    """
    screen = screen_for(lang, as_json)
    found = list(waiting(campaign_at(workspace, campaign), system))
    screen.document(
        [
            {"finding_id": f.finding_id, "unit_id": f.unit_id, "detector": f.detector,
             "target": f.instance.target,
             "says": {"zh": f.instance.says.zh, "en": f.instance.says.en}}
            for f in found
        ]
    )  # fmt: skip
    if not found:
        screen.say("没有待复核的发现", "no finding waits for a person")
        return 0
    screen.table(
        Text("待复核", "For a person"),
        [
            Text("编号", "id"),
            Text("单位", "unit"),
            Text("检测器", "detector"),
            Text("内容", "what"),
        ],
        [
            [f.finding_id[:12], f.unit_id, f.detector, f.instance.says.in_(screen.language)]
            for f in islice(found, _SHOWN)
        ],
    )
    if len(found) > _SHOWN:
        left = len(found) - _SHOWN
        screen.say(f"另有 {left} 条（--json 列出全部）", f"{left} more (--json lists all)")
    first = found[0].finding_id[:12]
    screen.next_step(
        "看证据", "look at the evidence", f"govgauge evidence show {first} -w {workspace}"
    )
    screen.next_step(
        "复核", "decide", f'govgauge findings reject {first} --by 甲 --why "…" -w {workspace}'
    )
    return 0


@findings_app.command()
def confirm(
    finding_id: FindingId,
    by: By,
    why: Why,
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """确认一条发现 / Uphold a finding: it counts from the next judge on.

    Example: govgauge findings confirm 650206730835 --by 甲 --why "已看原页" -w work
    """
    return _decide(finding_id, True, by, why, workspace, campaign, system, as_json, lang)


@findings_app.command()
def reject(
    finding_id: FindingId,
    by: By,
    why: Why,
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """驳回一条发现 / Reject a finding: it never counts again, whenever it is found anew.

    Example: govgauge findings reject 650206730835 --by 甲 --why "栏目已归档" -w work
    """
    return _decide(finding_id, False, by, why, workspace, campaign, system, as_json, lang)


def _decide(
    finding_id: str,
    upheld: bool,
    by: str,
    why: str,
    workspace: Path,
    campaign: str,
    system: str,
    as_json: bool,
    lang: str,
) -> int:
    screen = screen_for(lang, as_json)
    done = decide(campaign_at(workspace, campaign), system, finding_id, upheld, by, why)
    screen.document({"finding_id": done.finding.finding_id, "state": done.state.value})
    says = done.finding.instance.says
    words = ("已确认", "confirmed") if upheld else ("已驳回", "rejected")
    screen.say(f"{words[0]}：{says.zh}", f"{words[1]}: {says.en}")
    screen.next_step(
        "按复核结果重新计分",
        "score again by what was decided",
        f"govgauge judge -w {workspace} --stored-findings",
    )
    return 0


@findings_app.command("precision")
def precision_(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    system: System = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """各规则的人工认可率 / How often people upheld what each rule found, with 95 % intervals.

    Decisions of this campaign and of those before it in the workspace count. A rule that is surely
    below what its detector asks only asks a person, from the next judge on.

    Example: govgauge findings precision -w work
    """
    screen = screen_for(lang, as_json)
    found = precision(campaign_at(workspace, campaign), system)
    screen.document(
        [
            {"detector": one.detector, "rule": one.rule, "upheld": one.upheld,
             "rejected": one.rejected, "precision": one.precision, "low": one.interval.low,
             "high": one.interval.high, "least": one.least, "fallen": one.fallen}
            for one in found
        ]
    )  # fmt: skip
    if not found:
        screen.say("还没有人复核过任何发现", "nobody has decided about any finding yet")
        return 0
    screen.table(
        Text("人工认可率", "Upheld by people"),
        [
            Text("检测器", "detector"),
            Text("规则", "rule"),
            Text("确认", "upheld"),
            Text("驳回", "rejected"),
            Text("认可率（95% 区间）", "precision (95 %)"),
            Text("要求", "asked"),
            Text("用法", "use"),
        ],
        [_precision_row(one, screen.language) for one in found],
    )
    return 0


def _precision_row(one: RulePrecision, language: Language) -> list[str]:
    use = Text("转人工复核", "asks a person") if one.fallen else Text("照常", "as usual")
    return [
        one.detector,
        one.rule or "—",
        str(one.upheld),
        str(one.rejected),
        f"{one.precision:.3f} [{one.interval.low:.3f}, {one.interval.high:.3f}]",
        "—" if one.least is None else f"{one.least:g}",
        use.in_(language),
    ]
