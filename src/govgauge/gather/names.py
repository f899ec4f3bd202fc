"""Names: why one did not resolve, and whether the resolver answers for names that cannot exist.

Asked by ourselves, so that every answer has a code: a resolver library says only "not found".
"""

import asyncio
import hashlib
import socket
import time
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import attrs

from govgauge.model.exchange import Exchange, Purpose, Timing
from govgauge.model.outcome import Outcome

if TYPE_CHECKING:
    from dns.resolver import BaseResolver
    from tldextract import TLDExtract

_LIFETIME_S = 5.0


async def diagnose_name(host: str, resolver: "BaseResolver | None" = None) -> Outcome:
    """The outcome of a failed name lookup: one of the ``dns_*`` codes."""
    from govgauge.gather.name_servers import ask_name_servers

    return await ask_name_servers(host, resolver)


# -- names that cannot exist ------------------------------------------------------------------


def impossible_name(host: str, seed: int) -> str:
    """A sibling of the host's registered name that nobody would register; empty without one.

    It stands directly below the public suffix (``gov.cn``): below a site's own name a wildcard
    may answer in good faith, there nobody may.
    """
    suffix = public_suffix(host)
    if not suffix or host.rstrip(".").lower() == suffix:
        return ""
    label = hashlib.sha256(f"{seed} {suffix}".encode()).hexdigest()[:24]
    return f"n{label}.{suffix}"


def public_suffix(host: str) -> str:
    """The public suffix a host stands under (``gov.cn``), empty for addresses and bare names."""
    return _suffixes()(host.rstrip(".").lower(), include_psl_private_domains=False).suffix


@cache
def _suffixes() -> "TLDExtract":
    from tldextract import TLDExtract

    # The list that comes with the package: nothing is asked of the network.
    return TLDExtract(cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True)


async def ask_impossible(url: str, attempt: int) -> Exchange:
    """``dns_hijack`` with the addresses in ``detail`` when an impossible name has any.

    Else the code of its failure; the lookup is the one every fetch makes.
    """
    started_at, begin = round(time.time(), 6), time.monotonic()
    host, detail = urlsplit(url).hostname or "", ""
    try:
        infos = await asyncio.wait_for(
            asyncio.get_running_loop().getaddrinfo(host, 80, type=socket.SOCK_STREAM), _LIFETIME_S
        )
        detail = " ".join(sorted({str(info[4][0]) for info in infos}))
        outcome = Outcome.DNS_HIJACK
    except (OSError, UnicodeError):
        outcome = await diagnose_name(host)
    except TimeoutError:
        outcome = Outcome.DNS_TIMEOUT
    exchange = Exchange(url, Purpose.NAME, attempt, outcome, detail=detail)
    total_ms = round((time.monotonic() - begin) * 1000, 3)
    return attrs.evolve(exchange, started_at=started_at, timing=Timing(total_ms=total_ms))


def is_hijacked(peer: str, control: Exchange) -> bool:
    """True when an address we were led to is the one impossible names are given."""
    address = peer.rpartition(":")[0].strip("[]")
    return control.outcome is Outcome.DNS_HIJACK and address in control.detail.split()
