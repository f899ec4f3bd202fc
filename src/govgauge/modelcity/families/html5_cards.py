"""Responsive HTML5 of 2022: cards that are links, days cut in two, landmarks, a dark foot."""

from datetime import date
from hashlib import blake2s
from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, Nav, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_STYLE = """
*{box-sizing:border-box} body{margin:0;font:16px/1.7 system-ui,'PingFang SC',sans-serif} a{color:inherit}
ul,ol{list-style:none;margin:0;padding:0} .wrap{max-width:1280px;margin:0 auto;padding:0 16px}
.skip{position:absolute;left:-999em} .skip:focus{left:8px} .nav>li{display:inline-block;padding:8px 12px}
.nav ul{display:none;position:absolute;z-index:9;background:#fff;padding:8px}
.nav li:hover ul,.nav li:focus-within ul{display:block}
.crumb li{display:inline} .crumb li+li:before{content:'/';padding:0 8px}
.card{display:flex;gap:16px;padding:16px;box-shadow:0 1px 6px #0002;text-decoration:none}
.when{display:flex;flex:none;flex-direction:WAY;color:#1d4ed8} .when b{font-size:28px;line-height:1}
.foot{background:#111827;color:#d1d5db} .foot .wrap{display:flex;flex-wrap:wrap;gap:48px}
@media(min-width:900px){.cards{display:grid;gap:16px;grid-template-columns:1fr 1fr}}
"""
_COUNTER = (
    "<script>window._czc=window._czc||[];(function(d){var s=d.createElement('script');s.async=true;"
    "s.src='https://s4.cnzz.com/z.js?async=1';d.head.appendChild(s)})(document)</script>\n"
)
# How a card cuts a day: how the parts are stacked, and which is written first.
_CUTS = (
    ("column", "<b>{0:%d}</b><span>{0:%Y-%m}</span>"),
    ("column-reverse", "<span>{0:%Y年%m月}</span><b>{0:%d日}</b>"),
    ("column", "<b>{0:%m-%d}</b><span>{0:%Y}</span>"),
)
_SHARE = "".join(f'<li><button type="button">{w}</button></li>' for w in ("微信", "微博", "打印"))


def list_path(column: Column, page: int) -> str:
    """``/channels/12/index.html``, then ``/channels/12/list-2.html``."""
    return f"/channels/{column.number}/{f'list-{page + 1}' if page else 'index'}.html"


def article_path(column: Column, article: Article) -> str:
    """``/dtyw/20261103/`` and a long key."""
    key = blake2s(f"{column.number} {article.number}".encode(), digest_size=16).hexdigest()
    return f"/{column.slug}/{article.dated_path:%Y%m%d}/{key}.html"


def _entry(nav: Nav) -> str:
    below = "".join(f'<li><a href="{n.href}">{n.name}</a></li>' for n in nav.children)
    more = ' aria-haspopup="true" aria-expanded="false"' if below else ""
    under = f"<ul>{below}</ul>" if below else ""
    return f'<li><a href="{nav.href}"{more}>{nav.name}</a>{under}</li>\n'


def _style(page: Page) -> str:
    style = _STYLE.replace("WAY", page.site.choose("cut", _CUTS)[0])
    for name in ("wrap", "skip", "nav", "crumb", "cards", "card", "when", "foot"):
        for end in " {>,:":
            style = style.replace(f".{name}{end}", f".{page.site.css(name)}{end}")
    return style


def _frame(page: Page, body: str) -> str:
    site, css, skip = page.site, page.site.css, page.site.css("skip")
    metas = "".join(f'<meta name="{n}" content="{escape(c)}">\n' for n, c in page.labels.items())
    friends = "".join(f'<li><a href="{url}">{escape(name)}</a></li>' for name, url in page.friends)
    half = -(-len(page.foot) // 2)
    columns = "".join(
        f"<ul>{''.join(f'<li>{html}</li>' for _, html in part)}</ul>\n"
        for part in (page.foot[:half], page.foot[half:])
    )
    title = escape(page.title if page.title == site.name else f"{page.title} · {site.name}")
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="UTF-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{title}</title>\n'
        f'<meta name="description" content="{title}">\n{metas}<style>{_style(page)}</style>\n{_COUNTER}</head><body>\n'
        f'<a class="{skip}" href="#main">跳到主要内容</a><a class="{skip}" href="#menu">跳到导航</a>\n'
        f'<header role="banner"><div class="{css("wrap")}"><a href="{page.home_href}" aria-label="返回首页">'
        f'<strong>{site.name}</strong></a>\n<form role="search" action="{page.search.action}" method="get">'
        f'<input type="search" name="{page.search.field}" aria-label="站内搜索"><button>搜索</button></form>\n'
        "</div>\n"
        f'<nav id="menu" aria-label="主导航"><ul class="{css("nav")}"><li><a href="{page.home_href}">首页</a></li>\n'
        f'{"".join(_entry(n) for n in page.nav)}</ul></nav></header>\n'
        f'<main id="main" class="{css("wrap")}">\n{body}\n</main>\n'
        f'<footer class="{css("foot")}"><div class="{css("wrap")}"><ul><li>友情链接</li>{friends}</ul>\n{columns}'
        "</div></footer>\n</body>\n</html>\n"
    )  # fmt: skip


def _trail(page: Page, last: str = "") -> str:
    steps = [f'<a href="{href}">{name}</a>' if href else name for name, href in page.trail]
    end = f'<li aria-current="page">{last}</li>' if last else ""
    word = page.site.choose("crumb", ("面包屑", "您所在的位置", "breadcrumb"))
    items = "".join(f"<li>{step}</li>" for step in steps)
    return (
        f'<nav aria-label="{word}"><ol class="{page.site.css("crumb")}">{items}{end}</ol></nav>\n'
    )


def _when(page: Page, day: date | None) -> str:
    if day is None:
        return ""
    inside = page.site.choose("cut", _CUTS)[1].format(day)
    return f'<time class="{page.site.css("when")}" datetime="{day:%Y-%m-%d}">{inside}</time>'


def _cards(page: Page, rows: tuple[Row, ...], more: str = "") -> str:
    """Cards: each is one link around its day and its title."""
    items = "".join(
        f'<li><a class="{page.site.css("card")}" href="{r.href}">{_when(page, r.day)}'
        f"<h3>{escape(r.title)}</h3></a></li>\n"
        for r in rows
    )
    return f'<ul class="{page.site.css("cards")}"{more}>\n{items}</ul>'


def home(page: HomePage) -> str:
    """A picture, headlines, and a section of cards for each column."""
    sections = "".join(
        f'<section aria-labelledby="s{n}"><h2 id="s{n}">{b.name}</h2><a href="{b.href}">查看全部</a>\n'
        f"{_cards(page, b.rows)}</section>\n"
        for n, b in enumerate(page.boxes, 1)
    )
    heads = "".join(f'<li><a href="{h}">{escape(t)}</a></li>\n' for t, h in page.headlines)
    quick = "".join(f'<li><a href="{href}">{escape(text)}</a></li>\n' for text, href in page.links)
    picture = f'<picture><img src="{page.banner}" alt=""></picture>\n'
    slides = f'<section aria-roledescription="carousel"><ul>{heads}</ul></section>\n'
    return _frame(page, f"{picture}{slides if heads else ''}{sections}<ul>{quick}</ul>")


def list_page(page: ListPage) -> str:
    """One page of a column as cards."""
    card, identity = page.site.css("card"), f' id="{page.container}"' if page.container else ""
    children = "".join(f'<li><a class="{card}" href="{h}">{n}</a></li>\n' for n, h in page.children)
    tools = "".join(f'<a role="button" href="{href}">{text}</a>' for text, href in page.tools)
    text = "".join(f"<p>{escape(p)}</p>\n" for p in page.paragraphs)
    cards = _cards(page, page.rows, identity) if page.rows or page.script else ""
    notice = f'<p role="status">{page.notice}</p>' if page.notice else ""
    area = f'<div class="{page.site.css("area")}">{cards}{page.script}{notice}</div>\n'
    pages = "".join(f'<li><a href="{h}" aria-label="第{n}页">{n}</a></li>' for n, h in page.pager)
    pager = f'<nav aria-label="分页"><span>{page.total}</span><ol>{pages}</ol></nav>\n'
    side = f"<aside><h2>{page.sidebar_name}</h2>{_cards(page, page.sidebar)}</aside>\n"
    parts = [
        _trail(page), f"<header><h1>{page.name}</h1>{tools}</header>\n",
        f"<ul>{children}</ul>\n" if children else f"<article>{text}</article>\n" if text else area,
        _cards(page, page.hidden, ' hidden style="display:none"') if page.hidden else "",
        pager if pages or page.total else "", side if page.sidebar else "",
    ]  # fmt: skip
    return _frame(page, "".join(parts))


def article(page: ArticlePage) -> str:
    """One article; what is known of it stands in a list of terms."""
    form = page.site.choose("long", ("{0:%Y-%m-%d} 09:30", "{0:%Y年%m月%d日}", "{0:%Y/%m/%d}"))
    day, hidden = page.day, page.comment_day
    time = f'<time datetime="{day:%Y-%m-%d}T09:30+08:00">{form.format(day)}</time>' if day else ""
    shown = f"<dt>发布时间：</dt><dd>{time}</dd>" if time else ""
    comment = f'<!-- <time datetime="{hidden:%Y-%m-%d}"></time> -->' if hidden else ""
    facts = "".join(f"<dt>{label}：</dt><dd>{value}</dd>" for label, value in page.facts)
    text = "".join(f"<p>{escape(p)}</p>\n" for p in page.paragraphs)
    images = "".join(f'<figure><img src="{src}" alt=""></figure>\n' for src in page.images)
    files = "".join(f'<li><a href="{h}" download>{escape(n)}</a></li>' for n, h in page.files)
    links = "".join(f'<li><a href="{h}">{escape(n)}</a></li>' for n, h in page.links)
    after = "".join(
        f'<aside aria-label="{name}"><h2>{name}</h2><ul>{items}</ul></aside>\n'
        for name, items in (("附件", files), ("延伸阅读", links))
        if items
    )
    body = (
        f"{_trail(page, '正文')}<article><header><h1>{escape(page.heading)}</h1>\n{comment}<dl>{shown}"
        f'<dt>来源：</dt><dd>{page.source}</dd>{facts}</dl>\n<ul aria-label="分享">{_SHARE}</ul></header>\n'
        f'<div class="{page.site.css("prose")}">{text}{images}</div>{after}<footer>手机扫码继续阅读</footer></article>'
    )  # fmt: skip
    return _frame(page, body)


def other(page: OtherPage) -> str:
    """Any other page."""
    return _frame(page, f"{_trail(page)}<h1>{page.heading}</h1>\n<section>{page.html}</section>")


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="utf-8", content_type="text/html; charset=UTF-8", gzip=True, items_per_page=12,
    map_path="/sitemap/index.html", search_path="/search/result", search_field="keywords",
    mailbox_path="/interact/write.html", letter_path="/interact/letters",
)  # fmt: skip
