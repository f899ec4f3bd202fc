"""Which addresses belong to a unit."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from govgauge.gather.redirect import joined
from govgauge.model.unit import Unit

_DEFAULT_PORT = {"http": 80, "https": 443}
_ROOTS = ("", "index", "default", "main", "home")
_WHOLE_HOST = "/"


class Scope:
    """The hosts and path prefixes a unit owns; ``www`` and the bare name are one host.

    A host without a port stands for the default ports of http and https; another port is
    another server and belongs to the unit only when it is named.

    A host that the list names only by prefixes is shared: nothing else on it is the unit's, or
    it would answer for its neighbours' faults.  A home page in a folder, on a host that the list
    does not name, owns that folder alone; one at the root owns its host.  The home page itself is
    the unit's wherever it lies.
    """

    def __init__(self, unit: Unit) -> None:
        self._home = _place(unit.url)
        self._prefixes: dict[str, list[str]] = {}
        for entry in unit.hosts:
            host, path = _place(joined(f"http://{entry}", ""))
            self._add(host, path.rstrip("/") + "/")
        host, path = self._home
        named, folder = self._prefixes.get(host), _folder(path)
        if named is None or (folder != _WHOLE_HOST and not _below(path, named)):
            self._add(host, folder)

    def _add(self, host: str, prefix: str) -> None:
        self._prefixes.setdefault(host, []).append(prefix)

    def owns(self, url: str) -> bool:
        """True when the address lies on one of the unit's hosts or below one of its prefixes."""
        place = host, path = _place(url)
        return place == self._home or _below(path, self._prefixes.get(host, ()))


def _place(url: str) -> tuple[str, str]:
    """The host by which a server is known here, and the path."""
    parts = urlsplit(url)
    return _bare(_host_and_port(parts.scheme, parts.netloc)), parts.path or "/"


def _below(path: str, prefixes: Iterable[str]) -> bool:
    # A prefix without its last slash is the same folder, asked for carelessly.
    return any(path.startswith(prefix) or path == prefix[:-1] for prefix in prefixes)


def _folder(path: str) -> str:
    """The folder a home page stands in; ``/name`` is a folder written without its slash."""
    folder, _, name = path.rpartition("/")
    careless = not folder and "." not in name and not is_front(path)
    return f"/{name}/" if careless else f"{folder}/"


def _host_and_port(scheme: str, netloc: str) -> str:
    host = netloc.rpartition("@")[2].lower()
    port = _DEFAULT_PORT.get(scheme)
    return host.removesuffix(f":{port}") if port else host


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def is_front(url: str) -> bool:
    """True for an address that stands for a home page (``/``, ``/index.html`` …)."""
    name = urlsplit(url).path.rpartition("/")[2].partition(".")[0].lower()
    return name in _ROOTS


def origin(url: str) -> str:
    """``scheme://host[:port]`` of an address."""
    return url[: url.find("/", 8)] if url.find("/", 8) > 0 else url
