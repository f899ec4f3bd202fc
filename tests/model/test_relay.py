"""Relays: the original address comes out, and an ordinary address stays as it is."""

from __future__ import annotations

import pytest

from govgauge.model.relay import is_front_page, unwrapped

BADGE = "http://bszs.conac.cn/sitename?method=show&id=08E6"


@pytest.mark.parametrize(
    ("address", "original"),
    [
        ("http://bszs-conac-cn.ipv6.a.gov.cn/sitename?method=show&id=08E6", BADGE),
        ("http://bszs-conac-cn.ipv6.a.gov.cn:8080/sitename?method=show&id=08E6", BADGE),
        ("http://http-bszs-conac-cn-80.relay.com/sitename?method=show&id=08E6", BADGE),
        ("http://BSZS-CONAC-CN.ipv6.a.gov.cn/x", "http://bszs.conac.cn/x"),
        ("http://bszs-conac-cn-s.a.gov.cn/x", "https://bszs.conac.cn/x"),
        ("http://bszs-conac-cn-8080.a.gov.cn/x", "http://bszs.conac.cn:8080/x"),
        ("https://relay.a.gov.cn/http://bszs.conac.cn/sitename?method=show&id=08E6", BADGE),
        ("https://relay.a.gov.cn/http:/bszs.conac.cn/x", "http://bszs.conac.cn/x"),
        ("https://relay.a.gov.cn/https/bszs.conac.cn/x?a=1", "https://bszs.conac.cn/x?a=1"),
        (
            "https://relay.a.gov.cn/to?u=http%3A%2F%2Fbszs.conac.cn%2Fsitename%3Fmethod%3Dshow"
            "%26id%3D08E6&t=1",
            BADGE,
        ),
        ("https://relay.a.gov.cn/to?u=http://bszs.conac.cn/sitename?method=show&id=08E6", BADGE),
        (
            "https://zfwzgl-www-gov-cn.ipv6.a.gov.cn/exposure/jiucuo.html?url=http%3A%2F%2Fa.cn",
            "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?url=http%3A%2F%2Fa.cn",
        ),
    ],
)
def test_the_original_comes_out_of_a_relay(address: str, original: str) -> None:
    assert unwrapped(address) == original


@pytest.mark.parametrize(
    "address",
    [
        BADGE,
        "",
        "#",
        "http://[::1/",
        "http://my-site.a.gov.cn/",
        "http://e-gov-service.a.gov.cn/",
        "http://www.a.gov.cn/https/notice.html",
        "http://www.a.gov.cn/http-guide/",
    ],
)
def test_an_ordinary_address_stays(address: str) -> None:
    assert unwrapped(address) == address


@pytest.mark.parametrize(
    ("address", "front"),
    [
        ("http://www.builder.com/", True),
        ("https://builder.com.cn/index.html", True),
        ("http://www.builder.com/case/1.html", False),
        ("http://www.builder.com/?to=1", False),
        ("http://www.a.com/", True),
        ("http://a.com/", True),
        ("http://www.b.net/", True),
        ("http://www.b.gov.cn/", True),
        ("http://www.a.gov.cn/zf/", True),
        ("http://www.a.gov.cn/zf/x", False),
        ("http://10.1.2.3/", False),
        ("http://[2001:db8::1]/", False),
        ("http://[fd00::abc]/", False),
        ("http://bszs-conac-cn.relay.com/", False),
        ("http://ipv6.relay.com/", False),
        ("http://[::1/", False),
        ("/", False),
        ("#", False),
    ],
)
def test_a_front_page_is_no_entry_of_a_register(address: str, front: bool) -> None:
    assert is_front_page(address, ["http://www.a.gov.cn/zf/"]) is front
