"""Value types as JSON and back; canonical, so that equal values are equal bytes."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import attrs
import orjson

from govgauge.model.campaign import Authorisation, Budget, Campaign, Opening, Pace, Plan, PolicyKind
from govgauge.model.unit import Level, Unit, UnitKind

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
    """Decimals as the shortest number that reads back the same; sets in order."""
    if isinstance(value, Decimal):
        whole = int(value)
        return whole if whole == value else float(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(type(value))


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
