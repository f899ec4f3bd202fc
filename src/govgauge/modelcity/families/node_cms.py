"""A small office on a foreign system of nodes, views and blocks: ``/node/1001.html``, ``?page=1``."""

from collections.abc import Iterable
from datetime import date
from html import escape

from govgauge.modelcity.family import Family
from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, Nav, OtherPage, Page, Row
from govgauge.modelcity.site import Article, Column

_STYLE = (
    "<style media='all'>\nbody{{margin:0;color:#333;font:14px/1.8 sans-serif}}.{page}{{width:1000px;"
    "margin:0 auto}}.{menu} li{{display:inline-block;padding:6px 12px}}.{menu} ul ul{{display:none;position:absolute;"
    "background:#fff}}.{menu} li:hover ul{{display:block}}.{side}{{float:{float};width:230px}}.{main}{{overflow:hidden;"
    "padding:0 20px}}.{row}{{border-bottom:1px dotted #ccc;padding:6px 0}}.{row} .views-field-created{{color:#888}}"
    ".pager li{{display:inline-block;padding:0 6px}}.field-label-inline>div{{display:inline-block}}.{foot}{{clear:both;"
    "text-align:center}}.element-invisible{{position:absolute!important;clip:rect(1px,1px,1px,1px);overflow:hidden;"
    "height:1px}}.leaf span{{display:block;text-align:center}}.leaf{{float:left;width:80px}}.leaf .day{{font-size:2em}}"
    "\n</style>\n"
)  # fmt: skip
_SINGLE = (
    '<span class="date-display-single" property="dc:date" content="{0}T09:30:00+08:00">{1}</span>'
)
_DATES = {
    "by": '<span class="submitted">由 <span class="username">{who}</span> 在 周{w}, {d:%Y-%m-%d} 09:30 提交</span>',
    "submitted": '<span class="submitted"><span class="username">{who}</span> 提交于 {d:%Y/%m/%d} - 09:30</span>',
    "time": '<time datetime="{d}T09:30:00+08:00">{d.year}年{d.month}月{d.day}日</time>',
    "label": '<span class="views-label">发布日期: </span>' + _SINGLE.format("{d}", "{d:%Y-%m-%d}"),
    "spans": '<span class="year">{d.year}</span>年<span class="month">{d:%m}</span>月'
    '<span class="day">{d:%d}</span>日',
    "leaf": '<div class="leaf"><span class="day">{d:%d}</span>\n<span class="month">{d:%Y-%m}</span></div>',
    "year": _SINGLE.format("{d}", "{d.month}月{d.day}日"),
    "year short": _SINGLE.format("{d}", "{d:%m-%d}"),
}  # fmt: skip
_WHOLE = ("by", "submitted", "time", "label", "spans")
_TEASERS = (
    "为进一步做好有关工作，方便群众和企业了解情况，现将具体内容予以公布。",
    "根据上级统一部署，结合本单位工作实际，经研究形成如下内容。请各有关单位认真抓好落实。",
    "{t}。现将有关情况介绍如下。",
    "活动现场气氛热烈，工作人员耐心细致地解答群众提出的问题，得到了大家的一致好评。",
    "欢迎社会各界监督。如有疑问，可到服务窗口咨询，工作人员将按规定答复。",
    "会议强调，要提高认识、明确分工、压实责任，确保各项任务落到实处。",
)


def list_path(column: Column, page: int) -> str:
    """``/dtyw.html``, then ``/dtyw.html?page=1``: the system counts from nought."""
    return f"/{column.slug}.html" + (f"?page={page}" if page else "")


def article_path(column: Column, article: Article) -> str:
    """``/node/1001.html``."""
    return f"/node/{article.number}.html"


def _items(pairs: Iterable[tuple[str, str]]) -> str:
    pairs = list(pairs)
    places = ["first", *["leaf"] * (len(pairs) - 2), "last"]
    items = "".join(
        f'<li class="{place}"><a href="{href}">{escape(text)}</a></li>\n'
        for place, (text, href) in zip(places, pairs, strict=False)
    )
    return f'<div class="item-list"><ul>\n{items}</ul></div>\n' if items else ""


def _menu(navs: Iterable[Nav]) -> str:
    items = "".join(
        f'<li class="{"expanded" if n.children else "leaf"}"><a href="{n.href}">{n.name}</a>'
        f"{_menu(n.children) if n.children else ''}</li>\n"
        for n in navs
    )
    return f'<ul class="menu">\n{items}</ul>'


def _block(page: Page, kind: str, name: str, inner: str, more: str = "") -> str:
    """A block with its title; nothing when there is nothing in it."""
    title = f'<h2 class="block-title">{name}</h2>\n' if name else ""
    link = f'<div class="more-link"><a href="{more}">更多</a></div>\n' if more else ""
    css = page.site.css("block")
    whole = (
        f'<div id="block-{kind}" class="block block-{kind.partition("-")[0]} {css}">\n{title}'
        f'<div class="content">\n{inner}{link}</div>\n</div>\n'
    )
    return whole if inner else ""


def _region(page: Page) -> str:
    return page.site.choose("region", ("sidebar-first", "sidebar-second"))


def _side(page: Page, recent: str) -> str:
    """The blocks beside the content: search, the menu of this section, what is new, friends."""
    group = page.trail[1][0] if len(page.trail) > 1 else ""
    below = next((n.children for n in page.nav if n.name == group), ())
    form = (
        f'<form action="{page.search.action}" method="get" id="search-block-form" accept-charset="UTF-8">'
        f'<label class="element-invisible" for="edit-keys">搜索</label><input type="text" id="edit-keys" '
        f'name="{page.search.field}" size="15" maxlength="128" class="form-text" />'
        '<input type="submit" value="搜索" class="form-submit" /></form>\n'
    )
    blocks = [
        _block(page, "search-form", "", form),
        _block(page, "menu-section", group, _menu(below) if below else ""),
        recent,
        _block(page, "menu-friends", page.site.choose("friends", ("友情链接", "相关链接")), _items(page.friends)),
    ]  # fmt: skip
    turn, region = page.site.choose("blocks", (0, 1, 0, 2)), _region(page)
    return (
        f'<div id="{region}" class="region region-{region} {page.site.css("side")}">\n'
        f"{''.join(blocks[turn:] + blocks[:turn])}</div>\n"
    )


def _head(page: Page) -> str:
    site = page.site
    names = {n: site.css(n) for n in ("page", "menu", "side", "main", "row", "foot")}
    side = "left" if _region(page) == "sidebar-first" else "right"
    title = page.title if page.title == site.name else f"{page.title} | {site.name}"
    metas = "".join(f'<meta name="{n}" content="{escape(c)}" />\n' for n, c in page.labels.items())
    version = site.choose("version", ("7 (http://drupal.org)", "8 (https://www.drupal.org)"))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-hans" dir="ltr">\n<head>\n<meta charset="utf-8" />\n'
        f'<meta name="Generator" content="Drupal {version}" />\n{metas}<title>{escape(title)}</title>\n'
        f"{_STYLE.format(float=side, **names)}</head>\n"
    )


def _frame(page: Page, kind: str, heading: str, body: str, recent: str = "") -> str:
    """The regions of every page around the main content."""
    site, css = page.site, page.site.css
    slogan = site.choose("slogan", ("", "为人民服务", f"欢迎访问{site.name}"))
    slogan = f'<div id="site-slogan">{slogan}</div>\n' if slogan else ""
    title = f'<h1 class="title" id="page-title">{heading}</h1>\n' if heading else ""
    between = site.choose("foot", (" | ", "<br />\n", "&nbsp;&nbsp;", "</p>\n<p>"))
    foot = f"<p>{between.join(html for _, html in page.foot)}</p>" if page.foot else ""
    return (
        f'{_head(page)}<body class="html {kind} not-logged-in">\n<div id="skip-link"><a href="#main-content" '
        f'class="element-invisible element-focusable">跳转到主要内容</a></div>\n<div id="page" class="{css("page")}">\n'
        f'<div id="header"><div id="name-and-slogan"><div id="site-name"><strong><a href="{page.home_href}" rel="home">'
        f"<span>{site.name}</span></a></strong></div>\n{slogan}</div></div>\n"
        f'<div id="main-menu" class="navigation {css("menu")}">\n<h2 class="element-invisible">主菜单</h2>\n'
        f"{_menu((Nav('首页', page.home_href), *page.nav))}</div>\n{_trail(page) if page.trail[1:] else ''}"
        f'<div id="main-wrapper" class="clearfix">\n{_side(page, recent)}<div id="content" '
        f'class="column {css("main")}" role="main"><a id="main-content"></a>\n{title}'
        f'<div class="region region-content">\n{body}</div>\n</div>\n</div>\n<div id="footer" class="region '
        f'region-footer {css("foot")}">\n{_block(page, "block-1", "", foot)}</div>\n'
        "</div>\n</body>\n</html>\n"
    )  # fmt: skip


def _trail(page: Page) -> str:
    steps = [f'<a href="{href}">{name}</a>' if href else name for name, href in page.trail]
    word = page.site.choose("crumb", ("您在这里", "你在这里", "当前位置"))
    css = page.site.css("crumb")
    if page.site.choose("crumb list", (True, False)):
        inner = "".join(f"<li>{step}</li>\n" for step in steps)
        return f'<nav class="breadcrumb {css}" role="navigation"><h2>{word}</h2><ol>{inner}</ol></nav>\n'
    sign = page.site.choose("crumb sign", (" » ", " › ", " / "))
    return f'<div class="breadcrumb {css}">{word}：{sign.join(steps)}</div>\n'


def _stamp(page: Page, day: date, style: str) -> str:
    who = page.site.choose("who", ("admin", "管理员", "信息员", "办公室", "webmaster"))
    return _DATES[style].format(d=day, w="一二三四五六日"[day.weekday()], who=who)


def _style(page: Page) -> str:
    """How the views of this site show dates."""
    return page.site.choose("view dates", tuple(_DATES))


def _teaser(page: Page, row: Row) -> str:
    title, site = escape(row.title), page.site
    more = site.choose("more", ("阅读全文", "阅读更多", "阅读全文 »"))
    unseen = site.choose("about", ("", f'<span class="element-invisible">关于{title}</span>'))
    text = site.choose(row.href, _TEASERS).format(t=title)
    return (
        f'<div class="views-field views-field-body"><div class="field-content"><p>{text}</p></div></div>\n'
        f'<div class="views-field views-field-view-node"><span class="field-content"><a href="{row.href}" '
        f'title="{title}">{more}{unseen}</a></span></div>\n'
    )


def _row(page: Page, row: Row, place: int, teased: bool) -> str:
    """One row of a view: its fields in the order somebody once clicked together."""
    tag, style = page.site.choose("title tag", ("span", "h3", "strong")), _style(page)
    link = f'<{tag} class="field-content"><a href="{row.href}">{escape(row.title)}</a></{tag}>'
    title, day = f'<div class="views-field views-field-title">{link}</div>\n', ""
    if row.day:
        stamp = _stamp(page, row.day, style)
        day = f'<div class="views-field views-field-created">{stamp}</div>\n'
    first = style == "leaf" or page.site.choose("day first", (False, True, False))
    more = _teaser(page, row) if teased else ""
    return (
        f'<div class="views-row views-row-{place} views-row-{"odd" if place % 2 else "even"} '
        f'{page.site.css("row")} clearfix">\n{day + title if first else title + day}{more}</div>\n'
    )


def _view(page: Page, rows: Iterable[Row], teased: bool) -> str:
    """The rows, under their years where the dates name none."""
    groups: dict[int, list[Row]] = {}
    grouped = _style(page).startswith("year")
    for row in rows:
        groups.setdefault(row.day.year if grouped and row.day else 0, []).append(row)
    parts = []
    for year, members in groups.items():
        inner = "".join(_row(page, r, place, teased) for place, r in enumerate(members, 1))
        head = f"<h3>{year}年</h3>\n" if year else ""
        parts.append(f'<div class="view-grouping">{head}{inner}</div>\n' if grouped else inner)
    return "".join(parts)


def _brief(page: Page, rows: Iterable[Row]) -> str:
    """The rows of a small block: title and whole date in one line."""
    form = page.site.choose("brief", ("%Y-%m-%d", "(%Y-%m-%d)", "%Y/%m/%d", "%Y年%m月%d日"))
    inner = "".join(
        f'<div class="views-row {page.site.css("row")}"><span class="views-field views-field-title"><a href="{r.href}">'
        f"{escape(r.title)}</a></span>"
        + (f' <span class="views-field views-field-created">{r.day.strftime(form)}</span>' if r.day else "")
        + "</div>\n"
        for r in rows
    )  # fmt: skip
    return f'<div class="view-content">\n{inner}</div>\n' if inner else ""


def _pager(page: ListPage) -> str:
    """The full pager or the small one; the current page carries no link."""
    hrefs = [href for _, href in page.pager]
    if not hrefs:
        return ""
    now = next((n for n, href in enumerate(hrefs) if href.endswith(page.path)), 0)
    last, item = len(hrefs) - 1, '<li class="pager-{}"><a href="{}">{}</a></li>\n'.format
    ends = page.site.choose("ends", (("« 首页", "末页 »"), ("« 第一页", "最后一页 »")))
    before = item("first", hrefs[0], ends[0]) + item("previous", hrefs[now - 1], "‹ 上一页")
    after = item("next", hrefs[min(now + 1, last)], "下一页 ›") + item("last", hrefs[last], ends[1])
    middle = f'<li class="pager-current">第 {now + 1} 页，共 {last + 1} 页</li>\n'
    if page.site.choose("full pager", (True, True, False)):
        middle = "".join(
            f'<li class="pager-current">{n + 1}</li>\n' if n == now else item("item", hrefs[n], n + 1)
            for n in range(max(0, now - 4), min(last, now + 4) + 1)
        )  # fmt: skip
    inner = f"{before if now else ''}{middle}{after if now < last else ''}"
    return f'<h2 class="element-invisible">页面</h2><div class="item-list"><ul class="pager">\n{inner}</ul></div>\n'


def home(page: HomePage) -> str:
    """Blocks of views in the content region; without them the whole menu."""
    lead = page.site.choose("lead", (True, False))
    boxes = "".join(
        _block(
            page, f"views-list{n}", box.name,
            _view(page, box.rows[:1], True) + _brief(page, box.rows[1:]) if lead else _brief(page, box.rows),
            box.href,
        )
        for n, box in enumerate(page.boxes)
    )  # fmt: skip
    picture = f'<p><img typeof="foaf:Image" src="{page.banner}" alt="" /></p>\n'
    body = boxes or _block(page, "system-main", "", _menu(page.nav))
    new = page.site.choose("new", ("最新内容", "最近内容", "推荐到首页"))
    recent = _block(page, "node-recent", new, _items(page.headlines))
    quick = _block(page, "menu-quick", "快速链接", _items(page.links))
    return _frame(page, "front page-node", "", picture + body, recent + quick)


def list_page(page: ListPage) -> str:
    """One page of a view, a group of terms, or a page of one text."""
    teased = page.site.choose(f"view {page.name}", (True, False, True))
    identity = f' id="{page.container}"' if page.container else ""
    notice = f'<div class="view-empty"><p>{page.notice}</p></div>\n' if page.notice else ""
    area = (
        f'<div class="view-content {page.site.css("list")}"{identity}>\n{_view(page, page.rows, teased)}{notice}'
        f"</div>{page.script}\n"
    )
    text = "".join(f"<p>{escape(p)}</p>\n" for p in page.paragraphs)
    text = f'<div class="node node-page"><div>\n{text}</div></div>\n' if text else ""
    hidden = _view(page, page.hidden, teased)
    hidden = f'<div class="attachment" style="display:none">{hidden}</div>' if hidden else ""
    tools = "".join(f'<li><a href="{h}">{escape(t)}</a></li>' for t, h in page.tools)
    parts = [
        f'<ul class="action-links">{tools}</ul>\n' if tools else "",
        _items(page.children) or text or f'<div class="view {page.site.css("view")}">\n{area}{hidden}',
        _pager(page), f'<div class="view-footer">{page.total}</div>\n' if page.total else "",
        "" if page.children or text else "</div>\n",
    ]  # fmt: skip
    recent = _block(page, "views-recent", page.sidebar_name, _brief(page, page.sidebar))
    return _frame(page, "page-taxonomy", page.name, "".join(parts), recent)


def _field(name: str, label: str, found: list[str]) -> str:
    """A field of a node with its label, in line with a single value."""
    items = "".join(f'<div class="field-item even">{value}</div>\n' for value in found)
    shown = f'<div class="field-label">{label}:&nbsp;</div>' if label else ""
    where = "hidden" if not label else "inline" if len(found) == 1 else "above"
    return (
        f'<div class="field field-name-{name} field-label-{where} clearfix">{shown}<div class="field-items">{items}'
        "</div></div>\n" if items else ""
    )  # fmt: skip


def article(page: ArticlePage) -> str:
    """One node: who put it in and when, its fields, its text."""
    style = _style(page) if _style(page) in _WHOLE else page.site.choose("node date", _WHOLE)
    shown = _stamp(page, page.day, style) if page.day else ""
    shown = f'<div class="meta">{shown}</div>\n' if shown else ""
    comment = f"<!-- created {page.comment_day:%Y-%m-%d} -->\n" if page.comment_day else ""
    text = "".join(f"<p>{escape(p)}</p>\n" for p in page.paragraphs)
    pictures = [f'<img typeof="foaf:Image" src="{src}" alt="" />' for src in page.images]
    link = '<span><a href="{}">{}</a></span>'.format
    files, links = ([link(h, escape(t)) for t, h in pairs] for pairs in (page.files, page.links))
    fields = [
        _field("field-source", "来源", [page.source]),
        *(_field("field-fact", label, [value]) for label, value in page.facts),
        _field("field-image", "", pictures),
        _field("body", "", [text]),
        _field("field-files", "附件", files),
        _field("field-related", page.site.choose("related", ("相关内容", "相关链接")), links),
    ]  # fmt: skip
    body = (
        f'<div class="node node-article {page.site.css("node")} clearfix">\n{shown}{comment}'
        f'<div class="content">\n{"".join(fields)}</div>\n</div>\n'
    )
    return _frame(page, "page-node node-type-article", escape(page.heading), body)


def other(page: OtherPage) -> str:
    """Any other page."""
    body = _block(page, "system-main", "", f"{page.html}\n")
    return _frame(page, "page-other", page.heading, body)


FAMILY = Family(
    list_path=list_path, article_path=article_path,
    home=home, list_page=list_page, article=article, other=other,
    encoding="utf-8", content_type="text/html; charset=utf-8", gzip=True, items_per_page=10,
    map_path="/sitemap.html", search_path="/search/node", search_field="keys",
    mailbox_path="/contact.html", letter_path="/contact/send",
)  # fmt: skip
