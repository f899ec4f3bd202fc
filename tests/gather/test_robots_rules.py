"""robots.txt by RFC 9309 (hostile-servers H52, H53), against ported vectors and a real server."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from pathlib import Path

import attrs
import pytest

from govgauge.gather.doors import NetworkDoor
from govgauge.gather.permission import Permission
from govgauge.gather.robots import Robots, read_robots
from govgauge.model.campaign import Authorisation, Budget, Opening, Pace, Plan, PolicyKind
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.outcome import Outcome

from .conftest import RawServer, page

# RFC 9309 §2.2.2 compares what percent-encoding stands for; these three compare it letter by
# letter.  The addresses of a crawl are always percent-encoded, so the first two never come up.
BY_THE_RFC = {
    ("Allow: /foo/bar/ツ", "http://foo.bar/foo/bar/ツ"),
    ("Allow: /foo/bar/%E3%83%84", "http://foo.bar/foo/bar/ツ"),
    ("Allow: /foo/bar/%62%61%7A", "http://foo.bar/foo/bar/baz"),
}
DENY = b"User-agent: *\nDisallow: /"


def robots(body: bytes, status: int = 200, outcome: Outcome = Outcome.OK) -> Robots:
    exchange = Exchange("http://a/robots.txt", Purpose.ROBOTS, 1, outcome, status or None)
    return read_robots(exchange, body)


def allows(body: bytes, path: str, agent: str = "govgauge") -> bool:
    return robots(body).allows(f"http://a.gov.cn{path}", agent)


@pytest.mark.shared
def test_h52_the_ported_cases_agree_but_where_the_rfc_says_otherwise(shared: Path) -> None:
    file = shared / "data/standards-tests/robots-matching.json"
    cases = json.loads(file.read_text("utf-8"))["match_cases"]
    ours = [c for c in cases if not c["google_only"]]
    assert len(ours) == 71
    differ = {
        (case["robots"].strip().splitlines()[-1], case["url"])
        for case in ours
        if robots(case["robots"].encode()).allows(case["url"], case["user_agent"])
        is not case["allowed"]
    }
    assert differ == BY_THE_RFC


def test_h52_groups_are_split_joined_and_chosen_by_the_product_token() -> None:
    file = b"User-agent: other\nDisallow: /\n\nUser-agent: GovGauge/2.0 (bot)\nX-Unknown: y\n"
    file += b"User-agent: third\nDisallow: /a\nUser-agent: govgauge\nDisallow: /b\n"
    agent = Plan().user_agent
    assert not allows(file, "/a", agent)
    assert not allows(file, "/b", agent)
    assert allows(file, "/c", agent)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x/y.pdf?z", True),
        ("Disallow: /%7ejoe", "/~joe", False),
        ("Disallow: /目录", "/%E7%9B%AE%E5%BD%95/1", False),
    ],
)
def test_h52_longest_match_ties_wildcards_and_percent_encoding(
    rules: str, path: str, allowed: bool
) -> None:
    assert allows(f"User-agent: *\n{rules}\n".encode(), path) is allowed
    assert allows(b"\xef\xbb\xbf" + f"User-agent: *\r{rules}\n".encode(), path) is allowed


def test_h52_a_file_in_gbk_forbids_what_it_names() -> None:
    file = "User-agent: *\nDisallow: /信息公开\n".encode("gb18030")
    assert not allows(file, "/%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80/1")
    assert allows(file, "/x")


def test_h52_only_the_first_500_kib_count_and_no_half_a_line() -> None:
    filler = b"Disallow: /private/%06d\n"
    head = b"User-agent: *\n" + b"".join(filler % n for n in range(21_000))
    assert len(head) > 500 * 1024
    assert not allows(head, "/private/000001")
    assert allows(head + DENY, "/x")
    cut = b"User-agent: *\n" + b"#" * (500 * 1024 - 14 - 1 - 11) + b"\n"
    assert allows(cut + b"Disallow: /" + b"x" * 100, "/y")


def test_h52_a_line_of_16_kib_is_read_or_left_out_in_no_time() -> None:
    begun = time.process_time()
    assert allows(b"User-agent: *\nDisallow: /" + b"*a" * 8192 + b"$\n", "/" + "a" * 2000)
    assert time.process_time() - begun < 5


# -- over a real server --------------------------------------------------------------------------


def learnt(server: RawServer, **plan: object) -> Robots:
    """The rules of www.a.gov.cn as a crawl learns them."""
    budget = Budget(header_ms=150, connect_ms=150, total_ms=700, idle_ms=300)
    whole = attrs.evolve(
        Plan(),
        budget=budget,
        pace=Pace(gap_s=0.0, slowness=0.0, strain_s=0.0),
        opening=Opening(resolve=(("*", server.pin),)),
        **plan,
    )

    async def run() -> Robots:
        door = NetworkDoor(whole)

        async def fetch(url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Kept:
            return Kept(await door.fetch(url, purpose, attempt), "")

        permission = Permission(whole, fetch, door.widen_gap)
        try:
            return await permission.rules_for("http://www.a.gov.cn/x")
        finally:
            await permission.close()
            await door.close()

    return asyncio.run(run())


def hops(number: int, to: str = "/end") -> dict[str, bytes]:
    """``/robots.txt`` that leads on so many times before it answers."""
    ways = ["/robots.txt", *(f"/hop{n}" for n in range(1, number)), to]
    return {
        here: page(b"", b"Location: " + there.encode(), status=b"301 Moved")
        for here, there in itertools.pairwise(ways)
    }


@pytest.mark.parametrize("status", [b"403 Forbidden", b"404 Not Found", b"410 Gone"])
def test_h53_a_site_without_rules_allows_all(server: RawServer, status: bytes) -> None:
    server.answers["/robots.txt"] = page(DENY, status=status)
    assert learnt(server).allows("http://www.a.gov.cn/x", "govgauge")


@pytest.mark.parametrize("status", [b"500 Broken", b"503 Busy", b"429 Later"])
def test_h53_a_server_error_allows_nothing(server: RawServer, status: bytes) -> None:
    server.answers["/robots.txt"] = page(b"", b"Retry-After: 0", status=status)
    rules = learnt(server)
    assert rules.unreachable
    assert server.asked["/robots.txt"] == 2


def test_h53_silence_allows_nothing(server: RawServer) -> None:
    server.answers["/robots.txt"] = lambda connection: time.sleep(1)
    assert learnt(server).unreachable


@pytest.mark.parametrize(("number", "obeyed"), [(1, True), (5, True), (6, False)])
def test_h53_five_redirects_are_followed_and_a_sixth_is_not(
    server: RawServer, number: int, obeyed: bool
) -> None:
    server.answers |= hops(number) | {"/end": page(DENY, kind=b"text/plain")}
    assert learnt(server).allows("http://www.a.gov.cn/x", "govgauge") is not obeyed


def test_h53_rules_may_lie_on_another_host(server: RawServer) -> None:
    server.answers |= hops(1, "http://other.gov.cn/end") | {"/end": page(DENY)}
    assert not learnt(server).allows("http://www.a.gov.cn/x", "govgauge")


# -- who need not ask ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hosts", "obeyed"), [((), False), (("*.a.gov.cn",), False), (("www.b.gov.cn",), True)]
)
def test_a_mandate_need_not_obey_within_its_scope(
    server: RawServer, hosts: tuple[str, ...], obeyed: bool
) -> None:
    server.answers["/robots.txt"] = page(DENY)
    given = Authorisation("办公厅", "国办函〔2026〕1号", "2026-11-01", hosts)
    rules = learnt(server, policy=PolicyKind.MANDATE, authorisation=given)
    assert rules.allows("http://www.a.gov.cn/x", "govgauge") is not obeyed
    assert server.asked["/robots.txt"] == int(obeyed)
