"""Pages that a guard shows in place of the site: anti-robot scripts, captchas, WAF notices.

Page-traps T-F1 to T-F3, hostile-servers H60 to H62.  A challenge says nothing about the site: it
is neither down, nor blank, nor a page, and it is never solved or evaded.  The status alone is no
proof: an honest 412, 403 or 503 stays what it is.
"""

import re

from govgauge.gather.redirect import joined
from govgauge.gather.shown import MAX_BYTES, Shown, may_stand_in, shown
from govgauge.model.exchange import Exchange

_MAX_LINKS = 20
_SHELL_CHARS = 60
_NOTICE_CHARS = 600
_CAPTCHA_CHARS = 300
_SHELL_STATUSES = frozenset({202, 403, 405, 412, 503})
_MARKS = (
    b"$_ts",  # Ruishu
    b"__jsl_clearance",  # Jiasule
    b"acw_sc__v2",  # Alibaba Cloud
    b"security_verify_data",  # Yunsuo
    b"wzws-waf-cgi",  # 360
    b"/_guard/",  # cdnfly
    b"eo_bot_ssid",  # Tencent EdgeOne
    b"awswafintegration",
    b"/cdn-cgi/challenge-platform/",
    b"_incapsula_resource",
)
_CAPTCHAS = (b"captcha", b"geetest", b"slide", "验证码".encode(), "滑块".encode())
_COOKIE = re.compile(rb"document\s*\.\s*cookie\s*=|document\s*\[\s*[\"']cookie|setcookie\s*\(")
_GOES = re.compile(
    rb"location(?:\s*\.\s*href)?\s*(?:=|\.\s*(?:replace|assign)\s*\()\s*([^;)]{0,300})"
)
_HERE = re.compile(rb"(?:\w+\s*\.\s*)*(?:location|document\s*\.\s*url)\b")
_RELOAD = re.compile(rb"location\s*\.\s*reload|history\s*\.\s*go\s*\(\s*0")
_BLOCKED = re.compile(
    r"(?:访问|请求|操作|行为).{0,20}(?:阻断|拦截|拒绝|封禁)|安全威胁|网站防火墙|应用防火墙|云防护|云盾|创宇盾"
    r"|\bwaf\b|access denied|request (?:was |has been )?(?:blocked|rejected)|have been blocked",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:请求|事件|拦截|日志|追踪|防护|event|request|trace|incident|support|reference|ray)[ _-]?"
    r"(?:id|编号|标识|#)?\s*(?:is|是|为)?\s*[:：#]?\s*(?=[a-z.-]{0,20}\d)[0-9a-z][0-9a-z.-]{7,}",
    re.IGNORECASE,
)
_ASKS_HUMAN = re.compile(
    r"人机验证|安全验证|访问验证|滑块|拖动.{0,8}验证|验证.{0,4}是(?:真人|人类|否为真人)"
    r"|(?:访问|请求)(?:过于|太|过)频繁|verify (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)


def is_challenge(exchange: Exchange, payload: bytes) -> bool:
    """True when a guard answered in the site's place; ``payload`` is the decoded body."""
    if not may_stand_in(exchange) or len(payload) > MAX_BYTES:
        return False
    return shows_challenge(shown(exchange, payload))


def shows_challenge(page: Shown) -> bool:
    """True for an answer taken apart that is a guard's."""
    if says_so(page.exchange):
        return True
    if page.links > _MAX_LINKS:
        return False
    return _is_script_shell(page.exchange, page.low, page.text) or _is_notice(page.low, page.text)


def is_full_page(payload: bytes) -> bool:
    """True for more links than any guard's page shows."""
    return payload.lower().count(b"<a ") > _MAX_LINKS


def says_so(exchange: Exchange) -> bool:
    """A header by which some guards name their own answer."""
    if exchange.header_value(b"cf-mitigated") == b"challenge":
        return True
    return exchange.header_value(b"x-amzn-waf-action") in (b"challenge", b"captcha")


def _is_script_shell(exchange: Exchange, low: bytes, text: str) -> bool:
    """A page that is nothing but a script, with the signs of a guard's script."""
    scripted = b"<script" in low
    if exchange.status == 412 and scripted and b"$_ts" in low:
        return True
    if exchange.status == 521 and _is_jiasule(exchange):
        return not text or (scripted and len(text) <= _SHELL_CHARS)
    if not scripted or len(text) > _SHELL_CHARS:
        return False
    if any(mark in low for mark in _MARKS):
        return True
    if exchange.status in _SHELL_STATUSES:
        return not text
    return exchange.status == 200 and _sets_cookie_and_reloads(exchange.url, low)


def _is_jiasule(exchange: Exchange) -> bool:
    if exchange.header_value(b"x-via-jsl"):
        return True
    return any(v.startswith(b"__jsluid") for v in exchange.header_values(b"set-cookie"))


def _sets_cookie_and_reloads(url: str, low: bytes) -> bool:
    """An inline script that leaves a cookie and asks for the very same address again."""
    if re.search(rb"<script[^<>]*\ssrc\s*=", low) or not _COOKIE.search(low):
        return False
    if _RELOAD.search(low):
        return True
    for match in _GOES.finditer(low):
        goal = match[1].strip()
        if _HERE.match(goal):
            return True
        reference = goal[1:].partition(goal[:1])[0] if goal[:1] in (b"'", b'"') else b""
        if reference and joined(reference.decode("utf-8", "replace"), url).lower() == url.lower():
            return True
    return False


def _is_notice(low: bytes, text: str) -> bool:
    """A short notice that the request was blocked, with its number, or a captcha for everybody."""
    if len(text) <= _NOTICE_CHARS and _BLOCKED.search(text) and _NUMBERED.search(text):
        return True
    if len(text) > _CAPTCHA_CHARS or not _ASKS_HUMAN.search(text):
        return False
    return b"password" not in low and any(mark in low for mark in _CAPTCHAS)
