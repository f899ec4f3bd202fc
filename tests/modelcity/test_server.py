"""The server: a real web in small, with every behaviour a city asks for."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from selectolax.lexbor import LexborHTMLParser

from govgauge.modelcity.server import city_server, resolve_lines, usable_addresses

from .conftest import ask, text_of


@pytest.fixture(scope="module")
def hosts(city: Path) -> dict[str, dict[str, Any]]:
    described: dict[str, dict[str, Any]] = json.loads((city / "city.json").read_text("utf-8"))
    return described["hosts"]


def test_it_keeps_connections_and_answers_pipelined_requests_in_order(
    city: Path, hosts: dict[str, dict[str, Any]]
) -> None:
    host = next(h for h, k in hosts.items() if "missing" not in k and "flaky_every" not in k)
    with city_server(city) as address:
        name, _, port = address.partition(":")
        with socket.create_connection((name, int(port)), timeout=5) as connection:
            line = "{} {} HTTP/1.1\r\nHost: {}\r\n\r\n"
            text = line.format("GET", "/robots.txt", host) + line.format("HEAD", "/nothing", host)
            connection.sendall((text + line.format("GET", "/robots.txt", host)).encode())
            answers = b""
            while answers.count(b"User-agent") < 2:
                answers += connection.recv(65536)
    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"200", b"404", b"200"]


def test_whoever_speaks_tls_is_hung_up_on_at_once(address: str) -> None:
    name, _, port = address.partition(":")
    with socket.create_connection((name, int(port)), timeout=5) as connection:
        connection.sendall(b"\x16\x03\x01\x00\x05hello")
        assert connection.recv(1) == b""


def test_a_plain_tree_of_hosts_is_served_and_never_left(tmp_path: Path) -> None:
    (tmp_path / "www.x.gov.cn/a").mkdir(parents=True)
    (tmp_path / "www.x.gov.cn/a/b.html").write_bytes(b"b")
    (tmp_path / "secret").write_bytes(b"s")
    with city_server(tmp_path) as address:
        assert ask(address, "http://www.x.gov.cn/a/b.html?q=1")[:2] == (200, b"b")
        assert ask(address, "http://www.x.gov.cn/")[0] == 404
        assert ask(address, "http://www.x.gov.cn/%2e%2e/secret")[0] == 404
        assert ask(address, "http://www.y.gov.cn/a/b.html")[0] == 404


def test_every_host_has_its_pin_on_an_address_that_answers(city: Path, address: str) -> None:
    lines = resolve_lines(city, address)
    pins = dict(line.split("=") for line in lines)
    assert len(pins) == len(lines)
    assert {p.rpartition(":")[0] for p in pins.values()} == set(usable_addresses())
    for host, pin in pins.items():
        assert ask(pin, f"http://{host}/robots.txt")[0] == 200


@pytest.mark.parametrize("kind", ["plain", "soft_page", "to_home"])
def test_unknown_addresses_are_answered_in_the_site_s_way(
    hosts: dict[str, dict[str, Any]], address: str, kind: str
) -> None:
    found = [h for h, k in hosts.items() if k.get("missing", {}).get("kind", "plain") == kind]
    assert found
    for host in found[:4]:
        answers = {ask(address, f"http://{host}/no/{name}.html") for name in "ab"}
        assert len(answers) == 1
        status, _, location = answers.pop()
        assert status == {"plain": 404, "soft_page": 200, "to_home": 302}[kind]
        assert bool(location) == (kind == "to_home")


def test_a_flaky_address_fails_once_and_only_the_first_time(city: Path) -> None:
    from govgauge.modelcity.hosting import City

    flaky = City(city)
    flaky.hosts = {"a.gov.cn": {"flaky_every": 2}}
    paths = [f"/{n}.html" for n in range(40)]
    first = [flaky.answer("GET", "a.gov.cn", p, {}, False, b"").status for p in paths]
    assert 5 < first.count(503) < 35
    assert all(flaky.answer("GET", "a.gov.cn", p, {}, False, b"").status == 404 for p in paths)


def doors_of(hosts: dict[str, dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [(host, door) for host, known in hosts.items() for door in known.get("doors", ())]


def test_the_site_search_finds_titles_of_its_own_site(
    city: Path, hosts: dict[str, dict[str, Any]], address: str
) -> None:
    for host, door in doors_of(hosts)[:12]:
        index = json.loads((city / "search" / door["index"]).read_text("utf-8"))
        if not index["entries"]:
            continue  # A closed site has nothing to be found.
        title, href, _ = index["entries"][-1]
        word = quote(title.encode(index["encoding"]))
        page = text_of(ask(address, f"http://{host}{door['search']}?{door['field']}={word}")[1])
        links = [n.attributes.get("href") for n in LexborHTMLParser(page).css("a")]
        assert href in links
        nothing = text_of(ask(address, f"http://{host}{door['search']}?{door['field']}=xyzzy")[1])
        assert title not in nothing


def test_the_mailbox_takes_a_letter_and_gives_it_a_number(
    hosts: dict[str, dict[str, Any]], address: str
) -> None:
    for host, door in doors_of(hosts)[:6]:
        url = f"http://{host}{door['letters']}"
        letter = urlencode({"title": "咨询", "content": "请问"}).encode()
        numbers = [
            re.findall(r"编号为 (\d+)", text_of(ask(address, url, "POST", letter)[1])) for _ in "ab"
        ]
        assert numbers[0]
        assert numbers[0] != numbers[1]
        assert "编号为" not in text_of(ask(address, url, "POST", b"title=&content=")[1])


def test_published_letters_tell_when_they_were_asked_and_answered(city: Path) -> None:
    told = 0
    for path in (city / "www").rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if data[:1] == b"<":
            text = text_of(data)
            asked = re.search("(?:来信|留言|咨询|提问)时间|写信日期", text)
            told += bool(asked and re.search("(?:答复|回复|办结)(?:时间|日期)", text))
    assert told > 10
