"""A modern UTF-8 portal: grid of boxes, drop-down navigation, labels in the ruled order."""

from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, Nav, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_STYLE = (
    "<style>body{{font:16px/1.8 'Microsoft YaHei',sans-serif;margin:0;color:#222}}.w{{width:1200px;margin:0 auto}}"
    ".{nav} li{{float:left;list-style:none;padding:0 12px}}.{nav} ul ul{{display:none}}"
    ".{nav} li:hover ul{{display:block}}.{list} li{{border-bottom:1px dotted #ccc;line-height:38px}}"
    ".{list} span{{float:right;color:#888}}.{foot}{{background:#f6f6f6;text-align:center;font-size:14px}}</style>\n"
)


def list_path(column: Column, page: int) -> str:
    """``/dtyw/index.html``, then ``/dtyw/index_1.html``."""
    return f"/{column.slug}/index{f'_{page}' if page else ''}.html"


def article_path(column: Column, article: Article) -> str:
    """``/dtyw/202611/t20261103_1001.html``."""
    day = article.dated_path
    return f"/{column.slug}/{day:%Y%m}/t{day:%Y%m%d}_{article.number}.html"


def _entry(nav: Nav) -> str:
    below = "".join(_entry(n) for n in nav.children)
    return f'<li><a href="{nav.href}">{nav.name}</a>{f"<ul>{below}</ul>" if below else ""}</li>\n'


def _frame(page: Page, body: str) -> str:
    site = page.site
    metas = "".join(
        f'<meta name="{name}" content="{escape(content)}" />\n'
        for name, content in page.labels.items()
    )
    css = {name: site.css(name) for name in ("nav", "list", "foot")}
    friends = "".join(
        f'<a href="{url}" target="_blank">{escape(name)}</a> | ' for name, url in page.friends
    )
    foot = "".join(f"<span>{html}</span>　" for _, html in page.foot)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8" />\n<title>{_title(page)}</title>\n'
        f'{metas}{_STYLE.format(**css)}</head><body><div class="top w"><a href="{page.home_href}">{site.name}</a>'
        f' <a href="javascript:void(0)" onclick="setHome()">设为首页</a>'
        f' <a href="mailto:office@{site.host}">邮箱</a><form action="{page.search.action}" method="get">'
        f'<input type="text" name="{page.search.field}" placeholder="请输入关键词"><button>搜索</button></form></div>\n'
        f'<div class="{css["nav"]} w"><ul><li><a href="{page.home_href}">首页</a></li>\n'
        f"{''.join(_entry(n) for n in page.nav)}</ul></div>\n"
        f'<div class="main w">{body}</div>\n<div class="{css["foot"]}"><div class="w"><p>友情链接：{friends}</p>'
        f"<p>{foot}</p></div></div></body></html>\n"
    )


def _title(page: Page) -> str:
    name = page.site.name
    return escape(page.title if page.title == name else f"{page.title}_{name}")


def _trail(page: Page) -> str:
    steps = [f'<a href="{href}">{name}</a>' if href else name for name, href in page.trail]
    return f'<div class="{page.site.css("crumb")}">当前位置：{" &gt; ".join(steps)}</div>'


def _item(row: Row, form: str = "%Y-%m-%d") -> str:
    day = f"<span>{row.day.strftime(form)}</span>" if row.day else ""
    title = escape(row.title)
    return f'<li>{day}<a href="{row.href}" target="_blank" title="{title}">{title}</a></li>\n'


def home(page: HomePage) -> str:
    """Boxes with the newest items of each column, and what else the home page links to."""
    css = page.site.css
    boxes = "".join(
        f'<div class="{css("box")}"><h2><a href="{box.href}">{box.name}</a><a href="{box.href}">更多</a></h2>'
        f'<ul class="{css("list")}">{"".join(_item(r, "%m-%d") for r in box.rows)}</ul></div>\n'
        for box in page.boxes
    )
    slides = "".join(
        f'<div class="slide"><a href="{href}"><img src="{page.banner}" alt="{escape(text)}" /></a></div>\n'
        for text, href in page.headlines
    )
    extra = "".join(f'<a href="{href}">{escape(text)}</a>\n' for text, href in page.links)
    banner = f'<img src="{page.banner}" alt="横幅" />'
    return _frame(page, f'{banner}{slides}{boxes}<div class="quick">{extra}</div>')


def list_page(page: ListPage) -> str:
    """One page of a column."""
    css = page.site.css
    children = "".join(f'<li><a href="{href}">{name}</a></li>' for name, href in page.children)
    side = "".join(_item(r) for r in page.sidebar)
    hidden = "".join(_item(r) for r in page.hidden)
    identity = f' id="{page.container}"' if page.container else ""
    tools = "".join(f'<a class="btn" href="{href}">{text}</a>' for text, href in page.tools)
    pager = "".join(f'<a href="{href}">{text}</a> ' for text, href in page.pager)
    parts = [
        _trail(page), f"<h1>{page.name}</h1>{tools}\n",
        f'<ul class="sub">{children}</ul>\n' if children else "",
        "".join(f"<p>　　{escape(p)}</p>\n" for p in page.paragraphs),
        "" if children or page.paragraphs else
        f'<ul class="{css("list")}"{identity}>\n{"".join(_item(r) for r in page.rows)}{page.notice}</ul>{page.script}',
        f'<ul style="display:none">{hidden}</ul>' if hidden else "",
        f'<div class="page">{page.total} {pager}</div>',
        f'<div class="{css("side")}"><h3>{page.sidebar_name}</h3><ul>{side}</ul></div>' if side else "",
    ]  # fmt: skip
    return _frame(page, "".join(parts))


def article(page: ArticlePage) -> str:
    """One article."""
    shown = f"<span>发布时间：{page.day:%Y-%m-%d} 09:30</span>　" if page.day else ""
    comment = f"<!-- 发布时间：{page.comment_day:%Y-%m-%d} -->" if page.comment_day else ""
    facts = "".join(f"<p>{label}：{value}</p>" for label, value in page.facts)
    text = "".join(f"<p>　　{escape(p)}</p>\n" for p in page.paragraphs)
    images = "".join(f'<p><img src="{src}" alt="" /></p>' for src in page.images)
    files = "".join(f'<p>附件：<a href="{h}">{escape(n)}</a></p>' for n, h in page.files)
    links = "".join(f'<p><a href="{h}">{escape(n)}</a></p>' for n, h in page.links)
    body = (
        f"{_trail(page)}<h1>{escape(page.heading)}</h1>\n"
        f'<div class="info">{shown}{comment}<span>来源：{page.source}</span></div>{facts}'
        f'<div class="{page.site.css("text")}">{text}{images}{files}{links}</div>'
    )
    return _frame(page, body)


def other(page: OtherPage) -> str:
    """Any other page."""
    return _frame(page, f"{_trail(page)}<h1>{page.heading}</h1>{page.html}")


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="utf-8", content_type="text/html; charset=utf-8", gzip=True,
    map_path="/wzdt/index.html", mailbox_path="/hdjl/wyxx.html", letter_path="/hdjl/submit",
)  # fmt: skip
