"""Challenges (page-traps T-F1 to T-F3): told by their body and header, never by the status."""

from __future__ import annotations

import time

import pytest

from govgauge.gather.challenge import is_challenge
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome

from .paper_web import HOME, anchors, crawl

RUISHU = "<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=61;</script></head><body></body></html>"
RELOAD = "<script>document.cookie='a=1';location.reload()</script>"
WAF = (
    "<h1>405</h1><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>"
    "<p>您的请求ID是: 781bad0a16092921</p>"
)
CAPTCHA = "<div id=captcha></div><p>访问过于频繁，请完成安全验证：拖动滑块</p>"
NEWS = "<p>" + "市政府召开网络安全工作会议，要求各单位加强网站防火墙建设。" * 30 + "</p>"


def shown(status: int, body: str, *fields: str, url: str = HOME) -> bool:
    header = "\r\n".join([f"HTTP/1.1 {status} X", "Content-Type: text/html", *fields, "", ""])
    exchange = Exchange(
        url, Purpose.PAGE, 1, Outcome.OK, status, header=header.encode(), body=body.encode()
    )
    return is_challenge(exchange, body.encode())


@pytest.mark.parametrize(
    ("status", "body", "fields"),
    [
        (412, RUISHU, ()),
        (202, RUISHU, ()),
        (521, "<script></script>", ("X-Via-JSL: a",)),
        (521, "<script>eval(1)</script>", ("Set-Cookie: __jsluid_s=1; path=/",)),
        (521, "", ("X-Via-JSL: a",)),
        (200, f"<html><head>{RELOAD}</head></html>", ()),
        (200, "<script>var arg1='ABC';function f(){setCookie('acw_sc__v2',1)}</script>", ()),
        (200, "<script>document.cookie='k=2';window.location.href='/'</script>", ()),
        (200, "<script>document.cookie='k=2';location.href=location.href</script>", ()),
        (202, "<script>go()</script>", ()),
        (405, "<html><script>go()</script></html>", ()),
        (503, "<title>Just a moment...</title><script>go()</script>", ()),
        (403, "<p>Just a moment</p>" * 30, ("cf-mitigated: challenge",)),
        (405, WAF, ()),
        (200, WAF, ()),
        (200, CAPTCHA, ()),
    ],
)
def test_t_f1_t_f3_what_a_guard_shows_is_a_challenge(
    status: int, body: str, fields: tuple[str, ...]
) -> None:
    assert shown(status, body, *fields)


@pytest.mark.parametrize(
    ("status", "body", "fields"),
    [
        (412, "<h1>412 Precondition Failed</h1>", ()),
        (412, "<h1>412 Precondition Failed</h1><script src=/tj.js></script>", ()),
        (412, "", ()),
        (403, "<h1>403 Forbidden</h1>", ()),
        (405, "<h1>Not allowed</h1><script src=/tj.js></script>", ()),
        (503, "<h1>Service Unavailable</h1>", ()),
        (503, "", ()),
        (521, "<p>Web server is down</p>", ("Server: cloudflare",)),
        (404, RUISHU, ()),
        (200, "", ()),
        (200, "<div id=app></div><script src=/app.js></script>", ()),
        (200, f"<div id=app></div>{RELOAD}<script src=/app.js></script>", ()),
        (200, "<script>document.cookie='l=zh';location.href='/zh/'</script>", ()),
        (200, "<script>location.href='/web/'</script>", ()),
        (200, f"<p>{'政务公开' * 20}</p>{RELOAD}", ()),
        (200, NEWS + WAF, ()),
        (200, "<p>登录：拖动滑块完成安全验证</p><input type=password><i class=captcha></i>", ()),
        (200, anchors(*"abcdefghijklmnopqrstuvwxyz") + CAPTCHA, ()),
    ],
)
def test_t_f2_honest_answers_are_none_whatever_their_status(
    status: int, body: str, fields: tuple[str, ...]
) -> None:
    assert not shown(status, body, *fields)


def test_a_gbk_notice_is_read_too() -> None:
    exchange = Exchange(HOME, Purpose.PAGE, 1, Outcome.OK, 403)
    assert is_challenge(exchange, WAF.encode("gbk"))


@pytest.mark.parametrize("piece", [b"<", b"<script", b"<!--", b"<style>", b"location ", b"a" * 9])
def test_a_hostile_body_costs_no_time(piece: bytes) -> None:
    body = b"<script>document.cookie=1;" + piece * (500_000 // len(piece))
    exchange = Exchange(HOME, Purpose.PAGE, 1, Outcome.OK, 200)
    before = time.process_time()
    is_challenge(exchange, body)
    assert time.process_time() - before < 1.0


def test_t_f1_a_challenged_home_page_is_no_page_and_is_asked_once() -> None:
    for answer in ((200, RELOAD), (412, RUISHU), (521, "<script></script>", "X-Via-JSL: a\r\n")):
        paper, _ = crawl({HOME: answer})
        (home,) = paper.pages
        assert home.address.outcome is Outcome.CHALLENGED
        assert home.content.reading is None
        assert paper.asked.count(HOME) == 1


def test_t_f1_links_of_a_challenge_are_not_followed_and_outside_ones_are_open() -> None:
    web = {
        HOME: (200, anchors("/a", "http://b.example/")),
        HOME + "a": (405, WAF + anchors("/deeper")),
        "http://b.example/": (412, RUISHU),
    }
    paper, targets = crawl(web)
    assert HOME + "deeper" not in paper.asked
    assert targets[HOME + "a"].outcome == "challenged"
    assert targets["http://b.example/"].outcome == "challenged"
