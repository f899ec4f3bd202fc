"""References put together as strings are exactly those the WHATWG rules give."""

from __future__ import annotations

import random

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.extract.page import read_page
from govgauge.extract.references import LinksCache, References

BASES = (
    "http://www.a.gov.cn/",
    "http://www.a.gov.cn/x/y.jsp",
    "https://a.gov.cn:8443/x/2026/11/t1.html?id=/7/8",
    "http://user@a.gov.cn/x//y/",
    "http://a.gov.cn/%E9%80%9A/%2e%2E/z",
    "http://A.gov.cn:80/x/../y/./z.html",
    "http://a.gov.cn",
)
SEGMENTS = st.lists(
    st.sampled_from(
        ["a", "t2_3.html", "..", ".", "", "-", "~b", ".c", "d..", "%2e", "通", "e:1", " f"]
    ),
    max_size=5,
).map("/".join)
QUERIES = st.sampled_from(["", "?", "?a=1", "?p=/x/../y", "?k=通", "#top", "?a=1#b", "?q='"])
STARTS = st.sampled_from(["", "/", "./", "../"])
REFERENCES = st.tuples(STARTS, SEGMENTS, QUERIES).map("".join)


def by_the_rules(base: str, reference: str) -> str:
    """The address by the library alone, and this product's own rules for what is no link."""
    plain = reference.strip(" ")
    if plain[:1] in ("", "#"):
        return ""
    try:
        href = ada_url.join_url(base, plain)
    except ValueError:
        return ""
    return href.partition("#")[0] if href.startswith("http") else ""


@given(st.sampled_from(BASES), st.lists(REFERENCES, min_size=1, max_size=20))
def test_a_reference_means_what_the_library_says_however_it_was_found(
    base: str, written: list[str]
) -> None:
    references = References(base, LinksCache())
    for reference in written * 2:
        assert references.joined(reference) == by_the_rules(base, reference)


@pytest.mark.parametrize("reference", ["?page=2", " ?page=2", "?"])
def test_a_query_alone_belongs_to_its_own_page(reference: str) -> None:
    cache = LinksCache()
    for name in ("a.jsp", "b.jsp"):
        url = f"http://a.gov.cn/x/{name}"
        page = read_page(f"<a href='{reference}'>下一页</a>".encode(), "", url, links_cache=cache)
        assert page.links[0].target == by_the_rules(url, reference)


def test_an_anchor_read_before_gives_the_same_link_in_every_folder_and_after_being_forgotten() -> (
    None
):
    rng = random.Random(3)
    cache = LinksCache()
    shared = [f"<a href='{'/' * (n % 2)}c{n}/'>栏目{n}</a>" for n in range(40)]
    shared += [
        "<a href='/img/'><img src=x.png alt=标识></a>",
        "<a href='#'>顶</a>",
        "<a href='m'></a>",
    ]
    for number in range(150):
        own = [f"<a href='t{number}_{n}.html'>标题{n}</a>" for n in range(40)]
        html = "".join(rng.sample([*shared, *own], 60)).encode()
        url = f"http://a.gov.cn/f{number % 7}/p{number}.html"
        assert read_page(html, "", url, links_cache=cache) == read_page(html, "", url)
