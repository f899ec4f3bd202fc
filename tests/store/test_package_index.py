"""The keys by which other people's players look addresses up."""

from __future__ import annotations

import pytest

from govgauge.store.package_index import search_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.a.gov.cn/", "cn,gov,a)/"),
        ("http://www.a.gov.cn", "cn,gov,a)/"),
        ("https://WWW2.A.gov.cn/Path/X.html", "cn,gov,a)/path/x.html"),
        ("http://a.gov.cn:8080/x", "cn,gov,a:8080)/x"),
        ("http://a.gov.cn:80/x", "cn,gov,a)/x"),
        ("https://a.gov.cn:443/x", "cn,gov,a)/x"),
        ("http://a.gov.cn/x?b=2&a=1&b=1", "cn,gov,a)/x?a=1&b=2&b=1"),
        ("http://a.gov.cn/x?flag&a=", "cn,gov,a)/x?a=&flag"),
        ("http://a.gov.cn/x?q=%E6%94%BF", "cn,gov,a)/x?q=%E6%94%BF"),
        ("http://a.gov.cn:99999/", "http://a.gov.cn:99999/"),
        ("http://a.gov.cn/%E6%94%BF", "cn,gov,a)/%e6%94%bf"),
    ],
)
def test_an_address_is_looked_up_by_host_backwards_and_sorted_parameters(
    url: str, key: str
) -> None:
    assert search_key(url) == key
