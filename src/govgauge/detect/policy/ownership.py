"""Whether a document is the unit's own, or taken over from somebody else."""

import re
from collections.abc import Sequence

from govgauge.model.unit import Level, Unit

_PLACE = re.compile(
    r"^(?:中共)?([\u4e00-\u9fff]{1,12}?(?:省|自治区|市|自治州|州|盟|县|区|旗|镇|乡|街道))"
)
_CENTRAL = re.compile(
    r"^(?:中共中央|中央|全国|国务院|国家|最高人民|中华人民共和国|[\u4e00-\u9fff]{2,8}部$)"
)


def is_own(issuers: Sequence[str], unit: Unit) -> bool | None:
    """Whether all these issuers are of the unit's own place; ``None`` where that cannot be told.

    An issuer's place must stand in the unit's name or owner: a county's site may carry what its
    province issued.
    """
    known = {_is_own(issuer, unit) for issuer in issuers}
    if False in known:
        return False
    return True if True in known else None


def _is_own(issuer: str, unit: Unit) -> bool | None:
    names = f"{unit.owner} {unit.name}"
    if _CENTRAL.match(issuer):
        return unit.level is Level.CENTRAL or any(issuer in n for n in names.split())
    place = _PLACE.match(issuer)
    if place is None:
        return True if issuer in names else None
    return place[1] in names
