"""Fixtures every room's tests may use."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the repository; skips with a reason where it is missing."""
    if not (SHARED / "data").is_dir():
        pytest.skip("needs ../shared/data beside the repository")
    return SHARED


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python sockets may reach loopback only, so that no test depends on the network."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0] if isinstance(address, tuple) else str(address)
            if not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"a test opened a socket to {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
