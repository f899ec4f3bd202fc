"""What the server knows of a folder: a city with behaviours, or a plain tree of hosts."""

import gzip
import json
import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zlib import crc32

from govgauge.modelcity.build import SOFT_PAGE
from govgauge.modelcity.doors import Doors
from govgauge.modelcity.site import VISIT_DAY

_TYPES = {
    "html": "", "htm": "", "jsp": "", "do": "", "asp": "", "aspx": "", "shtml": "", "php": "",
    "xml": "text/xml", "txt": "text/plain", "png": "image/png", "gif": "image/gif", "jpg": "image/jpeg",
    "css": "text/css", "js": "text/javascript", "json": "application/json", "pdf": "application/pdf",
    "zip": "application/zip", "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
_NOT_FOUND = b"<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>"
_ELSEWHERE = b"<html><head><title></title></head><body></body></html>"
_CACHED_FILES = 4096
_BEIJING = timezone(timedelta(hours=8))


_YEAR, _MONTH, _DAY = f"{VISIT_DAY:%Y %m %d}".encode().split()
# In every order in which families write a date, with whatever stands between its parts.
_VISIT_DAY = re.compile(
    rb"%b(.{1,60}?)%b(.{1,60}?)%b|(?<=>)%b(\D{1,60}?)%b(.{1,8}?)%b(?!.{1,4}\d)"
    % (_YEAR, _MONTH, _DAY, _DAY, _YEAR, _MONTH),
    re.DOTALL,
)


def _with_today(page: bytes) -> bytes:
    """A page as a system gives it that writes today's date where that of publication belongs."""
    year, month, day = f"{datetime.now(_BEIJING):%Y %m %d}".encode().split()

    def written(match: re.Match[bytes]) -> bytes:
        if match[1] is not None:
            return year + match[1] + month + match[2] + day
        return day + match[3] + year + match[4] + month

    return _VISIT_DAY.sub(written, page)


class Answer:
    """Status, media type, body and further header lines."""

    __slots__ = ("body", "extra", "kind", "status")

    def __init__(
        self, status: int, body: bytes = b"", kind: str = "text/html", extra: str = ""
    ) -> None:
        self.status, self.body, self.kind, self.extra = status, body, kind, extra


class City:
    """The hosts of a folder and what each answers."""

    def __init__(self, folder: Path) -> None:
        described = folder / "city.json"
        self.hosts: dict[str, dict[str, Any]] = {}
        self.outside: frozenset[str] = frozenset()
        self.root = folder
        if described.exists():
            city = json.loads(described.read_text("utf-8"))
            self.hosts = city["hosts"]
            self.outside = frozenset(city.get("outside", ()))
            self.root = folder / "www"
        self._doors = Doors(folder)
        self._asked: set[tuple[str, str]] = set()
        self.file = lru_cache(_CACHED_FILES)(self._file)

    def route(self, host: str, target: str) -> dict[str, Any]:
        """The behaviour asked for at this address, empty for an ordinary one."""
        known = self.hosts.get(host, {})
        routes = known.get("routes", {})
        route: dict[str, Any] = routes.get(target) or routes.get(target.partition("?")[0]) or {}
        if "delay_s" in known and "delay_s" not in route:
            return route | {"delay_s": known["delay_s"]}
        return route

    def answer(
        self, method: str, host: str, target: str, route: dict[str, Any], compress: bool, sent: bytes
    ) -> Answer:  # fmt: skip
        """What this address answers."""
        status = route.get("status", 200)
        if self._fails_now(host, target):
            return Answer(503, _NOT_FOUND.replace(b"404 Not Found", b"503"))
        if "location" in route:
            return Answer(status, extra=f"Location: {route['location']}\r\n")
        if status != 200:
            return Answer(status, _NOT_FOUND)
        if host in self.outside:
            return Answer(200, _ELSEWHERE)
        behind_door = self._at_door(method, host, target, sent)
        if behind_door is not None:
            return Answer(200, behind_door, self._type(host, ".html"))
        today = bool(route.get("today"))
        zipped = compress and not today and bool(self.hosts.get(host, {}).get("gzip", False))
        found = self.file(host, target, zipped)
        if found is None:
            return self._missing(host)
        if today:
            return Answer(200, _with_today(found[1]), found[0])
        return Answer(200, found[1], found[0], "Content-Encoding: gzip\r\n" if zipped else "")

    def _fails_now(self, host: str, target: str) -> bool:
        """A flaky site: for some addresses the first request fails and the next succeeds."""
        every = self.hosts.get(host, {}).get("flaky_every", 0)
        # By the address, not by a count: the order of requests must not matter.
        if not every or crc32(f"{host}{target}".encode()) % every or (host, target) in self._asked:
            return False
        self._asked.add((host, target))
        return True

    def _at_door(self, method: str, host: str, target: str, sent: bytes) -> bytes | None:
        path, _, query = target.partition("?")
        for door in self.hosts.get(host, {}).get("doors", ()):
            if path == door["search"] and method != "POST":
                return self._doors.search(door, query)
            if path == door["letters"] and method == "POST":
                return self._doors.take_letter(door, sent)
        return None

    def _missing(self, host: str) -> Answer:
        """404, or what the site shows in its place."""
        how = self.hosts.get(host, {}).get("missing", {})
        if how.get("kind") == "to_home":
            return Answer(302, extra=f"Location: {how['home']}\r\n")
        if how.get("kind") == "soft_page":
            found = self.file(host, f"/{SOFT_PAGE}", False)
            if found is not None:
                return Answer(200, found[1], self._type(host, ".html"))
        return Answer(404, _NOT_FOUND)

    def _file(self, host: str, target: str, compress: bool) -> tuple[str, bytes] | None:
        """Media type and bytes of a file, ``None`` when it is not there."""
        path, _, query = target.partition("?")
        names = [unquote(path)]
        if query:
            names.insert(0, f"{names[0]}?{unquote(query)}")
        for name in names:
            if ".." in name:
                return None
            file = self.root / host / name.lstrip("/")
            if name.endswith("/"):
                file = file / "index.html"
            if file.is_file():
                data = file.read_bytes()
                kind = self._type(host, path if not path.endswith("/") else "index.html")
                return kind, gzip.compress(data, 1, mtime=0) if compress else data
        return None

    def _type(self, host: str, path: str) -> str:
        ending = path.rpartition(".")[2].lower()
        kind = _TYPES.get(ending, "application/octet-stream")
        return kind or self.hosts.get(host, {}).get("content_type", "text/html")
