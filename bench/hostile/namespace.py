"""A user, network and mount namespace in which every address is ours.

The loopback interface answers for the whole address space, IPv4 and IPv6: public-looking
addresses serve the hosts of the rows, and a connection to any other address meets a canary.  The
list of trusted roots and the resolver's configuration are replaced by bind mounts, so that the
production code runs as it is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

RESOLVER = "119.29.29.29"
_INSIDE = "GOVGAUGE_GAUNTLET_INSIDE"
_CA_FILES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
_UNSHARE = ("unshare", "-rnm")
# Small socket buffers: what a server could send is then close to what a client has read.
_SYSCTLS = {
    "net/ipv4/tcp_rmem": "4096 16384 32768",
    "net/ipv4/tcp_wmem": "4096 16384 32768",
    "net/ipv4/ip_unprivileged_port_start": "0",
    "net/ipv4/ip_local_port_range": "2048 64000",
    "net/ipv4/tcp_tw_reuse": "1",
}


def inside() -> bool:
    """True in the process that :func:`enter` started."""
    return os.environ.get(_INSIDE) == "1"


def why_not() -> str:
    """Why no namespace can be had here; empty when one can."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return "unshare or ip is not installed"
    trial = subprocess.run(
        [*_UNSHARE, "ip", "link", "set", "lo", "up"], capture_output=True, text=True, check=False
    )
    return "" if trial.returncode == 0 else f"unshare -rnm: {trial.stderr.strip()}"


def enter() -> None:
    """Run this very command again inside a fresh namespace, in this process's place."""
    os.environ[_INSIDE] = "1"
    sys.stdout.flush()
    os.execvp(_UNSHARE[0], [*_UNSHARE, sys.executable, *sys.argv])


def furnish(scratch: Path, roots_pem: bytes) -> None:
    """Give the namespace its addresses, resolver and trusted roots."""
    connect()
    for name, value in _SYSCTLS.items():
        _sysctl(name, value)
    resolver = scratch / "resolv.conf"
    resolver.write_text(f"nameserver {RESOLVER}\noptions timeout:1 attempts:1\n")
    _bind(resolver, Path("/etc/resolv.conf"))
    roots = scratch / "roots.pem"
    roots.write_bytes(roots_pem)
    for place in _CA_FILES:
        if Path(place).exists():
            _bind(roots, Path(place))
    os.environ["SSL_CERT_FILE"] = str(roots)


def connect() -> None:
    """Bring the only link up, with every address there is behind it."""
    _ip("link", "set", "lo", "up")
    _ip("route", "replace", "local", "0.0.0.0/0", "dev", "lo")
    if Path("/proc/net/if_inet6").exists():
        for name in ("all", "lo"):
            _sysctl(f"net/ipv6/conf/{name}/disable_ipv6", "0")
        _ip("-6", "route", "replace", "local", "::/0", "dev", "lo")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def _sysctl(name: str, value: str) -> None:
    try:
        Path("/proc/sys", name).write_text(value)
    except OSError:
        return  # Not every kernel has every one in a namespace; none is needed for correctness.


def _bind(source: Path, target: Path) -> None:
    subprocess.run(
        ["mount", "--bind", str(source), str(target.resolve())], check=True, capture_output=True
    )
