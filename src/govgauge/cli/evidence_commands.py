"""``evidence show`` and ``export``: what one finding stands on, here and as a package."""

from pathlib import Path
from typing import Annotated

import attrs
import typer

from govgauge.cli.options import (
    LANGUAGE,
    Allow,
    CampaignName,
    Json,
    Lang,
    Workspace,
    screen_for,
)
from govgauge.cli.screen import Screen
from govgauge.model.text import Text
from govgauge.run.evidence import ShownEvidence, ShownExchange, show_evidence
from govgauge.run.export import export_finding
from govgauge.run.places import campaign_at, workspace_at
from govgauge.run.signing import Sealing

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
    for digest in shown.deleted:
        gone = Text(f"证据已依法删除: {digest}", f"deleted on the record: {digest}")
        screen.err.print(f"! {gone.in_(screen.language)}", markup=False)
    for digest in shown.missing:
        what = Text(f"证据缺失: {digest}", f"evidence is missing: {digest}")
        screen.err.print(f"! {what.in_(screen.language)}", markup=False)
    return 1 if shown.missing else 0


Key = Annotated[
    str,
    typer.Option("--key", help="密钥编号或私钥文件，默认最新 / id or private file; the newest"),
]
TimestampAuthority = Annotated[
    str,
    typer.Option("--timestamp-authority", help="RFC 3161 时间戳机构地址 / authority URL"),
]


@evidence_app.command()
def export(
    finding_id: Annotated[str, typer.Argument(help="发现编号 / id of the finding")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="证据包 / package to write", metavar="FILE.wacz")
    ],
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    public: Annotated[
        bool, typer.Option("--public", help="公开副本：遮盖个人信息和令牌 / masked public copy")
    ] = False,
    unsigned: Annotated[bool, typer.Option("--unsigned", help="不签名 / do not sign")] = False,
    key: Key = "",
    timestamp_authority: TimestampAuthority = "",
    allow_address: Allow = None,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """导出一条发现的证据包 / Export one finding's evidence as a self-contained WACZ package.

    Opens in ReplayWeb.page or any unzip program; index.html inside explains it.  Signed with the
    workspace's newest key when there is one.

    Exit code 1 when some of the evidence is missing or no time stamp was got.
    Example: govgauge evidence export 3f2a9c -w work -o finding.wacz --public
    """
    screen = screen_for(lang, as_json)
    place = workspace_at(workspace)
    seals = Sealing(place, key, unsigned, timestamp_authority, allow_address or ())
    end = export_finding(campaign_at(workspace, campaign), finding_id, output, public, seals.seals)
    unstamped = [s for s in seals.stamps if not s.token]
    screen.document(
        attrs.asdict(end)
        | {"path": str(end.path), "time_stamps": [s.outcome for s in seals.stamps]}
    )
    screen.say(
        f"已写入 {end.path}（{end.exchanges} 个请求响应，{end.bytes} 字节）",
        f"written: {end.path} ({end.exchanges} exchanges, {end.bytes} bytes)",
    )
    if not end.signed:
        screen.say("证据包未签名", "the package is unsigned")
        if not unsigned:
            screen.next_step(
                "建立密钥后重新导出",
                "make a key, then export again",
                f"govgauge keys new --name NAME -w {workspace}",
            )
    for digest in (*end.missing, *end.deleted):
        screen.say(f"缺失或已删除: {digest}", f"missing or deleted: {digest}")
    for tried in unstamped:
        screen.say(f"未取得时间戳: {tried.outcome}", f"no time stamp: {tried.outcome}")
    screen.next_step("核验", "verify", f"govgauge verify {end.path} -w {workspace}")
    return 1 if end.missing or unstamped else 0


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
