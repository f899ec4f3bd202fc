"""Pages with their label, made by rule: what guards show, and honest pages that look like it.

The shapes are those of public descriptions (statuses, header fields, script variables); host names,
numbers, layouts and sentences vary by seed, so that no single string decides.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from typing import NamedTuple

from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome

PLACES = [
    "黄河镇",
    "青山区",
    "平安县",
    "临江市",
    "东湖新区",
    "安民街道",
    "丰泽区",
    "太平县",
    "新城区",
    "长乐镇",
    "南山镇",
    "清河县",
]
OFFICES = [
    "人民政府",
    "财政局",
    "教育局",
    "生态环境局",
    "卫生健康委员会",
    "市场监督管理局",
    "交通运输局",
    "民政局",
]
TOPICS = [
    "乡村振兴",
    "安全生产",
    "营商环境",
    "防汛抗旱",
    "森林防火",
    "义务教育",
    "医疗保障",
    "网络安全",
    "食品安全",
]


class Labelled(NamedTuple):
    """One answer; ``label`` is the outcome that stands in the site's place, ``None`` for a page."""

    kind: str
    label: Outcome | None
    exchange: Exchange


Make = Callable[[random.Random], tuple[int, str, list[str]]]


def token(rng: random.Random, length: int = 16, letters: str = "0123456789abcdef") -> str:
    return "".join(rng.choice(letters) for _ in range(length))


def script(rng: random.Random, size: int = 400) -> str:
    """Script of the kind guards serve: short names, long strings."""
    names = [rng.choice(string.ascii_letters) + token(rng, 3) for _ in range(6)]
    return "".join(f"var {n}='{token(rng, size // 6)}';" for n in names)


def site(rng: random.Random) -> str:
    return rng.choice(PLACES) + rng.choice(OFFICES)


def wrapped(rng: random.Random, body: str, head: str = "") -> str:
    doctype = rng.choice(["<!DOCTYPE html>", "<!doctype html>", ""])
    title = rng.choice(["", f"<title>{rng.choice(['提示', '请稍候', '安全检查', ''])}</title>"])
    meta = rng.choice(['<meta charset="utf-8">', "", '<meta name="viewport" content="a">'])
    return f"{doctype}<html><head>{meta}{title}{head}</head><body>{body}</body></html>"


def number(rng: random.Random) -> str:
    word = rng.choice(
        ["请求ID", "事件编号", "事件ID", "Request ID", "Event ID", "拦截编号", "日志ID"]
    )
    return f"{word}{rng.choice(['：', ': ', '是: '])}{token(rng, rng.choice([12, 16, 24]))}"


# -- guards ---------------------------------------------------------------------------------------


def ruishu(rng: random.Random) -> tuple[int, str, list[str]]:
    head = (
        f"<script>$_ts=window['$_ts'];if(!$_ts)$_ts={{}};$_ts.nsd={rng.randrange(99999)};</script>"
    )
    source = f"<script src='/{token(rng, 8)}/{token(rng, 10)}.js'></script>"
    return rng.choice([412, 202, 200]), wrapped(rng, "", head + source), []


def jiasule(rng: random.Random) -> tuple[int, str, list[str]]:
    fields = [f"Set-Cookie: __jsluid_{rng.choice('sh')}={token(rng, 32)}; max-age=31536000; path=/"]
    if rng.random() < 0.6:
        fields.append(f"X-Via-JSL: {token(rng, 7)},-")
    return (
        521,
        f"<script>document.cookie={script(rng)};location.href=location.pathname</script>",
        fields,
    )


def marked(rng: random.Random) -> tuple[int, str, list[str]]:
    mark = rng.choice(["acw_sc__v2", "security_verify_data", "__jsl_clearance_s", "EO_Bot_Ssid"])
    code = f"<script>{script(rng)}function f(){{setCookie('{mark}',arg1)}}f()</script>"
    return rng.choice([200, 405, 403]), wrapped(rng, "", code), []


def reload_shell(rng: random.Random) -> tuple[int, str, list[str]]:
    go = rng.choice(
        [
            "location.reload()",
            "window.location.href=window.location.href",
            "location.replace(location.href)",
            "setTimeout(function(){location.reload(true)},500)",
            "window.location=location.pathname+location.search",
        ]
    )
    name = rng.choice(["_t", "waf", "ck", "__test", "safe"])
    code = f"<script>{script(rng, 100)}document.cookie='{name}={token(rng)};path=/';{go}</script>"
    return 200, wrapped(rng, "", code), []


def script_shell(rng: random.Random) -> tuple[int, str, list[str]]:
    return rng.choice([202, 405, 412, 503]), wrapped(rng, f"<script>{script(rng)}</script>"), []


def captcha(rng: random.Random) -> tuple[int, str, list[str]]:
    words = rng.choice(
        [
            "请完成安全验证后继续访问",
            "访问验证：请拖动滑块完成拼图",
            "为了保障您的访问安全，请进行人机验证",
            "您的访问过于频繁，请输入验证码",
            "请证明：验证您是真人",
            "Please verify you are a human to continue",
        ]
    )
    box = rng.choice(
        ["<div id=captcha></div>", "<div class=geetest_box></div>", "<div class=slide-bar></div>"]
    )
    code = f"<script>{script(rng, 60)}</script>"
    return rng.choice([200, 403, 405]), wrapped(rng, f"<p>{words}</p>{box}{code}"), []


def waf_notice(rng: random.Random) -> tuple[int, str, list[str]]:
    words = rng.choice(
        [
            "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。",
            "您的请求带有不合法参数，已被网站管理员设置拦截！",
            "当前请求疑似攻击行为，访问已被云防护拦截。",
            "您的访问被网站防火墙拒绝，如有疑问请联系管理员。",
            "Access Denied. Your request has been blocked by the web application firewall.",
            "The request was rejected. Your access to this site has been blocked.",
        ]
    )
    return rng.choice([403, 405, 200]), wrapped(rng, f"<h1>{words}</h1><p>{number(rng)}</p>"), []


def named_by_header(rng: random.Random) -> tuple[int, str, list[str]]:
    field = rng.choice(["cf-mitigated: challenge", "x-amzn-waf-action: captcha"])
    return 403, wrapped(rng, f"<p>Just a moment</p><script>{script(rng)}</script>"), [field]


def login_wall(rng: random.Random) -> tuple[int, str, list[str]]:
    words = rng.choice(["统一身份认证", "用户登录", "请先登录", "Sign in"])
    user = rng.choice(["用户名", "账号", "手机号", "Account"])
    link = rng.choice(["", "<a href=/forget>忘记密码</a>", "<a href=/reg>注册账号</a>"])
    form = f"<form><label>{user}</label><input name=u><input type=password name=p>{link}</form>"
    return rng.choice([200, 401, 403]), wrapped(rng, f"<h2>{words}</h2>{form}"), []


def geo_block(rng: random.Random) -> tuple[int, str, list[str]]:
    words = rng.choice(
        [
            "根据网络安全管理要求，本网站暂停境外IP访问。",
            "抱歉，您所在的地区无法访问本网站。",
            "本站仅限中国大陆地区用户访问",
            "检测到您的IP来自境外，访问已被限制。",
            "您的IP所在区域禁止访问",
            "本网站只对境内用户开放，海外用户请谅解。",
            "Access from outside mainland China is not allowed.",
            "This website is not available in your country or region.",
            "The owner of this website has banned the country or region your IP address is in.",
        ]
    )
    more = rng.choice(
        ["", f"<p>{number(rng)}</p>", f"<p>您的IP：{rng.randrange(1, 223)}.8.8.8</p>"]
    )
    return rng.choice([403, 451, 403, 200]), wrapped(rng, f"<h1>{words}</h1>{more}"), []


def too_often(rng: random.Random) -> tuple[int, str, list[str]]:
    words = rng.choice(
        [
            "您的访问过于频繁，请稍后再试",
            "请求太频繁，请休息一会儿再来",
            "访问频率超限，请10分钟后重试",
            "超过了系统允许的访问次数上限",
            "Too Many Requests",
            "Rate limit exceeded, please slow down",
            "您的操作太快了，当前已限流",
        ]
    )
    status, fields = rng.choice([(200, []), (403, []), (429, []), (503, ["Retry-After: 30"])])
    return status, wrapped(rng, f"<h1>{words}</h1>"), list(fields)


def parked(rng: random.Random) -> tuple[int, str, list[str]]:
    name = f"{token(rng, 7)}.{rng.choice(['com', 'cn', 'net'])}"
    words = rng.choice(
        [
            f"{name} 此域名正在出售，联系电话 400-000-0000",
            f"您访问的域名 {name} 已过期，请联系注册商续费",
            f"本域名转让，有意者请联系 QQ {rng.randrange(10**8)}",
            f"The domain {name} is for sale. Buy this domain now.",
            f"{name} is parked free. This domain may be for sale by its owner.",
            "该域名尚未绑定网站，域名停放服务由注册商提供",
        ]
    )
    links = "".join(f"<a href=/s?q={n}>{rng.choice(TOPICS)}</a>" for n in range(rng.randrange(9)))
    mark = rng.choice(["", "<script src=//img.sedoparking.com/a.js></script>"])
    return 200, wrapped(rng, f"<h1>{words}</h1>{links}{mark}"), []


def moved(rng: random.Random) -> tuple[int, str, list[str]]:
    to = f"www.{token(rng, 6)}.gov.cn"
    words = rng.choice(
        [
            f"本网站已迁移至 {to}，请访问新网址。",
            f"我局网站已整合至上级政府门户网站，新网址：http://{to}/",
            "本站已搬迁，请点击进入新网站",
            f"因集约化建设，原网站内容已并入市政府门户（{to}）",
            "The site has moved. Please visit our new website.",
        ]
    )
    return 200, wrapped(rng, f"<p>{words}</p><a href='http://{to}/'>进入</a>"), []


GUARDS: dict[str, tuple[Outcome, Make]] = {
    "ruishu": (Outcome.CHALLENGED, ruishu),
    "jiasule": (Outcome.CHALLENGED, jiasule),
    "marked": (Outcome.CHALLENGED, marked),
    "reload": (Outcome.CHALLENGED, reload_shell),
    "shell": (Outcome.CHALLENGED, script_shell),
    "captcha": (Outcome.CHALLENGED, captcha),
    "waf": (Outcome.CHALLENGED, waf_notice),
    "header": (Outcome.CHALLENGED, named_by_header),
    "login": (Outcome.CHALLENGED, login_wall),
    "geo": (Outcome.GEO_SUSPECTED, geo_block),
    "often": (Outcome.RATE_LIMITED, too_often),
    "parked": (Outcome.PARKED_SUSPECTED, parked),
    "moved": (Outcome.MOVED, moved),
}


# -- honest pages -------------------------------------------------------------------------------


def portal(rng: random.Random) -> tuple[int, str, list[str]]:
    links = "".join(
        f"<li><a href=/a/{n}.html>关于{rng.choice(TOPICS)}工作的通知（{n}）</a></li>"
        for n in range(rng.randrange(25, 60))
    )
    scripts = f"<script>{script(rng, 2000)}document.cookie='v=1';</script>" * rng.randrange(3)
    search = "<form><input name=q placeholder=请输入关键字></form>"
    return 200, f"<html><title>{site(rng)}</title>{scripts}{search}<ul>{links}</ul></html>", []


def article_on_subject(rng: random.Random) -> tuple[int, str, list[str]]:
    subject = rng.choice(
        [
            "会议要求加强网站防火墙建设，对境外IP的攻击访问予以拦截阻断，落实验证码和滑块等人机验证措施。",
            "针对访问过于频繁导致的系统拥堵，技术部门采取了限流措施，请求超过上限时将排队等候。",
            "部分域名到期后被抢注并出售，各单位应当及时续费，防止本域名转让给他人。",
            "按照集约化要求，各部门网站已整合至市政府门户网站，新网址为 www.huanghe.gov.cn，旧网站停止更新。",
            "海外用户无法访问办事系统的问题已经解决，大陆以外地区的用户限制同步取消。",
            "全市开展打击非法爬虫专项行动，访问被拒绝的请求ID均已留存备查。",
        ]
    )
    filler = "".join(
        f"<p>{rng.choice(PLACES)}{rng.choice(TOPICS)}工作稳步推进，群众满意度持续提升。</p>"
        for _ in range(30)
    )
    return (
        200,
        f"<html><title>{rng.choice(TOPICS)}</title><h1>{rng.choice(TOPICS)}</h1><p>{subject}</p>{filler}</html>",
        [],
    )


def honest_refusal(rng: random.Random) -> tuple[int, str, list[str]]:
    status, words = rng.choice(
        [
            (412, "412 Precondition Failed"),
            (403, "403 Forbidden"),
            (405, "405 Not Allowed"),
            (401, "401 Authorization Required"),
            (403, "You don't have permission to access / on this server."),
            (403, "对不起，您没有权限查看该目录"),
            (412, "前提条件失败"),
            (400, "400 Bad Request"),
        ]
    )
    foot = rng.choice(["<hr><center>nginx</center>", "<hr>Apache Server at Port 80", "<hr>Tengine"])
    count = rng.choice(["", "", "<script src=/tongji.js></script>"])
    return status, f"<html><title>{words}</title><h1>{words}</h1>{foot}{count}</html>", []


def honest_failure(rng: random.Random) -> tuple[int, str, list[str]]:
    status, words = rng.choice(
        [
            (500, "系统发生错误，请联系管理员"),
            (502, "502 Bad Gateway"),
            (503, "Service Unavailable"),
            (503, "网站正在维护，请稍后访问"),
            (521, "Web server is down"),
            (500, "数据库连接失败，并发过高 Exception in thread main"),
            (404, "您访问的页面不存在"),
            (200, "网站正在升级维护中，敬请期待"),
        ]
    )
    return status, wrapped(rng, f"<h1>{words}</h1>"), []


def single_page_app(rng: random.Random) -> tuple[int, str, list[str]]:
    sources = "".join(f"<script src=/js/{token(rng, 8)}.js></script>" for _ in range(3))
    store = rng.choice(["", "<script>document.cookie='theme=red';window.app={}</script>"])
    name = f"<title>{site(rng)}</title>"
    return (
        200,
        f"<html><head>{name}</head><body><div id=app></div>{store}{sources}</body></html>",
        [],
    )


def front_door(rng: random.Random) -> tuple[int, str, list[str]]:
    go = rng.choice(
        [
            "<script>location.href='/web/index.html'</script>",
            "<script>document.cookie='lang=zh';location.href='/zh/'</script>",
            "<meta http-equiv=refresh content='0;url=/portal/'>",
            "<a href=/index.html><img src=/enter.jpg alt=进入网站></a>",
        ]
    )
    return 200, f"<html><head><title>{site(rng)}</title></head><body>{go}</body></html>", []


def page_with_login(rng: random.Random) -> tuple[int, str, list[str]]:
    menu = "".join(
        f"<a href=/{n}>{w}</a>" for n, w in enumerate(["政务公开", "办事服务", "互动交流"])
    )
    form = "<form>用户登录<input name=u><input type=password><i class=captcha>验证码</i></form>"
    return 200, f"<html><title>{site(rng)}</title>{menu}{form}<p>欢迎访问{site(rng)}</p></html>", []


def short_notice(rng: random.Random) -> tuple[int, str, list[str]]:
    words = rng.choice(
        [
            "本栏目暂无信息",
            "公示期已结束，感谢关注",
            "关于暂停办理业务的通知：因系统升级，即日起暂停受理，恢复时间另行通知。",
            "本网站由县人民政府办公室主办，联系电话 0311-1234567",
            "政务服务中心已搬迁至人民路 18 号，办公时间不变，请相互转告。",
            "在线访谈已结束，本期嘉宾就境外投资备案答记者问。",
            "外国人来华工作许可办理须知：请携带护照原件到窗口办理。",
            "今日车辆限行尾号 3 和 8，外地车辆按规定通行",
            "热线电话排队提示：话务繁忙时请您改日来电",
            "根据区域限批要求，暂停审批新增排放项目。",
            "本市公安局提醒：谨防域名诈骗，不向陌生账户转账",
        ]
    )
    return 200, wrapped(rng, f"<h1>{words}</h1><a href=/>返回首页</a>"), []


def own_move(rng: random.Random) -> tuple[int, str, list[str]]:
    words = rng.choice(
        ["网站改版升级，请进入新版首页", "新版网站已上线", "本网站启用新版，旧版仍可访问"]
    )
    host = "http://www.huanghe.gov.cn"
    return (
        200,
        wrapped(rng, f"<p>{words}</p><a href='{host}/new/'>进入</a><a href='/old/'>旧版</a>"),
        [],
    )


HONEST: dict[str, Make] = {
    "portal": portal,
    "article": article_on_subject,
    "refusal": honest_refusal,
    "failure": honest_failure,
    "app": single_page_app,
    "door": front_door,
    "login box": page_with_login,
    "short": short_notice,
    "own move": own_move,
}


def labelled(seed: int, of_each: int) -> Iterator[Labelled]:
    """So many answers of every kind, guards first."""
    for kind, (label, make) in GUARDS.items():
        for n in range(of_each):
            yield Labelled(kind, label, _exchange(make, f"{seed} {kind} {n}"))
    for kind, make in HONEST.items():
        for n in range(of_each):
            yield Labelled(kind, None, _exchange(make, f"{seed} {kind} {n}"))


def _exchange(make: Make, seed: str) -> Exchange:
    rng = random.Random(seed)
    status, body, fields = make(rng)
    encoding = rng.choice(["utf-8", "utf-8", "gb18030"])
    head = [f"HTTP/1.1 {status} X", f"Content-Type: text/html; charset={encoding}", *fields, "", ""]
    return Exchange(
        "http://www.huanghe.gov.cn/",
        Purpose.PAGE,
        1,
        Outcome.OK,
        status,
        header="\r\n".join(head).encode(),
        body=body.encode(encoding),
    )
