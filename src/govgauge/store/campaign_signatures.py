"""Signatures over a campaign's seal, in files other tools can check.

``signatures/0001-<key id>.statement.json`` is what was signed, ``.sig`` the 64 bytes, ``.public.pem`` the
public key, ``.tsr`` the answer of a time-stamp authority; ``.pending.json`` is a stamp still to be
got.  A campaign that was sealed anew keeps the seal that was signed as ``seal-<sha256>.json``.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen
from cryptography import x509

from govgauge.model.failure import Conflict, Place
from govgauge.model.text import Text
from govgauge.store.deletions import Deletions, read_deletions
from govgauge.store.keys import KeyCard, SigningKey
from govgauge.store.manifest import SIGNATURES, read_seal
from govgauge.store.records import canonical_json
from govgauge.store.signing import Signed, Statement, checked, sign
from govgauge.store.time_stamps import StampCheck, check_stamp
from govgauge.store.workspace import read_json, write_atomic

_STATEMENT = ".statement.json"

GOOD = Text("签名有效", "the signature is valid")
FALSE = Text("签名无效或已损坏", "the signature is false or damaged")
OTHER_SEAL = Text("签名针对另一份封存清单", "it signs another seal than this campaign's")
OTHER_DELETIONS = Text("签名所列删除记录与现有不符", "it names deletions that are not recorded")
EARLIER_SEAL = Text("签名有效，针对较早的封存", "valid, for an earlier seal of this campaign")


@frozen
class SignatureCheck:
    """What one signature of a campaign shows.

    ``known`` when its key is one the reader already has; ``later_units`` were sealed after it;
    ``deletions`` is how many tombstones it covers.
    """

    path: Path
    holds: bool
    what: Text
    signer: KeyCard | None = None
    created: str = ""
    known: bool = False
    later_units: int = 0
    deletions: int = 0
    stamp: StampCheck | None = None
    pending: str = ""


def signature_files(campaign: Path) -> list[Path]:
    """The statements of a campaign's signatures, in the order they were made."""
    return sorted((campaign / SIGNATURES).glob("*" + _STATEMENT))


def beside(statement: Path, suffix: str) -> Path:
    """Another file of the same signature (``.sig``, ``.tsr`` …)."""
    return statement.with_name(statement.name.removesuffix(_STATEMENT) + suffix)


def sign_campaign(campaign: Path, key: SigningKey, now: datetime | None = None) -> Path:
    """Sign the seal and the tombstones as they are now; what this key signed already stays.

    Raises ``Conflict`` (``not-sealed``) for a campaign that was not gathered to its end.
    """
    seal = campaign / "manifest.json"
    chain = read_seal(seal)
    deletions = read_deletions(campaign)
    if chain is None or deletions.broken:
        raise Conflict(
            "not-sealed",
            Text("批次未封存或封存已损坏，不能签名", "this campaign is not sealed, or not whole"),
            Text("先运行 govgauge resume 和 govgauge verify", "run resume and verify first"),
            Place.in_file(seal),
        )
    subject = {
        "kind": "campaign",
        "campaign": campaign.name,
        "seal_sha256": hashlib.sha256(seal.read_bytes()).hexdigest(),
        "chain_head": chain["last"],
        "deletions_head": deletions.heads[-1],
    }
    files = signature_files(campaign)
    for path in files:
        statement = checked(_read(path))
        if statement and statement.subject == subject and statement.signer == key.card:
            return path
    signed = sign(subject, key, now)
    path = campaign / SIGNATURES / f"{len(files) + 1:04d}-{key.card.key_id}{_STATEMENT}"
    # The statement last: it is what makes a signature exist.
    write_atomic(beside(path, ".public.pem"), key.card.pem)
    write_atomic(beside(path, ".sig"), signed.signature)
    write_atomic(path, signed.statement)
    return path


def _read(path: Path) -> Signed:
    try:
        return Signed(path.read_bytes(), beside(path, ".sig").read_bytes())
    except OSError:
        return Signed(b"", b"")


# -- time stamps ---------------------------------------------------------------------------------


def signature_bytes(statement: Path) -> bytes:
    """The 64 bytes a time stamp is asked for."""
    return beside(statement, ".sig").read_bytes()


def is_stamped(statement: Path) -> bool:
    """True when an authority's answer lies beside the signature."""
    return beside(statement, ".tsr").exists()


def queue_stamp(statement: Path, authority: str, at: str = "", outcome: str = "") -> None:
    """Note that a stamp of this authority is wanted, and how asking ended."""
    path = beside(statement, ".pending.json")
    asked: list[dict[str, str]] = read_json(path)["asked"] if path.exists() else []
    if outcome:
        asked.append({"at": at, "outcome": outcome})
    write_atomic(path, canonical_json({"authority": authority, "asked": asked}))


def keep_stamp(statement: Path, token: bytes) -> None:
    """Keep an authority's answer; nothing is wanted any more."""
    write_atomic(beside(statement, ".tsr"), token)
    beside(statement, ".pending.json").unlink(missing_ok=True)


def waiting_stamps(campaign: Path) -> list[tuple[Path, str]]:
    """Signatures that wait for a stamp, with the authority's address."""
    waiting = []
    for statement in signature_files(campaign):
        authority = _pending(statement)
        if authority:
            waiting.append((statement, authority))
    return waiting


def _pending(statement: Path) -> str:
    path = beside(statement, ".pending.json")
    return str(read_json(path)["authority"]) if path.exists() else ""


# -- checking ------------------------------------------------------------------------------------


def check_signatures(
    campaign: Path, known: Collection[KeyCard], authorities: Sequence[x509.Certificate]
) -> list[SignatureCheck]:
    """Every signature of a campaign against its seal and tombstones; no network."""
    deletions = read_deletions(campaign)
    keys = {card.public_key for card in known}
    return [_check(campaign, p, keys, authorities, deletions) for p in signature_files(campaign)]


def _check(
    campaign: Path,
    path: Path,
    known: set[str],
    authorities: Sequence[x509.Certificate],
    deletions: Deletions,
) -> SignatureCheck:
    signed = _read(path)
    statement = checked(signed)
    if statement is None or not _has(beside(path, ".public.pem"), statement.signer.pem):
        return SignatureCheck(path, False, FALSE)
    head = statement.subject.get("deletions_head")
    holds, what, later = _against_seal(campaign, statement)
    if holds and head not in deletions.heads:
        holds, what = False, OTHER_DELETIONS
    stamp = None
    if is_stamped(path):
        token = beside(path, ".tsr").read_bytes()
        stamp = check_stamp(token, signed.signature, statement.created, authorities)
    return SignatureCheck(
        path,
        holds,
        what,
        statement.signer,
        statement.created,
        statement.signer.public_key in known,
        later,
        deletions.heads.index(head) if holds and head is not None else 0,
        stamp,
        _pending(path),
    )


def _has(path: Path, data: bytes) -> bool:
    return path.exists() and path.read_bytes() == data


def _against_seal(campaign: Path, statement: Statement) -> tuple[bool, Text, int]:
    """Does it sign this seal, or an earlier one of which nothing has changed since?"""
    seal = campaign / "manifest.json"
    subject = statement.subject
    digest = subject.get("seal_sha256", "")
    data = seal.read_bytes() if seal.exists() else b""
    if subject.get("kind") != "campaign" or subject.get("campaign") != campaign.name:
        return False, OTHER_SEAL, 0
    if hashlib.sha256(data).hexdigest() == digest:
        return True, GOOD, 0
    earlier_path = campaign / SIGNATURES / f"seal-{digest}.json"
    earlier, now = read_seal(earlier_path), read_seal(seal)
    if earlier is None or now is None:
        return False, OTHER_SEAL, 0
    if hashlib.sha256(earlier_path.read_bytes()).hexdigest() != digest:
        return False, OTHER_SEAL, 0
    kept = _links(earlier).items() <= _links(now).items()
    if not kept or not earlier["heads"].items() <= now["heads"].items():
        return False, OTHER_SEAL, 0
    return True, EARLIER_SEAL, len(now["units"]) - len(earlier["units"])


def _links(chain: Any) -> dict[str, tuple[str, str]]:
    return {u["unit"]: (u["manifest_sha256"], u["done_sha256"]) for u in chain["units"]}
