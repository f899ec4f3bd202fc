"""An intensive platform (集约化): ``/art/2026/11/3/art_12_345.html``, definition lists, no ``h1``."""

from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column


def list_path(column: Column, page: int) -> str:
    """``/col/col1234/index.html``, then ``/col/col1234/index.html?pageNum=2``."""
    return f"/col/col{1000 + column.number}/index.html" + (f"?pageNum={page + 1}" if page else "")


def article_path(column: Column, article: Article) -> str:
    """``/art/2026/11/3/art_1234_1001.html``."""
    day = article.dated_path
    return f"/art/{day.year}/{day.month}/{day.day}/art_{1000 + column.number}_{article.number}.html"


def _frame(page: Page, body: str) -> str:
    site = page.site
    metas = "".join(f'<meta name="{n}" content="{escape(c)}">' for n, c in page.labels.items())
    nav = "".join(
        f'<a class="{site.css("m")}" href="{n.href}">{n.name}</a>\n'
        + "".join(f'<a class="{site.css("s")}" href="{c.href}">{c.name}</a>\n' for c in n.children)
        for n in page.nav
    )
    friends = "".join(f'<li><a href="{url}">{escape(name)}</a></li>' for name, url in page.friends)
    foot = "".join(f"<div>{html}</div>\n" for _, html in page.foot)
    return (
        f"<!doctype html>\n<html><head>\n<meta charset='utf-8'>{metas}\n<title>{_title(page)}</title>"
        f'<script>function q(){{return "{page.search.action}"}}</script></head>\n<body>'
        f'<header><a href="{page.home_href}"><b>{site.name}</b></a><form action="{page.search.action}">'
        f'<input name="{page.search.field}"><input type="submit" value="检索"></form>\n<nav>{nav}</nav></header>\n'
        f'<main>{body}</main>\n<footer><ul class="{site.css("yq")}">{friends}</ul>{foot}</footer></body></html>\n'
    )


def _title(page: Page) -> str:
    name = page.site.name
    return escape(page.title if page.title == name else f"{page.title}|{name}")


def _trail(page: Page, last: str = "") -> str:
    steps = [f'<a href="{href}">{name}</a>' if href else name for name, href in page.trail]
    return f'<div class="{page.site.css("wz")}">当前位置：{"&gt;".join(steps)}{last}</div>'


def _row(row: Row) -> str:
    day = f"<time>{row.day.year}年{row.day.month}月{row.day.day}日</time>" if row.day else ""
    return f'<div class="row"><a href="{row.href}">{escape(row.title)}</a>{day}</div>\n'


def home(page: HomePage) -> str:
    """Sections of definition lists with dated items."""
    sections = "".join(
        f'<section><dl><dt><a href="{box.href}">{box.name}</a></dt>'
        + "".join(
            f'<dd><a href="{r.href}">{escape(r.title)}</a>'
            + (f"<em>{r.day:%Y.%m.%d}</em>" if r.day else "")
            + "</dd>\n"
            for r in box.rows
        )
        + "</dl></section>"
        for box in page.boxes
    )
    slides = "".join(f'<h3><a href="{h}">{escape(t)}</a></h3>' for t, h in page.headlines)
    extra = "".join(f'<a href="{href}">{escape(text)}</a>\n' for text, href in page.links)
    return _frame(page, f'<img src="{page.banner}">{slides}{sections}<aside>{extra}</aside>')


def list_page(page: ListPage) -> str:
    """One page of a column."""
    css = page.site.css
    pager = "".join(f'<a href="{href}">{text}</a>' for text, href in page.pager)
    tools = "".join(f'<a href="{href}">{text}</a>' for text, href in page.tools)
    children = "".join(f'<li><a href="{href}">{name}</a></li>' for name, href in page.children)
    identity = f' id="{page.container}"' if page.container else ""
    notice = f"<p>{page.notice}</p>" if page.notice else ""
    side = "".join(_row(r) for r in page.sidebar)
    hidden = "".join(_row(r) for r in page.hidden)
    area = f'<div class="{css("lb")}"{identity}>\n{"".join(_row(r) for r in page.rows)}{notice}</div>{page.script}'
    text = "".join(f"<p>{escape(p)}</p>\n" for p in page.paragraphs)
    body = (
        _trail(page)
        + tools
        + (f'<ul class="{css("zl")}">{children}</ul>' if children else "")
        + (f'<div class="{css("nr")}">{text}</div>' if text else "")
        + ("" if children or text else area)
        + (f'<div style="display: none;">{hidden}</div>' if hidden else "")
        + f'<div class="{css("fy")}">{page.total}{pager}</div>'
        + (f'<aside class="{css("tj")}"><b>{page.sidebar_name}</b>{side}</aside>' if side else "")
    )
    return _frame(page, body)


def article(page: ArticlePage) -> str:
    """One article."""
    shown = f"<em>日期：{page.day:%Y-%m-%d}</em>" if page.day else ""
    comment = f"<!--日期：{page.comment_day:%Y-%m-%d}-->" if page.comment_day else ""
    facts = "".join(f"<li>{label}：{value}</li>" for label, value in page.facts)
    text = "".join(f"<p>{escape(p)}</p>\n" for p in page.paragraphs)
    images = "".join(f'<p><img src="{src}"></p>' for src in page.images)
    files = "".join(f'<p><a href="{h}" download>{escape(n)}</a></p>' for n, h in page.files)
    links = "".join(f'<p><a href="{h}">{escape(n)}</a></p>' for n, h in page.links)
    body = (
        f'{_trail(page, "&gt;详情")}<div class="{page.site.css("bt")}">{escape(page.heading)}</div>'
        f'<div class="xx">{shown}{comment}<em>来源：{page.source}</em><em>浏览量：</em></div>'
        f"{f'<ul>{facts}</ul>' if facts else ''}"
        f'<div class="{page.site.css("nr")}">{text}{images}{files}{links}</div>'
    )
    return _frame(page, body)


def other(page: OtherPage) -> str:
    """Any other page."""
    return _frame(
        page, f'{_trail(page)}<div class="{page.site.css("bt")}">{page.heading}</div>{page.html}'
    )


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="utf-8", content_type="text/html;charset=UTF-8",
    map_path="/col/map/index.html", search_path="/jsearch/search.do", search_field="qq",
    mailbox_path="/col/mail/index.html", letter_path="/jact/letter.do",
)  # fmt: skip
