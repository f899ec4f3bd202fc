"""Rules of gathering that need no network: addresses, codings, robots, redirects, scope."""

from __future__ import annotations

import errno
import gzip
import random
import tarfile
import zlib
from pathlib import Path

import brotli
import pycurl
import pytest
import zstandard

from govgauge.gather.address import AddressPolicy, is_public
from govgauge.gather.content_coding import decode_body
from govgauge.gather.curl_outcome import outcome_of_error
from govgauge.gather.pins import find_pin
from govgauge.gather.redirect import joined, redirect_target
from govgauge.gather.robots import Robots, read_robots
from govgauge.gather.scope import Scope
from govgauge.gather.sitemap import read_sitemap
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.failure import BadInput
from govgauge.model.outcome import Outcome
from govgauge.model.unit import Unit


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "169.254.169.254", "172.16.0.1",
        "192.168.1.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "0.0.0.0", "::1",
        "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "::10.0.0.1",
        "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::1", "2001::1", "2001:db8::1", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_finding_0_4_no_spelling_of_an_inner_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "202.108.0.1", "240e::1", "2400:3200::1"])
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_only_what_was_named_is_opened() -> None:
    policy = AddressPolicy(["10.1.0.0/16:8080", "fd00::/8"], ["127.0.0.1:9000"])
    assert policy.permits("10.1.2.3", 8080)
    assert not policy.permits("10.1.2.3", 80)
    assert not policy.permits("10.2.0.1", 8080)
    assert policy.permits("127.0.0.1", 9000)
    assert not policy.permits("127.0.0.1", 9001)
    assert policy.permits("fd00::1", 1)
    with pytest.raises(BadInput, match="bad-address"):
        AddressPolicy(["everything"])


def test_the_nearest_pin_of_a_host_wins_and_a_star_pins_the_rest() -> None:
    pins = {"a.gov.cn:81": "1:1", "a.gov.cn": "2:2", "*.gov.cn": "3:3", "*": "4:4"}
    hosts = (("a.gov.cn", 81), ("a.gov.cn", 80), ("b.gov.cn", 80), ("x.example", 80))
    assert [find_pin(pins, host, port) for host, port in hosts] == ["1:1", "2:2", "3:3", "4:4"]
    assert find_pin({"*.gov.cn": "3:3"}, "x.example", 80) == ""


TEXT = "政府网站".encode() * 2000
NOISE = random.Random(0).randbytes(300_000)
BUDGET = Budget(page_decoded_bytes=1_000_000)


def answer(body: bytes, coding: str, status: int = 200) -> Exchange:
    header = f"HTTP/1.1 {status} X\r\nContent-Encoding: {coding}\r\n\r\n".encode()
    return Exchange("http://a/", Purpose.PAGE, 1, Outcome.OK, status, header=header, body=body)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("x-gzip", gzip.compress(TEXT, mtime=0) + b"trailing garbage"),
        ("gzip", gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("br", brotli.compress(TEXT)),
        ("zstd", zstandard.compress(TEXT)),
        ("zstd", zstandard.compress(TEXT[:99]) + zstandard.compress(TEXT[99:])),
        ("zstd", zstandard.ZstdCompressor(write_checksum=True).compress(TEXT)),
        ("zstd", b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc" + zstandard.compress(TEXT)),
        ("gzip, br", brotli.compress(gzip.compress(TEXT, mtime=0))),
        ("identity", TEXT),
    ],
)
def test_every_coding_browsers_know_is_undone(coding: str, body: bytes) -> None:
    assert decode_body(answer(body, coding), BUDGET) == (Outcome.OK, TEXT)


BOMB = b"\0" * 50_000_000


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(BOMB, mtime=0)),
        ("deflate", zlib.compress(BOMB)),
        ("br", brotli.compress(BOMB, quality=5)),
        ("zstd", zstandard.compress(BOMB)),
        (
            "gzip, gzip, gzip",
            gzip.compress(gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0), mtime=0),
        ),
        ("gzip", gzip.compress(b"", mtime=0) * 110_000),
        ("zstd", (b"\x50\x2a\x4d\x18" + bytes(4)) * 110_000),
        ("zstd", b"\x28\xb5\x2f\xfd\x00" + bytes([21 << 3]) + b"\x01\x00\x00"),
    ],
)
def test_h11_to_h14_bombs_and_chains_stop_at_the_cap(coding: str, body: bytes) -> None:
    assert decode_body(answer(body, coding), BUDGET) == (Outcome.DECODE_LIMIT, b"")


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-20]),
        ("br", b"\xff" * 50),
        ("zstd", TEXT),
        ("zstd", zstandard.compress(NOISE)[:100_000]),
        ("zstd", zstandard.compress(NOISE)[:-1]),
        ("zstd", zstandard.compress(TEXT) + zstandard.compress(TEXT)[:-3]),
        ("zstd", zstandard.compress(TEXT)[:6]),
        ("br", brotli.compress(NOISE, quality=1)[:100_000]),
        ("aes", TEXT),
    ],
)
def test_what_cannot_be_undone_is_half_of_nothing(coding: str, body: bytes) -> None:
    assert decode_body(answer(body, coding), BUDGET) == (Outcome.DECODE_ERROR, b"")


def test_h15_nothing_is_decoded_on_a_redirect() -> None:
    bomb = gzip.compress(BOMB, mtime=0)
    assert decode_body(answer(bomb, "gzip", 302), BUDGET) == (Outcome.OK, bomb)


@pytest.mark.parametrize(
    ("os_errno", "message", "outcome"),
    [
        (errno.ECONNREFUSED, "", Outcome.REFUSED),
        (errno.ECONNRESET, "", Outcome.RESET),
        (errno.ETIMEDOUT, "", Outcome.TIMEOUT_CONNECT),
        (0, "Connection timed out after 10001 milliseconds", Outcome.TIMEOUT_CONNECT),
        (0, "Couldn't connect to server", Outcome.OUR_FAULT),
        (errno.ENETUNREACH, "", Outcome.OUR_FAULT),
        (errno.EHOSTUNREACH, "", Outcome.OUR_FAULT),
        (errno.EADDRNOTAVAIL, "", Outcome.OUR_FAULT),
        (errno.EMFILE, "", Outcome.OUR_FAULT),
        (errno.ENFILE, "", Outcome.OUR_FAULT),
        (errno.EACCES, "", Outcome.OUR_FAULT),
        (errno.EPERM, "", Outcome.OUR_FAULT),
    ],
)
def test_t_f5_our_own_network_counts_against_nobody(
    os_errno: int, message: str, outcome: Outcome
) -> None:
    assert outcome_of_error(pycurl.E_COULDNT_CONNECT, message, os_errno, 0) is outcome


def robots(status: int, text: bytes | None, outcome: Outcome = Outcome.OK) -> Robots:
    exchange = Exchange("http://a/robots.txt", Purpose.ROBOTS, 1, outcome, status or None)
    return read_robots(exchange, text)


def test_h53_robots_by_status() -> None:
    deny = b"User-agent: *\nDisallow: /"
    assert not robots(200, deny).allows("http://a/x", "govgauge")
    for status in (401, 403, 404, 410):
        assert robots(status, deny).allows("http://a/x", "govgauge")
    for status in (429, 500, 503):
        assert robots(status, b"").unreachable
    assert robots(0, b"", Outcome.TIMEOUT_TOTAL).unreachable
    assert robots(200, None).unreachable
    assert robots(404, None).allows("http://a/x", "govgauge")
    assert robots(200, b"<html>not robots</html>").allows("http://a/x", "g")


@pytest.mark.shared
def test_no_robots_file_of_the_wild_crashes_the_reader(shared: Path) -> None:
    count = 0
    with tarfile.open(shared / "data/standards-tests/robots-wild.tar.xz") as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            if file is not None:
                rules = robots(200, file.read())
                assert rules.allows("http://a.gov.cn/x", "govgauge") in (True, False)
                count += 1
    assert count >= 200


@pytest.mark.parametrize(
    ("location", "target"),
    [
        (b"/b", "http://a.gov.cn/b"),
        (b"//c.gov.cn/d#e", "http://c.gov.cn/d"),
        (b"javascript:alert(1)", ""),
        (b"file:///etc/passwd", ""),
        (b"ftp://a/", ""),
        (b"", ""),
        (b"http://[bad", ""),
        ("/中文".encode(), "http://a.gov.cn/%E4%B8%AD%E6%96%87"),
        ("/中文".encode("gbk"), "http://a.gov.cn/%D6%D0%CE%C4"),
    ],
)
def test_h21_h25_a_redirect_leads_only_where_a_browser_would_go(
    location: bytes, target: str
) -> None:
    header = b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\n\r\n"
    exchange = Exchange("http://a.gov.cn/x", Purpose.PAGE, 1, Outcome.OK, 302, header=header)
    assert redirect_target(exchange) == target
    assert joined("http://A.gov.cn", "") == "http://a.gov.cn/"


def test_a_unit_owns_its_hosts_and_prefixes_and_nothing_else() -> None:
    scope = Scope(
        Unit(
            "u",
            "u",
            "http://www.a.gov.cn/x/",
            hosts=("a.gov.cn", "b.gov.cn", "c.gov.cn/dept/", "d.gov.cn:8080"),
        )
    )
    for url in (
        "https://a.gov.cn/",
        "http://b.gov.cn/y",
        "http://c.gov.cn/dept/1",
        "http://d.gov.cn:8080/",
    ):
        assert scope.owns(url), url
    for url in (
        "http://x.a.gov.cn/",
        "http://c.gov.cn/other",
        "http://d.gov.cn/",
        "http://a.gov.cn:81/",
    ):
        assert not scope.owns(url), url


def test_h51_a_sitemap_is_scanned_as_text_and_nothing_is_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><urlset><url><loc>http://a/?x=1&amp;y=2</loc></url></urlset>'
    is_index, urls = read_sitemap(bomb)
    assert (is_index, list(urls)) == (False, ["http://a/?x=1&y=2"])
    assert read_sitemap(b"<sitemapindex><loc>http://a/2.xml</loc></sitemapindex>")[0]
