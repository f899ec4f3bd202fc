"""``evidence sign``: what is done to the evidence of a whole campaign."""

from pathlib import Path

import typer

from govgauge.cli.evidence_commands import Key, TimestampAuthority, evidence_app
from govgauge.cli.options import LANGUAGE, Allow, CampaignName, Json, Lang, Workspace, screen_for
from govgauge.cli.screen import Screen
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
