"""Signing keys: Ed25519, one private file each, kept outside every campaign.

Beside each private key lies its card (``<id>.json``): who signs with it, and the public key.  Only
cards ever travel.  A key's id is the beginning of the SHA-256 of its raw public key.
"""

import base64
import hashlib
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from govgauge.model.failure import BadInput, NotAllowed, Place
from govgauge.model.text import Text
from govgauge.store.disk import storage_failure
from govgauge.store.records import canonical_json
from govgauge.store.workspace import read_json, write_atomic

_ID_CHARS = 16
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@frozen
class KeyCard:
    """What everybody may know of a key; ``public_key`` is base64 of its 32 bytes."""

    key_id: str
    name: str
    organisation: str
    created: str
    public_key: str

    @property
    def pem(self) -> bytes:
        """The public key as other tools read it."""
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(self.public_key))
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def as_document(self) -> dict[str, str]:
        """The JSON form."""
        return {
            "key_id": self.key_id,
            "name": self.name,
            "organisation": self.organisation,
            "created": self.created,
            "public_key": self.public_key,
        }


@frozen
class SigningKey:
    """A card with the private key that belongs to it."""

    card: KeyCard
    private: Ed25519PrivateKey

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes of an Ed25519 signature."""
        return self.private.sign(data)


def key_id_of(public_key: bytes) -> str:
    """The id of a raw public key."""
    return hashlib.sha256(public_key).hexdigest()[:_ID_CHARS]


def card_of(document: Any) -> KeyCard:
    """A card from JSON; ``ValueError`` when it is none or its id is not its key's."""
    if not isinstance(document, dict) or set(document) != set(KeyCard.__annotations__):
        raise ValueError("not a key card")
    if not all(isinstance(value, str) for value in document.values()):
        raise ValueError("not a key card")
    card = KeyCard(**document)
    raw = base64.b64decode(card.public_key, validate=True)
    if len(raw) != 32 or key_id_of(raw) != card.key_id:
        raise ValueError("the id is not this key's")
    return card


def new_key(folder: Path, name: str, organisation: str, now: datetime) -> KeyCard:
    """Make a key pair; the private key can be read by its owner only (mode 0600)."""
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    card = KeyCard(
        key_id_of(raw),
        name,
        organisation,
        now.isoformat(timespec="seconds"),
        base64.b64encode(raw).decode(),
    )
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / f"{card.key_id}.pem"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise storage_failure(error, path) from error
    write_atomic(path.with_suffix(".json"), canonical_json(card.as_document()))
    return card


def read_card(path: Path) -> KeyCard:
    """A card from its file, or ``BadInput`` (``bad-key``)."""
    try:
        return card_of(read_json(path))
    except ValueError as error:
        raise _bad_key(path) from error


def list_cards(folder: Path) -> list[KeyCard]:
    """Every card in a folder, oldest first."""
    cards = [read_card(path) for path in sorted(folder.glob("*.json"))]
    return sorted(cards, key=lambda card: (card.created, card.key_id))


def load_key(folder: Path, wanted: str) -> SigningKey:
    """The key named by id or by the path of its private file; the newest one when none is named.

    Raises ``BadInput`` (``no-key``, ``bad-key``), and ``NotAllowed`` (``key-open``) for a private
    key that others on this machine may read.
    """
    path = Path(wanted) if wanted.endswith(".pem") else _path_of(folder, wanted)
    try:
        mode = path.stat().st_mode
        pem = path.read_bytes()
    except OSError as error:
        raise _no_key(folder, wanted) from error
    if mode & _OTHERS:
        raise NotAllowed(
            "key-open",
            Text("私钥文件对其他用户可读", "others on this machine may read this private key"),
            Text("运行 chmod 600 后重试；若已泄露请换新密钥", "chmod 600 it, or make a new key"),
            Place.in_file(path),
        )
    try:
        private = load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _bad_key(path) from error
    card = read_card(path.with_suffix(".json"))
    if not isinstance(private, Ed25519PrivateKey):
        raise _bad_key(path)
    raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    if key_id_of(raw) != card.key_id:
        raise _bad_key(path)
    return SigningKey(card, private)


def _path_of(folder: Path, wanted: str) -> Path:
    cards = [c for c in list_cards(folder) if (folder / f"{c.key_id}.pem").exists()]
    matching = [c for c in cards if c.key_id.startswith(wanted)]
    if not matching or (wanted and len(matching) > 1):
        raise _no_key(folder, wanted)
    return folder / f"{matching[-1].key_id}.pem"


def _no_key(folder: Path, wanted: str) -> BadInput:
    return BadInput(
        "no-key",
        Text(f"没有签名密钥 {wanted}".rstrip(), f"there is no signing key {wanted}".rstrip()),
        Text(
            "先运行 govgauge keys new --name 姓名 -w 工作区，或用 --key 指定",
            "run govgauge keys new --name NAME -w WORKSPACE, or name one with --key",
        ),
        Place.in_file(folder),
    )


def _bad_key(path: Path) -> BadInput:
    return BadInput(
        "bad-key",
        Text("密钥文件无法使用", "this key file cannot be used"),
        Text("从备份恢复，或运行 govgauge keys new", "restore it, or run govgauge keys new"),
        Place.in_file(path),
    )
