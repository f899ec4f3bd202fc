"""Which addresses belong to a unit."""

from urllib.parse import urlsplit

from govgauge.model.unit import Unit

_DEFAULT_PORT = {"http": 80, "https": 443}


class Scope:
    """The hosts and path prefixes a unit owns; ``www`` and the bare name are one host.

    A host without a port stands for the default ports of http and https; another port is
    another server and belongs to the unit only when it is named.
    """

    def __init__(self, unit: Unit) -> None:
        self._hosts: set[str] = set()
        self._prefixes: list[tuple[str, str]] = []
        for entry in (_home_entry(unit.url), *unit.hosts):
            host, slash, path = entry.partition("/")
            if slash and path:
                self._prefixes.append((_bare(host), "/" + path))
            else:
                self._hosts.add(_bare(host))

    def owns(self, url: str) -> bool:
        """True when the address lies on one of the unit's hosts or below one of its prefixes."""
        parts = urlsplit(url)
        host = _bare(_host_and_port(parts.scheme, parts.netloc))
        if host in self._hosts:
            return True
        return any(host == h and parts.path.startswith(p) for h, p in self._prefixes)


def _home_entry(url: str) -> str:
    parts = urlsplit(url)
    return _host_and_port(parts.scheme, parts.netloc)


def _host_and_port(scheme: str, netloc: str) -> str:
    host = netloc.rpartition("@")[2].lower()
    port = _DEFAULT_PORT.get(scheme)
    return host.removesuffix(f":{port}") if port else host


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def origin(url: str) -> str:
    """``scheme://host[:port]`` of an address."""
    return url[: url.find("/", 8)] if url.find("/", 8) > 0 else url
