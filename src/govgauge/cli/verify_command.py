"""``verify``: is the evidence as it was, who vouches for it, and what that proves."""

from pathlib import Path
from typing import Annotated

import typer

from govgauge.cli.options import LANGUAGE, CampaignName, Json, Lang, Workspace, screen_for
from govgauge.cli.screen import Screen
from govgauge.model.text import Text
from govgauge.run.places import campaign_at, workspace_at
from govgauge.run.signing import known_authorities, known_keys
from govgauge.run.verifying import Verification, verify_whole
from govgauge.run.verifying_package import PackageVerification, verify_package
from govgauge.store.campaign_signatures import SignatureCheck
from govgauge.store.manifest import UNSEALED
from govgauge.store.time_stamps import StampCheck


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(verify)


SignedBy = Annotated[
    str,
    typer.Option(
        "--signed-by", help="须有此密钥的有效签名 / a signature by this key must be there"
    ),
]
Authority = Annotated[
    list[Path] | None,
    typer.Option("--authority", help="时间戳机构根证书 PEM / root certificate of the authority"),
]


Package = Annotated[
    Path | None,
    typer.Argument(help="证据包 FILE.wacz；不写则核验批次 / a package; without one the campaign"),
]


def verify(
    package: Package = None,
    workspace: Workspace = Path("workspace"),
    campaign: CampaignName = "",
    signed_by: SignedBy = "",
    authority: Authority = None,
    as_json: Json = False,
    lang: Lang = LANGUAGE,
) -> int:
    """核验证据 / Check every byte of the evidence, its signatures and time stamps; no network.

    Says what is proven and what never can be.  Known keys and authorities lie in the workspace's
    folder keys/.

    Exit code 1 when something is damaged, missing, surplus or falsely signed.
    Example: govgauge verify -w work, govgauge verify finding.wacz --signed-by 3f2a9c
    """
    screen = screen_for(lang, as_json)
    place = workspace_at(workspace)
    authorities = [*known_authorities(place), *(authority or [])]
    if package is not None:
        checked = verify_package(package, known_keys(place), authorities, signed_by)
        screen.document(checked.as_document(screen.language))
        _show_package(screen, checked, package)
        return 0 if checked.whole else 1
    folder = campaign_at(workspace, campaign)
    with screen.progress("核验", "verifying", None) as bar:
        found = verify_whole(
            folder,
            known_keys(place),
            authorities,
            signed_by,
            lambda done, total: bar.to(done, total),
        )
    screen.document({"campaign": folder.path.name} | found.as_document(screen.language))
    _show(screen, found)
    if any(damage.what == UNSEALED for damage in found.damages):
        screen.next_step(
            "采集完成后再核验",
            "gather it to its end, then verify",
            f"govgauge resume -w {workspace} --campaign {folder.path.name}",
        )
    return 0 if found.whole else 1


def _show(screen: Screen, found: Verification) -> None:
    if found.whole:
        screen.say("证据完整：每个文件与清单一致", "whole: every file is as its manifest says")
    else:
        screen.say("证据不完整，涉及以下文件：", "NOT whole; these files are concerned:")
    for damage in found.damages:
        # Lines and no table: a narrow terminal would cut off what is the matter.
        screen.say(f"! {damage.path}: {damage.what.zh}", f"! {damage.path}: {damage.what.en}")
    for entry in found.deletions.entries:
        screen.say(
            f"已记录删除: {entry.unit} {entry.at} {entry.reason}",
            f"deleted on the record: {entry.unit} {entry.at} {entry.reason}",
        )
    for check in found.signatures:
        say_signature(screen, check)
    for text in found.proves:
        screen.say(text.zh, text.en)


def _show_package(screen: Screen, found: PackageVerification, package: Path) -> None:
    if found.whole:
        screen.say("证据包完整：每个字节与写入时一致", "whole: every byte is as it was written")
    else:
        screen.say(
            f"证据包 {package} 未通过核验，不可采信", f"{package} does not hold: do not rely on it"
        )
    for path, what in found.problems:
        screen.say(f"! {path or package}: {what.zh}", f"! {path or package}: {what.en}")
    finding = found.finding
    if finding is not None:
        screen.say(f"发现 {finding['finding_id']}", f"finding {finding['finding_id']}")
        screen.say(finding["says"]["zh"], finding["says"]["en"])
    statement = found.check.statement
    if statement is not None:
        by = f"{statement.signer.name} {statement.signer.organisation}".strip()
        known = Text("已知密钥", "a key known here") if found.check.known else _UNKNOWN_KEY
        screen.say(
            f"  签名人 {by}，密钥 {statement.signer.key_id}（{known.zh}），{statement.created}",
            f"  by {by}, key {statement.signer.key_id} ({known.en}), {statement.created}",
        )
    if found.check.stamp is not None:
        say_stamp(screen, found.check.stamp)
    for text in found.proves:
        screen.say(text.zh, text.en)


def say_signature(screen: Screen, check: SignatureCheck) -> None:
    """Who signed, when, and how well that is known."""
    screen.say(f"{check.path.name}: {check.what.zh}", f"{check.path.name}: {check.what.en}")
    if check.signer is not None:
        by = f"{check.signer.name} {check.signer.organisation}".strip()
        known = Text("已知密钥", "a key known here") if check.known else _UNKNOWN_KEY
        screen.say(
            f"  签名人 {by}，密钥 {check.signer.key_id}（{known.zh}），{check.created}",
            f"  by {by}, key {check.signer.key_id} ({known.en}), {check.created}",
        )
    if check.later_units:
        screen.say(
            f"  其后又封存 {check.later_units} 个单位，不在此签名内",
            f"  {check.later_units} unit(s) were sealed later and are not covered",
        )
    if check.stamp is not None:
        say_stamp(screen, check.stamp)
    if check.pending:
        screen.say(f"  时间戳待取: {check.pending}", f"  time stamp waited for: {check.pending}")


_UNKNOWN_KEY = Text(
    "未知密钥：只证明一致性，不证明是谁", "a key unknown here: proves consistency, not who"
)


def say_stamp(screen: Screen, stamp: StampCheck) -> None:
    """When and by whom it was stamped, and what that shows."""
    screen.say(
        f"  {stamp.what.zh}: {stamp.at} {stamp.authority}（距签名 {stamp.gap_s:.0f} 秒）",
        f"  {stamp.what.en}: {stamp.at} {stamp.authority} ({stamp.gap_s:.0f} s after signing)",
    )
