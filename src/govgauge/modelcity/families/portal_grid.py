"""A modern UTF-8 portal: grid of boxes, drop-down navigation, labels in the ruled order."""

from collections.abc import Mapping
from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Article, Column, Site

_STYLE = (
    "<style>body{font:16px/1.8 'Microsoft YaHei',sans-serif;margin:0;color:#222}.w{width:1200px;margin:0 auto}"
    ".nav li{float:left;list-style:none;padding:0 12px;position:relative}.nav ul ul{display:block;font-size:13px}"
    ".box{border:1px solid #e5e5e5;border-top:3px solid #c00;margin:12px 0;padding:8px 16px}"
    ".list li{border-bottom:1px dotted #ccc;line-height:38px}.list span{float:right;color:#888}"
    ".foot{background:#f6f6f6;border-top:4px solid #c00;padding:24px 0;text-align:center;font-size:14px}</style>\n"
)


def list_path(column: Column, page: int) -> str:
    """``/dtyw/index.html``, then ``/dtyw/index_1.html``."""
    return f"/{column.slug}/index{f'_{page}' if page else ''}.html"


def article_path(column: Column, article: Article) -> str:
    """``/dtyw/202611/t20261103_1001.html``."""
    day = article.published
    return f"/{column.slug}/{day:%Y%m}/t{day:%Y%m%d}_{article.number}.html"


def _frame(site: Site, title: str, labels: Mapping[str, str], body: str) -> str:
    metas = "".join(
        f'<meta name="{name}" content="{escape(content)}" />\n' for name, content in labels.items()
    )
    nav = "".join(
        f'<li><a href="{site.prefix}{list_path(c, 0)}">{c.name}</a><ul>'
        f'<li><a href="{site.prefix}{list_path(c, 0)}?scope=city">市级</a></li>'
        f'<li><a href="{site.prefix}{list_path(c, 0)}?scope=all">全部</a></li></ul></li>\n'
        for c in site.columns
    )
    friends = "".join(
        f'<a href="{url}" target="_blank">{escape(name)}</a> | ' for name, url in site.friends
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8" />\n<title>{escape(title)}</title>\n'
        f'{metas}{_STYLE}</head><body><div class="top w"><a href="{site.prefix}/">{site.name}</a>'
        f' <a href="javascript:void(0)" onclick="setHome()">设为首页</a> <a href="#top">无障碍</a>'
        f' <a href="mailto:office@{site.host}">邮箱</a></div><div class="nav w"><ul>\n{nav}</ul></div>\n'
        f'<div class="main w">{body}</div>\n<div class="foot"><div class="w"><p>友情链接：{friends}</p>'
        f'<p><a href="{site.prefix}/map.html">网站地图</a> | <a href="{site.prefix}/about.html">关于我们</a></p>'
        f"<p>主办单位：{site.organiser}　承办单位：{site.place}大数据中心　联系电话：0999-8880000</p>\n"
        f"<p>{_code(site)}<span>京ICP备1234{site.unit_id[-4:]}号-1</span>　"
        f"<span>京公网安备 {site.division}0200{site.unit_id[-4:]}号</span></p></div></div></body></html>\n"
    )


def _code(site: Site) -> str:
    return f"<span>网站标识码：{site.foot_code}</span>　" if site.foot_code else ""


def home(site: Site, labels: Mapping[str, str]) -> str:
    """Boxes with the newest items of each column, and what else the home page links to."""
    boxes = []
    for column in site.columns[:10]:
        rows = "".join(
            f'<li><span>{a.published:%m-%d}</span><a href="{site.prefix}{article_path(column, a)}"'
            f' title="{escape(a.title)}">{escape(a.title)}</a></li>\n'
            for a in column.articles[:6]
        )
        more = f"{site.prefix}{list_path(column, 0)}"
        boxes.append(
            f'<div class="box"><h2>{column.name}<a href="{more}">更多</a></h2><ul class="list">{rows}</ul></div>\n'
        )
    extra = "".join(f'<a href="{href}">{escape(text)}</a>\n' for text, href in site.home_links)
    banner = f'<img src="{site.prefix}/images/banner.png" alt="横幅" />'
    return _frame(
        site, site.name, labels, banner + "".join(boxes) + f'<div class="quick">{extra}</div>'
    )


def list_page(site: Site, column: Column, page: int, pages: int, labels: Mapping[str, str]) -> str:
    """One page of a column."""
    size = FAMILY.items_per_page
    rows = "".join(
        "<li>"
        + (f"<span>{a.published:%Y-%m-%d}</span>" if a.date_in_list else "")
        + f'<a href="{site.prefix}{article_path(column, a)}" target="_blank">{escape(a.title)}</a></li>\n'
        for a in column.articles[page * size : (page + 1) * size]
    )
    pager = "".join(
        f'<a href="{site.prefix}{list_path(column, n)}">{n + 1}</a> '
        for n in range(pages)
        if n != page
    )
    crumb = (
        f'<div class="crumb">当前位置：<a href="{site.prefix}/">首页</a> &gt; '
        f'<a href="{site.prefix}{list_path(column, 0)}">{column.name}</a></div>'
    )
    body = f'{crumb}<h1>{column.name}</h1><ul class="list">\n{rows}</ul><div class="page">{pager}</div>'
    return _frame(site, f"{column.name}_{site.name}", labels, body)


def article(site: Site, column: Column, article: Article, labels: Mapping[str, str]) -> str:
    """One article."""
    shown = (
        f"<span>发布时间：{article.published:%Y-%m-%d} 09:30</span>　" if article.date_shown else ""
    )
    comment = f"<!-- 发布时间：{article.published:%Y-%m-%d} -->" if article.date_in_comment else ""
    text = "".join(f"<p>　　{escape(p)}</p>\n" for p in article.paragraphs)
    images = "".join(f'<p><img src="{src}" alt="" /></p>' for src in article.images)
    files = "".join(
        f'<p>附件：<a href="{href}">{escape(name)}</a></p>' for name, href in article.files
    )
    links = "".join(f'<p><a href="{href}">{escape(name)}</a></p>' for name, href in article.links)
    body = (
        f'<div class="crumb">当前位置：<a href="{site.prefix}/">首页</a> &gt; '
        f'<a href="{site.prefix}{list_path(column, 0)}">{column.name}</a> &gt; 正文</div>'
        f"<h1>{escape(article.title)}</h1>\n<div class='info'>{shown}{comment}<span>来源：{article.source}</span></div>"
        f'<div class="text">{text}{images}{files}{links}</div>'
    )
    return _frame(site, f"{article.title}_{column.name}_{site.name}", labels, body)


FAMILY = Family(
    list_path=list_path,
    article_path=article_path,
    home=home,
    list_page=list_page,
    article=article,
    encoding="utf-8",
    content_type="text/html; charset=utf-8",
    gzip=True,
)
