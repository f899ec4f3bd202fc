"""An old table layout of JSP days: GBK bytes that declare gb2312, relative links, odd attributes."""

from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_TABLE = "<TABLE width=960 align=center>"


def list_path(column: Column, page: int) -> str:
    """``/list.jsp?col=dtyw``, with ``&p=`` from the second page on."""
    return f"/list.jsp?col={column.slug}" + (f"&p={page + 1}" if page else "")


def article_path(column: Column, article: Article) -> str:
    """``/show.jsp?id=1001``."""
    return f"/show.jsp?id={article.number}"


def _near(page: Page, href: str) -> str:
    """Relative, as every page of this family lies in one folder; pages elsewhere stay absolute."""
    prefix = page.site.prefix + "/"
    deep = href.count("/") > prefix.count("/") or page.path.count("/") != 1
    away = page.home_href.startswith("http") or not href.startswith(prefix)
    return href if deep or away else "./" + href.removeprefix(prefix)


def _frame(page: Page, body: str) -> str:
    site = page.site
    # Content before name, and names in upper case: as old generators wrote them.
    metas = "".join(
        f"<META content='{escape(content, quote=True)}' name='{name}'>\r\n"
        for name, content in page.labels.items()
    )
    entries = [n for top in page.nav for n in (top, *top.children)]
    cells = "".join(
        f'<td align=center><a href="{_near(page, n.href)}">{n.name}</a></td>'
        + ("</TR><TR>" if place % 11 == 10 else "")
        for place, n in enumerate(entries)
    )
    friends = "".join(f"<option>{escape(name)}</option>" for name, _ in page.friends)
    links = " ".join(f'<a href="{url}">{escape(name)}</a>' for name, url in page.friends[:4])
    foot = "".join(f"{html}<BR>\r\n" for _, html in page.foot)
    title = page.title if page.title == site.name else f"{page.title} - {site.name}"
    return (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\r\n<HTML><HEAD>\r\n'
        '<META http-equiv="Content-Type" content="text/html; charset=gb2312">\r\n'
        f"<TITLE>{escape(title)}</TITLE>\r\n{metas}</HEAD>\r\n<BODY bgcolor=#ffffff>\r\n{_TABLE}"
        f'<TR><TD colspan=11><a href="{_near(page, page.home_href)}"><font size=5>{site.name}</font></a>'
        f'<form action="{page.search.action}"><input name={page.search.field} size=12>'
        "<input type=submit value=搜索></form>"
        f"</TD></TR><TR>{cells}</TR></TABLE>\r\n{body}\r\n{_TABLE}<TR><TD align=center><select>{friends}</select> "
        f'{links}<BR><a hhref="./old.html">旧版</a> <a href="">刷新</a><BR>\r\n{foot}</TD></TR></TABLE>'
        "</BODY></HTML>\r\n"
    )


def _trail(page: Page, last: str = "") -> str:
    steps = [f'<a href="{_near(page, h)}">{n}</a>' if h else n for n, h in page.trail]
    return f"{_TABLE}<TR><TD>您的位置：{' &gt; '.join(steps)}{last}</TD></TR>"


def _row(page: Page, row: Row) -> str:
    day = f"[{row.day.year}/{row.day.month}/{row.day.day}]" if row.day else "&nbsp;"
    return (
        f'<tr><td width=20>·</td><td><a href="{_near(page, row.href)}" target=_blank>{escape(row.title)}</a></td>'
        f"<td width=100>{day}</td></tr>\r\n"
    )


def home(page: HomePage) -> str:
    """Two columns of tables with the newest items."""
    boxes = "".join(
        f'<table width=470><tr><td colspan=3><b><a href="{_near(page, box.href)}">{box.name}</a></b></td></tr>'
        f"{''.join(_row(page, r) for r in box.rows)}</table>\r\n"
        for box in page.boxes
    )
    slides = "".join(
        f'<marquee><a href="{_near(page, h)}">{escape(t)}</a></marquee>' for t, h in page.headlines
    )
    extra = "".join(f'<a href="{href}">{escape(text)}</a><br>\r\n' for text, href in page.links)
    picture = f'<img border=0 src="{page.banner}" width=960>'
    return _frame(page, f"{_TABLE}<TR><TD>{picture}{slides}{boxes}{extra}</TD></TR></TABLE>")


def list_page(page: ListPage) -> str:
    """One page of a column."""
    rows = "".join(_row(page, r) for r in page.rows)
    hidden = "".join(
        f"<li><a href='{_near(page, r.href)}'>{escape(r.title)}</a>{r.day}</li>"
        for r in page.hidden
    )
    pager = " ".join(f'<a href="{_near(page, h)}">第{text}页</a>' for text, h in page.pager)
    children = "".join(
        f'<tr><td>◆ <a href="{_near(page, h)}">{name}</a></td></tr>' for name, h in page.children
    )
    tools = "".join(f'<a href="{_near(page, h)}">{text}</a>' for text, h in page.tools)
    identity = f" id={page.container}" if page.container else ""
    text = "".join(f"<p>&nbsp;&nbsp;{escape(p)}</p>\r\n" for p in page.paragraphs)
    notice = f"<tr><td align=center>{page.notice}</td></tr>" if page.notice else ""
    area = f"<table class=list width=100%{identity}>{rows}{notice}</table>{page.script}"
    side = "".join(_row(page, r) for r in page.sidebar)
    body = (
        f"{_trail(page)}<TR><TD>{tools}"
        + (f"<table width=200>{children}</table>" if children else "")
        + (text or ("" if children else area))
        + (f"<ul style='display: none'>{hidden}</ul>" if hidden else "")
        + f"{page.total} {pager}</TD>"
        + (f"<TD width=240><b>{page.sidebar_name}</b><table>{side}</table></TD>" if side else "")
        + "</TR></TABLE>"
    )
    return _frame(page, body)


def article(page: ArticlePage) -> str:
    """One article."""
    day, hidden = page.day, page.comment_day
    shown = f"发布日期：{day.year}年{day.month}月{day.day}日　" if day else ""
    comment = f"<!-- 日期：{hidden:%Y-%m-%d} -->" if hidden else ""
    facts = "".join(f"<tr><td>{label}：{value}</td></tr>" for label, value in page.facts)
    text = "".join(f"<p>&nbsp;&nbsp;{escape(p)}</p>\r\n" for p in page.paragraphs)
    images = "".join(f"<center><img src='{src}'></center>" for src in page.images)
    files = "".join(f"附件下载：<a href='{h}'>{escape(n)}</a><br>" for n, h in page.files)
    links = "".join(f"<a href='{h}'>{escape(n)}</a><br>" for n, h in page.links)
    body = (
        f"{_trail(page, ' &gt; 正文')}"
        f"<TR><TD align=center><font size=4><b>{escape(page.heading)}</b></font></TD></TR>"
        f"<TR><TD align=center>{shown}{comment}信息来源：{page.source}　浏览次数：</TD></TR>{facts}"
        f"<TR><TD>{text}{images}{files}{links}</TD></TR></TABLE>"
    )
    return _frame(page, body)


def other(page: OtherPage) -> str:
    """Any other page."""
    return _frame(page, f"{_trail(page)}<TR><TD><b>{page.heading}</b>{page.html}</TD></TR></TABLE>")


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="gb18030", content_type="text/html", items_per_page=20,
    map_path="/map.jsp", search_path="/search.jsp", search_field="keyword",
    mailbox_path="/letter.jsp", letter_path="/letter_save.jsp",
)  # fmt: skip
