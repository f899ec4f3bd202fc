"""Model cities for the tests of this room, and a client for them."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from govgauge.modelcity.build import build
from govgauge.modelcity.server import city_server

AS_OF = date(2026, 11, 24)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city in which every detector has its faults."""
    folder = tmp_path_factory.mktemp("even")
    build(folder, seed=3, sites=36, as_of=AS_OF, sizes="small", balance="even")
    return folder


@pytest.fixture(scope="session")
def address(city: Path) -> Iterator[str]:
    """Where that city is served."""
    with city_server(city) as served:
        yield served


def truth_of(city: Path) -> list[dict[str, Any]]:
    """The truth file."""
    rows: list[dict[str, Any]] = json.loads((city / "truth.json").read_text("utf-8"))
    return rows


def ask(
    address: str, url: str, method: str = "GET", body: bytes | None = None
) -> tuple[int, bytes, str]:
    """Status, body and ``Location`` of one request, tried again once when it fails for now."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    for _ in range(2):
        connection = http.client.HTTPConnection(address, timeout=5)
        connection.request(method, target, body, {"Host": parts.netloc})
        answer = connection.getresponse()
        seen = answer.status, answer.read(), answer.getheader("Location") or ""
        connection.close()
        if seen[0] != 503:
            break
    return seen


def text_of(body: bytes) -> str:
    """The text of a page of whatever family; one of them may name the wrong encoding."""
    named, other = ("gb18030", "utf-8") if b"gb2312" in body[:600] else ("utf-8", "gb18030")
    try:
        return body.decode(named)
    except UnicodeDecodeError:
        return body.decode(other)
