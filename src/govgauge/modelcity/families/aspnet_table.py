"""ASP.NET of 2010: nested tables, view state, GBK bytes under gb2312, all pages in one folder."""

from base64 import b64encode
from datetime import date
from hashlib import sha512
from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_TABLE = '<TABLE width="980" border="0" align="center" cellpadding="0" cellspacing="0"'
_HEAD = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\r\n'
    '<html xmlns="http://www.w3.org/1999/xhtml">\r\n<HEAD>'
    '<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />'
    '<SCRIPT language="javascript" type="text/javascript">\r\n<!--\r\n'
    "function setHome(o){o.style.behavior='url(#default#homepage)';o.setHomePage(location.href);}\r\n"
    "function addFav(){window.external.AddFavorite(location.href,document.title);}\r\n"
    "function doZoom(n){document.getElementById('zoom').style.fontSize=n+'px';}\r\n//-->\r\n</SCRIPT>\r\n"
)
_BUTTONS = (
    "【<a href='javascript:window.print()'>打印本页</a>】【<a href='javascript:window.close()'>关闭窗口</a>】"
)  # fmt: skip


def list_path(column: Column, page: int) -> str:
    """``/List.aspx?cid=12``, with ``&page=2`` from the second page on."""
    return f"/List.aspx?cid={column.number}" + (f"&page={page + 1}" if page else "")


def article_path(column: Column, article: Article) -> str:
    """``/Show.aspx?id=1001``."""
    return f"/Show.aspx?id={article.number}"


def _link(page: Page, href: str, text: str, more: str = "") -> str:
    """A link by the bare file name, where page and target lie side by side in the site's folder."""
    root = f"{page.site.prefix}/"
    name = href.removeprefix(root)
    away = page.home_href.startswith("http") or not href.startswith(root) or not name
    near = href if away or "/" in name or page.path.count("/") != 1 else name
    return f'<A href="{near}"{more}>{text}</A>'


def _top(page: Page) -> str:
    """The strip above the banner, in the one form that posts back with its view state."""
    blocks = (sha512(f"{page.site.unit_id}{page.path}{n}".encode()).digest() for n in range(6))
    today, week = page.site.as_of, "一二三四五六日"
    words = f"今天是{today.year}年{today.month}月{today.day}日 星期{week[today.weekday()]}"
    weather = page.site.choose("weather", ("晴 3～14℃ 微风", "多云转阴 6～12℃", "小雨 9～13℃"))
    return (
        f'<form name="form1" method="post" action="{page.path.rpartition("/")[2] or "./"}" id="form1">\r\n<div>\r\n'
        '<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" '
        f'value="/wEPDwUK{b64encode(b"".join(blocks)).decode()}" />\r\n</div>\r\n'
        f"{_TABLE}><TR><TD height=28>&nbsp;{words}&nbsp;&nbsp;{weather}</TD>"
        "<TD align=right><a href='#' onclick=\"setHome(this)\">设为首页</a> | "
        "<a href='javascript:addFav()'>加入收藏</a>&nbsp;</TD></TR></TABLE></form>\r\n"
    )


def _frame(page: Page, body: str) -> str:
    site, css = page.site, page.site.css
    title = page.title if page.title == site.name else f"{site.name}-{page.title}"
    metas = "".join(f'<META NAME="{n}" CONTENT="{escape(c)}" />' for n, c in page.labels.items())
    cells = "".join(
        f"<td align=center valign=top class={css('menu')}>{_link(page, n.href, f'<b>{n.name}</b>')}"
        + "".join(f"<br>{_link(page, c.href, c.name)}" for c in n.children)
        + ("</td></tr>\r\n<tr>" if place % 9 == 8 else "</td>")
        for place, n in enumerate(page.nav)
    )
    options = "".join(f'<option value="{u}">{escape(n)}</option>' for n, u in page.friends)
    between = site.choose("foot", ("</TD></TR>\r\n<TR><TD align=center>", "</TD>\r\n<TD>"))
    return (
        f"{_HEAD}<title>\r\n\t{escape(title)}\r\n</title>{metas}\r\n<style type=text/css>"
        f"td{{font-size:12px;line-height:22px}}.{css('menu')} A{{color:#fff}}</style></HEAD>\r\n"
        f"<BODY leftMargin=0 topMargin=0>\r\n{_top(page)}{_TABLE} bgcolor=#0a5aa8><tr><td height=80>"
        f"{_link(page, page.home_href, f'<font color=#ffffff size=6>{site.name}</font>')}</td>"
        f'<td align=right><form action="{page.search.action}" method=get><input type=text size=14 '
        f"name={page.search.field}><input type=submit value='站内搜索'></form></td></tr></TABLE>\r\n"
        f"{_TABLE} bgcolor=#3b83c6><tr>{cells}</tr></TABLE>\r\n{body}\r\n{_TABLE}><tr><td align=center>友情链接："
        "<select onchange=\"if(this.value)window.open(this.value)\"><option value=''>--请选择--</option>"
        f"{options}</select></td></tr></TABLE>\r\n{_TABLE} class={css('foot')}><TR><TD align=center>"
        f"{between.join(html for _, html in page.foot)}</TD></TR></TABLE>\r\n<CENTER>建议使用IE8.0以上浏览器，"
        f"1024*768分辨率浏览　您是第 <font color=red>{site.choose('visitors', range(20_000, 900_000))}</font> "
        "位访问者</CENTER>\r\n</BODY>\r\n</html>\r\n"
    )  # fmt: skip


def _trail(page: Page, last: str = "") -> str:
    steps = [_link(page, h, n) if h else n for n, h in page.trail]
    word = page.site.choose("crumb", ("您现在的位置：", "您当前的位置 ：", "所在位置："))
    cell = f"<td height=30 bgcolor=#eef5fb>&nbsp;{word}{' >> '.join(steps)}{last}</td>"
    return f"{_TABLE}><tr>{cell}</tr></TABLE>\r\n"


def _day(page: Page, day: date) -> str:
    """As the framework writes a day, or padded where somebody cared."""
    padded = page.site.choose("padded", (True, False))
    return f"{day:%Y-%m-%d}" if padded else f"{day.year}-{day.month}-{day.day}"


def _rows(page: Page, rows: tuple[Row, ...]) -> str:
    """A nested table; the day stands in brackets after the title, in the same cell."""
    begin, end = page.site.choose("brackets", (("[", "]"), ("(", ")"), ("（", "）"), ("【", "】")))
    lines = "".join(
        f"<TR><TD height=26>◇ {_link(page, r.href, escape(r.title), ' target=_blank')}"
        + (f" <FONT color=#999999>{begin}{_day(page, r.day)}{end}</FONT>" if r.day else "")
        + "</TD></TR><tr><td height=1 bgcolor=#dddddd></td></tr>\r\n"
        for r in rows
    )
    return f'<TABLE width="100%">{lines}</TABLE>' if lines else ""


def home(page: HomePage) -> str:
    """Two nested tables side by side in every row of the page."""
    boxes = [
        f'<td width=490 valign=top><table width="98%"><tr bgcolor=#d9e8f6><td><b>{box.name}</b></td>'
        f"<td align=right>{_link(page, box.href, '更多&gt;&gt;')}</td></tr>"
        f"<tr><td colspan=2>{_rows(page, box.rows)}</td></tr></table></td>"
        for box in page.boxes
    ]
    pairs = "".join(f"<tr>{''.join(boxes[n : n + 2])}</tr>" for n in range(0, len(boxes), 2))
    slides = " ".join(_link(page, h, escape(t)) for t, h in page.headlines)
    extra = "".join(f'<li><a href="{href}">{escape(text)}</a></li>' for text, href in page.links)
    top = f"<IMG src='{page.banner}' width=980 height=90><marquee scrollamount=3>{slides}</marquee>"
    last = f"<tr><td colspan=2><ul>{extra}</ul></td></tr>"
    return _frame(page, f"{_TABLE}><tr><td colspan=2>{top}</td></tr>{pairs}{last}</TABLE>")


def list_page(page: ListPage) -> str:
    """One page of a column, with what stands beside it in a cell to the left."""
    children = "".join(f"<tr><td>■ {_link(page, h, n)}</td></tr>" for n, h in page.children)
    tools = "".join(f"<td align=right>{_link(page, h, t)}</td>" for t, h in page.tools)
    text = "".join(f"<P>&nbsp;&nbsp;&nbsp;&nbsp;{escape(p)}</P>\r\n" for p in page.paragraphs)
    identity = f" id={page.container}" if page.container else ""
    notice = f"<CENTER><FONT color=red>{page.notice}</FONT></CENTER>" if page.notice else ""
    area = f"<div class={page.site.css('list')}{identity}>{_rows(page, page.rows)}{notice}</div>{page.script}"
    pages = " ".join(_link(page, h, f"[{n}]") for n, h in page.pager)
    side = f"<b>{page.sidebar_name}</b>{_rows(page, page.sidebar)}" if page.sidebar else ""
    body = (
        f"{_trail(page)}{_TABLE}><tr>"
        + (f"<td width=240 valign=top>{side}</td>" if side else "")
        + f'<td valign=top><table width="100%"><tr><td><b>{page.name}</b></td>{tools}</tr></table>'
        + (f"<table>{children}</table>" if children else text or area)
        + (f'<div style="display:none">{_rows(page, page.hidden)}</div>' if page.hidden else "")
        + f"<div align=center>{page.total} {pages}</div></td></tr></TABLE>"
    )
    return _frame(page, body)


def article(page: ArticlePage) -> str:
    """One article; what is known of it stands in brackets under its title."""
    day, hidden, read = page.day, page.comment_day, page.site.choose(page.path, range(12, 3_000))
    shown = f"【发布日期：{_day(page, day)} 9:30:00】" if day else ""
    comment = f"<!--【发布日期：{hidden:%Y-%m-%d}】-->" if hidden else ""
    facts = "".join(f"<TR><TD align=center>{n}：{v}</TD></TR>" for n, v in page.facts)
    text = "".join(f"<P><FONT face=宋体>　　{escape(p)}</FONT></P>\r\n" for p in page.paragraphs)
    images = "".join(f"<P align=center><IMG border=0 src='{src}'></P>" for src in page.images)
    files = "".join(f"<br>◎ <a href='{h}'>{escape(n)}</a>" for n, h in page.files)
    links = "".join(f"<br><a href='{h}'>{escape(n)}</a>" for n, h in page.links)
    place = page.site.choose("place holder", ("ctl00_ContentPlaceHolder1_", "ctl00_cphMain_", ""))
    body = (
        f"{_trail(page, ' >> 正文')}{_TABLE}><TR><TD align=center height=50>"
        f'<span id="{place}lblTitle"><font size=5>{escape(page.heading)}</font></span></TD></TR>\r\n'
        f"<TR><TD align=center>{shown}{comment}【来源：{page.source}】【点击数：<span id={place}lblHits>{read}</span>】"
        "【字体：<a href='javascript:doZoom(16)'>大</a> <a href='javascript:doZoom(12)'>小</a>】</TD></TR>"
        f"{facts}<TR><TD><div id=zoom>{text}{images}{files}{links}</div></TD></TR>\r\n"
        f"<TR><TD align=right>{_BUTTONS}</TD></TR></TABLE>"
    )
    return _frame(page, body)


def other(page: OtherPage) -> str:
    """Any other page."""
    cell = f"<td><b>{page.heading}</b><br>{page.html}</td>"
    return _frame(page, f"{_trail(page)}{_TABLE}><tr>{cell}</tr></TABLE>")


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="gb18030", content_type="text/html; charset=gb2312", items_per_page=18,
    map_path="/Map.aspx", search_path="/Search.aspx", search_field="key",
    mailbox_path="/Letter.aspx", letter_path="/LetterSave.aspx",
)  # fmt: skip
