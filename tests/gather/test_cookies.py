"""The jar of one walk: small, for this site only, and gone with it (H27, H36)."""

from __future__ import annotations

from govgauge.gather.cookies import MAX_COOKIES, MAX_HEADER_BYTES, CookieJar
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome
from govgauge.model.unit import Unit

from .paper_web import PaperWeb, crawl, crawl_paper

WWW, APEX = "http://www.a.gov.cn/", "http://a.gov.cn/"


def jar(*cookies: bytes, url: str = WWW) -> CookieJar:
    header = b"HTTP/1.1 302 X\r\n" + b"".join(b"Set-Cookie: " + c + b"\r\n" for c in cookies)
    filled = CookieJar()
    filled.take(Exchange(url, Purpose.PAGE, 1, Outcome.OK, 302, header=header))
    return filled


def test_a_cookie_goes_back_to_the_host_that_set_it_and_nowhere_else() -> None:
    filled = jar(b"a=1; Path=/", b"b=2")
    assert filled.header_for(WWW + "x") == "a=1; b=2"
    assert filled.header_for(APEX) == ""
    assert filled.header_for("http://b.gov.cn/") == ""


def test_a_domain_cookie_goes_to_the_whole_site_but_never_to_a_public_suffix() -> None:
    assert jar(b"a=1; Domain=.a.gov.cn").header_for(APEX) == "a=1"
    for domain in (b"gov.cn", b".cn", b"b.gov.cn", b"www.a.gov.cn.b.cn"):
        assert len(jar(b"a=1; Domain=" + domain)) == 0


def test_path_and_secure_are_obeyed() -> None:
    filled = jar(b"a=1; Path=/in", b"s=1; Secure")
    assert filled.header_for(WWW + "in/x") == "a=1"
    assert filled.header_for(WWW + "inside") == ""
    assert filled.header_for("https://www.a.gov.cn/") == "s=1"


def test_h36_the_jar_never_makes_a_header_large() -> None:
    large = jar(*(b"c%d=%s" % (n, b"x" * 3000) for n in range(80)))
    assert len(large.header_for(WWW)) <= MAX_HEADER_BYTES
    many = jar(*(b"c%d=1" % n for n in range(5000)))
    assert len(many) == MAX_COOKIES


def test_h36_what_is_no_cookie_is_left_out() -> None:
    assert len(jar(b"a=\xff\x00", b"noequals", b"=1", b"a\tb=1", b"k=v\x7f")) == 0


class Counting(PaperWeb):
    """www and apex send each other the reader until the cookie comes back."""

    async def fetch(self, url, purpose, attempt, cookie=""):  # type: ignore[no-untyped-def]
        if purpose is Purpose.COOKIE:
            self.asked.append(f"{url} {cookie}")
            if cookie == "seen=1":
                header = b"HTTP/1.1 200 X\r\n"
                from govgauge.model.exchange import Kept

                body = "<p>市政府门户</p>".encode()
                exchange = Exchange(
                    url, purpose, attempt, Outcome.OK, 200, header=header, body=body
                )
                return Kept(exchange, "digest of the page")
        return await super().fetch(url, purpose, attempt)


def circle(*fields: str) -> dict[str, tuple[int, str, str]]:
    return {WWW: (302, APEX, *fields), APEX: (302, WWW, *fields)}


def test_h27_a_circle_that_only_a_cookie_leaves_is_its_own_outcome() -> None:
    paper = Counting(circle("Set-Cookie: seen=1; Domain=a.gov.cn\r\n"))
    crawl_paper(paper, Unit("u", "u", WWW))
    (home,) = paper.pages
    assert home.address.outcome is Outcome.REDIRECT_COOKIE
    assert (home.content.reading, home.address.digest) == (None, "digest of the page")
    assert f"{WWW} seen=1" in paper.asked


def test_h27_a_circle_without_cookies_stays_a_circle_and_is_not_walked_again() -> None:
    paper, _ = crawl(circle(""))
    (home,) = paper.pages
    assert home.address.outcome is Outcome.REDIRECT_LIMIT
    assert paper.asked.count(WWW) == 1
