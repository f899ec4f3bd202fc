"""What the campaign's list of units says of the web: every host and path that belongs to somebody."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from govgauge.model.unit import Unit


class RegisteredSite(NamedTuple):
    """One place on the web that the list gives to a unit: a host, or a path on it.

    ``host`` is without ``www.`` and port; ``prefix`` is ``/`` for a whole host.
    """

    unit_id: str
    name: str
    host: str
    prefix: str


def registered_sites(units: Iterable[Unit]) -> tuple[RegisteredSite, ...]:
    """Every place of every unit, in the order of the list."""
    return tuple(
        RegisteredSite(unit.unit_id, unit.name, *place)
        for unit in units
        for place in dict.fromkeys(_places(unit))
    )


def bare_host(address: str) -> str:
    """The host of an address, without ``www.`` and port; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _places(unit: Unit) -> Iterable[tuple[str, str]]:
    for written in (unit.url, *(f"http://{entry}" for entry in unit.hosts)):
        host = bare_host(written)
        if host:
            yield host, urlsplit(written).path.rpartition("/")[0] + "/"
