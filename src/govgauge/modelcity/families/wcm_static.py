"""Static pages of a big content manager: ``../`` links, a document table, a pager by script."""

from html import escape
from posixpath import dirname, relpath
from zlib import crc32

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_BOM = "\ufeff"
_PAGER = (
    "function createPageHTML(total,now,name,ext){if(total<2)return;var h='';for(var i=0;i<total;i++)"
    "h+=i==now?'<span>'+(i+1)+'</span> ':'<a href=\"'+name+(i?'_'+i:'')+'.'+ext+'\">'+(i+1)+'</a> ';document.write(h);}"
)
_COUNTER = (
    "<script>var _hmt=_hmt||[];(function(){var s=document.createElement('script');s.async=true;"
    "s.src='https://hm.baidu.com/hm.js?%032x';document.body.appendChild(s);})();</script>"
)
_AFTER = (
    "<div>扫一扫在手机打开当前页</div>\n<div><a href='javascript:window.print();'>打印本页</a> "
    "<a href='javascript:window.close();'>关闭窗口</a></div>\n"
)
# Columns of documents; the others carry news, with one line under the title.
_DOCUMENTS = ("文件", "公告", "公示", "规划", "人事", "财政", "预算")
_TOPICS = ("综合政务", "城乡建设、环境保护", "财政、金融、审计", "民政、扶贫、救灾", "其他")


def list_path(column: Column, page: int) -> str:
    """``/dtyw/index.shtml``, then ``/dtyw/index_1.shtml``."""
    return f"/{column.slug}/index{f'_{page}' if page else ''}.shtml"


def article_path(column: Column, article: Article) -> str:
    """``/dtyw/202611/t20261103_1001.shtml``."""
    day = article.dated_path
    return f"/{column.slug}/{day:%Y%m}/t{day:%Y%m%d}_{article.number}.shtml"


def _link(page: Page, href: str, text: str, more: str = "") -> str:
    """By ``./`` and ``../`` within the site; absolute on a page without an address of its own."""
    if page.path and href.startswith(page.site.prefix + "/") and page.home_href.startswith("/"):
        way = relpath(href, dirname(page.site.prefix + page.path)) + "/" * href.endswith("/")
        href = way if way.startswith(".") else f"./{way}"
    return f'<a href="{href}"{more}>{text}</a>'


def _frame(page: Page, body: str) -> str:
    site, css = page.site, page.site.css
    item, home_link = css("item"), _link(page, page.home_href, "网站首页")
    metas = "".join(f'<meta name="{n}" content="{escape(c)}"/>\n' for n, c in page.labels.items())
    menu = "".join(
        f'<li class="{item}">{_link(page, n.href, n.name)}'
        + (f"<dl>{''.join(f'<dd>{_link(page, c.href, c.name)}</dd>' for c in n.children)}</dl>" if n.children else "")
        + "</li>\n"
        for n in page.nav
    )  # fmt: skip
    friends = "".join(f"<li><a href='{url}'>{escape(name)}</a></li>" for name, url in page.friends)
    pairs = [page.foot[n : n + 2] for n in range(0, len(page.foot), 2)]
    foot = "".join(f"<p>{'&nbsp;|&nbsp;'.join(html for _, html in pair)}</p>\n" for pair in pairs)
    title = page.title if page.title == site.name else f"{page.title}-{site.name}"
    return (
        f'{site.choose("bom", (_BOM, "", _BOM))}<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n'
        '<meta http-equiv="X-UA-Compatible" content="IE=edge"/>\n<meta http-equiv="Content-Type" '
        f'content="text/html; charset=UTF-8"/>\n<title>{escape(title)}</title>\n{metas}'
        f'<script type="text/javascript">{_PAGER}</script>\n<style type="text/css">'
        f".wrap{{width:1100px;margin:0 auto;font-size:14px}}.{item}{{display:inline-block;padding:0 9px}}"
        f".{item} dl{{display:none;position:absolute;background:#fff}}.{item}:hover dl{{display:block}}"
        f".{css('lm')}{{float:left;width:220px}}.{css('foot')}{{clear:both;text-align:center}}</style>\n</head>\n<body>\n"
        f"<div class='wrap'>\n<div class='{css('top')}'>"
        f'<form action="{page.search.action}" method="get"><input type="text" name="{page.search.field}"/>'
        f'<input type="submit" value="搜 索"/></form></div>\n<div class="{css("logo")}">{site.name}</div>\n'
        f'<ul class="{css("menu")}">\n<li class="{item}">{home_link}</li>\n{menu}</ul>\n{body}\n'
        f'<div class="{css("foot")}">\n<ul>{friends}</ul>\n{foot}</div>\n</div>\n'
        f"{_COUNTER % crc32(site.host.encode()) ** 4}\n</body>\n</html>\n"
    )  # fmt: skip


def _trail(page: Page, *last: str) -> str:
    steps = [_link(page, h, n, ' class="CurrChnl"') if h else n for n, h in page.trail]
    forms = (("您现在的位置：", "&nbsp;&gt;&nbsp;"), ("当前位置：", " » "), ("位置：", " / "))
    word, sign = page.site.choose("crumb", forms)
    return f'<div class="{page.site.css("dqwz")}">{word}{sign.join([*steps, *last])}</div>\n'


def _rows(page: Page, rows: tuple[Row, ...]) -> str:
    form = page.site.choose("date", ("%Y-%m-%d", "[%Y/%m/%d]", "(%Y-%m-%d)", "%Y.%m.%d"))
    return "".join(
        f"<li>{_link(page, r.href, escape(r.title))}\n{f'<i>{r.day.strftime(form)}</i>' if r.day else ''}</li>\n"
        for r in rows
    )  # fmt: skip


def _table(page: Page, rows: tuple[Row, ...]) -> str:
    """A column's items as some sites list their documents, each with its date in a cell."""
    lines = "".join(
        f"<tr><td>{place}</td><td>{_link(page, r.href, escape(r.title))}</td>"
        f"<td>{f'{r.day:%Y年%m月%d日}' if r.day else '&nbsp;'}</td></tr>\n"
        for place, r in enumerate(rows, 1)
    )
    return f"<table><tr><th>序号</th><th>标题</th><th>发布日期</th></tr>\n{lines}</table>"


def home(page: HomePage) -> str:
    """Boxes in floats, headlines above them."""
    boxes = "".join(
        f'<div class="{page.site.css("kuai")}"><h3>{b.name}</h3><span>{_link(page, b.href, "&gt;&gt;更多")}</span>\n'
        f"<ul>{_rows(page, b.rows)}</ul></div>\n"
        for b in page.boxes
    )  # fmt: skip
    heads = "".join(f"<h2>{_link(page, h, escape(t))}</h2>\n" for t, h in page.headlines)
    extra = "".join(f'<li><a href="{href}">{escape(text)}</a></li>\n' for text, href in page.links)
    return _frame(page, f'<img src="{page.banner}" alt=""/>\n{heads}{boxes}<ul>{extra}</ul>')


def _pages(page: ListPage) -> str:
    """The pager's call; what a reader without scripts gets differs from site to site."""
    hrefs = [href for _, href in page.pager]
    now = next((n for n, href in enumerate(hrefs) if href.endswith(page.path)), 0)
    call = f'<script>createPageHTML({len(hrefs) or 1},{now},"index","shtml");</script>'
    if page.site.choose("no script", (True, False)):
        plain = " ".join(_link(page, h, text) for text, h in page.pager)
        return f"{call}<noscript>{plain}</noscript>" if plain else call
    back = "".join(_link(page, h, "上一页") for h in hrefs[max(0, now - 1) : now])
    return back + call + "".join(_link(page, h, "下一页") for h in hrefs[now + 1 : now + 2])


def list_page(page: ListPage) -> str:
    """One page of a column, beside it the columns of its group."""
    css, group = page.site.css, page.trail[1][0]
    beside = [c for n in page.nav if n.name == group for c in n.children]
    menu = "".join(f"<dd>{_link(page, c.href, c.name)}</dd>\n" for c in beside)
    children = "".join(f"<li>{_link(page, h, n)}</li>\n" for n, h in page.children)
    tools = "".join(_link(page, h, text) for text, h in page.tools)
    identity = f' id="{page.container}"' if page.container else ""
    tabular = bool(page.rows) and page.site.choose("tabular", (False, True, False))
    rows = _table(page, page.rows) if tabular else f"<ul>\n{_rows(page, page.rows)}</ul>"
    notice = f"<p align='center'>{page.notice}</p>" if page.notice else ""
    area = (
        f'<div class="{css("lb")}"{identity}>{rows}{notice}</div>\n{page.script}'
        f'<div class="{css("fy")}">{page.total} {_pages(page)}</div>'
    )
    side = f"<h4>{page.sidebar_name}</h4><ul>{_rows(page, page.sidebar)}</ul>"
    parts = [
        f'{_trail(page)}<div class="{css("lm")}">{f"<dl><dt>{group}</dt>{menu}</dl>" if menu else ""}',
        f'{side if page.sidebar else ""}</div>\n<div class="{css("rm")}"><h3>{page.name}</h3>{tools}\n',
        f"<ul>{children}</ul>" if children else _editor(page, page.paragraphs) if page.paragraphs else area,
        f'<ul style="display:none;">{_rows(page, page.hidden)}</ul>' if page.hidden else "", "</div>",
    ]  # fmt: skip
    return _frame(page, "".join(parts))


def _editor(page: Page, paragraphs: tuple[str, ...], html: str = "") -> str:
    """A text as the editor leaves it, with its own style inside."""
    name = page.site.choose("editor", ("TRS_Editor", "Union_Editor", "WcmEditor"))
    style = f'<style type="text/css">.{name} P{{line-height:2;font-family:宋体}}</style>'
    text = "".join(f'<p align="justify">　　{escape(p)}</p>\n' for p in paragraphs)
    return f'<div class="{name}">{style}{text}{html}</div>\n'


def _document(page: ArticlePage) -> str:
    """The table above a document: its cells stay, also where nothing stands in them."""
    day = f"{page.day:%Y年%m月%d日}" if page.day else ""
    serial = f"{crc32(page.path.encode()) % 10**5:05d}"
    index = (
        f"{crc32(page.site.host.encode()) % 10**9:09d}/{page.day:%Y}-{serial}" if page.day else ""
    )
    cells = dict((
        ("索 引 号", index), ("主题分类", page.site.choose(page.path, _TOPICS)), ("发文机关", page.source),
        ("发文字号", ""), ("成文日期", day), ("发布日期", day), *page.facts,
    ))  # fmt: skip
    if {"发文日期", "印发日期"} & cells.keys():
        del cells["成文日期"]
    if {"发布机构", "制发机关"} & cells.keys():
        del cells["发文机关"]
    cut = [f"<td><b>{n}：</b></td><td>{v}</td>" for n, v in cells.items()]
    lines = "".join(f"<tr>{''.join(cut[n : n + 2])}</tr>\n" for n in range(0, len(cut), 2))
    return f'<table class="{page.site.css("xxgk")}">{lines}</table>\n'


def article(page: ArticlePage) -> str:
    """One article: a document under its table, or news above a line."""
    shown = f"<span>发布时间：{page.day:%Y-%m-%d} 09:30:00</span> " if page.day else ""
    hidden = page.comment_day
    comment = f"<!--<p><b>成文日期</b>：{hidden:%Y年%m月%d日}</p>-->\n" if hidden else ""
    facts = "".join(f"<p>{label}：{value}</p>" for label, value in page.facts)
    line = f"<div>{shown}<span>来源：{page.source}</span> 字体：[大 中 小]</div>\n{facts}"
    of_documents = any(word in name for name, _ in page.trail for word in _DOCUMENTS)
    title = f'<div class="{page.site.css("bt")}">{escape(page.heading)}</div>\n'
    images = "".join(f'<p align="center"><img src="{src}" alt=""/></p>' for src in page.images)
    links = "".join(f'<p><a href="{h}">{escape(n)}</a></p>\n' for n, h in page.links)
    files = "".join(f'<li><a href="{h}">{escape(n)}</a></li>\n' for n, h in page.files)
    head = _document(page) + title if of_documents else title + line
    text = _editor(page, page.paragraphs, images + links) + (f"<ul>{files}</ul>" if files else "")
    return _frame(page, f"{_trail(page, '正文')}{head}{comment}{text}{_AFTER}")


def other(page: OtherPage) -> str:
    """Any other page."""
    return _frame(page, f"{_trail(page)}<h3>{page.heading}</h3>\n{page.html}")


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="utf-8", content_type="text/html", items_per_page=16,
    map_path="/wzdt/index.shtml", search_path="/was5/web/search", search_field="searchword",
    mailbox_path="/wyxx/index.shtml", letter_path="/wyxx/submit.jsp",
)  # fmt: skip
