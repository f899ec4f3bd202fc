"""A big city's portal: tabs whose other panels are hidden until clicked, a carousel, dates without label."""

from collections.abc import Iterable
from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, Box, HomePage, ListPage, Nav, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_TABS = ("setTab", "nTabs", "showBox")
_STYLE = (
    "<style>*{{margin:0;padding:0;list-style:none}}.{wrap}{{width:1200px;margin:auto;font:16px/1.9 sans-serif}}"
    ".{nav}>li{{display:inline-block;padding:0 10px}}.{nav} .sub{{display:none;position:absolute}}"
    ".{nav}>li:hover .sub{{display:block}}.{list} p{{display:inline-block;width:80%}}.{time}{{color:#aaa}}"
    ".{slide}{{overflow:hidden;height:320px;position:relative}}.{slide} p{{background:#333}}</style>\n"
)
_SCRIPT = (
    "<script>!function(w){{w._czc=w._czc||[];_czc.push(['_setAutoPageview',true]);w.{tab}=function(e,n){{"
    "for(var p=e.parentNode.parentNode.children,i=1;i<p.length;i++)p[i].style.display=i==n?'block':'none'}};"
    "w.share=function(){{return false}}}}(window)</script>\n"
)


def list_path(column: Column, page: int) -> str:
    """``/channel/tzgg/node_12.htm``, then ``/channel/tzgg/node_12_2.htm``."""
    return f"/channel/{column.slug}/node_{column.number}{f'_{page + 1}' if page else ''}.htm"


def article_path(column: Column, article: Article) -> str:
    """``/content/2026-11/03/content_1001.htm``."""
    return f"/content/{article.dated_path:%Y-%m/%d}/content_{article.number}.htm"


def _entry(nav: Nav) -> str:
    below = _links('<a href="{href}">{text}</a>', [(n.name, n.href) for n in nav.children])
    sub = f'<div class="sub">{below}</div>' if below else ""
    return f'<li><a href="{nav.href}">{nav.name}</a>{sub}</li>'


def _links(form: str, pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(form.format(text=escape(text), href=href) for text, href in pairs)


def _frame(page: Page, body: str) -> str:
    site, css, day = page.site, page.site.css, page.site.as_of
    today = f"今天是{day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"
    names = {name: css(name) for name in ("wrap", "nav", "list", "time", "slide")}
    name = page.title if page.title == site.name else f"{page.title}-{site.name}"
    metas = "".join(f'<meta name="{n}" content="{escape(c)}"/>\n' for n, c in page.labels.items())
    friends = _links('<a href="{href}">{text}</a>', page.friends)
    foot = "\n".join(f"<p>{html}</p>" for _, html in page.foot)
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8"/>\n<title>{escape(name)}</title>\n{metas}'
        f"{_STYLE.format(**names)}{_SCRIPT.format(tab=site.choose('tab', _TABS))}</head>\n<body>\n<!-- 头部 begin -->\n"
        f'<div class="topbar"><div class="{names["wrap"]}"><span>{today} 晴转多云 3℃~14℃</span> <a href="#">移动版</a> '
        f'<a href="#">English</a></div></div>\n<div class="{names["wrap"]}">'
        f'<a class="logo" href="{page.home_href}">{site.name}</a><form class="so" action="{page.search.action}">'
        f'<input name="{page.search.field}" placeholder="请输入您要搜索的内容"/><input type="submit" value="搜一下"/>'
        f'</form></div>\n<ul class="{names["nav"]}"><li><a href="{page.home_href}">网站首页</a></li>'
        f'{"".join(_entry(n) for n in page.nav)}</ul>\n<!-- 头部 end -->\n<div class="{names["wrap"]}">{body}</div>\n'
        f'<!-- 底部 begin -->\n<div class="{css("foot")}"><div class="yqlj">{friends}</div>\n{foot}\n'
        '<p>官方微信 官方微博 手机客户端</p></div><a href="javascript:scrollTo(0,0)">回顶部</a>\n</body>\n</html>\n'
    )


def _trail(page: Page, last: str = "") -> str:
    steps = [f'<a href="{h}">{name}</a>' if h else f"<em>{name}</em>" for name, h in page.trail]
    steps += [last] if last else []
    sign = page.site.choose("sign", (" / ", "<i>|</i>", " &gt;&gt; "))
    return f'<div class="{page.site.css("where")}">{sign.join(steps)}</div>\n'


def _item(page: Page, row: Row) -> str:
    day = f'<span class="{page.site.css("time")}">{row.day:%Y-%m-%d}</span>' if row.day else ""
    return f'<li><p><a href="{row.href}" title="{escape(row.title)}">{escape(row.title)}</a></p>{day}</li>\n'


def _items(page: Page, rows: tuple[Row, ...], more: str = "", inside: str = "") -> str:
    lines = "".join(_item(page, r) for r in rows)
    return f'<ul class="{page.site.css("list")}"{more}>{lines}{inside}</ul>'


def _tabs(page: Page, boxes: tuple[Box, ...]) -> str:
    """One column is to be seen; the panels behind it repeat columns that stand further down."""
    name = page.site.choose("tab", _TABS)
    heads = "".join(
        f'<span onclick="{name}(this,{n})">{b.name}</span>' for n, b in enumerate(boxes, 1)
    )
    panels = "".join(
        f'<div style="display:{"none" if n else "block"}">{_items(page, b.rows)}<a href="{b.href}">更多</a></div>'
        for n, b in enumerate(boxes)
    )
    return f'<div class="{page.site.css("tabs")}"><div class="hd">{heads}</div>{panels}</div>\n'


def home(page: HomePage) -> str:
    """Headline with links below it, carousel, tabs, then the other columns."""
    css = page.site.css
    lead = _links('<h1><a href="{href}">{text}</a></h1>', page.headlines[:1])
    subs = _links('[<a href="{href}">{text}</a>] ', page.headlines[1:])
    slides = "".join(
        f'<li style="display:{"none" if n else "block"}"><a href="{h}"><img src="{page.banner}" alt=""/></a>'
        f'<p><a href="{h}">{escape(t)}</a></p></li>'
        for n, (t, h) in enumerate(page.headlines)
    )
    boxes = "".join(
        f'<div class="{css("box")}"><div class="hd"><a href="{box.href}">{box.name}</a></div>'
        f"{_items(page, box.rows)}</div>\n"
        for box in page.boxes[1:]
    )
    extra = _links('<a href="{href}"><span>{text}</span></a>\n', page.links)
    top = f'<div class="{css("lead")}">{lead}<p>{subs}</p></div><ul class="{css("slide")}">{slides}</ul>'
    tabs = _tabs(page, page.boxes[:3]) if page.boxes else ""
    return _frame(page, f'{top}{tabs}{boxes}<div class="{css("quick")}">{extra}</div>')


def list_page(page: ListPage) -> str:
    """One page of a column."""
    css = page.site.css
    children = _links('<a href="{href}">{text}</a>\n', page.children)
    text = "".join(f"<p>　　{escape(p)}</p>\n" for p in page.paragraphs)
    identity = f' id="{page.container}"' if page.container else ""
    notice = f"<li><p>{page.notice}</p></li>" if page.notice else ""
    tools, pager = (_links('<a href="{href}">{text}</a>', p) for p in (page.tools, page.pager))
    parts = [
        _trail(page), f'<div class="{css("name")}">{page.name}{tools}</div>\n',
        f'<div class="{css("subs")}">{children}</div>' if children else "",
        f'<div class="{css("text")}">{text}</div>' if text else "",
        "" if children or text else _items(page, page.rows, identity, notice) + page.script,
        _items(page, page.hidden, ' style="display:none"') if page.hidden else "",
        f'<div class="{css("page")}">{page.total}{pager}</div>',
        f'<div class="{css("side")}"><h3>{page.sidebar_name}</h3>{_items(page, page.sidebar)}</div>'
        if page.sidebar else "",
    ]  # fmt: skip
    return _frame(page, "".join(parts))


def article(page: ArticlePage) -> str:
    """One article; its date stands first in the line below the title and has no label."""
    shown = f"<span>{page.day:%Y-%m-%d} 09:30</span>　" if page.day else ""
    comment = f"<!-- publishtime {page.comment_day:%Y-%m-%d} -->" if page.comment_day else ""
    facts = "".join(f"<li><b>{label}：</b>{value}</li>" for label, value in page.facts)
    text = "".join(f"<p>　　{escape(p)}</p>\n" for p in page.paragraphs)
    images = "".join(f'<p><img src="{src}" alt=""/></p>' for src in page.images)
    files = _links('<p>附件：<a href="{href}">{text}</a></p>', page.files)
    links = _links('<p><a href="{href}">{text}</a></p>', page.links)
    name = page.site.choose("editor", ("融媒体中心", "网站编辑部", "信息科"))
    body = (
        f'{_trail(page, "<em>正文</em>")}<h1 class="{page.site.css("title")}">{escape(page.heading)}</h1>\n'
        f'<div class="{page.site.css("info")}">{shown}{comment}<span>来源：{page.source}</span>　<span>作者：</span>　'
        f"<span>编辑：{name}</span><a href='javascript:share()'>微信</a><a href='javascript:share()'>微博</a>"
        f'</div>\n{f"<ul>{facts}</ul>" if facts else ""}<!-- 正文 begin --><div class="{page.site.css("text")}">{text}'
        f"{images}{files}{links}</div><!-- 正文 end --><p>（责任编辑：{name}）</p><p>扫一扫，手机阅读更方便</p>"
    )
    return _frame(page, body)


def other(page: OtherPage) -> str:
    """Any other page."""
    head = f'<div class="{page.site.css("name")}">{page.heading}</div>'
    return _frame(page, f"{_trail(page)}{head}{page.html}")


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="utf-8", content_type="text/html;charset=utf-8", gzip=True,
    map_path="/node/map.htm", search_path="/so/index.do", search_field="kw",
    mailbox_path="/channel/letter.htm", letter_path="/channel/letter/post",
)  # fmt: skip
