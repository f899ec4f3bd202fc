"""Hosts pinned to an address by the user (``--resolve``)."""

from collections.abc import Mapping


def find_pin(pins: Mapping[str, str], host: str, port: int | None = None) -> str:
    """The ``ADDRESS:PORT`` a host is pinned to: by ``host:port``, ``host``, ``*.zone`` or ``*``."""
    names = [host, *_zones(host)]
    if port is not None:
        names.insert(0, f"{host}:{port}")
    return next((pins[name] for name in names if name in pins), "")


def _zones(host: str) -> list[str]:
    labels = host.split(".")
    return ["*." + ".".join(labels[i:]) for i in range(1, len(labels))] + ["*"]
