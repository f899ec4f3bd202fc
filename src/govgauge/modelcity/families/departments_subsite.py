"""A department's sub-site on a provincial platform: ``/bm/xwzx/tzgg/2026/1103/12345.html``, date first."""

from collections.abc import Iterable
from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, Nav, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_SECTIONS = {"news": "xwzx", "notices": "xwzx", "letters": "hdjl", "services": "bsfw"}
_STYLE = (
    "<style>.{menu}{{float:left;width:240px}}.{main}{{margin-left:270px}}.{list} dt{{float:left;width:110px;"
    "color:#999;clear:left}}.{list} dd{{margin:0 0 0 120px;line-height:40px}}.{nav} dd{{display:none}}"
    ".{nav} dl:hover dd{{display:block}}.{nav} dl{{display:inline-block;margin:0 16px}}</style>\n"
)
_SCRIPT = (
    "<script>\nvar _paq = window._paq || [];\n_paq.push(['trackPageView']);\n"
    "function fontZoom(size) {{ document.getElementById('{zoom}').style.fontSize = size + 'px'; }}\n</script>\n"
)


def _folder(column: Column) -> str:
    return f"/bm/{_SECTIONS.get(column.column_class, 'xxgk')}/{column.slug}"


def list_path(column: Column, page: int) -> str:
    """``/bm/xwzx/tzgg/list.shtml``, then ``/bm/xwzx/tzgg/list_2.shtml``."""
    return f"{_folder(column)}/list{f'_{page + 1}' if page else ''}.shtml"


def article_path(column: Column, article: Article) -> str:
    """``/bm/xwzx/tzgg/2026/1103/1001.html``."""
    return f"{_folder(column)}/{article.dated_path:%Y/%m%d}/{article.number}.html"


def _entry(nav: Nav) -> str:
    below = _links('<dd><a href="{href}">{text}</a></dd>', [(n.name, n.href) for n in nav.children])
    return f'  <dl><dt><a href="{nav.href}">{nav.name}</a></dt>{below}</dl>\n'


def _menu(page: Page) -> str:
    """The columns beside this one, and their parent above them."""
    here = {href for _, href in page.trail[1:]}
    top = next((n for n in page.nav if n.href in here), None)
    name, entries = (top.name, top.children) if top and top.children else ("全部栏目", page.nav)
    lines = _links('<li><a href="{href}">{text}</a></li>\n', [(n.name, n.href) for n in entries])
    return f'<div class="{page.site.css("menu")}"><h3>{name}</h3>\n<ul>\n{lines}</ul></div>\n'


def _links(form: str, pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(form.format(text=escape(text), href=href) for text, href in pairs)


def _frame(page: Page, body: str, menu: str = "") -> str:
    site, css = page.site, page.site.css
    names = {name: css(name) for name in ("menu", "main", "list", "nav")}
    name = page.title if page.title == site.name else f"{page.title} - {site.name}"
    metas = "".join(f'<meta name="{n}" content="{escape(c)}">\n' for n, c in page.labels.items())
    friends = _links('<dd><a href="{href}" rel="noopener">{text}</a></dd>\n', page.friends)
    foot = "".join(f"<li>{html}</li>\n" for _, html in page.foot)
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="UTF-8">\n'
        '<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">\n<meta name="renderer" content="webkit">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1.0">\n'
        f'<meta name="keywords" content="{escape(page.title)}">\n{metas}'
        f"<title>{escape(name)}</title>\n{_STYLE.format(**names)}{_SCRIPT.format(zoom=css('zoom'))}</head>\n<body>\n"
        '<div class="skip"><a href="#main" accesskey="1">跳到主要内容</a>'
        f' <span>简体</span> | <span>繁體</span></div>\n<div class="banner"><a href="{page.home_href}" '
        f'title="{site.name}"><strong>{site.name}</strong></a>\n<form method="get" action="{page.search.action}">'
        f'<label>搜本站<input type="search" name="{page.search.field}"></label><button>搜</button></form></div>\n'
        f'<div class="{names["nav"]}">\n{"".join(_entry(n) for n in page.nav)}</div>\n<div id="main">\n{menu}'
        f'<div class="{names["main"]}">{body}</div>\n</div>\n<div class="footer">\n'
        f"<dl><dt>相关链接</dt>\n{friends}</dl>\n<ul>\n{foot}</ul></div>\n</body>\n</html>\n"
    )


def _trail(page: Page, last: str = "") -> str:
    steps = [f'<a href="{href}">{name}</a>' if href else name for name, href in page.trail]
    word = page.site.choose("crumb", ("您当前所在位置：", "当前栏目：", "所在位置："))
    return f'<p class="{page.site.css("path")}"><i></i>{word}{" » ".join(steps)}{last}</p>\n'


def _list(page: Page, rows: tuple[Row, ...], style: str = "", inside: str = "") -> str:
    """One definition list, or one for each item: the date is the term, the title its definition."""
    single = page.site.choose("dl", (True, False))
    lines = [
        (f"<dt>{row.day:%Y-%m-%d}</dt>" if row.day else "")
        + f'<dd><a href="{row.href}" target="_blank">{escape(row.title)}</a></dd>'
        for row in rows
    ]
    whole = "\n".join(lines) if single else "".join(f"<dl>{line}</dl>\n" for line in lines)
    tag, css = ("dl" if single else "div"), page.site.css("list")
    return f'<{tag} class="{css}"{style}>{whole}{inside}</{tag}>'


def home(page: HomePage) -> str:
    """Boxes of definition lists; the headlines stand in a strip of pictures."""
    boxes = "".join(
        f'<div class="{page.site.css("box")}"><h2>{box.name}<a href="{box.href}" title="{box.name}">MORE+</a></h2>\n'
        f"{_list(page, box.rows)}</div>\n"
        for box in page.boxes
    )
    picture = (
        f'<dl class="pic"><dt><a href="{{href}}"><img src="{page.banner}" alt="{{text}}"></a></dt>'
    )
    strip = _links(picture + '<dd><a href="{href}">{text}</a></dd></dl>\n', page.headlines)
    extra = _links('<li><a href="{href}">{text}</a></li>\n', page.links)
    return _frame(page, f'{strip}{boxes}<ul class="{page.site.css("quick")}">{extra}</ul>')


def list_page(page: ListPage) -> str:
    """One page of a column, its siblings in a menu on the left."""
    css = page.site.css
    children = _links('<dd><a href="{href}">{text}</a></dd>\n', page.children)
    text = "".join(f'<p style="text-indent:2em">{escape(p)}</p>\n' for p in page.paragraphs)
    identity = f' id="{page.container}"' if page.container else ""
    notice = f"<dd>{page.notice}</dd>" if page.notice else ""
    area = _list(page, page.rows, identity, notice) + page.script
    tools = _links('<a class="btn" href="{href}">{text}</a>', page.tools)
    pager = _links('<a href="{href}">{text}</a>\n', page.pager)
    parts = [
        _trail(page), f'<div class="tit"><b>{page.name}</b>{tools}</div>\n',
        f'<dl class="{css("child")}">{children}</dl>' if children else "",
        f'<div class="{css("zoom")}">{text}</div>' if text else "",
        "" if children or text else area,
        _list(page, page.hidden, ' style="display: none;"') if page.hidden else "",
        f'<div class="{css("pages")}"><span>{page.total}</span>{pager}</div>',
        f"<h4>{page.sidebar_name}</h4>{_list(page, page.sidebar)}" if page.sidebar else "",
    ]  # fmt: skip
    return _frame(page, "".join(parts), _menu(page))


def article(page: ArticlePage) -> str:
    """One article: a table of its facts, then the title, then its date."""
    shown = f"<dt>发布日期：</dt><dd>{page.day:%Y年%m月%d日}</dd>" if page.day else ""
    comment = f"<!--<dd>{page.comment_day:%Y-%m-%d}</dd>-->" if page.comment_day else ""
    facts = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in page.facts)
    text = "".join(f'<p style="text-indent:2em">{escape(p)}</p>\n' for p in page.paragraphs)
    images = "".join(f'<p style="text-align:center"><img src="{src}"></p>\n' for src in page.images)
    files = _links('<li><a href="{href}">{text}</a></li>', page.files)
    links = _links('<p><a href="{href}">{text}</a></p>\n', page.links)
    sizes = '<a href="javascript:fontZoom(20)">大</a> <a href="javascript:fontZoom(16)">中</a>'
    body = (
        f"{_trail(page, ' » 信息详情')}{f'<table>{facts}</table>' if facts else ''}<h2>{escape(page.heading)}</h2>\n"
        f'<dl class="{page.site.css("info")}">{shown}{comment}<dt>信息来源：</dt><dd>{page.source}</dd>'
        f'<dt>字号：</dt><dd>{sizes}</dd></dl>\n<div id="{page.site.css("zoom")}">{text}{images}{links}</div>\n'
        + (f"<h5>附件下载</h5><ul>{files}</ul>" if files else "")
        + '<p class="share">分享到：微信 微博 <a href="javascript:print()">打印</a> 扫一扫在手机打开当前页</p>'
    )
    return _frame(page, body, _menu(page))


def other(page: OtherPage) -> str:
    """Any other page."""
    return _frame(page, f"{_trail(page)}<h2>{page.heading}</h2>\n{page.html}")


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="utf-8", content_type="text/html", gzip=True, items_per_page=16,
    map_path="/bm/wzdt.shtml", search_path="/jrobot/search.do", search_field="searchWord",
    mailbox_path="/bm/hdjl/ldxx/index.shtml", letter_path="/bm/hdjl/ldxx/save.do",
)  # fmt: skip
