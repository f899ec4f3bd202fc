"""``evidence sign``, ``keep``, ``delete`` and ``expire``: custody of a campaign's evidence."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.evidence_commands import Key, TimestampAuthority, evidence_app
from govgauge.cli.options import LANGUAGE, Allow, CampaignName, Json, Lang, Workspace, screen_for
from govgauge.cli.screen import Screen
from govgauge.model.custody import AccessClass
from govgauge.model.failure import BadInput
from govgauge.model.text import Text
from govgauge.run.custody import DeletionEnd, delete_evidence, expire_evidence, keep_evidence
from govgauge.run.places import campaign_at, workspace_at
from govgauge.run.signing import StampTry, sign_evidence


def register(app: typer.Typer) -> None:
    """The commands of this file stand below ``evidence``, which is registered already."""


@evidence_app.command()
def sign(
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    key: Key = "",
    timestamp_authority: TimestampAuthority = "",
    allow_address: Allow = None,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """为批次封存签名 / Sign the seal of a campaign, with a time stamp where an authority is given.

    An authority that does not answer is asked again by the next sign or resume.

    Exit code 1 when a time stamp is still waited for.
    Example: govgauge evidence sign -w work --timestamp-authority https://tsa.example.cn/
    """
    screen = screen_for(lang, as_json)
    end = sign_evidence(
        workspace_at(workspace),
        campaign_at(workspace, campaign),
        key,
        timestamp_authority,
        allow_address or (),
    )
    screen.document(
        {
            "statement": str(end.statement),
            "signer": end.signer.as_document(),
            "time_stamps": [{"authority": s.authority, "outcome": s.outcome} for s in end.stamps],
        }
    )
    screen.say(
        f"已签名: {end.signer.name} {end.signer.organisation}（{end.signer.key_id}）",
        f"signed: {end.signer.name} {end.signer.organisation} ({end.signer.key_id})",
    )
    screen.say(str(end.statement), str(end.statement))
    say_stamps(screen, end.stamps)
    screen.next_step("核验", "verify", f"govgauge verify -w {workspace}")
    return 0 if all(s.token for s in end.stamps) else 1


def say_stamps(screen: Screen, stamps: tuple[StampTry, ...]) -> None:
    """Which time stamps were got, and which are still waited for."""
    for stamp in stamps:
        if stamp.token:
            screen.say(f"已取得时间戳: {stamp.authority}", f"time stamp got: {stamp.authority}")
        else:
            screen.say(
                f"未取得时间戳（{stamp.outcome}），已排队: {stamp.authority}",
                f"no time stamp ({stamp.outcome}), kept waiting: {stamp.authority}",
            )


@evidence_app.command()
def keep(
    units: Annotated[
        list[str] | None, typer.Argument(help="单位编号，不写则全部 / units; all when none")
    ] = None,
    access: Annotated[
        AccessClass | None,
        typer.Option("--access", help="访问级别 / public, internal or restricted"),
    ] = None,
    until: Annotated[str, typer.Option("--until", help="保存至 / last day kept, 2029-12-31")] = "",
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """设定访问级别和保存期限 / Set who may see evidence and how long it is kept.

    Example: govgauge evidence keep --access internal --until 2029-12-31 -w work
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    custody = keep_evidence(folder, units or (), access, _day(until) if until else None)
    last = str(custody.retain_until or "")
    screen.document({"default": custody.default, "units": custody.units, "retain_until": last})
    screen.say(f"访问级别: {custody.default}", f"access class: {custody.default}")
    for unit, its_class in sorted(custody.units.items()):
        screen.say(f"  {unit}: {its_class}", f"  {unit}: {its_class}")
    screen.say(f"保存至: {last or '未限定'}", f"kept until: {last or 'no end'}")
    if custody.is_over(date.today()):
        over = Text(
            "保存期限已过：下次运行 evidence expire 将删除该批次全部证据",
            "that day has passed: the next evidence expire deletes all evidence of this campaign",
        )
        screen.err.print(f"! {over.in_(screen.language)}", markup=False)
    return 0


@evidence_app.command()
def delete(
    what: Annotated[str, typer.Argument(help="单位编号或发现编号 / id of a unit or a finding")],
    reason: Annotated[str, typer.Option("--reason", help="删除理由 / why")],
    by: Annotated[str, typer.Option("--by", help="决定人 / who ordered it")],
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """依法删除证据，保留摘要 / Delete evidence on the record: digests, sizes and the reason stay.

    Results judged earlier stay; the campaign cannot be judged again.

    Example: govgauge evidence delete 3f2a9c --reason 当事人申请 --by 张三 -w work
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    end = delete_evidence(workspace_at(workspace), folder, what, reason, by)
    _say_deleted(screen, end, workspace)
    return 0


@evidence_app.command()
def expire(
    as_of: Annotated[str, typer.Option("--as-of", help="截至日期，默认今天 / day; today")] = "",
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """删除过期证据 / Delete evidence whose retention has ended.

    Example: govgauge evidence expire -w work
    """
    screen = screen_for(lang, as_json)
    folder = campaign_at(workspace, campaign)
    day = _day(as_of) if as_of else date.today()
    end = expire_evidence(workspace_at(workspace), folder, day)
    if not end.deletions:
        screen.say("没有过期的证据", "no evidence has expired")
    _say_deleted(screen, end, workspace)
    return 0


def _say_deleted(screen: Screen, end: DeletionEnd, workspace: Path) -> None:
    screen.document(
        {
            "signed": end.signed,
            "deletions": [
                {"unit": d.unit, "scope": d.scope, "files": sorted(d.files), "at": d.at}
                for d in end.deletions
            ],
        }
    )
    for deletion in end.deletions:
        count = len(deletion.records) or len(deletion.files)
        screen.say(
            f"已删除: {deletion.unit}（{count} 项），摘要和理由已记录",
            f"deleted: {deletion.unit} ({count} items); digests and reason are on record",
        )
    if end.deletions and not end.signed:
        screen.next_step(
            "为删除记录签名", "sign the deletion", f"govgauge evidence sign -w {workspace}"
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            "bad-time",
            Text(f"无法识别的日期 {text}", f"not a day: {text}"),
            Text("写成 2029-12-31", "write 2029-12-31"),
        ) from error
