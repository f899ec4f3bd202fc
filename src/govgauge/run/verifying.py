"""Checking the evidence of a campaign: every byte, signature, time stamp and deletion; offline."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from govgauge.model.text import Text
from govgauge.store.campaign_signatures import SignatureCheck, check_signatures
from govgauge.store.deletions import Deletions, read_deletions
from govgauge.store.keys import KeyCard
from govgauge.store.manifest import Damage, verify_campaign
from govgauge.store.time_stamps import StampCheck, read_authorities
from govgauge.store.workspace import CampaignFolder

NOT_SIGNED_DELETION = Text("删除未经签名确认", "a deletion that no signature covers")
NOT_BY_KEY = Text(
    "没有所要求的签名人的有效签名", "no valid signature by the key that was asked for"
)

UNSIGNED = Text(
    "证明了：文件之间相互一致。未签名：能写入此目录的人都可能改动后重新封存。",
    "Proven: the files agree with each other. Unsigned: whoever can write here could have changed "
    "and sealed them again.",
)
SIGNED = Text(
    "证明了：自签名之时起未被改动，由该密钥的持有人签名。",
    "Proven: unchanged since it was signed, and signed by whoever holds that key.",
)
STAMPED = Text(
    "证明了：在时间戳所示时刻之前已经存在。",
    "Proven: it existed before the moment of the time stamp.",
)
NEVER_PROVEN = Text(
    "不能证明：服务器当时向其他人、在其他时间发送了什么；采集所用计算机是否可信；网页内容是否属实。",
    "Never proven: what the server sent to others or at other times; that the computer which "
    "gathered was honest; that what the pages say is true.",
)


@frozen
class Verification:
    """What a campaign's files show, and what of it is proven."""

    damages: tuple[Damage, ...]
    signatures: tuple[SignatureCheck, ...]
    deletions: Deletions
    proves: tuple[Text, ...]

    @property
    def whole(self) -> bool:
        """True when nothing is damaged, false or deleted without a signature."""
        return not self.damages

    def as_document(self, language: Any) -> dict[str, Any]:
        """The JSON form."""
        return {
            "whole": self.whole,
            "damages": [{"path": str(d.path), "what": d.what.in_(language)} for d in self.damages],
            "signatures": [signature_document(c, language) for c in self.signatures],
            "deletions": [
                {"unit": e.unit, "scope": e.scope, "at": e.at, "reason": e.reason, "by": e.by}
                for e in self.deletions.entries
            ],
            "proves": [p.in_(language) for p in self.proves],
        }


def signature_document(check: SignatureCheck, language: Any) -> dict[str, Any]:
    """One signature's check as JSON."""
    return {
        "file": check.path.name,
        "valid": check.holds,
        "what": check.what.in_(language),
        "signer": check.signer.as_document() if check.signer else None,
        "created": check.created,
        "known_key": check.known,
        "units_sealed_later": check.later_units,
        "deletions_covered": check.deletions,
        "time_stamp": stamp_document(check.stamp, language) if check.stamp else None,
        "time_stamp_waiting_for": check.pending,
    }


def stamp_document(stamp: StampCheck, language: Any) -> dict[str, Any]:
    """One time stamp's check as JSON."""
    return {
        "fits": stamp.holds,
        "authority_known": stamp.proven,
        "what": stamp.what.in_(language),
        "at": stamp.at,
        "authority": stamp.authority,
        "gap_s": round(stamp.gap_s, 3),
    }


def verify_evidence(folder: CampaignFolder, progress: Callable[[int, int], None]) -> list[Damage]:
    """Every file that is not as its manifest says; empty when the evidence is whole."""
    return verify_campaign(folder.path, progress)


def verify_whole(
    folder: CampaignFolder,
    known: Collection[KeyCard],
    authorities: Sequence[Path],
    signed_by: str,
    progress: Callable[[int, int], None],
) -> Verification:
    """Files, signatures, time stamps and deletions of a campaign, without network.

    ``known`` keys and ``authorities`` (root certificates as PEM) are the reader's own; with
    ``signed_by``, the beginning of a key's id, a valid signature by that key must be there.
    """
    damages = verify_evidence(folder, progress)
    deletions = read_deletions(folder.path)
    checks = check_signatures(folder.path, known, read_authorities(authorities))
    damages += [Damage(c.path, c.what) for c in checks if not c.holds]
    damages += [Damage(c.path, c.stamp.what) for c in checks if c.stamp and not c.stamp.holds]
    good = [c for c in checks if c.holds and c.signer is not None]
    if good and max(c.deletions for c in good) < len(deletions.entries):
        damages.append(Damage(folder.path / "deletions.jsonl", NOT_SIGNED_DELETION))
    if signed_by and not any(c.signer and c.signer.key_id.startswith(signed_by) for c in good):
        damages.append(Damage(folder.path / "signatures", NOT_BY_KEY))
    stamped = any(c.stamp is not None and c.stamp.proven for c in good)
    return Verification(
        tuple(damages), tuple(checks), deletions, proof(bool(good), stamped, not damages)
    )


def proof(signed: bool, stamped: bool, whole: bool) -> tuple[Text, ...]:
    """What may be said of evidence that was checked, and what never may."""
    said = [SIGNED if signed else UNSIGNED] if whole else []
    said += [STAMPED] if whole and signed and stamped else []
    return (*said, NEVER_PROVEN)
