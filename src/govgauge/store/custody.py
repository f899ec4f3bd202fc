"""``custody.json`` of a campaign: access classes and retention.  It may change, so no seal has it."""

from datetime import date
from pathlib import Path
from typing import Any

from govgauge.model.custody import AccessClass, Custody
from govgauge.store.records import canonical_json
from govgauge.store.workspace import read_json, write_atomic

_NAME = "custody.json"


def read_custody(campaign: Path) -> Custody:
    """The custody of a campaign; internal and without end where nothing was said."""
    path = campaign / _NAME
    if not path.exists():
        return Custody()
    fields: dict[str, Any] = read_json(path)
    until = fields["retain_until"]
    return Custody(
        AccessClass(fields["default"]),
        {unit: AccessClass(value) for unit, value in fields["units"].items()},
        date.fromisoformat(until) if until else None,
    )


def write_custody(campaign: Path, custody: Custody) -> None:
    """Write the custody of a campaign."""
    until = custody.retain_until.isoformat() if custody.retain_until else ""
    document = {"default": custody.default, "units": custody.units, "retain_until": until}
    write_atomic(campaign / _NAME, canonical_json(document))
