"""Statements and their Ed25519 signatures.

What is signed is the canonical JSON of a statement: what it is about (digests), who signs, when.
The files are plain, so that ``openssl pkeyutl`` checks them too (docs/evidence.md).
"""

import base64
from datetime import UTC, datetime
from typing import Any

import orjson
from attrs import frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from govgauge.store.keys import KeyCard, SigningKey, card_of
from govgauge.store.records import canonical_json

FORMAT = "govgauge-statement/1"


@frozen
class Signed:
    """A statement's exact bytes and its signature."""

    statement: bytes
    signature: bytes


@frozen
class Statement:
    """What a valid signature vouches for: the subject's digests, by whom, when (ISO, UTC)."""

    subject: dict[str, str]
    signer: KeyCard
    created: str


def sign(subject: dict[str, str], key: SigningKey, now: datetime | None = None) -> Signed:
    """Sign what ``subject`` names; ``now`` is the present unless told."""
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    document = {
        "format": FORMAT,
        "subject": subject,
        "signer": key.card.as_document(),
        "created": moment.isoformat(timespec="seconds"),
    }
    data = canonical_json(document)
    return Signed(data, key.sign(data))


def checked(signed: Signed) -> Statement | None:
    """The statement when its signature is its signer's, else ``None``."""
    try:
        document: Any = orjson.loads(signed.statement)
        if canonical_json(document) != signed.statement or document["format"] != FORMAT:
            return None
        card = card_of(document["signer"])
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(card.public_key))
        public.verify(signed.signature, signed.statement)
        datetime.fromisoformat(document["created"])
        return Statement(dict(document["subject"]), card, document["created"])
    except (ValueError, KeyError, TypeError, InvalidSignature):
        return None
