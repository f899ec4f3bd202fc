"""Who may see evidence, how long it is kept, and its deletion on the record."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import attrs
from attrs import frozen

from govgauge.model.custody import AccessClass, Custody
from govgauge.model.failure import BadInput
from govgauge.model.text import Text
from govgauge.report.deleted_note import note_deleted, note_deleted_in_overview
from govgauge.run.evidence import find_finding
from govgauge.run.signing import keys_folder
from govgauge.store.campaign_signatures import sign_campaign, signature_files
from govgauge.store.custody import read_custody, write_custody
from govgauge.store.deleting import Why, delete_payloads, delete_unit, is_gone
from govgauge.store.deletions import WHOLE_UNIT, Deletion, read_deletions
from govgauge.store.keys import load_key
from govgauge.store.workspace import CampaignFolder, Workspace

_RETENTION = "retention"


@frozen
class DeletionEnd:
    """What was deleted, and whether a signature covers it."""

    deletions: tuple[Deletion, ...]
    signed: bool


def keep_evidence(
    folder: CampaignFolder, units: Sequence[str], access: AccessClass | None, until: date | None
) -> Custody:
    """Set the access class of some units (of all when none is named) and the last day kept."""
    known = {unit.unit_id for unit in folder.read_units()}
    for unit_id in units:
        if unit_id not in known:
            raise _unknown(unit_id)
    with folder.locked():
        custody = read_custody(folder.path)
        if access is not None and units:
            custody = attrs.evolve(custody, units=custody.units | dict.fromkeys(units, access))
        elif access is not None:
            custody = attrs.evolve(custody, default=access, units={})
        if until is not None:
            custody = attrs.evolve(custody, retain_until=until)
        write_custody(folder.path, custody)
    return custody


def delete_evidence(
    workspace: Workspace, folder: CampaignFolder, what: str, reason: str, by: str
) -> DeletionEnd:
    """Delete the evidence of a unit, or the payloads one finding stands on.

    Digests, sizes and the reason stay.  A campaign that was signed is signed again with the
    newest key, so that the deletion is vouched for.
    """
    if not reason.strip() or not by.strip():
        raise BadInput(
            "no-reason",
            Text("删除须写明理由和决定人", "a deletion needs a reason and who ordered it"),
            Text("用 --reason 和 --by 写明", "give them with --reason and --by"),
        )
    why = Why(reason.strip(), by.strip(), datetime.now(UTC))
    with folder.locked():
        if what in {unit.unit_id for unit in folder.read_units()}:
            deletion = delete_unit(folder, what, why)
        else:
            finding, _ = find_finding(folder, what)
            digests = {e.digest for e in finding.instance.evidence if e.digest}
            deletion = delete_payloads(folder, finding.unit_id, digests, why)
        _note_in_reports(folder, deletion)
        return DeletionEnd((deletion,), _sign_again(workspace, folder))


def expire_evidence(workspace: Workspace, folder: CampaignFolder, day: date) -> DeletionEnd:
    """Delete the evidence of every unit when its retention ended before this day."""
    custody = read_custody(folder.path)
    if not custody.is_over(day):
        return DeletionEnd((), signed=False)
    reason = f"保存期限至 {custody.retain_until} / kept until {custody.retain_until}"
    why = Why(reason, _RETENTION, datetime.now(UTC))
    with folder.locked():
        deletions = [
            delete_unit(folder, unit.unit_id, why)
            for unit in folder.read_units()
            if folder.unit(unit.unit_id).is_done and not is_gone(folder, unit.unit_id)
        ]
        for deletion in deletions:
            _note_in_reports(folder, deletion)
        signed = _sign_again(workspace, folder) if deletions else False
    return DeletionEnd(tuple(deletions), signed)


def _note_in_reports(folder: CampaignFolder, deletion: Deletion) -> None:
    """The pages people read say it too; without the name of who ordered it."""
    day = deletion.at[:10]
    is_all = deletion.scope == WHOLE_UNIT
    part_zh, part_en = (
        ("全部证据", "All evidence") if is_all else ("部分证据", "Part of the evidence")
    )
    what = Text(
        f"本单位的{part_zh}已于 {day} 依法删除（{deletion.reason}）；以下为删除前的评判结果。",
        f"{part_en} of this unit was deleted on {day} ({deletion.reason}); what follows was judged "
        "before.",
    )
    count = len(read_deletions(folder.path).units)
    overview = Text(
        f"{count} 个单位有证据已依法删除，详见各单位页面；以下为删除前的评判结果，不能重新评判。",
        f"Evidence of {count} unit(s) was deleted on the record, as their pages say; what follows "
        "was judged before and cannot be judged again.",
    )
    for results in folder.all_results():
        note_deleted(folder.report(results.name), deletion.unit, what)
        note_deleted_in_overview(folder.report(results.name), overview)


def _sign_again(workspace: Workspace, folder: CampaignFolder) -> bool:
    """Cover a deletion by a new signature where the campaign had one and a key is there."""
    keys = keys_folder(workspace)
    if not signature_files(folder.path) or not any(keys.glob("*.pem")):
        return False
    sign_campaign(folder.path, load_key(keys, ""))
    return True


def _unknown(unit_id: str) -> BadInput:
    return BadInput(
        "no-unit",
        Text(f"批次中没有单位 {unit_id}", f"this campaign has no unit {unit_id}"),
        Text("编号见 assessments.jsonl 或报告", "ids stand in assessments.jsonl and the report"),
    )
