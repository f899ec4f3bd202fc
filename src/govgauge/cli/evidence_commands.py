"""``evidence show``: what one finding stands on."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import LANGUAGE, CampaignName, Json, Lang, Workspace, screen_for
from govgauge.cli.screen import Screen
from govgauge.model.text import Text
from govgauge.run.evidence import ShownEvidence, ShownExchange, show_evidence
from govgauge.run.places import campaign_at

evidence_app = typer.Typer(help="证据 / the evidence behind findings", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.add_typer(evidence_app, name="evidence")


@evidence_app.command()
def show(
    finding_id: Annotated[str, typer.Argument(help="发现编号 / id of the finding")],
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    save: Annotated[
        Path | None, typer.Option("--save", help="把原始响应存入目录 / save raw answers in DIR")
    ] = None,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """查看一条发现的证据 / Show what a finding stands on: rule, address, time, answer, digest.

    Exit code 1 when some of it is missing, 2 when it is damaged.

    Example: govgauge evidence show 3f2a9c -w work --save answer
    """
    screen = screen_for(lang, as_json)
    shown = show_evidence(campaign_at(workspace, campaign), finding_id, save)
    screen.document(shown.as_document())
    if not as_json:
        _show(screen, shown)
    for digest in shown.missing:
        what = Text(f"证据缺失: {digest}", f"evidence is missing: {digest}")
        screen.err.print(f"! {what.in_(screen.language)}", markup=False)
    return 1 if shown.missing else 0


def _show(screen: Screen, shown: ShownEvidence) -> None:
    instance = shown.finding.instance
    screen.say(f"发现 {shown.finding.finding_id}", f"finding {shown.finding.finding_id}")
    screen.say(instance.says.zh, instance.says.en)
    screen.say(f"单位: {shown.finding.unit_id}", f"unit: {shown.finding.unit_id}")
    screen.say(f"检测: {shown.card.title.zh}", f"detector: {shown.card.title.en}")
    screen.say(f"依据: {shown.card.clause}", f"rule: {shown.card.clause}")
    screen.say(f"整改: {shown.card.remedy.zh}", f"remedy: {shown.card.remedy.en}")
    if instance.excerpt:
        screen.say(f"摘录: {instance.excerpt}", f"excerpt: {instance.excerpt}")
    for exchange in shown.exchanges:
        for line in _lines(exchange):
            screen.say(line, line)


def _lines(shown: ShownExchange) -> list[str]:
    status = shown.status if shown.status is not None else "-"
    lines = [
        "",
        f"  {shown.url}",
        f"    {shown.asked_at}  {shown.outcome} {status}  {shown.peer}  {shown.total_ms:.0f} ms",
        f"    {shown.digest}",
        f"    {shown.file} @ {shown.offset}",
    ]
    if shown.saved_as:
        lines.append(f"    → {shown.saved_as}")
    return lines
