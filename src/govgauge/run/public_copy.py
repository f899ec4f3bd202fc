"""Records of a public copy: what was received, decoded and masked, never the original bytes.

Each exchange becomes one ``resource`` record (text) or ``metadata`` record (everything else); it
states the digest and size of the original payload, so that whoever may see the original can
compare.
"""

from uuid import uuid4

import orjson

from govgauge.extract.charset import decode
from govgauge.gather.content_coding import decode_body
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange
from govgauge.run.unit_facts import media_type
from govgauge.store.redaction import redact, redact_header
from govgauge.store.warc import EXTENSION, encode_member, warc_date

_TEXT_TYPES = ("text/", "application/json", "application/xml", "application/xhtml+xml")
_SCRIPTS = ("application/javascript", "application/x-javascript", "application/ecmascript")


def public_record(exchange: Exchange, digest: str) -> bytes:
    """One exchange as it may be shown to anybody."""
    header = redact_header(exchange.header)
    address = redact(exchange.url)
    body, masked = _public_body(exchange)
    about = {
        "redacted": True,
        "original_digest": digest,
        "original_bytes": len(exchange.body),
        "masked": masked + header.masked + address.masked,
        "withheld": body is None and bool(exchange.body),
        "purpose": exchange.purpose,
        "attempt": exchange.attempt,
        "outcome": exchange.outcome,
        "status": exchange.status,
        "header": header.text,
    }
    fields = [
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
        f"WARC-Date: {warc_date(exchange.started_at)}",
        f"WARC-Target-URI: {address.text}",
        f"{EXTENSION}: {orjson.dumps(about).decode()}",
    ]
    if body is None:
        fields += ["WARC-Type: metadata", "Content-Type: application/json"]
        return encode_member(fields, orjson.dumps({"withheld": about["withheld"]}))
    kind = media_type(exchange) or "text/plain"
    fields += ["WARC-Type: resource", f"Content-Type: {kind}; charset=utf-8"]
    return encode_member(fields, body)


def _public_body(exchange: Exchange) -> tuple[bytes | None, int]:
    """The masked text in UTF-8, ``None`` for what is no text: it is withheld."""
    if exchange.status is None or not exchange.body:
        return None, 0
    kind = media_type(exchange)
    if kind and not kind.startswith(_TEXT_TYPES) and kind not in _SCRIPTS:
        return None, 0
    payload = decode_body(exchange, Budget())[1]
    content_type = exchange.header_value(b"content-type").decode("latin-1")
    text = decode(payload, content_type).text
    if not kind and "\x00" in text:
        return None, 0
    redacted = redact(text)
    return redacted.text.encode("utf-8", "replace"), redacted.masked
