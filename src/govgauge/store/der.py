"""Putting a time-stamp response's certificates into the order DER asks of a set.

Authorities built on OpenSSL send the certificates in the order of their configuration; our parser
takes strict DER only.  The set is not part of what is signed, and its length stays the same.
"""

from typing import NamedTuple

_SEQUENCE = 0x30
_CONTEXT_0 = 0xA0


class _Value(NamedTuple):
    tag: int
    start: int
    content: int
    end: int


def with_sorted_certificates(response: bytes) -> bytes:
    """The response with its certificates in DER order; ``ValueError`` when it is no response.

    TimeStampResp → timeStampToken → [0] SignedData → [0] certificates (RFC 3161, RFC 5652).
    """
    top = _value(response, 0, len(response))
    parts = _inside(response, top)
    if top.tag != _SEQUENCE or top.end != len(response) or len(parts) < 2:
        raise ValueError("not a time-stamp response with a token")
    content = _inside(response, parts[1])
    signed = _inside(response, _inside(response, content[1])[0]) if len(content) > 1 else []
    for value in signed:
        if value.tag == _CONTEXT_0:
            items = [response[v.start : v.end] for v in _inside(response, value)]
            return response[: value.content] + b"".join(sorted(items)) + response[value.end :]
    return response


def _inside(data: bytes, outer: _Value) -> list[_Value]:
    values = []
    at = outer.content
    while at < outer.end:
        value = _value(data, at, outer.end)
        values.append(value)
        at = value.end
    return values


def _value(data: bytes, at: int, limit: int) -> _Value:
    if at + 2 > limit:
        raise ValueError("a DER value is cut off")
    tag, first = data[at], data[at + 1]
    content = at + 2
    length = first
    if first & 0x80:
        count = first & 0x7F
        if not 0 < count <= 4:
            raise ValueError("not a DER length")
        length = int.from_bytes(data[content : content + count], "big")
        content += count
    end = content + length
    if end > limit:
        raise ValueError("a DER value is cut off")
    return _Value(tag, at, content, end)
