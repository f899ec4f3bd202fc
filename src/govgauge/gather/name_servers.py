"""Why a name did not resolve: the name servers asked by ourselves.

Apart from :mod:`govgauge.gather.names`, because most runs meet no such name and the library that
asks takes a tenth of a second to load.
"""

import dns.asyncquery
import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.resolver

from govgauge.model.outcome import Outcome

LIFETIME_S = 5.0
_ROUNDS = 2
_MAX_CHAIN = 16
_CODES = {
    dns.rcode.NXDOMAIN: Outcome.DNS_NXDOMAIN,
    dns.rcode.SERVFAIL: Outcome.DNS_SERVFAIL,
    dns.rcode.REFUSED: Outcome.DNS_REFUSED,
}
_PASSING = (Outcome.DNS_SERVFAIL, Outcome.DNS_REFUSED, Outcome.DNS_TIMEOUT)


async def ask_name_servers(host: str, resolver: dns.resolver.BaseResolver | None = None) -> Outcome:
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
                    query, where, timeout=LIFETIME_S / _ROUNDS, port=resolver.port
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
