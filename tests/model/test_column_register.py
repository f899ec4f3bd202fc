"""A row of columns.csv means one column, however its address is written."""

from __future__ import annotations

import pytest

from govgauge.model.column_register import address_key


@pytest.mark.parametrize(
    "url",
    [
        "http://www.a.gov.cn/zwgk/",
        "https://www.a.gov.cn/zwgk",
        "HTTP://WWW.A.GOV.CN/zwgk/index.html",
        "www.a.gov.cn/zwgk/index.shtml",
        " http://www.a.gov.cn/zwgk/default.aspx ",
    ],
)
def test_one_address_in_many_forms(url: str) -> None:
    assert address_key(url) == "www.a.gov.cn/zwgk"


def test_other_columns_stay_apart() -> None:
    addresses = ("http://a.gov.cn/list?id=1", "http://a.gov.cn/list?id=2", "http://a.gov.cn/list")
    assert len({address_key(url) for url in addresses}) == 3
