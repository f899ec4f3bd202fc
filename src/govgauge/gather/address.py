"""Which addresses a socket may be opened to.

Python's own address classes are no filter (NAT64, 6to4, carrier-grade NAT and multicast pass as
global), so the forbidden networks are named here, from the IANA special-purpose registries.
"""

from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from govgauge.model.failure import BadInput
from govgauge.model.text import Text

_FORBIDDEN_V4 = tuple(
    IPv4Network(n)
    for n in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Only 2000::/3 is global unicast; these lie inside it and are still not plain hosts.
_GLOBAL_V6 = IPv6Network("2000::/3")
_FORBIDDEN_V6 = tuple(
    IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)

Network = IPv4Network | IPv6Network


def parse_opening(text: str) -> tuple[Network, int | None]:
    """``CIDR[:PORT]`` (IPv6 with a port in brackets) as network and port, or ``BadInput``."""
    network, port = text, ""
    if text.startswith("["):
        network, _, port = text[1:].partition("]")
        port = port.removeprefix(":")
    elif text.count(":") == 1:
        network, _, port = text.partition(":")
    try:
        return ip_network(network), int(port) if port else None
    except ValueError as error:
        raise BadInput(
            "bad-address",
            Text(f"无法识别的地址段 {text}", f"not an address range: {text}"),
            Text(
                "写成 127.0.0.1/32 或 127.0.0.1/32:8080", "write 127.0.0.1/32 or 127.0.0.1/32:8080"
            ),
        ) from error


def is_public(address: str) -> bool:
    """True for an address that is an ordinary host on the public internet."""
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return _is_public_v4(parsed.ipv4_mapped)
        return parsed in _GLOBAL_V6 and not any(parsed in n for n in _FORBIDDEN_V6)
    return _is_public_v4(parsed)


def _is_public_v4(address: IPv4Address) -> bool:
    return not any(address in n for n in _FORBIDDEN_V4)


class AddressPolicy:
    """Public addresses, and those opened by name: networks, and pinned ``ADDRESS:PORT``."""

    def __init__(self, allowed: Sequence[str] = (), pinned: Sequence[str] = ()) -> None:
        self._opened = [parse_opening(text) for text in allowed]
        for pin in pinned:
            host, _, port = pin.rpartition(":")
            self._opened.append((ip_network(host.strip("[]")), int(port)))

    def permits(self, address: str, port: int) -> bool:
        """True when a socket to this address and port may be opened."""
        return is_public(address) or self.opened_by_name(address, port)

    def opened_by_name(self, address: str, port: int) -> bool:
        """True for an otherwise refused address that the user named."""
        parsed = ip_address(address.partition("%")[0])
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
            parsed = parsed.ipv4_mapped
        return any(
            parsed.version == network.version and parsed in network and opened_port in (None, port)
            for network, opened_port in self._opened
        )
