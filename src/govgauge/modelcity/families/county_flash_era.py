"""A county site of 2006: nested tables, GBK, ASP addresses, navigation of pictures with ``alt`` only."""

from collections.abc import Iterable
from datetime import date
from html import escape
from zlib import crc32

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_TABLE = "<table width=778 border=0 align=center cellpadding=0 cellspacing=0 bgcolor=#ffffff>"
_SCRIPT = (
    "<script language=JavaScript>\r\n<!--\r\nfunction setHome(o,u){o.style.behavior='url(#default#homepage)';}\r\n"
    "function doZoom(n){document.getElementById('zoom').style.fontSize=n+'px';}\r\n//-->\r\n</script>\r\n"
    "<style>td{font-size:9pt;line-height:1.6}a{color:#000;text-decoration:none}</style>"
)


def list_path(column: Column, page: int) -> str:
    """``/Article/ShowClass.asp?ClassID=12``, with ``&page=`` from the second page on."""
    return f"/Article/ShowClass.asp?ClassID={column.number}" + (f"&page={page + 1}" if page else "")


def article_path(column: Column, article: Article) -> str:
    """``/Article/ShowArticle.asp?ArticleID=1001``."""
    return f"/Article/ShowArticle.asp?ArticleID={article.number}"


def _near(page: Page, href: str) -> str:
    """Relative to the page's folder, where the page has one and the link stays on its host."""
    prefix = page.site.prefix + "/"
    if not page.path or page.home_href.startswith("http") or not href.startswith(prefix):
        return href
    up = "../" * (page.path.partition("?")[0].count("/") - 1)
    return up + href.removeprefix(prefix) or "./"


def _links(page: Page, form: str, pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(form.format(text=escape(text), href=_near(page, href)) for text, href in pairs)


def _on(form: str, day: date | None) -> str:
    return form.format(f"{day.year}/{day.month}/{day.day}") if day else ""


def _frame(page: Page, body: str) -> str:
    site, day = page.site, page.site.as_of
    today = f"今天是{day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"
    title = page.title if page.title == site.name else f"{site.name}--{page.title}"
    metas = "".join(f'<meta name={n} content="{escape(c)}">\r\n' for n, c in page.labels.items())
    picture = _near(page, f"{page.home_href}images/banner.png")
    button = f'<td><a href="{{href}}"><img src="{picture}" alt="{{text}}" width=72 height=28 border=0></a>'
    below = [(c.name, c.href) for n in page.nav for c in n.children]
    friends = _links(page, "<option value='{href}'>{text}</option>", page.friends)
    return (
        "<html>\r\n<head>\r\n<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">\r\n"
        f"<title>{escape(title)}</title>\r\n{metas}{_SCRIPT}</head>\r\n<body topmargin=0 bgcolor=#e7f3ff>\r\n{_TABLE}"
        f"<tr bgcolor=#cc0000><td height=24><font color=#ffffff>&nbsp;{today}　天气：多云</font><td align=right>"
        f"<a href=\"#\" onclick=\"setHome(this,'http://{site.host}/')\"><font color=yellow>设为首页</font></a>"
        f'<tr><td colspan=2><a href="{_near(page, page.home_href)}"><font face=隶书 size=6>{site.name}</font></a>'
        f"</table>\r\n{_TABLE}<tr>{_links(page, button, [(n.name, n.href) for n in page.nav])}</table>\r\n"
        f"{_TABLE}<tr><td><marquee scrollamount=3>欢迎光临{site.name}！</marquee><tr><td align=center>"
        + _links(page, '<a href="{href}">{text}</a> | ', below)
        + f'<tr><td align=right><form action="{_near(page, page.search.action)}" method=get>站内搜索：'
        f'<input name={page.search.field} size=14><input type=submit value=" GO "></form></table>\r\n{body}\r\n'
        f'{_TABLE}<tr><td align=center><hr size=1 color=#cc0000><select onchange="window.open(this.value)">'
        f"<option>=={site.choose('friends', ('友情链接', '县内网站', '政府网站'))}==</option>{friends}</select>"
        f"<center>{'<br>'.join(html for _, html in page.foot)}<br>Copyright &copy; All Rights Reserved<br>您是第 <b>"
        f"{crc32(site.host.encode()) % 900_000 + 99_000}</b> 位访客 建议使用IE6.0以上版本、1024×768分辨率浏览"
        "</center></table>\r\n</body></html>\r\n"
    )  # fmt: skip


def _trail(page: Page) -> str:
    steps = [f'<a href="{_near(page, h)}">{n}</a>' if h else n for n, h in page.trail]
    word = page.site.choose("crumb", ("您现在的位置：", "→ 您的位置：", "当前路径："))
    return f"{_TABLE}<tr><td height=26><font color=#cc0000>{word}</font>{' → '.join(steps)}</table>\r\n"


def _rows(page: Page, rows: tuple[Row, ...]) -> str:
    """The tip repeats title and date, as the old content manager wrote it; cells stay open."""
    return "".join(
        f'<tr><td>▪ <a href="{_near(page, row.href)}" title="文章标题：{escape(row.title)}'
        f'{_on("&#13;&#10;更新时间：{} 9:30:00", row.day)}" target=_blank>{escape(row.title)}</a>'
        f"{_on(' <font color=#999999>({})</font>', row.day)}\r\n"
        for row in rows
    )


def home(page: HomePage) -> str:
    """Boxes two by two; without boxes a directory of columns."""
    cells = [
        f"<td width=50% valign=top><table width=100% border=1 bordercolor=#99ccff><tr><td bgcolor=#99ccff>"
        f'<b><font color=#003399>{b.name}</font></b> <a href="{_near(page, b.href)}">&gt;&gt;&gt;</a>'
        f"<tr><td><table>{_rows(page, b.rows)}</table></table>\r\n"
        for b in page.boxes
    ]
    pairs = "".join(f"<tr>{''.join(cells[n : n + 2])}" for n in range(0, len(cells), 2))
    columns = [(c.name, c.href) for n in page.nav for c in (n, *n.children)]
    directory = _links(page, '<tr><td colspan=2>◎ <a href="{href}"><b>{text}</b></a>\r\n', columns)
    body = (
        f'{_TABLE}<tr><td colspan=2><img src="{_near(page, page.banner)}" width=778 height=90>'
        "<tr><td colspan=2><marquee direction=up height=40>"
        + _links(page, '<a href="{href}">☆{text}</a>　', page.headlines)
        + f"</marquee>{pairs or directory}<tr><td colspan=2 align=center>"
        + _links(page, '<a href="{href}">{text}</a><br>', page.links)
    )
    return _frame(page, f"{body}</table>")


def list_page(page: ListPage) -> str:
    """One page of a column."""
    side, hidden = _rows(page, page.sidebar), _rows(page, page.hidden)
    children = _links(page, '<tr><td>◎ <a href="{href}">{text}</a>\r\n', page.children)
    text = "".join(f"　　{escape(p)}<br><br>\r\n" for p in page.paragraphs)
    table = f"<table class={page.site.css('t2')} width=98%{f' id={page.container}' if page.container else ''}>"
    notice = f"<tr><td align=center><br>{page.notice}<br>" if page.notice else ""
    parts = [
        f"{_trail(page)}{_TABLE}<tr>",
        f"<td width=200 valign=top><b>{page.sidebar_name}</b><table>{side}</table>" if side else "",
        f"<td valign=top><font size=3 color=#cc0000><b>{page.name}</b></font>",
        _links(page, '<a href="{href}"><font color=red>【{text}】</font></a>', page.tools),
        f"<table>{children}</table>" if children else text,
        "" if children or text else f"{table}{_rows(page, page.rows)}{notice}</table>{page.script}",
        f'<table style="display:none">{hidden}</table>' if hidden else "",
        f"<p align=right>{page.total} ",
        _links(page, '<a href="{href}">[{text}]</a> ', page.pager) + "</p></table>",
    ]
    return _frame(page, "".join(parts))


def article(page: ArticlePage) -> str:
    """One article; source and date stand in one grey line."""
    shown = _on("发布时间：{} 9:30:00　", page.day) + _on("<!-- {} -->", page.comment_day)
    facts = "".join(f"<tr><td>{label}：<font color=blue>{v}</font>" for label, v in page.facts)
    text = "".join(f"　　{escape(p)}<br><br>\r\n" for p in page.paragraphs)
    images = "".join(f'<center><img src="{_near(page, s)}"></center>' for s in page.images)
    files = _links(page, '【附件】<a href="{href}">{text}</a><br>', page.files)
    links = _links(page, '▪ <a href="{href}">{text}</a><br>', page.links)
    body = (
        f"{_trail(page)}{_TABLE}<tr><td align=center><font size=4 color=#003399><b>{escape(page.heading)}</b></font>"
        f"<tr><td align=center bgcolor=#eeeeee>作者：佚名　文章来源：{page.source}　{shown}【字体："
        '<a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(12)">小</a>】'
        f"{facts}<tr><td id=zoom style='font-size:14px'>{text}{images}{files}{links}<tr><td align=right>"
        '【<a href="javascript:window.print()">打印此文</a>】【<a href="javascript:window.close()">关闭窗口</a>】'
    )
    return _frame(page, f"{body}</table>")


def other(page: OtherPage) -> str:
    """Any other page."""
    return _frame(
        page, f"{_trail(page)}{_TABLE}<tr><td><b>{page.heading}</b><tr><td>{page.html}</table>"
    )


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="gb18030", content_type="text/html", items_per_page=25,
    map_path="/map.asp", search_path="/Article/Search.asp", search_field="keyword",
    mailbox_path="/GuestBook/Index.asp", letter_path="/GuestBook/Save.asp",
)  # fmt: skip
