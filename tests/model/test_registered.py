"""The places on the web that a list of units names."""

from __future__ import annotations

from govgauge.model.registered import bare_host, registered_sites
from govgauge.model.unit import Unit


def test_every_host_and_path_of_every_unit() -> None:
    units = [
        Unit("1", "甲", "http://www.a.gov.cn/", hosts=("www.a.gov.cn", "fw.a.gov.cn:8080")),
        Unit("2", "乙", "https://zz.a.gov.cn/yi/index.html", hosts=("zz.a.gov.cn/yi/",)),
    ]
    assert [(s.unit_id, s.host, s.prefix) for s in registered_sites(units)] == [
        ("1", "a.gov.cn", "/"),
        ("1", "fw.a.gov.cn", "/"),
        ("2", "zz.a.gov.cn", "/yi/"),
    ]


def test_hosts_are_bare() -> None:
    assert bare_host("http://www.A.gov.cn:81/x") == "a.gov.cn"
    assert bare_host("javascript:void(0)") == ""
    assert bare_host("http://[") == ""
