"""The bytes of a request, as they are sent and kept."""

from collections.abc import Sequence
from urllib.parse import urlsplit


def request_bytes(url: str, headers: Sequence[str]) -> bytes:
    """One GET with these header lines."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {target} HTTP/1.1", f"Host: {parts.netloc.rpartition('@')[2]}", *headers, "", ""]
    return "\r\n".join(lines).encode("utf-8", "replace")
