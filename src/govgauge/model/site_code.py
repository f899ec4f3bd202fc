"""The site code (网站标识码): its two forms, and what else stands in its place.

Structure after the codes seen in the wild: a local code is a six-digit division code and a
serial of four digits; a central one is ``bm`` and eight digits.
"""

import re
import unicodedata
from enum import StrEnum

from attrs import frozen

from govgauge.model.divisions import division_name

_LABEL = re.compile(r"^\D*?(?:网站标识码|标识码)\s*[::]?\s*")
_LOCAL = re.compile(r"[1-8][0-9]{9}")
_CENTRAL = re.compile(r"bm[0-9]{8}", re.IGNORECASE)
_OTHER = re.compile(r"[a-z][0-9]{9}", re.IGNORECASE)


class SiteCodeKind(StrEnum):
    """The forms of a site code."""

    LOCAL = "local"
    CENTRAL = "central"
    NOT_GOVERNMENT = "not_government"
    MALFORMED = "malformed"


@frozen
class SiteCode:
    """A site code as read: its normalised text and, for a local one, its division code."""

    kind: SiteCodeKind
    text: str
    division: str = ""

    @property
    def well_formed(self) -> bool:
        """True for the two government forms."""
        return self.kind in (SiteCodeKind.LOCAL, SiteCodeKind.CENTRAL)


def parse_site_code(text: str) -> SiteCode:
    """Read a site code, tolerating blanks, full-width digits, a glued label and case.

    ``N`` and nine digits is the code of a site that is not a government's.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if c.isprintable() and not c.isspace())
    plain = _LABEL.sub("", plain)
    if _LOCAL.fullmatch(plain):
        return SiteCode(SiteCodeKind.LOCAL, plain, plain[:6])
    if _CENTRAL.fullmatch(plain):
        return SiteCode(SiteCodeKind.CENTRAL, plain.lower())
    if _OTHER.fullmatch(plain):
        return SiteCode(SiteCodeKind.NOT_GOVERNMENT, plain.upper())
    return SiteCode(SiteCodeKind.MALFORMED, plain)


def fits_division(code: SiteCode, division: str) -> bool | None:
    """Whether a local code belongs to a division; ``None`` where that cannot be said.

    A unit's division may be given as a province or prefecture: then any code below it fits.
    Codes of divisions that the list does not know cannot be judged.
    """
    if code.kind is not SiteCodeKind.LOCAL or not division:
        return None
    significant = division
    for end in ("0000", "00"):
        if division.endswith(end):
            significant = division.removesuffix(end)
            break
    if code.division.startswith(significant):
        return True
    return False if division_name(code.division) else None
