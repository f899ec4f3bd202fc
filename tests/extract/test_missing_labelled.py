"""H42: pages with status 200, made by rule and labelled gone or there; F1 on at least 400 of them.

Every host has its own frame, its own way to answer for any address, and its own words.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import pytest

from govgauge.extract.missing import Missing
from govgauge.extract.page import read_page
from govgauge.model.reading import PageReading, Presence

F1 = 0.95
PRECISION = 0.98
HOSTS = 40
PLACES = ["青山区", "平安县", "临江市", "安民街道", "丰泽区", "太平县", "长乐镇", "清河县"]
TOPICS = ["乡村振兴", "安全生产", "营商环境", "防汛抗旱", "森林防火", "义务教育", "食品安全"]
GONE_WORDS = [
    "您访问的页面不存在",
    "对不起，该页面已被删除",
    "抱歉，您要找的网页无法找到",
    "404 Not Found",
    "页面找不到了！",
    "您查看的文章已删除或不存在",
    "Error 404: page not found",
]
VAGUE_WORDS = ["出错了", "系统提示：参数错误", "抱歉，稍后自动返回首页", "访问有误", "信息不存在"]
GONE = (Presence.GONE, Presence.LIKE_CONTROL)


class Case(NamedTuple):
    kind: str
    gone: bool
    page: PageReading
    control: PageReading | None
    home: PageReading


class Host:
    """A site's frame, home page and answer to addresses that cannot exist."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.name = rng.choice(PLACES) + "人民政府"
        words = rng.sample(["政务公开", "办事服务", "互动交流", "政务要闻", "数据开放"], 4)
        self.menu = "".join(f"<li><a href=/{n}/>{w}</a></li>" for n, w in enumerate(words))
        self.foot = f"<div>主办：{self.name}办公室 备案号：冀ICP备{rng.randrange(10**7)}号</div>"
        self.vague = rng.random() < 0.4
        self.words = rng.choice(VAGUE_WORDS if self.vague else GONE_WORDS)
        self.echo = rng.choice(["", "<p>编号 {}</p>", "<p>/zwgk/{}.html</p>"])
        self.titled = rng.random() < 0.5
        # A host of the world may answer 404 as it should: then only the words can tell.
        self.honest = not self.vague and rng.random() < 0.4

    def read(self, title: str, body: str, url: str = "http://www.a.gov.cn/x.html") -> PageReading:
        html = (
            f"<html><head><meta charset=utf-8><title>{title}</title></head><body>"
            f"<ul>{self.menu}</ul>{body}{self.foot}</body></html>"
        )
        return read_page(html.encode(), "text/html", url)

    def home(self) -> PageReading:
        rows = "".join(f"<li><a href=/z/{n}.html>{self.headline()}</a></li>" for n in range(8))
        return self.read(self.name, f"<h1>{self.name}</h1><ul>{rows}</ul>")

    def error(self) -> PageReading:
        """The same answer with what varies in it: an address or a number."""
        number = self.rng.randrange(10**6)
        varies = self.echo.format(number) if self.echo else ""
        title = self.words if self.titled else "提示信息"
        back = "<a href=/>返回首页</a>"
        return self.read(title, f"<p>{self.words}</p>{varies}{back}")

    def headline(self) -> str:
        return f"关于{self.rng.choice(TOPICS)}工作第{self.rng.randrange(2, 99)}号的通知"

    def text(self, sentences: int) -> str:
        return "".join(
            f"<p>{self.rng.choice(PLACES)}扎实推进{self.rng.choice(TOPICS)}工作，取得阶段性成效。</p>"
            for _ in range(sentences)
        )


# -- what is there --------------------------------------------------------------------------------


def article(host: Host) -> PageReading:
    title = host.headline()
    body = f"<h1>{title}</h1><p>发布时间：2026-10-12</p>{host.text(9)}"
    return host.read(title, body, "http://www.a.gov.cn/art/2026/10/12/1.html")


def short_article(host: Host) -> PageReading:
    title = host.headline()
    return host.read(title, f"<h1>{title}</h1>{host.text(1)}<p>特此通知。</p>")


def listing(host: Host) -> PageReading:
    rows = "".join(
        f"<li><a href=/t/{n}.html>{host.headline()}</a><span>2026-10-{n + 10}</span></li>"
        for n in range(10)
    )
    return host.read("通知公告", f"<h2>通知公告</h2><ul>{rows}</ul>")


def empty_column(host: Host) -> PageReading:
    words = host.rng.choice(["本栏目暂无信息", "暂无数据", "栏目建设中", "没有符合条件的记录"])
    return host.read("信息公开", f"<h2>信息公开</h2><p>{words}</p>")


def speaks_of_it(host: Host) -> PageReading:
    title = host.rng.choice(
        [
            "关于清理网页不存在、链接打不开等问题的通报",
            "网站出现“页面不存在”怎么办？",
            "政府网站错误链接整改情况的报告",
            "关于删除失效文件的办法",
        ]
    )
    return host.read(title, f"<h1>{title}</h1>{host.text(3)}")


def login(host: Host) -> PageReading:
    return host.read("用户登录", "<form>用户名<input name=u>密码<input type=password></form>")


def letter(host: Host) -> PageReading:
    body = "<h1>来信内容</h1><p>反映门牌号不存在的问题，查询不到登记信息。</p><p>答复：已核实处理。</p>"
    return host.read("市长信箱", body + host.text(2))


# -- what is gone ---------------------------------------------------------------------------------


def same_as_control(host: Host) -> PageReading:
    return host.error()


def deleted(host: Host) -> PageReading:
    words = host.rng.choice(GONE_WORDS)
    return host.read(words, f"<h1>{words}</h1><a href=/>返回首页</a>")


def one_line(host: Host) -> PageReading:
    return host.read("提示", f"<p>{host.rng.choice(GONE_WORDS[:4])}</p>")


THERE: list[Callable[[Host], PageReading]] = [
    article,
    short_article,
    listing,
    empty_column,
    speaks_of_it,
    login,
    letter,
]
AWAY: list[Callable[[Host], PageReading]] = [same_as_control, deleted, one_line]


def cases(seed: int) -> list[Case]:
    made = []
    for number in range(HOSTS):
        host = Host(random.Random(f"{seed} {number}"))
        home = host.home()
        control = None if host.honest else host.error()
        for make in THERE:
            made.append(Case(make.__name__, False, make(host), control, home))
        for make in AWAY * 2:
            if make is same_as_control and control is None:
                continue
            made.append(Case(make.__name__, True, make(host), control, home))
    return made


@pytest.mark.parametrize("seed", [1, 2])
def test_h42_f1_and_precision_hold_on_a_labelled_set(seed: int) -> None:
    compare = Missing()
    labelled = cases(seed)
    said = [(c, compare(c.page, c.control, c.home) in GONE) for c in labelled]
    true = sum(c.gone and gone for c, gone in said)
    false = Counter(c.kind for c, gone in said if gone and not c.gone)
    missed = Counter(c.kind for c, gone in said if c.gone and not gone)
    precision, recall = true / (true + false.total()), true / (true + missed.total())
    assert len(labelled) >= 400
    assert precision >= PRECISION, false
    assert 2 * precision * recall / (precision + recall) >= F1, (false, missed)
