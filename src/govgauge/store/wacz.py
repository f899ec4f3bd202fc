"""WACZ 1.1.1 packages: written with every digest, signed, and checked again without network.

``datapackage.json`` has the SHA-256 of every file, ``datapackage-digest.json`` that of
``datapackage.json`` and our signature and time stamp.  WACZ's own signing proposal knows ECDSA
only; Ed25519 would look like a false signature there, so ours stands under a name of its own.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import orjson
from attrs import frozen
from cryptography import x509

from govgauge.model.text import Text
from govgauge.store.keys import KeyCard, SigningKey
from govgauge.store.records import canonical_json
from govgauge.store.signing import Signed, Statement, checked, sign
from govgauge.store.time_stamps import FALSE_STAMP, StampCheck, check_stamp
from govgauge.store.zip_container import read_zip, write_zip

WACZ_VERSION = "1.1.1"
_PACKAGE = "datapackage.json"
_DIGEST = "datapackage-digest.json"
_SIGNATURE = "govgauge_signature"

CHANGED_BYTES = Text(
    "文件被改动或损坏，或不是本程序写的证据包",
    "changed, damaged, or no package written by govgauge",
)
CHANGED_LISTING = Text("清单被改动或已损坏", "the package's own listing was changed or is damaged")
CHANGED_ENTRY = Text("内容与清单不符", "the content is not what the listing says")
FALSE_SIGNATURE = Text("签名无效或已损坏", "the signature is false or damaged")

Stamp = Callable[[bytes], bytes]
"""Asks for a time stamp of a signature's bytes; empty when there is none."""


@frozen
class PackageCheck:
    """What a package's bytes show.  ``problems`` is empty when it is as it was written."""

    problems: tuple[tuple[str, Text], ...]
    files: Mapping[str, bytes]
    about: Mapping[str, Any]
    statement: Statement | None = None
    known: bool = False
    stamp: StampCheck | None = None

    @property
    def whole(self) -> bool:
        """True when no byte differs from what was written."""
        return not self.problems


def write_package(
    files: Mapping[str, bytes],
    about: Mapping[str, Any],
    key: SigningKey | None = None,
    stamp: Stamp | None = None,
) -> bytes:
    """The bytes of a package; ``about`` adds title, times and the like to ``datapackage.json``.

    Raises ``ValueError`` above 4 GiB.
    """
    resources = [
        {
            "name": path.rpartition("/")[2].lower(),
            "path": path,
            "hash": _hash(data),
            "bytes": len(data),
        }
        for path, data in files.items()
    ]
    listing = canonical_json(
        {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            **about,
            "resources": resources,
        }
    )
    digest: dict[str, Any] = {"path": _PACKAGE, "hash": _hash(listing)}
    if key is not None:
        digest[_SIGNATURE] = _signature(listing, about, key, stamp)
    return write_zip({_PACKAGE: listing, _DIGEST: canonical_json(digest), **files})


def _signature(
    listing: bytes, about: Mapping[str, Any], key: SigningKey, stamp: Stamp | None
) -> dict[str, str]:
    subject = {
        "kind": "package",
        "datapackage_sha256": hashlib.sha256(listing).hexdigest(),
        "title": str(about.get("title", "")),
    }
    signed = sign(subject, key)
    token = stamp(signed.signature) if stamp is not None else b""
    document = {
        "statement": signed.statement.decode(),
        "signature": base64.b64encode(signed.signature).decode(),
    }
    if token:
        # The digest covers the parts of a token that its own signature does not.
        document |= {
            "time_stamp": base64.b64encode(token).decode(),
            "time_stamp_hash": _hash(token),
        }
    return document


def check_package(
    data: bytes, known: Collection[KeyCard], authorities: Sequence[x509.Certificate]
) -> PackageCheck:
    """Check every byte of a package, its signature and time stamp."""
    files = read_zip(data)
    if files is None or _PACKAGE not in files or _DIGEST not in files:
        return PackageCheck((("", CHANGED_BYTES),), {}, {})
    try:
        return _check_files(files, known, authorities)
    except (KeyError, TypeError, AttributeError):  # A listing of another shape than ours.
        return PackageCheck(((_PACKAGE, CHANGED_LISTING),), files, {})


def _check_files(
    files: Mapping[str, bytes],
    known: Collection[KeyCard],
    authorities: Sequence[x509.Certificate],
) -> PackageCheck:
    listing, digest = _canonical(files[_PACKAGE]), _canonical(files[_DIGEST])
    if listing is None or digest is None or not _listed_once(listing, digest, files):
        return PackageCheck(((_PACKAGE, CHANGED_LISTING),), files, listing or {})
    problems = [
        (entry["path"], CHANGED_ENTRY)
        for entry in listing["resources"]
        if _hash(files[entry["path"]]) != entry["hash"]
        or len(files[entry["path"]]) != entry["bytes"]
    ]
    statement, stamp = None, None
    if _SIGNATURE in digest:
        statement, stamp, problem = _check_signature(digest[_SIGNATURE], files, authorities)
        problems += [(_DIGEST, problem)] if problem is not None else []
    keys = {card.public_key for card in known}
    is_known = statement is not None and statement.signer.public_key in keys
    return PackageCheck(tuple(problems), files, listing, statement, is_known, stamp)


def _listed_once(listing: Any, digest: Any, files: Mapping[str, bytes]) -> bool:
    """The digest is the listing's, and the listing names each file once, in the order written."""
    allowed = {"path", "hash"} | ({_SIGNATURE} if _SIGNATURE in digest else set())
    if digest.keys() != allowed or digest["path"] != _PACKAGE:
        return False
    if digest["hash"] != _hash(files[_PACKAGE]):
        return False
    paths = [entry["path"] for entry in listing["resources"]]
    return paths == [name for name in files if name not in (_PACKAGE, _DIGEST)]


def _check_signature(
    document: Any, files: Mapping[str, bytes], authorities: Sequence[x509.Certificate]
) -> tuple[Statement | None, StampCheck | None, Text | None]:
    """The statement, its stamp, and what is wrong with either."""
    stamped = {"time_stamp", "time_stamp_hash"} if "time_stamp" in document else set()
    if document.keys() != {"statement", "signature"} | stamped:
        return None, None, FALSE_SIGNATURE
    signature = _unpacked(document["signature"])
    statement = checked(Signed(document["statement"].encode(), signature or b""))
    if statement is None or not _is_about(statement, files):
        return None, None, FALSE_SIGNATURE
    if not stamped or signature is None:
        return statement, None, None
    token = _unpacked(document["time_stamp"])
    if token is None or _hash(token) != document["time_stamp_hash"]:
        return statement, None, FALSE_STAMP
    check = check_stamp(token, signature, statement.created, authorities)
    return statement, check, None if check.holds else FALSE_STAMP


def _is_about(statement: Statement, files: Mapping[str, bytes]) -> bool:
    digest = hashlib.sha256(files[_PACKAGE]).hexdigest()
    subject = statement.subject
    return subject.get("kind") == "package" and subject.get("datapackage_sha256") == digest


def _unpacked(text: str) -> bytes | None:
    """Base64 in the one way it is written, else ``None``."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return data if base64.b64encode(data).decode() == text else None


def _canonical(data: bytes) -> Any:
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    return document if isinstance(document, dict) and canonical_json(document) == data else None


def _hash(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()
