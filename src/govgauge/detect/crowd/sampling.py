"""A sample of a unit's lines, of bounded size: what is common everywhere is common in it too."""

import hashlib
import json
import zlib
from collections.abc import Iterable

from attrs import frozen

MOST_CHARACTERS = 8_192
"""As much as some twenty articles.  Of 14,463 units that is 120 million characters: a phrase on one page in
4,000 stands there some thirty times."""
_LONGEST_LINE = 2_000


@frozen
class Sample:
    """Some lines of a unit; ``weight`` tells for how many characters one of them stands."""

    lines: tuple[str, ...]
    weight: int


def sample(unit_id: str, lines: Iterable[str]) -> bytes:
    """The lines with the smallest digests, up to ``MOST_CHARACTERS``, packed.

    The digest is of the unit too: what many units publish is not drawn by all of them or by none.
    """
    salt = unit_id.encode()
    total, drawn = 0, []
    for line in lines:
        total += len(line)
        digest = hashlib.blake2b(line.encode("utf-8", "replace"), digest_size=8, key=salt[:64])
        drawn.append((digest.digest(), line[:_LONGEST_LINE]))
    kept: list[str] = []
    left = MOST_CHARACTERS
    for _, line in sorted(drawn):
        if left < len(line):
            break
        left -= len(line)
        kept.append(line)
    packed = json.dumps({"lines": kept, "total": total}, ensure_ascii=False)
    return zlib.compress(packed.encode("utf-8", "replace"))


def read_sample(packed: bytes) -> Sample:
    """A sample as :func:`sample` packed it."""
    fields = json.loads(zlib.decompress(packed))
    lines = tuple(fields["lines"])
    sampled = sum(map(len, lines))
    return Sample(lines, max(1, round(fields["total"] / sampled)) if sampled else 1)
