"""Names: every way not to resolve has its code, and a resolver that always answers is found out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import dns.asyncresolver
import pytest
from dnslib import AAAA, CNAME, QTYPE, RCODE, RR, A, DNSRecord
from dnslib.server import DNSServer

from govgauge.gather import names
from govgauge.gather.names import diagnose_name, impossible_name, is_hijacked, public_suffix
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome


class Script:
    """A name server that answers by what the name says; silent for ``mute``."""

    def resolve(self, request: DNSRecord, handler: object) -> DNSRecord:
        name, kind = str(request.q.qname), QTYPE[request.q.qtype]
        label = name.partition(".")[0]
        reply = request.reply()
        if label in ("nxdomain", "servfail", "refused"):
            reply.header.rcode = getattr(RCODE, label.upper())
        elif label == "loop":
            reply.add_answer(RR("loop.a", QTYPE.CNAME, rdata=CNAME("pool.a")))
            reply.add_answer(RR("pool.a", QTYPE.CNAME, rdata=CNAME("loop.a")))
        elif label == "alias":
            reply.add_answer(RR("alias.a", QTYPE.CNAME, rdata=CNAME("many.a")))
            reply.add_answer(RR("many.a", QTYPE.A, rdata=A("1.1.1.1")))
        elif label == "many" and kind == "A":
            for n in range(1000):
                reply.add_answer(RR(name, QTYPE.A, rdata=A(f"101.1.{n // 250}.{n % 250 + 1}")))
        elif label == "six" and kind == "AAAA":
            reply.add_answer(RR(name, QTYPE.AAAA, rdata=AAAA("2400:3200::1")))
        elif label == "mute":
            raise TimeoutError("says nothing")
        return reply


class Quiet:
    """dnslib prints a line for every query; nobody wants to read them."""

    def __getattr__(self, name: str) -> object:
        return lambda *args: None


def _servers() -> list[DNSServer]:
    """One over TCP and one over UDP on the same free port."""
    for _ in range(20):
        tcp = DNSServer(Script(), address="127.0.0.1", port=0, tcp=True, logger=Quiet())
        port = tcp.server.server_address[1]
        try:
            return [tcp, DNSServer(Script(), address="127.0.0.1", port=port, logger=Quiet())]
        except OSError:
            tcp.server.server_close()
    raise AssertionError("no port is free for both")


@pytest.fixture(scope="module")
def resolver() -> Iterator[dns.asyncresolver.Resolver]:
    servers = _servers()
    port = servers[0].server.server_address[1]
    for server in servers:
        server.server.handle_error = lambda *args: None
        server.start_thread()
    asked = dns.asyncresolver.Resolver(configure=False)
    asked.nameservers, asked.port = ["127.0.0.1"], port
    yield asked
    for server in servers:
        server.server.shutdown()
        server.server.server_close()


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("nxdomain.a", Outcome.DNS_NXDOMAIN),
        ("servfail.a", Outcome.DNS_SERVFAIL),
        ("refused.a", Outcome.DNS_REFUSED),
        ("empty.a", Outcome.DNS_NODATA),
        ("loop.a", Outcome.DNS_LOOP),
        # What resolves now has failed for a passing reason before.
        ("many.a", Outcome.DNS_TIMEOUT),
        ("six.a", Outcome.DNS_TIMEOUT),
        ("alias.a", Outcome.DNS_TIMEOUT),
        ("mute.a", Outcome.DNS_TIMEOUT),
        ("bad..name", Outcome.DNS_TIMEOUT),
    ],
)
def test_h28_each_failure_has_its_own_code(
    resolver: dns.asyncresolver.Resolver,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    outcome: Outcome,
) -> None:
    monkeypatch.setattr(names, "_LIFETIME_S", 1.0)
    assert asyncio.run(diagnose_name(name, resolver)) is outcome


def test_h29_the_impossible_name_lies_below_the_public_suffix_and_is_always_the_same() -> None:
    name = impossible_name("www.huanghe.gov.cn", seed=1)
    assert name.endswith(".gov.cn") and name.count(".") == 2
    assert name == impossible_name("sub.other.gov.cn.", seed=1)
    assert name != impossible_name("www.huanghe.gov.cn", seed=2)
    assert public_suffix(name) == "gov.cn"
    assert [impossible_name(host, 1) for host in ("gov.cn", "localhost", "10.0.0.1")] == [""] * 3


def test_h29_only_the_address_given_to_impossible_names_is_a_hijack() -> None:
    url = "http://n1.gov.cn/"
    control = Exchange(url, Purpose.NAME, 1, Outcome.DNS_HIJACK, detail="101.9.9.9 2400:3200::9")
    assert is_hijacked("101.9.9.9:80", control)
    assert is_hijacked("[2400:3200::9]:443", control)
    assert not is_hijacked("101.9.9.90:80", control)
    honest = Exchange(url, Purpose.NAME, 1, Outcome.DNS_NXDOMAIN)
    assert not is_hijacked("101.9.9.9:80", honest)
