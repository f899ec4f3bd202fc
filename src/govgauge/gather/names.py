"""Names: why one did not resolve, and whether the resolver answers for names that cannot exist.

Asked by ourselves, so that every answer has a code: a resolver library says only "not found".
"""

import asyncio
import hashlib
import socket
import time
from functools import cache
from urllib.parse import urlsplit

import attrs
import dns.asyncquery
import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.resolver
from tldextract import TLDExtract

from govgauge.model.exchange import Exchange, Purpose, Timing
from govgauge.model.outcome import Outcome

_LIFETIME_S = 5.0
_ROUNDS = 2
_MAX_CHAIN = 16
_CODES = {
    dns.rcode.NXDOMAIN: Outcome.DNS_NXDOMAIN,
    dns.rcode.SERVFAIL: Outcome.DNS_SERVFAIL,
    dns.rcode.REFUSED: Outcome.DNS_REFUSED,
}
_PASSING = (Outcome.DNS_SERVFAIL, Outcome.DNS_REFUSED, Outcome.DNS_TIMEOUT)


async def diagnose_name(host: str, resolver: dns.resolver.BaseResolver | None = None) -> Outcome:
    """The outcome of a failed name lookup: one of the ``dns_*`` codes.

    A name that does resolve here means the first lookup failed for a passing reason:
    ``dns_timeout``.  Without a usable resolver of our own the answer is ``dns_timeout`` too:
    what we could not ask must not count against a site.
    """
    try:
        name = dns.name.from_text(host.rstrip(".") + ".", idna_codec=dns.name.IDNA_2008_Practical)
        asked = resolver or dns.asyncresolver.Resolver()
    except (dns.exception.DNSException, UnicodeError, OSError):
        return Outcome.DNS_TIMEOUT
    outcome = Outcome.DNS_TIMEOUT
    for kind in (dns.rdatatype.A, dns.rdatatype.AAAA):
        outcome = await _ask(name, kind, asked)
        if outcome is not Outcome.DNS_NODATA:
            break
    return Outcome.DNS_TIMEOUT if outcome is Outcome.OK else outcome


async def _ask(
    name: dns.name.Name, kind: dns.rdatatype.RdataType, resolver: dns.resolver.BaseResolver
) -> Outcome:
    """What the name servers say, in their order and twice; the first that knows decides."""
    outcome = Outcome.DNS_TIMEOUT
    query = dns.message.make_query(name, kind)
    for _ in range(_ROUNDS):
        for server in resolver.nameservers:
            where = server if isinstance(server, str) else getattr(server, "address", "")
            try:
                answer, _ = await dns.asyncquery.udp_with_fallback(
                    query, where, timeout=_LIFETIME_S / _ROUNDS, port=resolver.port
                )
            except (dns.exception.DNSException, OSError, EOFError, ValueError):
                continue
            outcome = _read(answer, name, kind)
            if outcome not in _PASSING:
                return outcome
    return outcome


def _read(
    answer: dns.message.Message, name: dns.name.Name, kind: dns.rdatatype.RdataType
) -> Outcome:
    """One answer's code; aliases that lead back, or on and on, are a loop."""
    aliases = {r.name: r[0].target for r in answer.answer if r.rdtype == dns.rdatatype.CNAME}
    seen = {name}
    while name in aliases:
        name = aliases[name]
        if name in seen or len(seen) > _MAX_CHAIN:
            return Outcome.DNS_LOOP
        seen.add(name)
    code = answer.rcode()
    if code != dns.rcode.NOERROR:
        return _CODES.get(code, Outcome.DNS_SERVFAIL)
    found = any(r.rdtype == kind and r.name == name for r in answer.answer)
    return Outcome.OK if found else Outcome.DNS_NODATA


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
def _suffixes() -> TLDExtract:
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
