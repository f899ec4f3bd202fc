"""Why a name did not resolve: asked once more, by ourselves, so that the answer has a code."""

import dns.asyncresolver
import dns.exception
import dns.resolver

from govgauge.model.outcome import Outcome

_LIFETIME_S = 5.0


async def diagnose_name(host: str) -> Outcome:
    """The outcome of a failed name lookup: nxdomain, nodata, servfail, refused or timeout.

    A name that does resolve here means the first lookup failed for a passing reason:
    ``dns_timeout``.  Without a usable resolver of our own the answer is ``dns_timeout`` too:
    what we could not ask must not count against a site.
    """
    try:
        resolver = dns.asyncresolver.Resolver()
        await resolver.resolve(host, "A", lifetime=_LIFETIME_S)
    except dns.resolver.NXDOMAIN:
        return Outcome.DNS_NXDOMAIN
    except dns.resolver.NoAnswer:
        return Outcome.DNS_NODATA
    except dns.resolver.NoNameservers as error:
        text = str(error)
        return Outcome.DNS_REFUSED if "REFUSED" in text else Outcome.DNS_SERVFAIL
    except (dns.exception.DNSException, OSError):
        return Outcome.DNS_TIMEOUT
    return Outcome.DNS_TIMEOUT
