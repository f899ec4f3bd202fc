"""Addresses behind a third-party relay, which sites put before links for IPv6 visitors.

A relay writes the original host with dashes for dots as a label of its own host
(``bszs-conac-cn.ipv6.a.gov.cn``), or carries the whole address in its path or query.
"""

import re
from collections.abc import Collection
from urllib.parse import SplitResult, unquote, urlsplit

_DASHED_HOST = re.compile(
    r"(?:(https?)-)?((?:[a-z0-9]+-){2,}(?:cn|com|net|org))(-s)?(?:-(\d{1,5}))?"
)
_WHOLE_ADDRESS = re.compile(r"(https?)(:|%3a)(?:/|%2f){1,2}(?=\w)", re.IGNORECASE)
_SCHEME_AS_FOLDER = re.compile(
    r"/(https?)(?:-\d{1,5})?/((?:[\w-]+\.)+(?:cn|com|net|org)(?:[:/?].*)?$)"
)
_NAMED_HOST = re.compile(r"[^:\s]+\.[^\d\W][\w-]*")
_FRONT_PAGE = re.compile(r"/?(?:(?:index|default)\.\w{2,5})?", re.IGNORECASE)


def unwrapped(address: str) -> str:
    """The original address behind a relay; any other address as it is.

    An ordinary address may carry another one for a purpose of its own
    (``jiucuo.html?site_code=…&url=…``): ask whether the address itself is the right one first.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    return _from_host(parts) or _from_path_or_query(parts) or address


def is_front_page(address: str, homes: Collection[str]) -> bool:
    """True where an address certainly is a site's front page, and so no entry of a register.

    ``homes`` are the unit's own home addresses.  Never true of a bare IP address or of anything
    that may be a relay.
    """
    if address in homes:
        return True
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or parts.query or "ipv6" in host:
        return False
    if not _FRONT_PAGE.fullmatch(parts.path) or not _NAMED_HOST.fullmatch(host):
        return False
    return unwrapped(address) == address


def is_government_front(address: str) -> bool:
    """True where an address certainly is the front page of a government's site."""
    host = address[address.find("//") + 2 :].partition("/")[0].partition(":")[0]
    return host.endswith(".gov.cn") and is_front_page(address, ())


def _from_host(parts: SplitResult) -> str:
    label = (parts.hostname or "").partition(".")[0]
    match = _DASHED_HOST.fullmatch(label)
    if not match:
        return ""
    scheme, name, secure, port = match.groups()
    if not scheme:
        scheme = "https" if secure or port == "443" else parts.scheme or "http"
    host = name.replace("-", ".")
    if port and port not in ("80", "443"):
        host = f"{host}:{port}"
    return parts._replace(scheme=scheme, netloc=host).geturl()


def _from_path_or_query(parts: SplitResult) -> str:
    rest = parts.path + (f"?{parts.query}" if parts.query else "")
    match = _WHOLE_ADDRESS.search(rest)
    if match:
        after = rest[match.end() :]
        if match[2] != ":":
            after = unquote(after.partition("&")[0])
        return f"{match[1].lower()}://{after}"
    match = _SCHEME_AS_FOLDER.search(rest)
    return f"{match[1]}://{match[2]}" if match else ""
