"""RFC 3161 time stamps: the question, whether an answer is one, and its check without network."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen
from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.store.der import with_sorted_certificates

GAP_S = 600  # WACZ signing, section "Validation": created and stamped within ten minutes.

VALID = Text("时间戳有效", "the time stamp is valid")
LATE = Text("时间戳有效，但晚于签名十分钟以上", "valid, but stamped over ten minutes later")
UNKNOWN_AUTHORITY = Text(
    "时间戳与签名相符，但未给出该机构的根证书，无法核实是谁盖的",
    "the time stamp fits, but no root certificate of its authority was given: who made it is open",
)
FALSE_STAMP = Text("时间戳与签名不符或已损坏", "the time stamp does not fit, or is damaged")


@frozen
class Question:
    """A request to an authority, and what its answer must repeat."""

    data: bytes
    nonce: int | None


@frozen
class StampCheck:
    """What one token shows: ``holds`` unless it is false; ``proven`` when its authority is known.

    ``gap_s`` are seconds from the signature's stated time to the token's.
    """

    holds: bool
    proven: bool
    what: Text
    at: str = ""
    authority: str = ""
    gap_s: float = 0.0


def ask_for(signature: bytes) -> Question:
    """The time-stamp query (DER) for a signature's bytes, by SHA-256."""
    builder = TimestampRequestBuilder().data(signature).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.build()
    return Question(request.as_bytes(), request.nonce)


def answers(token: bytes, question: Question, signature: bytes) -> bool:
    """True when this response (DER) grants what was asked, for these very bytes."""
    response = _decoded(token)
    if response is None or PKIStatus(response.status) is not PKIStatus.GRANTED:
        return False
    return _fits(response, signature) and response.tst_info.nonce == question.nonce


def check_stamp(
    token: bytes, signature: bytes, created: str, authorities: Sequence[x509.Certificate]
) -> StampCheck:
    """Check a stored response against the signature it stamps; no network."""
    response = _decoded(token)
    if response is None or not _fits(response, signature):
        return StampCheck(False, False, FALSE_STAMP)
    at = response.tst_info.gen_time.astimezone(UTC)
    gap_s = (at - datetime.fromisoformat(created)).total_seconds()
    proven = _by_known_authority(response, signature, authorities)
    what = UNKNOWN_AUTHORITY
    if proven:
        what = VALID if abs(gap_s) <= GAP_S else LATE
    elif authorities and _claims_known_authority(response, authorities):
        return StampCheck(False, False, FALSE_STAMP)
    return StampCheck(True, proven, what, at.isoformat(), _authority(response), gap_s)


def read_authorities(paths: Sequence[Path]) -> list[x509.Certificate]:
    """Every certificate of some PEM files, or ``BadInput`` (``bad-certificate``)."""
    found: list[x509.Certificate] = []
    for path in paths:
        try:
            found += x509.load_pem_x509_certificates(path.read_bytes())
        except (OSError, ValueError) as error:
            raise BadInput(
                "bad-certificate",
                Text("无法读取证书文件", "this certificate file cannot be read"),
                Text("给出 PEM 格式的根证书", "give the root certificate as PEM"),
                Place.in_file(path),
            ) from error
    return found


def _decoded(token: bytes) -> TimeStampResponse | None:
    try:
        strict = with_sorted_certificates(token)
        response = decode_timestamp_response(strict)
        return response if response.as_bytes() == strict else None
    except (ValueError, IndexError):
        return None


def _fits(response: TimeStampResponse, signature: bytes) -> bool:
    try:
        return response.tst_info.message_imprint.message == hashlib.sha256(signature).digest()
    except ValueError:  # A refusal carries no token.
        return False


def _by_known_authority(
    response: TimeStampResponse, signature: bytes, authorities: Sequence[x509.Certificate]
) -> bool:
    roots = [c for c in authorities if c.issuer == c.subject]
    if not roots:
        return False
    between = [c for c in authorities if c.issuer != c.subject]
    try:
        verifier = VerifierBuilder(roots=roots, intermediates=between).build()
        return verifier.verify_message(response, signature)
    except (VerificationError, ValueError):
        return False


def _certificates(response: TimeStampResponse) -> list[x509.Certificate]:
    try:
        return [x509.load_der_x509_certificate(c) for c in response.signed_data.certificates]
    except ValueError:
        return []


def _claims_known_authority(
    response: TimeStampResponse, authorities: Sequence[x509.Certificate]
) -> bool:
    """True when the token names an issuer we know and yet does not verify by it."""
    known = {c.subject for c in authorities}
    return any(c.issuer in known for c in _certificates(response))


def _authority(response: TimeStampResponse) -> str:
    certificates = _certificates(response)
    issuers = {c.issuer for c in certificates}
    leaves = [c for c in certificates if c.subject not in issuers] or certificates
    return leaves[0].subject.rfc4514_string() if leaves else ""
