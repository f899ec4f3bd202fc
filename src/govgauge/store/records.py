"""Value types as JSON and back; canonical, so that equal values are equal bytes."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import attrs
import orjson

from govgauge.model.campaign import Authorisation, Budget, Campaign, Opening, Pace, Plan, PolicyKind
from govgauge.model.unit import Column, Level, Unit, UnitKind

_FIELD_NAMES: dict[type, tuple[str, ...]] = {}
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys; equal values give equal bytes."""
    return orjson.dumps(value, default=plain, option=_OPTIONS)


def json_line(value: Any) -> bytes:
    """One line of a ``.jsonl`` file."""
    return orjson.dumps(
        value, default=plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    )


def plain(value: object) -> object:
    """Decimals as the shortest number that reads back the same; sets in order; our own value
    types by their fields."""
    if isinstance(value, Decimal):
        whole = int(value)
        return whole if whole == value else float(value)
    names = field_names(type(value))
    if names:
        return {name: getattr(value, name) for name in names}
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(type(value))


def field_names(of: type) -> tuple[str, ...]:
    """The names of a value type's fields; none for any other type."""
    if of not in _FIELD_NAMES:
        _FIELD_NAMES[of] = tuple(a.name for a in attrs.fields(of)) if attrs.has(of) else ()
    return _FIELD_NAMES[of]


def unit_to_json(unit: Unit) -> dict[str, Any]:
    """A unit as JSON."""
    return attrs.asdict(unit)


def unit_from_json(fields: dict[str, Any]) -> Unit:
    """A unit from JSON."""
    return Unit(
        **fields
        | {
            "kind": UnitKind(fields["kind"]),
            "level": Level(fields["level"]),
            "hosts": tuple(fields["hosts"]),
            "groups": tuple(fields["groups"]),
        }
    )


def column_to_json(column: Column) -> dict[str, Any]:
    """A row of a list of columns as JSON."""
    return attrs.asdict(column)


def column_from_json(fields: dict[str, Any]) -> Column:
    """A row of a list of columns from JSON."""
    return Column(**fields)


def campaign_to_json(campaign: Campaign) -> dict[str, Any]:
    """A campaign's head as JSON."""
    return attrs.asdict(campaign) | {"as_of": campaign.as_of.isoformat()}


def campaign_from_json(fields: dict[str, Any]) -> Campaign:
    """A campaign's head from JSON."""
    plan = fields["plan"]
    opening = plan["opening"]
    return Campaign(
        **fields
        | {
            "as_of": datetime.fromisoformat(fields["as_of"]),
            "plan": Plan(
                **plan
                | {
                    "policy": PolicyKind(plan["policy"]),
                    "budget": Budget(**plan["budget"]),
                    "authorisation": plan.get("authorisation")
                    and Authorisation(**plan["authorisation"]),
                    "pace": Pace(**plan["pace"]),
                    "opening": Opening(
                        tuple(opening["allowed"]), tuple((h, a) for h, a in opening["resolve"])
                    ),
                }
            ),
        }
    )
