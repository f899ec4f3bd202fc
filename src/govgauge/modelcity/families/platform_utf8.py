"""An intensive platform (集约化): ``/art/2026/11/3/art_12_345.html``, definition lists, no ``h1``."""

from collections.abc import Mapping
from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Article, Column, Site


def _number(column: Column) -> int:
    return 1000 + sum(ord(c) for c in column.slug) % 9000


def list_path(column: Column, page: int) -> str:
    """``/col/col1234/index.html``, then ``/col/col1234/index.html?pageNum=2``."""
    return f"/col/col{_number(column)}/index.html" + (f"?pageNum={page + 1}" if page else "")


def article_path(column: Column, article: Article) -> str:
    """``/art/2026/11/3/art_1234_1001.html``."""
    day = article.published
    return f"/art/{day.year}/{day.month}/{day.day}/art_{_number(column)}_{article.number}.html"


def _frame(site: Site, title: str, labels: Mapping[str, str], body: str) -> str:
    metas = "".join(f'<meta name="{n}" content="{escape(c)}">' for n, c in labels.items())
    nav = "".join(
        f'<a class="m" href="{site.prefix}{list_path(c, 0)}">{c.name}</a>\n' for c in site.columns
    )
    friends = "".join(f'<li><a href="{url}">{escape(name)}</a></li>' for name, url in site.friends)
    code = f"<i>网站标识码：{site.foot_code}</i>" if site.foot_code else ""
    return (
        f"<!doctype html>\n<html><head>\n<meta charset='utf-8'>{metas}\n<title>{escape(title)}</title>"
        '<script>var pageName="govgauge";function q(){return "/search.html"}</script></head>\n<body>'
        f'<header><a href="{site.prefix}/"><b>{site.name}</b></a><nav>{nav}</nav></header>\n<main>{body}</main>\n'
        f'<footer><ul class="yq">{friends}</ul><div>主办单位：{site.organiser}</div><div>{code}'
        f"<i>粤ICP备2021{site.unit_id[-4:]}号</i><i>粤公网安备{site.division}0500{site.unit_id[-4:]}号</i></div>"
        f'<a href="{site.prefix}/map.html">网站地图</a></footer></body></html>\n'
    )


def home(site: Site, labels: Mapping[str, str]) -> str:
    """Sections with dated items; the first item of the first section is an old pinned one."""
    sections = []
    for index, column in enumerate(site.columns[:12]):
        items = column.articles[:5]
        if index == 0 and len(column.articles) > 6:
            items = [column.articles[-1], *items]
        rows = "".join(
            f'<dd><a href="{site.prefix}{article_path(column, a)}">{escape(a.title)}</a>'
            f"<em>{a.published:%Y.%m.%d}</em></dd>\n"
            for a in items
        )
        sections.append(f"<section><dl><dt>{column.name}</dt>{rows}</dl></section>")
    extra = "".join(f'<a href="{href}">{escape(text)}</a>\n' for text, href in site.home_links)
    picture = f'<img src="{site.prefix}/images/banner.png">'
    return _frame(site, site.name, labels, picture + "".join(sections) + f"<aside>{extra}</aside>")


def list_page(site: Site, column: Column, page: int, pages: int, labels: Mapping[str, str]) -> str:
    """One page of a column."""
    size = FAMILY.items_per_page
    rows = "".join(
        f'<div class="row"><a href="{site.prefix}{article_path(column, a)}">{escape(a.title)}</a>'
        + (
            f"<time>{a.published.year}年{a.published.month}月{a.published.day}日</time>"
            if a.date_in_list
            else ""
        )
        + "</div>\n"
        for a in column.articles[page * size : (page + 1) * size]
    )
    pager = "".join(
        f'<a href="{site.prefix}{list_path(column, n)}">{n + 1}</a>' for n in range(pages)
    )
    body = (
        f'<div class="wz">当前位置：<a href="{site.prefix}/">首页</a>&gt;<a href="{site.prefix}{list_path(column, 0)}">'
        f'{column.name}</a></div><div class="lb">\n{rows}</div><div class="fy">{pager}</div>'
    )
    return _frame(site, f"{column.name}|{site.name}", labels, body)


def article(site: Site, column: Column, article: Article, labels: Mapping[str, str]) -> str:
    """One article."""
    shown = f"<em>日期：{article.published:%Y-%m-%d}</em>" if article.date_shown else ""
    comment = f"<!--日期：{article.published:%Y-%m-%d}-->" if article.date_in_comment else ""
    text = "".join(f"<p>{escape(p)}</p>\n" for p in article.paragraphs)
    images = "".join(f'<p><img src="{src}"></p>' for src in article.images)
    files = "".join(
        f'<p><a href="{href}" download>{escape(name)}</a></p>' for name, href in article.files
    )
    links = "".join(f'<p><a href="{href}">{escape(name)}</a></p>' for name, href in article.links)
    body = (
        f'<div class="wz">当前位置：<a href="{site.prefix}/">首页</a>&gt;<a href="{site.prefix}{list_path(column, 0)}">'
        f'{column.name}</a>&gt;详情</div><div class="bt">{escape(article.title)}</div>'
        f'<div class="xx">{shown}{comment}<em>来源：{article.source}</em><em>浏览量：</em></div>'
        f'<div class="nr">{text}{images}{files}{links}</div>'
    )
    return _frame(site, f"{article.title}|{site.name}", labels, body)


FAMILY = Family(
    list_path=list_path,
    article_path=article_path,
    home=home,
    list_page=list_page,
    article=article,
    encoding="utf-8",
    content_type="text/html;charset=UTF-8",
)
