"""What is judged: units (被评单位), their columns (栏目) and channels (渠道)."""

from enum import StrEnum

from attrs import field, frozen
from attrs.validators import min_len


class UnitKind(StrEnum):
    """The five kinds of unit an evaluation can judge."""

    WEBSITE = "website"
    ACCOUNT = "account"
    APP = "app"
    AREA = "area"
    OFFICE = "office"


class Level(StrEnum):
    """Administrative level (层级) of the owner."""

    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    UNKNOWN = ""


@frozen
class Unit:
    """One judged object.

    ``hosts`` are hosts or path prefixes the unit owns (``host``, ``host:port`` or
    ``host/path/``).  The host of ``url`` counts too, unless they name prefixes on it, or ``url``
    lies in a folder of a host they do not name: then only that folder does.  ``has_services`` tells whether the owner
    has a public service function (对外服务职能); ``None`` means not known.
    ``unit_id_made_up`` marks an id that the list lacked and the registry made.
    """

    unit_id: str = field(validator=min_len(1))
    name: str
    url: str
    kind: UnitKind = UnitKind.WEBSITE
    hosts: tuple[str, ...] = ()
    owner: str = ""
    groups: tuple[str, ...] = ()
    parent_id: str = ""
    division: str = ""
    level: Level = Level.UNKNOWN
    has_services: bool | None = None
    unit_id_made_up: bool = False


@frozen
class Column:
    """One registered column (栏目) of a unit with its class, limit and exemption."""

    unit_id: str
    name: str
    url: str
    column_class: str = ""
    limit_days: int | None = None
    exempt: bool = False
    exempt_reason: str = ""
    exempt_until: str = ""


@frozen
class Channel:
    """One registered new-media account (渠道) of a unit."""

    unit_id: str
    platform: str
    account: str
    name: str = ""
    owner: str = ""
    opened: str = ""
    status: str = ""
