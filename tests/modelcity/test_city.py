"""The model city: the same twice, true to its truth, served like a real web."""

from __future__ import annotations

import http.client
import json
import re
import socket
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from govgauge.modelcity.build import build
from govgauge.modelcity.families import find_families
from govgauge.modelcity.server import city_server, resolve_lines

AS_OF = date(2026, 11, 24)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    build(folder, seed=3, sites=6, as_of=AS_OF)
    return folder


def get(address: str, url: str) -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(address, timeout=5)
    connection.request(
        "GET",
        parts.path + (f"?{parts.query}" if parts.query else ""),
        headers={"Host": parts.netloc},
    )
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_two_builds_with_one_seed_are_identical_and_another_seed_differs(tmp_path: Path) -> None:
    for name, seed in (("1", 3), ("2", 3), ("3", 4)):
        build(tmp_path / name, seed=seed, sites=4, as_of=AS_OF)
    assert files(tmp_path / "1") == files(tmp_path / "2")
    assert files(tmp_path / "1") != files(tmp_path / "3")


def test_the_truth_holds_when_asked_over_a_socket(city: Path) -> None:
    truth = json.loads((city / "truth.json").read_text("utf-8"))
    with city_server(city) as address:
        for row in truth:
            if row["detector"] == "dead_links":
                status, _ = get(address, row["target"])
                assert (status in (404, 410)) == (row["kind"] == "fault"), row
            if row["detector"] == "undated_items":
                status, body = get(address, row["target"])
                html = body.decode("gb18030" if b"gb2312" in body[:600] else "utf-8")
                body_node = LexborHTMLParser(html).body
                text = body_node.text() if body_node else ""
                shown = any(word in text for word in ("发布时间：2", "发布日期：2", "日期：2"))
                assert shown == (row["kind"] == "near_miss"), row


def test_every_detector_has_faults_and_near_misses(city: Path) -> None:
    truth = json.loads((city / "truth.json").read_text("utf-8"))
    kinds = Counter((row["detector"], row["kind"]) for row in truth)
    for detector in ("dead_links", "undated_items", "site_code"):
        assert kinds[detector, "near_miss"] > 0
    assert kinds["dead_links", "fault"] > 0


def test_the_old_family_really_is_gbk(city: Path) -> None:
    hosts = [p for p in (city / "www").iterdir() if (p / "list.jsp?col=dtyw").exists()]
    assert hosts
    page = (hosts[0] / "index.html").read_bytes()
    assert b"charset=gb2312" in page
    with pytest.raises(UnicodeDecodeError):
        page.decode("utf-8")
    assert "动态要闻" in page.decode("gb18030")


def test_no_title_is_written_twice_on_one_site(city: Path) -> None:
    for host in (city / "www").iterdir():
        titles: Counter[str] = Counter()
        for path in host.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            if b"ArticleTitle" in data or b"show.jsp" in path.name.encode():
                html = data.decode("gb18030" if b"gb2312" in data[:600] else "utf-8")
                node = LexborHTMLParser(html).css_first("title")
                titles[node.text() if node else ""] += 1
        assert all(n == 1 for n in titles.values())


def test_the_server_keeps_connections_and_answers_pipelined_requests_in_order(city: Path) -> None:
    host = next(iter(json.loads((city / "city.json").read_text("utf-8"))["hosts"]))
    with city_server(city) as address:
        name, _, port = address.partition(":")
        with socket.create_connection((name, int(port)), timeout=5) as connection:
            ask = "{} {} HTTP/1.1\r\nHost: {}\r\n\r\n"
            text = ask.format("GET", "/robots.txt", host) + ask.format("HEAD", "/nothing", host)
            connection.sendall((text + ask.format("GET", "/robots.txt", host)).encode())
            answers = b""
            while answers.count(b"User-agent") < 2:
                answers += connection.recv(65536)
    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"200", b"404", b"200"]


def test_whoever_speaks_tls_is_hung_up_on_at_once(city: Path) -> None:
    with city_server(city) as address:
        name, _, port = address.partition(":")
        with socket.create_connection((name, int(port)), timeout=5) as connection:
            connection.sendall(b"\x16\x03\x01\x00\x05hello")
            assert connection.recv(1) == b""


def test_a_plain_tree_of_hosts_is_served_and_never_left(tmp_path: Path) -> None:
    (tmp_path / "www.x.gov.cn/a").mkdir(parents=True)
    (tmp_path / "www.x.gov.cn/a/b.html").write_bytes(b"b")
    (tmp_path / "secret").write_bytes(b"s")
    with city_server(tmp_path) as address:
        assert get(address, "http://www.x.gov.cn/a/b.html?q=1") == (200, b"b")
        assert get(address, "http://www.x.gov.cn/")[0] == 404
        assert get(address, "http://www.x.gov.cn/%2e%2e/secret")[0] == 404
        assert get(address, "http://www.y.gov.cn/a/b.html")[0] == 404


def test_every_host_has_its_pin_and_every_family_its_site(city: Path) -> None:
    lines = resolve_lines(city, "127.0.0.1:80")
    assert len(lines) == 6
    assert all(line.endswith("=127.0.0.1:80") for line in lines)
    assert len(find_families()) == 3
