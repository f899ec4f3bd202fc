"""A small cookie jar for one walk over one site's redirects; it dies with the walk.

Only for redirects that run in circles until a cookie is sent back (H27).  No cookie goes to a host
that did not set it or was not named by it, none is taken for a public suffix such as ``gov.cn``
(H36), and the jar never makes a request header large.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

from govgauge.gather.names import public_suffix
from govgauge.model.exchange import Exchange

MAX_COOKIES = 50
MAX_HEADER_BYTES = 4096


class _Cookie(NamedTuple):
    value: str
    host: str
    subdomains: bool
    path: str
    secure: bool


class CookieJar:
    """Cookies by name, host and path, in the order they were set."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str, str], _Cookie] = {}

    def __len__(self) -> int:
        return len(self._cookies)

    def take(self, exchange: Exchange) -> None:
        """Keep what an answer sets, as far as it may and there is room."""
        for raw in exchange.header_values(b"set-cookie"):
            self._set(exchange.url, raw)

    def header_for(self, url: str) -> str:
        """The value of the ``Cookie`` field for an address, empty without any."""
        parts = urlsplit(url)
        host, path = (parts.hostname or "").lower(), parts.path or "/"
        pairs: list[str] = []
        size = 0
        for (name, _, _), cookie in self._cookies.items():
            if not _fits(cookie, host, path, parts.scheme == "https"):
                continue
            pair = f"{name}={cookie.value}"
            size += len(pair) + 2
            if size > MAX_HEADER_BYTES:
                break
            pairs.append(pair)
        return "; ".join(pairs)

    def _set(self, url: str, raw: bytes) -> None:
        first, *attributes = raw.decode("latin-1").split(";")
        name, separator, value = (part.strip() for part in first.partition("="))
        if not separator or not name or not (name + value).isascii() or not _printable(name, value):
            return
        said = {k.strip().lower(): v.strip() for k, _, v in (a.partition("=") for a in attributes)}
        host = (urlsplit(url).hostname or "").lower()
        domain = said.get("domain", "").lower().lstrip(".")
        if domain and not _may_name(domain, host):
            return
        path = said.get("path", "/")
        key = (name, domain or host, path if path.startswith("/") else "/")
        if key not in self._cookies and len(self._cookies) >= MAX_COOKIES:
            return
        if len(name) + len(value) <= MAX_HEADER_BYTES:
            self._cookies[key] = _Cookie(value, key[1], bool(domain), key[2], "secure" in said)


def _printable(name: str, value: str) -> bool:
    return all(" " < c <= "~" for c in name) and all(" " <= c <= "~" for c in value)


def _may_name(domain: str, host: str) -> bool:
    below = host == domain or host.endswith("." + domain)
    return below and public_suffix(domain) != domain and "." in domain


def _fits(cookie: _Cookie, host: str, path: str, secure: bool) -> bool:
    at_host = host == cookie.host or (cookie.subdomains and host.endswith("." + cookie.host))
    folder = cookie.path.rstrip("/") + "/"
    return (
        at_host
        and (secure or not cookie.secure)
        and (path == cookie.path or (path + "/").startswith(folder))
    )
