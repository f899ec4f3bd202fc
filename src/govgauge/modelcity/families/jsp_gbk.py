"""An old table layout of JSP days: GBK bytes that declare gb2312, relative links, odd attributes."""

from collections.abc import Mapping
from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Article, Column, Site


def list_path(column: Column, page: int) -> str:
    """``/list.jsp?col=dtyw``, with ``&p=`` from the second page on."""
    return f"/list.jsp?col={column.slug}" + (f"&p={page + 1}" if page else "")


def article_path(column: Column, article: Article) -> str:
    """``/show.jsp?id=1001``."""
    return f"/show.jsp?id={article.number}"


def _frame(site: Site, title: str, labels: Mapping[str, str], body: str) -> str:
    # Content before name, and names in upper case: as old generators wrote them.
    metas = "".join(
        f"<META content='{escape(content, quote=True)}' name='{name}'>\r\n"
        for name, content in labels.items()
    )
    cells = "".join(
        f'<td align=center><a href=".{list_path(c, 0)}">{c.name}</a></td>' for c in site.columns
    )
    friends = "".join(f"<option>{escape(name)}</option>" for name, _ in site.friends)
    links = " ".join(f'<a href="{url}">{escape(name)}</a>' for name, url in site.friends[:4])
    code = f"网站标识码{site.foot_code} " if site.foot_code else ""
    return (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\r\n<HTML><HEAD>\r\n'
        '<META http-equiv="Content-Type" content="text/html; charset=gb2312">\r\n'
        f"<TITLE>{escape(title)}</TITLE>\r\n{metas}</HEAD>\r\n<BODY bgcolor=#ffffff>\r\n"
        f'<TABLE width=960 align=center><TR><TD colspan=22><a href="./"><font size=5>{site.name}</font></a></TD></TR>'
        f"<TR>{cells}</TR></TABLE>\r\n{body}\r\n"
        f"<TABLE width=960 align=center><TR><TD align=center><select>{friends}</select> {links}<BR>"
        f'<a href="./map.html">站点地图</a> <a hhref="./old.html">旧版</a> <a href="">刷新</a><BR>'
        f"版权所有：{site.name}　主办：{site.organiser}　电话：0999-8880001<BR>"
        f"{code}浙ICP备0500{site.unit_id[-4:]}号 公安备案号：{site.division}0300{site.unit_id[-4:]}"
        "</TD></TR></TABLE></BODY></HTML>\r\n"
    )


def _row(column: Column, article: Article, dated: bool) -> str:
    day = article.published
    date = (
        f"<td width=100>[{day.year}/{day.month}/{day.day}]</td>"
        if dated
        else "<td width=100>&nbsp;</td>"
    )
    path = article_path(column, article)
    return f'<tr><td width=20>·</td><td><a href=".{path}" target=_blank>{escape(article.title)}</a></td>{date}</tr>\r\n'


def home(site: Site, labels: Mapping[str, str]) -> str:
    """Two columns of tables with the newest items."""
    boxes = []
    for column in site.columns[:8]:
        rows = "".join(_row(column, a, dated=True) for a in column.articles[:7])
        boxes.append(
            f"<table width=470><tr><td colspan=3><b>{column.name}</b></td></tr>{rows}</table>\r\n"
        )
    extra = "".join(
        f'<a href="{href}">{escape(text)}</a><br>\r\n' for text, href in site.home_links
    )
    picture = '<img border=0 src="./images/banner.png" width=960>'
    body = (
        f"<TABLE width=960 align=center><TR><TD>{picture}{''.join(boxes)}{extra}</TD></TR></TABLE>"
    )
    return _frame(site, site.name, labels, body)


def list_page(site: Site, column: Column, page: int, pages: int, labels: Mapping[str, str]) -> str:
    """One page of a column, with a hidden second copy as some systems leave it behind."""
    size = FAMILY.items_per_page
    shown = column.articles[page * size : (page + 1) * size]
    rows = "".join(_row(column, a, a.date_in_list) for a in shown)
    hidden = "".join(
        f"<li><a href='.{article_path(column, a)}'>{escape(a.title)}</a>2001-01-01</li>"
        for a in shown[:4]
    )
    pager = " ".join(f'<a href=".{list_path(column, n)}">第{n + 1}页</a>' for n in range(pages))
    body = (
        f"<TABLE width=960 align=center><TR><TD>您的位置：<a href='./'>首页</a> &gt; {column.name}</TD></TR>"
        f"<TR><TD><table class=list width=100%>{rows}</table><ul style='display: none'>{hidden}</ul>"
        f"{pager}</TD></TR></TABLE>"
    )
    return _frame(site, f"{column.name} - {site.name}", labels, body)


def article(site: Site, column: Column, article: Article, labels: Mapping[str, str]) -> str:
    """One article."""
    day = article.published
    shown = f"发布日期：{day.year}年{day.month}月{day.day}日　" if article.date_shown else ""
    comment = f"<!-- 日期：{day:%Y-%m-%d} -->" if article.date_in_comment else ""
    text = "".join(f"<p>&nbsp;&nbsp;{escape(p)}</p>\r\n" for p in article.paragraphs)
    images = "".join(f"<center><img src='{src}'></center>" for src in article.images)
    files = "".join(
        f"附件下载：<a href='{href}'>{escape(name)}</a><br>" for name, href in article.files
    )
    links = "".join(f"<a href='{href}'>{escape(name)}</a><br>" for name, href in article.links)
    body = (
        f"<TABLE width=960 align=center><TR><TD>您的位置：<a href='./'>首页</a> &gt; "
        f"<a href='.{list_path(column, 0)}'>{column.name}</a> &gt; 正文</TD></TR>"
        f"<TR><TD align=center><font size=4><b>{escape(article.title)}</b></font></TD></TR>"
        f"<TR><TD align=center>{shown}{comment}信息来源：{article.source}　浏览次数：</TD></TR>"
        f"<TR><TD>{text}{images}{files}{links}</TD></TR></TABLE>"
    )
    return _frame(site, f"{article.title} - {site.name}", labels, body)


FAMILY = Family(
    list_path=list_path,
    article_path=article_path,
    home=home,
    list_page=list_page,
    article=article,
    encoding="gb18030",
    content_type="text/html",
    items_per_page=20,
)
