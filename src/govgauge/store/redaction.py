"""Masking what a public copy must not hold: secrets, and personal data of anybody.

Masked are identity numbers whose check digit is right (GB 11643), mobile numbers, bank cards that
pass Luhn's check, e-mail addresses, and values that open a session (tokens, tickets, session ids,
passwords) in addresses, fields and scripts.  Names of persons cannot be told by rule and stay.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

MASK = "***"
# Only these fields of a server's answer are repeated in public; cookies and the like never.
PUBLIC_FIELDS = frozenset(
    {
        b"content-type", b"content-length", b"content-encoding", b"content-language", b"date",
        b"last-modified", b"location", b"retry-after", b"cache-control", b"expires",
    }
)  # fmt: skip

_SECRET_NAME = (
    r"(?:(?:token|ticket|session[_-]?id|sessid|sessionkey|secret|passw(?:or)?d|pwd"
    r"|signature|credential|api[_-]?key|app[_-]?key|access[_-]?key|authorization|authkey"
    r"|auth[_-]?code|cookie)[\w-]{0,20}|(?<![A-Za-z])(?:sid|sign|sig|auth|session|jwt))"
)
# name=value, "name": "value", name: value; also with the signs percent-encoded.
_ASSIGNED = re.compile(
    rf"({_SECRET_NAME}(?:[\"']|&quot;)?\s{{0,9}}(?:=|:|%3D|%3A|&#61;)\s{{0,9}}(?:&quot;|[\"'])?"
    r"(?:(?:bearer|basic)\s+)?)([^\"'&;,\s<>*#%)}]{4,})",
    re.IGNORECASE,
)
# <input name="token" value="…">, <meta name="csrf-token" content="…">, in either order.
_FIELD = re.compile(r"<(?:input|meta|param)\b[^<>]*>", re.IGNORECASE)
_FIELD_NAME = re.compile(
    rf"(?:name|id|property)\s*=\s*[\"']?[\w.$-]{{0,40}}?{_SECRET_NAME}[\"'\s/>]", re.IGNORECASE
)
_FIELD_VALUE = re.compile(r"((?:value|content)\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_BEARER = re.compile(r"\b((?:bearer|basic)\s+)([A-Za-z0-9+/=._~-]{8,})", re.IGNORECASE)
_JWT = re.compile(r"\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?")
_USER = re.compile(r"(?<=://)[^/\s@\"'<>]+@")
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}(?:@|＠|%40)(?=[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
)
_IDENTITY = re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXxＸｘ](?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<![\d.])(?:(?:\+|00)?86[ -]?)?\d{3}([ -]?)\d{4}\1\d{4}(?!\d)")
_CARD = re.compile(r"(?<![\d.])\d(?:[ -]?\d){14,18}(?![\d])")
# Digits, letters and the sign @ may be written as references to hide them from readers like us.
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?", re.IGNORECASE)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


class Redacted(NamedTuple):
    """A text that may be shown, and how many places were masked."""

    text: str
    masked: int


def redact(text: str) -> Redacted:
    """Mask secrets and personal data of a text."""
    count = 0

    def counted(mask: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
        def apply(match: re.Match[str]) -> str:
            nonlocal count
            masked = mask(match)
            count += masked != match[0]
            return masked

        return apply

    if "&#" in text:
        text = _REFERENCE.sub(_plain_reference, text)
    whole, folded = text, _folded(text)
    signed: dict[Callable[[str, str], bool], bool] = {}
    for pattern, mask, may_be in _MASKS:
        if may_be not in signed:
            signed[may_be] = may_be(whole, folded)
        if signed[may_be]:
            text = pattern.sub(counted(mask), text)
    return Redacted(text, count)


def redact_header(header: bytes) -> Redacted:
    """Status line and the fields that may be public, their values masked."""
    lines = re.split(rb"\r?\n", header)
    kept = [lines[0]]
    left_out = 0
    for line in lines[1:]:
        name = line.partition(b":")[0].strip().lower()
        if name in PUBLIC_FIELDS:
            kept.append(line)
        elif line.strip():
            left_out += 1
    redacted = redact(b"\n".join(kept).decode("utf-8", "replace"))
    return Redacted(redacted.text, redacted.masked + left_out)


def _plain_reference(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    character = chr(number) if number < 128 else ""
    return character if character.isalnum() or character in ("@", ".", "-") else match[0]


def _digits(text: str) -> str:
    """ASCII digits and X of a number, whatever its width and separators."""
    wide = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in wide if c.isdigit() or c == "X")


def _mask_assigned(match: re.Match[str]) -> str:
    return match[1] + MASK


def _mask_field(match: re.Match[str]) -> str:
    if not _FIELD_NAME.search(match[0]):
        return match[0]
    return _FIELD_VALUE.sub(rf'\1"{MASK}"', match[0])


def _mask_identity(match: re.Match[str]) -> str:
    number = _digits(match[0])
    if not number[:17].isdecimal() or not number.isascii():
        return match[0]
    month, day = int(number[10:12]), int(number[12:14])
    total = sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True))
    right = _CHECK[total % 11] == number[17] and number[6:8] in ("18", "19", "20")
    if not right or not (1 <= month <= 12 and 1 <= day <= 31):
        return match[0]
    return number[:3] + "*" * 15


def _mask_mobile(match: re.Match[str]) -> str:
    number = _digits(match[0])[-11:]
    if number[0] != "1" or number[1] not in "3456789":
        return match[0]
    return number[:3] + "*" * 8


def _mask_card(match: re.Match[str]) -> str:
    number = _digits(match[0])
    if number[0] not in "3456" or not _passes_luhn(number):
        return match[0]
    return "*" * len(number)


def _passes_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _folded(text: str) -> str:
    """Lower case as patterns that ignore case see it: the Turkish i of both kinds is an i to them."""
    return text.casefold().replace("ı", "i").replace("\u0307", "")


def _has(*signs: str) -> Callable[[str, str], bool]:
    def has(text: str, folded: str) -> bool:
        # A loop, not any(): this runs several times for every short text.
        for sign in signs:  # noqa: SIM110
            if sign in folded:
                return True
        return False

    return has


def _may_assign(text: str, folded: str) -> bool:
    return _signs(text, folded) and _names(text, folded)


def _may_number(text: str, folded: str) -> bool:
    return _LONG.search(text) is not None


_LONG = re.compile(r"\d(?:[ -]?\d){10}")
_signs = _has("=", ":", "%3d", "%3a", "&#61;")
_names = _has(
    "token", "ticket", "sess", "secret", "passw", "pwd", "sig", "credential", "key", "auth",
    "cookie", "sid", "jwt",
)  # fmt: skip
_MASKS: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str]], str], Callable[[str, str], bool]], ...
] = (
    (_FIELD, _mask_field, _has("<")),
    (_BEARER, _mask_assigned, _has("bearer", "basic")),
    (_ASSIGNED, _mask_assigned, _may_assign),
    (_JWT, lambda match: MASK, _has("eyj")),
    (_USER, lambda match: MASK + "@", _has("@")),
    (_EMAIL, lambda match: MASK + "@", _has("@", "＠", "%40")),
    (_IDENTITY, _mask_identity, _may_number),
    (_CARD, _mask_card, _may_number),
    (_MOBILE, _mask_mobile, _may_number),
)
"""Each pattern, what becomes of a match, and a cheap sign without which there is none: most short
texts have no sign at all, and looking for signs takes a tenth of looking for the patterns."""
