"""A PHP CMS of small offices: ``/plus/view.php?aid=``, byte order mark, the column before each title."""

from collections.abc import Iterable
from html import escape
from zlib import crc32

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, Nav, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_HEAD = (
    '\ufeff<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-'
    'transitional.dtd">\r\n<html xmlns="http://www.w3.org/1999/xhtml">\r\n<head>\r\n'
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />\r\n'
)
_SCRIPT = (
    '<script type="text/javascript">\r\n<!--\r\nvar _hmt = _hmt || [];\r\nfunction AddFavorite(u,t){try'
    "{window.external.addFavorite(u,t);}catch(e){alert('请使用Ctrl+D收藏');}}\r\n//-->\r\n</script>\r\n"
)
_STYLE = (
    "<style type=\"text/css\">body{{font:12px/22px '宋体',Tahoma;width:980px;margin:0 auto}}.{left}{{float:left;"
    "width:700px}}.{right}{{float:right;width:260px}}.{e2} li{{border-bottom:1px dashed #ccc}}.{e2} small"
    "{{color:#999;margin-left:12px}}.{nav} li{{display:inline}}.{foot}{{clear:both;text-align:center}}</style>\r\n"
)


def list_path(column: Column, page: int) -> str:
    """``/plus/list.php?tid=12``, with ``&PageNo=`` from the second page on."""
    return f"/plus/list.php?tid={column.number}" + (f"&PageNo={page + 1}" if page else "")


def article_path(column: Column, article: Article) -> str:
    """``/plus/view.php?aid=1001``."""
    return f"/plus/view.php?aid={article.number}"


def _links(form: str, pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(form.format(text=escape(text), href=href) for text, href in pairs)


def _entry(nav: Nav) -> str:
    below = "".join(_entry(n) for n in nav.children)
    return f'<li><a href="{nav.href}">{nav.name}</a>{f"<ul>{below}</ul>" if below else ""}</li>\r\n'


def _frame(page: Page, body: str, side: str = "") -> str:
    site = page.site
    css = {name: site.css(name) for name in ("left", "right", "e2", "nav", "foot")}
    title = page.title if page.title == site.name else f"{page.title}_{site.name}"
    metas = _links(
        '<meta name="{href}" content="{text}" />\r\n', [(c, n) for n, c in page.labels.items()]
    )
    foot = "<br />\r\n".join(html for _, html in page.foot)
    right = f'<div class="{css["right"]}">{side}</div>\r\n' if side else ""
    return (
        f"{_HEAD}<title>{escape(title)}</title>\r\n{metas}{_STYLE.format(**css)}{_SCRIPT}</head>\r\n<body>\r\n"
        '<div class="toplinks">[<a href="javascript:void(0)" '
        f"onclick=\"AddFavorite('http://{site.host}/','{site.name}')\">加入收藏</a>] "
        '[<a href="javascript:void(0)" onclick="this.style.behavior=\'url(#default#homepage)\'">设为首页</a>]</div>'
        f'<h1><a href="{page.home_href}">{site.name}</a></h1>\r\n<ul class="{css["nav"]}"><li>'
        f'<a href="{page.home_href}"><span>主页</span></a></li>\r\n{"".join(_entry(n) for n in page.nav)}</ul>\r\n'
        f'<form name="formsearch" action="{page.search.action}"><input type="hidden" name="kwtype" value="0" />'
        f'<input name="{page.search.field}" type="text" /><button type="submit">搜索</button></form>\r\n'
        f'<div class="{css["left"]}">{body}</div>\r\n{right}<div class="{css["foot"]}"><dl><dt>'
        f"{site.choose('friends', ('友情链接', '相关链接'))}</dt><dd><ul class='f5'>"
        + _links("<li><a href='{href}' target='_blank'>{text}</a></li>", page.friends)
        + f"</ul></dd></dl>\r\n{foot}</div>\r\n</body>\r\n</html>\r\n"
    )  # fmt: skip


def _trail(page: Page) -> str:
    steps = [f"<a href='{href}'>{name}</a>" if href else name for name, href in page.trail[1:]]
    word = page.site.choose("crumb", ("当前位置:", "位置：", "您当前的位置："))
    home = f"<strong>{word}</strong> <a href='{page.home_href}'>主页</a>"
    return f'<div class="place">{" > ".join([home, *steps])} > </div>\r\n'


def _items(rows: tuple[Row, ...], column: str, href: str) -> str:
    """The date is bare text between two small labels; the first link leads to the column."""
    return "".join(
        f'<li><b>[<a href="{href}">{column}</a>]</b> <a href="{row.href}" class="title">{escape(row.title)}</a>'
        + (f"<small>日期：</small>{row.day:%Y-%m-%d} " if row.day else "")
        + f"<small>点击：</small>{crc32(row.href.encode()) % 870 + 31}</li>\r\n"
        for row in rows
    )


def home(page: HomePage) -> str:
    """One stream of boxes; every row names its column first."""
    boxes = "".join(
        f'<dl class="tbox"><dt><strong>{b.name}</strong><span class="more"><a href="{b.href}">更多...</a></span></dt>'
        f'<dd><ul class="{page.site.css("e2")}">{_items(b.rows, b.name, b.href)}</ul></dd></dl>\r\n'
        for b in page.boxes
    )
    tops = _links('<h2><a href="{href}">{text}</a></h2>\r\n', page.headlines)
    extra = _links('<li><a href="{href}">{text}</a></li>', page.links)
    banner = f'<img src="{page.banner}" width="700" height="120" alt="" />'
    return _frame(page, f"{banner}{tops}{boxes}", f"<ul>{extra}</ul>" if extra else "")


def list_page(page: ListPage) -> str:
    """One page of a column, hot items numbered in the side column."""
    css, here = page.site.css, (page.name, page.trail[-1][1])
    hidden, notice = _items(page.hidden, *here), f"<li>{page.notice}</li>" if page.notice else ""
    children = _links("<li><a href='{href}'>{text}</a></li>", page.children)
    text = "".join(f"<p>\r\n\t{escape(p)}</p>\r\n" for p in page.paragraphs)
    identity = f' id="{page.container}"' if page.container else ""
    pager = _links('<li><a href="{href}">{text}</a></li>', page.pager)
    hot = "".join(
        f'<li><span>{place}</span><a href="{row.href}">{escape(row.title)}</a><em>{row.day or ""}</em></li>\r\n'
        for place, row in enumerate(page.sidebar, 1)
    )
    parts = [
        _trail(page), _links('<a class="btn" href="{href}">{text}</a>', page.tools),
        f'<ul class="{css("son")}">{children}</ul>' if children else "",
        f'<div class="{css("content")}">{text}</div>' if text else "",
        "" if children or text else
        f'<ul class="{css("e2")}"{identity}>{_items(page.rows, *here)}{notice}</ul>{page.script}',
        f'<ul class="{css("e2")}" style="display:none">{hidden}</ul>' if hidden else "",
        f'<span class="pageinfo">{page.total}</span>' if page.total else "",
        f'<ul class="pagelist">{pager}</ul>' if pager else "",
    ]  # fmt: skip
    side = f"<dl><dt>{page.sidebar_name}</dt><dd><ol class='c1'>{hot}</ol></dd></dl>" if hot else ""
    return _frame(page, "".join(parts), side)


def article(page: ArticlePage) -> str:
    """One article, with what readers may vote and write below it."""
    shown = f"<small>发布日期：</small>{page.day:%Y-%m-%d} 09:30 " if page.day else ""
    comment = f"<!-- pubdate:{page.comment_day:%Y-%m-%d} -->" if page.comment_day else ""
    facts = "".join(f"<li><span>{label}：</span>{value}</li>" for label, value in page.facts)
    text = "".join(f"<p>\r\n\t{escape(p)}</p>\r\n" for p in page.paragraphs)
    images = "".join(f'<p align="center"><img src="{s}" border="0" /></p>' for s in page.images)
    more = _links('<p><a href="{href}">{text}</a></p>', (*page.files, *page.links))
    body = (
        f'{_trail(page)}<div class="title"><h2>{escape(page.heading)}</h2></div>\r\n<div class="info">{shown}{comment}'
        f"<small>来源：</small>{page.source} <small>作者：</small>admin <small>点击：</small>次</div>"
        f'{f"<ul>{facts}</ul>" if facts else ""}\r\n<div class="{page.site.css("content")}">{text}{images}{more}</div>'
        "\r\n<div class='handle'>(责任编辑：admin) 顶一下(0) 踩一下(0)<ul><li>上一篇：没有了</li>"
        "<li>下一篇：没有了</li></ul></div><dl class='tbox'><dt>最新评论</dt><dd>暂无评论</dd></dl>"
    )
    return _frame(page, body)


def other(page: OtherPage) -> str:
    """Any other page."""
    return _frame(
        page, f'{_trail(page)}<div class="title"><h2>{page.heading}</h2></div>{page.html}'
    )


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="utf-8", content_type="text/html; charset=utf-8", items_per_page=10,
    map_path="/plus/sitemap.php", search_path="/plus/search.php", search_field="keyword",
    mailbox_path="/plus/guestbook.php", letter_path="/plus/guestbook_save.php",
)  # fmt: skip
