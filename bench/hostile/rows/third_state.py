"""H42, H53, H60 to H63: what is no page, what may not be asked for, and what guards show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from hostile.answers import Behaviour, html, missing, page, redirect, silent
from hostile.row import Case, Row
from hostile.seen import Seen

_VARIANTS = 50
_LINKS = ("/live.html", "/dead.html", "/gone/more.html")


def _shell(code: str, status: bytes, *fields: bytes) -> bytes:
    return page(f"<html><script>{code}</script></html>".encode(), *fields, status=status)


def _notice(words: str, status: bytes = b"200 OK", *fields: bytes) -> bytes:
    return page(f"<html><body><h1>{words}</h1></body></html>".encode(), *fields, status=status)


def _guarded(cases: Mapping[str, bytes], outcome: str) -> tuple[Case, ...]:
    """Hosts that give one answer for everything; nobody may ask twice for it."""
    return tuple(
        Case(name=n, answer=a, elsewhere=a, outcomes=(outcome,), max_requests=1)
        for n, a in cases.items()
    )


def _honest(cases: Mapping[str, tuple[bytes, str]]) -> tuple[Case, ...]:
    return tuple(Case(name=n, answer=a, outcomes=(outcome,)) for n, (a, outcome) in cases.items())


# -- H42 ------------------------------------------------------------------------------------------


def _dead_are(*dead: str) -> Callable[[Seen], Iterable[str]]:
    """Exactly these links are dead, and each finding rests on the control as well."""

    def check(seen: Seen) -> Iterable[str]:
        accused = {
            "/" + f["instance"]["target"].split("/", 3)[3]: f["instance"]
            for f in seen.findings
            if f["detector"] == "dead_links" and f["instance"]["verdict"] == "unmet"
        }
        if set(accused) != set(dead):
            yield f"accused {sorted(accused)}, not {sorted(dead)}"
        soft = [t["target"] for t in seen.targets if t["outcome"] == "soft_404"]
        for instance in accused.values():
            if instance["target"] in soft and len(instance["evidence"]) < 2:
                yield f"{instance['target']} is accused without its control"

    return check


_LIVE = {"/live.html": page(html("关于春耕生产工作的通知，请各村认真执行。"))}
_SOFT = {
    "soft": _notice("您访问的页面不存在"),
    "every": page(html("欢迎访问本站首页内容", links=("/live.html",))),
    "home": redirect("/"),
    "hard": missing(),
}


# -- H53 ------------------------------------------------------------------------------------------


def _asked(expected: bool, reason: str = "") -> Callable[[Seen], Iterable[str]]:
    def check(seen: Seen) -> Iterable[str]:
        asked = "/inner.html" in seen.log.targets()
        if asked != expected:
            yield f"the inner page was {'' if asked else 'not '}asked for"
        target = seen.target(seen.url + "inner.html")
        if reason and target.get("reason") != reason:
            yield f"the inner page is open for {target.get('reason')!r}, not {reason!r}"

    return check


def _robots(
    answer: bytes | Behaviour, expected: bool, reason: str = "", **paths: bytes
) -> dict[str, object]:
    inner = {"/inner.html": page(html("内页")), "/robots.txt": answer}
    hops = {"/" + name: reply for name, reply in paths.items()}
    return {"paths": inner | hops, "check": _asked(expected, reason)}


def _hops(count: int) -> dict[str, bytes]:
    """So many redirects from robots.txt to a file that forbids the inner page."""
    last = page(b"User-agent: *\nDisallow: /inner.html\n", kind=b"text/plain")
    steps = {f"hop{n}": redirect(f"/hop{n + 1}") for n in range(1, count)}
    return steps | {f"hop{count}": last}


_DENY = page(b"User-agent: *\nDisallow: /\n", kind=b"text/plain")
_ROBOTS = {
    "forbidden": _robots(_notice("403", b"403 Forbidden"), True),
    "error": _robots(_notice("500", b"500 Oops"), False, "robots_unreachable"),
    "silent": _robots(silent(), False, "robots_unreachable"),
    "five": _robots(redirect("/hop1"), False, "robots_denied", **_hops(5)),
    "six": _robots(redirect("/hop1"), True, **_hops(6)),
    "elsewhere": _robots(redirect("http://www.h53-deny.gov.cn/robots.txt"), False, "robots_denied"),
    "deny": _robots(_DENY, False, "robots_denied"),
}


# -- H60 to H63 -----------------------------------------------------------------------------------


def _jiasule(number: int) -> bytes:
    """One of many forms: which header names the guard, how the script sets its cookie."""
    cookie = b"Set-Cookie: __jsluid_%s=%032x; path=/; HttpOnly" % (b"hs"[number % 2 :][:1], number)
    via = b"X-Via-JSL: %07x,-" % (number * 7919)
    fields = ((cookie,), (via,), (cookie, via))[number % 3]
    leave = (
        f"document.cookie='__jsl_clearance={number}|0|x';location.href=location.pathname",
        f"eval(function(p,a,c){{return '{number}'}}('x',2,3))",
        f"var _{number}=[{number}];function go(){{document['cookie']=_{number}}}go();",
    )[number // 3 % 3]
    return _shell(leave, b"521 ", *fields)


_RUISHU = "$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=12345;"
_SHELLS = {
    "ruishu": _shell(_RUISHU, b"412 Precondition Failed"),
    "ruishu202": _shell(_RUISHU, b"202 OK"),
    "shell202": _shell("go()", b"202 Accepted"),
    "shell405": _shell("go()", b"405 Not Allowed"),
    "reload": _shell("document.cookie='a=1';location.reload()", b"200 OK"),
    "acw": _shell("var arg1='A';setCookie('acw_sc__v2',arg1)", b"200 OK"),
}
_HONEST = {
    "real412": (_notice("412 Precondition Failed", b"412 Precondition Failed"), "http_412"),
    "real405": (_notice("405 Not Allowed", b"405 Not Allowed"), "http_405"),
    "real202": (_notice("请求已受理，正在处理", b"202 Accepted"), "http_202"),
    "real521": (_notice("Web server is down", b"521 ", b"Server: cloudflare"), "http_521"),
}
_WAF = "您的访问可能对网站造成安全威胁，已被阻断</h1><p>请求ID：781bad0a16092921</p><h1>"
_LOGIN = "统一身份认证</h1><form>账号<input name=u>密码<input type=password></form><h1>"
_HUMANS = {
    "slider": _notice("请拖动滑块完成拼图验证</h1><div id=slide-captcha></div><h1>"),
    "picture": _notice("您的访问过于频繁，请输入验证码</h1><img src=/captcha.jpg><h1>"),
    "waf": _notice(_WAF, b"403 Forbidden"),
    "login": _notice(_LOGIN),
}
_REGIONS = {
    "geo403": _notice("根据安全要求，本网站暂停境外IP访问", b"403 Forbidden"),
    "geo451": _notice("Not available in your country or region: website blocked", b"451 "),
    "geo200": _notice("您所在的地区无法访问本网站"),
}

ROWS = [
    Row(
        "H42",
        "missing pages that answer 200, copy the home page or lead to it",
        tuple(
            Case(
                name=name,
                answer=page(html("门户", links=_LINKS)),
                paths=_LIVE,
                elsewhere=answer,
                page_seen=True,
                check=_dead_are("/dead.html", "/gone/more.html"),
            )
            for name, answer in _SOFT.items()
        ),
    ),
    Row(
        "H53",
        "robots.txt refused, failing, silent, redirected, elsewhere",
        tuple(
            Case(
                name=name,
                answer=page(html("门户", links=("/inner.html",))),
                page_seen=True,
                **how,
            )
            for name, how in _ROBOTS.items()
        ),
    ),
    Row(
        "H60",
        f"{_VARIANTS} variants of 521 with a script",
        _guarded({f"v{n}": _jiasule(n) for n in range(_VARIANTS)}, "challenged"),
    ),
    Row(
        "H61",
        "412, 202, 405 and 200 that are only a script, beside honest ones",
        _guarded(_SHELLS, "challenged") + _honest(_HONEST),
    ),
    Row(
        "H62",
        "sliders, captchas, login walls, a firewall's notice, and an honest 403",
        _guarded(_HUMANS, "challenged")
        + _honest({"real403": (_notice("403 Forbidden", b"403 Forbidden"), "http_403")}),
    ),
    Row(
        "H63",
        "hosts that serve their own region only, saying so or not",
        (
            *_guarded(_REGIONS, "geo_suspected"),
            Case(name="mute", answer=silent(), elsewhere=silent(), outcomes=("timeout_header",)),
            Case(
                name="curt",
                answer=_notice("403 Forbidden", b"403 Forbidden"),
                elsewhere=_notice("403 Forbidden", b"403 Forbidden"),
                outcomes=("http_403",),
            ),
        ),
    ),
]
