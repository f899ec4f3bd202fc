"""A township office on a blog engine: ``/archives/1001.html``, posts with excerpts, widgets beside."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from html import escape
from zlib import crc32

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, Nav, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_STYLE = (
    "<style id='theme-css' type='text/css'>\nbody{{margin:0;background:#f1f1f1;font:15px/1.8 sans-serif}}.{wrap}"
    "{{max-width:1080px;margin:0 auto;overflow:hidden}}.{menu} li{{display:inline-block;padding:8px 12px}}.{menu} ul "
    "ul{{display:none;position:absolute;background:#fff}}.{menu} li:hover ul{{display:block}}.{main}{{float:left;"
    "width:70%}}.{side}{{float:right;width:27%}}.{post},.{widget}{{background:#fff;margin:0 0 16px;padding:12px 20px}}"
    ".{meta}{{color:#999;font-size:13px}}.{foot}{{clear:both;text-align:center}}.screen-reader-text{{clip:rect(1px,1px,"
    "1px,1px);position:absolute;height:1px;width:1px;overflow:hidden}}\n</style>\n<script type=\"text/javascript\">\n"
    "/* <![CDATA[ */\nvar ajax_object={{\"top\":\"\\u9876\\u90e8\"}};var _hmt=_hmt||[];\n/* ]]> */\n</script>\n"
)  # fmt: skip
_STAMPS = ("{0.year}年{0.month}月{0.day}日", "{0:%Y/%m/%d} 09:30", "{0:%Y-%m-%d}")
_TIMES = ('<time class="published" datetime="{1}">{0}</time>', "{0}")
# The engine cuts a post off after its beginning; whoever posts begins them much alike.
_BEGINNINGS = (
    "各村（社区）、各站所：现将《{t}》刊发如下，请结合本单位实际认真学习领会，对照目标任务逐项细化分解，压实工作责任，"
    "加强协调配合，及时研究解决推进中的困难和问题",
    "{t}。为方便广大群众了解有关情况，现将主要内容予以公开，欢迎社会各界关注和监督，有意见建议的可以到服务窗口反映，"
    "工作人员将认真记录、分类办理并按规定",
    "连日来，{p}坚持问题导向，围绕群众最关心最直接最现实的利益问题，组织党员干部走村入户、深入田间地头和项目一线，"
    "面对面听取意见建议，把各项工作做细做实",
    "为进一步规范工作程序，提高办事效率，切实保障群众的知情权、参与权和监督权，结合{p}工作实际，经研究讨论并充分征求"
    "各方面意见，就有关事项",
)  # fmt: skip


def list_path(column: Column, page: int) -> str:
    """``/category/tzgg.html``, then ``/category/tzgg/page/2.html``."""
    return f"/category/{column.slug}{f'/page/{page + 1}' if page else ''}.html"


def article_path(column: Column, article: Article) -> str:
    """``/archives/1001.html``."""
    return f"/archives/{article.number}.html"


def _entry(nav: Nav, kind: str, below: str) -> str:
    inner = "".join(_entry(n, kind, below) for n in nav.children)
    under = f'\n<ul class="{below}">\n{inner}</ul>\n' if inner else ""
    return f'<li class="{kind}"><a href="{nav.href}">{nav.name}</a>{under}</li>\n'


def _links(form: str, pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(form.format(text=escape(text), href=href) for text, href in pairs)


def _list(page: Page, pairs: Iterable[tuple[str, str]]) -> str:
    return _titles(page, (Row(text, href, None) for text, href in pairs))


def _titles(page: Page, rows: Iterable[Row]) -> str:
    stamp = page.site.choose("stamp", _STAMPS).partition(" ")[0]
    items = "".join(
        f'<li><a href="{r.href}">{escape(r.title)}</a>'
        f"{f' <span class=post-date>{stamp.format(r.day)}</span>' if r.day else ''}</li>\n"
        for r in rows
    )
    return f"<ul>\n{items}</ul>\n" if items else ""


def _widget(page: Page, kind: str, name: str, inner: str) -> str:
    css, title = page.site.css("widget"), f'<h3 class="widget-title">{name}</h3>' if name else ""
    whole = f'<aside id="{kind}-2" class="widget widget_{kind} {css}">{title}{inner}</aside>\n'
    return whole if inner else ""


def _months(page: Page, days: Iterable[date | None]) -> str:
    """The archive: the months of the posts shown, to be looked up by the search."""
    count = Counter((day.year, day.month) for day in days if day)
    form = '<option value="{0}年{1}月">{0}年{1}月&nbsp;({2})</option>\n'
    options = "".join(form.format(*m, count[m]) for m in sorted(count, reverse=True))
    go = f"location.href='{page.search.action}?{page.search.field}='+this.value"
    first = f'<select onchange="{go}">\n<option value="">选择月份</option>\n'
    return _widget(page, "archive", "归档", f"{first}{options}</select>" if options else "")


def _side(page: Page, recent: str, archive: str) -> str:
    """The widgets, in the order in which somebody once dragged them there."""
    form = (
        f'<form role="search" method="get" class="search-form" action="{page.search.action}"><label>'
        f'<span class="screen-reader-text">搜索：</span><input type="search" name="{page.search.field}" '
        'placeholder="搜索…" value="" /></label><input type="submit" value="搜索" /></form>'
    )
    categories = "".join(_entry(n, "cat-item", "children") for n in page.nav)
    widgets = [
        _widget(page, "search", "", form), recent,
        _widget(page, "categories", "分类目录", f"<ul>\n{categories}</ul>"), archive,
        _widget(page, "comments", "近期评论", page.site.choose("silent", ("没有评论可显示。", ""))),
        _widget(page, "links", "友情链接", _list(page, page.friends)),
    ]  # fmt: skip
    turn = page.site.choose("widgets", (0, 0, 1, 2, 4))
    return "".join(widgets[turn:] + widgets[:turn])


def _frame(page: Page, kind: str, body: str, recent: str = "", archive: str = "") -> str:
    site, css, today = page.site, page.site.css, page.site.as_of
    names = ("wrap", "menu", "main", "side", "post", "widget", "meta", "foot")
    title = escape(page.title if page.title == site.name else f"{page.title} – {site.name}")
    plugin = site.choose("plugin", ("All in One SEO Pack", "Yoast SEO plugin", "Smart SEO"))
    metas = "".join(f'<meta name="{n}" content="{escape(c)}" />\n' for n, c in page.labels.items())
    week = f"今天是{today.year}年{today.month}月{today.day}日"
    week += f" 星期{'一二三四五六日'[today.weekday()]}"
    greeting = site.choose("greeting", (week, "为民 务实 清廉", f"欢迎访问{site.name}", week))
    between = site.choose("foot", (' <span class="sep">|</span> ', "<br />\n", " · "))
    theme = site.choose("theme", ("Ality", "Begin", "Twenty Seventeen", "D8", "Cosy", "Zan"))
    level = "h1" if kind == "home" else "p"
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="UTF-8">\n<title>{title}</title>\n'
        "<meta name='viewport' content='width=device-width, initial-scale=1' />\n\n"
        f'<!-- {plugin} -->\n{metas}<meta property="og:locale" content="zh_CN" />\n<meta property="og:title" '
        f'content="{title}" />\n<!-- / {plugin} -->\n\n{_STYLE.format(**{n: css(n) for n in names})}</head>\n\n'
        f'<body class="{kind} hfeed">\n<div id="page" class="{css("wrap")}">\n<header id="masthead">'
        f'<{level} class="site-title"><a href="{page.home_href}" rel="home">{site.name}</a></{level}>\n'
        f'<p class="site-description">{greeting}</p>\n<nav class="{css("menu")}"><ul>\n<li class="menu-item">'
        f'<a href="{page.home_href}">首页</a></li>\n{"".join(_entry(n, "menu-item", "sub-menu") for n in page.nav)}'
        f'</ul></nav></header>\n<main class="{css("main")}" role="main">\n{body}</main>\n<div id="secondary" '
        f'class="{css("side")}">\n{_side(page, recent, archive)}</div>\n<footer id="colophon" class="{css("foot")}">\n'
        f'<div class="site-info">{between.join(html for _, html in page.foot)}</div>\n<p>Copyright &copy; {today.year} '
        f"All Rights Reserved. Theme by {theme}. 查询 {site.choose('queries', range(18, 60))} 次</p>\n</footer>\n"
        "</div>\n</body>\n</html>\n"
    )  # fmt: skip


def _trail(page: Page, last: str = "") -> str:
    steps = [f'<a href="{href}">{name}</a>' if href else name for name, href in page.trail]
    word = page.site.choose("crumb", ("现在位置：", "您在这里：", "您正在浏览：", "&#9873; "))
    way = " &raquo; ".join([*steps, last] if last else steps)
    return f'<div class="breadcrumbs {page.site.css("crumb")}">{word}{way}</div>\n'


def _meta(page: Page, day: date | None, href: str, column: tuple[str, str], more: str = "") -> str:
    """The line of small print; in lists the day is itself a link to the post."""
    posted = ""
    if day:
        stamp, form = page.site.choose("stamp", _STAMPS), page.site.choose("time", _TIMES)
        time = form.format(stamp.format(day), f"{day}T09:30:00+08:00")
        link = f'<a href="{href}" rel="bookmark">{time}</a>' if href else time
        word = page.site.choose("posted", ("发布于 ", "", "发表于：", "Posted on "))
        posted = f'<span class="posted-on">{word}{link}</span> '
    tag = f'<span class="cat-links">分类：<a href="{column[1]}" rel="tag">{column[0]}</a></span>'
    return f'<div class="entry-meta {page.site.css("meta")}">{posted}{more}{tag}</div>\n'


def _post(page: Page, row: Row, column: tuple[str, str]) -> str:
    """A post in a list: title, small print and its beginning, in the theme's order."""
    site, title = page.site, escape(row.title)
    begin = site.choose(row.href, _BEGINNINGS).format(t=title, p=site.place)
    more = site.choose("more", ("阅读全文 &raquo;", "继续阅读", "[阅读更多…]"))
    closed = site.choose("closed", ('<span class="comments-link">评论已关闭</span> ', ""))
    parts = (
        f'<h2 class="entry-title"><a href="{row.href}" rel="bookmark">{title}</a></h2>\n',
        _meta(page, row.day, row.href, column, closed),
        f'<div class="entry-summary"><p>{begin}&hellip; <a class="more-link" href="{row.href}">{more}</a></p></div>\n',
    )  # fmt: skip
    inner = "".join(parts[n] for n in site.choose("order", ((0, 1, 2), (1, 0, 2), (0, 2, 1))))
    return f'<article class="post hentry {site.css("post")}">\n{inner}</article>\n'


def home(page: HomePage) -> str:
    """A box for each category: the first post with its beginning, the others as titles."""
    boxes = "".join(
        f'<div class="cat-box {page.site.css("box")}">\n<h3 class="cat-title"><a href="{box.href}">{box.name}</a>'
        f' <a class="more" href="{box.href}">更多 &raquo;</a></h3>\n{_post(page, box.rows[0], (box.name, box.href))}'
        f"{_titles(page, box.rows[1:])}</div>\n"
        for box in page.boxes
    )
    recent = _widget(page, "recent", "近期文章", _list(page, page.headlines))
    recent += _widget(page, "nav_menu", "快速通道", _list(page, page.links))
    picture = f'<p class="header-image"><img src="{page.banner}" alt="" /></p>\n'
    archive = _months(page, (r.day for b in page.boxes for r in b.rows))
    return _frame(page, "home", picture + boxes, recent, archive)


def list_page(page: ListPage) -> str:
    """One page of a category, a group of categories, or a page of one text."""
    site, here = page.site, (page.name, page.trail[-1][1])
    identity = f' id="{page.container}"' if page.container else ""
    posts = "".join(_post(page, r, here) for r in page.rows)
    hidden = "".join(_post(page, r, here) for r in page.hidden)
    notice = f'<div class="no-results"><p>{page.notice}</p></div>' if page.notice else ""
    area = f'<div class="{site.css("list")}"{identity}>\n{posts}{notice}</div>{page.script}\n'
    text = "".join(f"<p>{escape(p)}</p>\n" for p in page.paragraphs)
    text = f'<article class="page {site.css("post")}">\n{text}</article>\n' if text else ""
    pages = "".join(
        f'<span aria-current="page" class="page-numbers current">{n}</span>\n' if h.endswith(page.path)
        else f'<a class="page-numbers" href="{h}">{n}</a>\n'
        for n, h in page.pager
    )  # fmt: skip
    label = "" if text else site.choose("label", ("分类：", "", "分类目录归档："))
    parts = [
        _trail(page), f'<header class="page-header"><h1 class="page-title">{label}<span>{page.name}</span></h1>',
        _links('<a class="button" href="{href}">{text}</a>', page.tools), "</header>\n",
        _list(page, page.children) or text or area,
        f'<div style="display:none">{hidden}</div>' if hidden else "",
        '<nav class="navigation pagination"><h2 class="screen-reader-text">文章导航</h2>\n'
        f"{page.total}\n{pages}</nav>\n" if page.total or pages else "",
    ]  # fmt: skip
    recent = _widget(page, "recent", page.sidebar_name, _titles(page, page.sidebar))
    archive = _months(page, (r.day for r in page.rows))
    return _frame(page, "page" if text else "archive", "".join(parts), recent, archive)


def article(page: ArticlePage) -> str:
    """One post, with the way to its neighbours and the closed comments below it."""
    site, column, views = page.site, page.trail[-1], crc32(page.path.encode()) % 2_300 + 17
    comment = f"<!-- posted {page.comment_day:%Y-%m-%d} -->\n" if page.comment_day else ""
    read = f'<span class="source">来源：{page.source}</span> <span class="views">浏览 {views:,} 次</span> '
    facts = "".join(f"<p><strong>{label}：</strong>{value}</p>\n" for label, value in page.facts)
    text = "".join(f"<p>{escape(p)}</p>\n" for p in page.paragraphs)
    images = "".join(f'<figure><img src="{src}" alt="" /></figure>\n' for src in page.images)
    form = '<div class="wp-block-file"><a href="{href}">{text}</a> <a href="{href}" download>下载</a></div>\n'
    links = f"<h4>延伸阅读</h4>\n{_list(page, page.links)}" if page.links else ""
    share = site.choose("share", ("分享到：微信 微博 QQ空间", "赞 (0) 分享", "扫一扫，手机浏览"))
    body = (
        f'{_trail(page, "正文")}<article class="post hentry {site.css("post")}">\n<header class="entry-header">'
        f'<h1 class="entry-title">{escape(page.heading)}</h1>\n{_meta(page, page.day, "", column, read)}{comment}'
        f'</header>\n<div class="entry-content {site.css("text")}">\n{facts}{text}{images}{_links(form, page.files)}'
        f'{links}</div>\n<footer class="entry-footer">{share}</footer>\n</article>\n<nav class="navigation '
        'post-navigation"><h2 class="screen-reader-text">文章导航</h2>\n<div class="nav-previous">上一篇：没有了</div>'
        f'<div class="nav-next">下一篇：<a href="{column[1]}" rel="next">返回“{column[0]}”</a></div></nav>\n'
        '<div id="comments" class="comments-area"><p class="no-comments">评论已关闭。</p></div>\n'
    )  # fmt: skip
    return _frame(page, "single", body, archive=_months(page, (page.day,)))


def other(page: OtherPage) -> str:
    """Any other page."""
    text = f'<h1 class="entry-title">{page.heading}</h1>\n<div>{page.html}</div>'
    body = f'{_trail(page)}<article class="page {page.site.css("post")}">{text}</article>\n'
    return _frame(page, "page", body)


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="utf-8", content_type="text/html; charset=UTF-8", items_per_page=10,
    map_path="/sitemap.html", search_path="/index.php", search_field="s",
    mailbox_path="/guestbook.html", letter_path="/wp-comments-post.php",
)  # fmt: skip
