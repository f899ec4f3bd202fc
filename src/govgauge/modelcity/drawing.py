"""Draws a site: one page after the other as (host, path, bytes), nothing kept."""

import codecs
import json
import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from govgauge.modelcity.family import Family
from govgauge.modelcity.guides import put_insets
from govgauge.modelcity.home import home_boxes
from govgauge.modelcity.labels import (
    article_labels,
    column_labels,
    labels_of,
    site_labels,
    text_labels,
)
from govgauge.modelcity.page import (
    ArticlePage,
    Box,
    HomePage,
    ListPage,
    Nav,
    OtherPage,
    Row,
    SearchForm,
)
from govgauge.modelcity.site import Article, Column, Shape, Site

Drawn = tuple[str, str, bytes]
_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)
_BODY_END = re.compile(r"</body", re.IGNORECASE)


class Drawing:
    """One site in one family's hand."""

    def __init__(self, site: Site, family: Family) -> None:
        self.site = site
        self.family = family
        self._navs = {here: self._nav(here) for here in (False, True)}

    def pages(self) -> Iterator[Drawn]:
        """Every HTML page and scripted list data; columns on the second host go there."""
        family, site = self.family, self.site
        yield self._put(False, "/index.html", self._enclosed(family.home(self._home())))
        if site.services_host:
            yield self._put(True, "/index.html", self._services_home())
        for column in site.every_column():
            parent = next((c for c in site.columns if column in c.children), None)
            yield from self._column_pages(column, parent)
            for article in column.articles:
                yield self._article(column, parent, article)
        for column, article in site.extras:
            yield self._article(column, None, article)
        map_page = self.other("网站地图", self._map_html(), family.map_path)
        yield self._put(False, family.map_path, map_page)

    def _enclosed(self, html: str) -> str:
        """A home page with what stands before and behind everything of its template."""
        head, tail = "".join(self.site.head), "".join(self.site.tail)
        opened = _BODY.search(html)
        at = opened.end() if opened else 0
        end = _BODY_END.search(html)
        last = end.start() if end else len(html)
        return f"{html[:at]}{head}{html[at:last]}{tail}{html[last:]}"

    def other(self, heading: str, html: str, path: str = "", at_services: bool = False) -> str:
        """Any page around ready HTML, for this path or for any."""
        labels = site_labels(self.site) | column_labels(heading)
        common = self._common(at_services, path, heading, labels, ((heading, ""),))
        return self.family.other(OtherPage(heading=heading, html=html, **common))

    def href(self, path: str, at_services: bool = False, here: bool = False) -> str:
        """A path as the page ``here`` (on the second host or not) must write it."""
        site = self.site
        if at_services:
            return path if here else f"http://{site.services_host}{path}"
        return f"http://{site.host}{site.prefix}{path}" if here else site.prefix + path

    def _put(self, at_services: bool, path: str, text: str) -> Drawn:
        site = self.site
        data = text.encode(self.family.encoding)
        return (
            (site.services_host, path, data)
            if at_services
            else (site.host, site.prefix + path, data)
        )

    def _list_href(self, column: Column, here: bool, page: int = 0) -> str:
        return self.href(self.family.list_path(column, page), column.at_services, here)

    def _nav(self, here: bool) -> tuple[Nav, ...]:
        return tuple(self._entry(c, here) for c in self.site.columns)

    def _entry(self, column: Column, here: bool) -> Nav:
        below = tuple(self._entry(c, here) for c in column.children)
        return Nav(column.name, self._list_href(column, here), below)

    def _common(
        self,
        here: bool,
        path: str,
        title: str,
        labels: dict[str, str],
        trail: tuple[tuple[str, str], ...],
    ) -> dict[str, Any]:
        home = self.href("/", False, here)
        search = SearchForm(
            self.href(self.family.search_path, False, here), self.family.search_field
        )
        foot = self.site.foot
        if here:
            own, far = (
                f'="{self.site.prefix}/',
                f'="http://{self.site.host}{self.site.prefix}/',
            )
            foot = {kind: html.replace(own, far) for kind, html in foot.items()}
        return {
            "site": self.site, "path": path, "title": title, "labels": labels, "home_href": home,
            "nav": self._navs[here], "trail": (("首页", home), *trail),
            "friends": tuple(self.site.friends), "foot": tuple(foot.items()), "search": search,
        }  # fmt: skip

    def _row(self, column: Column, article: Article, here: bool, day: date | None) -> Row:
        path = self.family.path_of(column, article)
        return Row(article.title, self.href(path, column.at_services, here), day)

    def _home(self) -> HomePage:
        site = self.site
        boxes = tuple(
            Box(
                column.name, self._list_href(column, False),
                tuple(self._row(column, a, False, a.published if a.date_in_list else None) for a in shown),
            )
            for column, shown in home_boxes(site)
        )  # fmt: skip
        headlines = tuple((r.title, r.href) for b in boxes[:2] for r in b.rows[1:3])
        return HomePage(
            boxes=boxes, headlines=headlines, links=tuple(site.home_links),
            banner=site.prefix + "/images/banner.png",
            **self._common(False, "/", site.name, labels_of(site, "home", site_labels(site)), ()),
        )  # fmt: skip

    def _services_home(self) -> str:
        links = "".join(
            f'<li><a href="{self._list_href(c, True)}">{escape(c.name)}</a></li>'
            for c in self.site.every_column()
            if c.at_services
        )
        return self.other("办事服务", f"<ul>{links}</ul>", "/", at_services=True)

    def _column_pages(self, column: Column, parent: Column | None) -> Iterator[Drawn]:
        size = self.family.items_per_page
        scripted = column.shape is Shape.SCRIPTED
        count = 1 if scripted else max(1, -(-len(column.articles) // size))
        for number in range(count):
            text = self.family.list_page(self._list(column, parent, number, count))
            yield self._put(column.at_services, self.family.list_path(column, number), text)
        if scripted and not column.inline:
            yield self._put(False, _data_path(column), self._data(column))

    def _list(self, column: Column, parent: Column | None, number: int, count: int) -> ListPage:
        site, here, size = self.site, column.at_services, self.family.items_per_page
        shown = column.articles[number * size : (number + 1) * size]
        scripted = column.shape is Shape.SCRIPTED
        hidden = [a for a in shown[:4] if column.hidden_dates]
        labels = labels_of(site, "list", site_labels(site) | column_labels(column.name))
        if column.paragraphs:
            labels = text_labels(site, column)
        container = site.css("listbox") if scripted else ""
        return ListPage(
            name=column.name,
            rows=() if scripted else tuple(
                self._row(column, a, here, a.published if a.date_in_list else None) for a in shown
            ),
            children=(
                *((c.name, self._list_href(c, here)) for c in column.children), *column.elsewhere,
            ),
            paragraphs=tuple(column.paragraphs),
            notice=column.notice,
            script=self._script(column, container) if scripted else "",
            container=container,
            hidden=tuple(self._row(column, a, here, column.hidden_dates) for a in hidden),
            sidebar=self._sidebar(column),
            sidebar_name=site.choose("sidebar", ("热点推荐", "最新信息", "推荐阅读", "热门文章")),
            pager=tuple((str(n + 1), self._list_href(column, here, n)) for n in range(count)) if count > 1 else (),
            total=self._total(column, count),
            tools=self._tools(column),
            **self._common(
                here, self.family.list_path(column, number), column.name, labels,
                self._trail(column, parent, here),
            ),
        )  # fmt: skip

    def _trail(
        self, column: Column, parent: Column | None, here: bool
    ) -> tuple[tuple[str, str], ...]:
        steps = [parent, column] if parent else [column]
        return tuple((c.name, self._list_href(c, here)) for c in steps)

    def _total(self, column: Column, count: int) -> str:
        if column.says_none:
            return self.site.choose(
                "none", ("共0条", "共 0 条记录", "共0条 0页", "当前第0页/共0页")
            )
        if not column.articles or column.shape is not Shape.LIST:
            return ""
        words = self.site.choose("total", ("共{n}条", "共 {n} 条记录　共{p}页", "", "总共{p}页"))
        return words.format(n=len(column.articles), p=count)

    def _tools(self, column: Column) -> tuple[tuple[str, str], ...]:
        if column.column_class != "letters":
            return ()
        text = self.site.choose("write", ("我要写信", "我要留言", "写信", "在线咨询"))
        return ((text, self.href(self.family.mailbox_path)),)

    def _sidebar(self, column: Column) -> tuple[Row, ...]:
        """The same newest items beside every column's list."""
        if not self.site.sidebar or column.at_services:
            return ()
        lists = [c for c in self.site.lists() if all(a.date_in_list for a in c.articles)]
        dated = [(a.published, a.number, c, a) for c in lists for a in c.articles[:6]]
        fresh = sorted((d for d in dated if d[0] <= self.site.as_of), key=lambda d: d[:2])[-5:]
        return tuple(self._row(c, a, False, a.published) for *_, c, a in reversed(fresh))

    def _script(self, column: Column, container: str) -> str:
        lines = (
            f"function draw(d){{var h='';for(var i=0;i<d.length;i++)h+='<li><a href=\"'+d[i].u+'\">'"
            f"+d[i].t+'</a><span>'+d[i].d+'</span></li>';document.getElementById('{container}').innerHTML=h;}}"
        )
        if column.inline:
            return f"<script>{lines}\nvar list={self._data(column)};draw(list);</script>"
        url = self.href(_data_path(column))
        call = (
            f"var x=new XMLHttpRequest();x.open('GET','{url}');"
            "x.onload=function(){draw(JSON.parse(x.responseText))};x.send();"
        )
        return f"<script>{lines}\n{call}</script>"

    def _data(self, column: Column) -> str:
        rows = [
            {
                "t": a.title,
                "u": self.href(self.family.path_of(column, a)),
                "d": f"{a.published:%Y-%m-%d}",
            }
            for a in column.articles
        ]
        return json.dumps(rows, ensure_ascii=False).replace("</", "<\\/")

    def _article(self, column: Column, parent: Column | None, article: Article) -> Drawn:
        site, here = self.site, column.at_services
        path = self.family.path_of(column, article)
        labels = site_labels(site) | column_labels(column.name) | article_labels(article)
        page = ArticlePage(
            heading=article.title,
            day=article.shown_date if article.date_shown else None,
            comment_day=article.published if article.date_in_comment else None,
            source=article.source, facts=tuple(article.facts), paragraphs=tuple(article.paragraphs),
            images=tuple(article.images), files=tuple(article.files), links=tuple(article.links),
            **self._common(
                here, path, article.title, labels_of(site, "article", labels),
                self._trail(column, parent, here),
            ),
        )  # fmt: skip
        text = self.family.article(page)
        text = put_insets(text, article.insets)
        host, where, data = self._put(column.at_services, path, text)
        return host, where, _stored(article.stored, data, self.family.encoding)

    def _map_html(self) -> str:
        entries = "".join(_map_entry(n) for n in self._navs[False])
        return f'<ul class="{self.site.css("map")}">{entries}</ul>'


def _stored(how: str, data: bytes, encoding: str) -> bytes:
    """A page as it lies on the disk: in its encoding, in the other one, or with a rare mark."""
    if how == "other":
        other = "gb18030" if encoding == "utf-8" else "utf-8"
        return data.decode(encoding).encode(other)
    if how == "marked":
        if encoding == "utf-8":
            return codecs.BOM_UTF8 + data
        return data.replace(b"</body>", "<p>（镕、㐂）</p></body>".encode(encoding), 1)
    return data


def _map_entry(nav: Nav) -> str:
    below = "".join(_map_entry(n) for n in nav.children)
    link = f'<a href="{nav.href}">{escape(nav.name)}</a>'
    return f"<li>{link}{f'<ul>{below}</ul>' if below else ''}</li>"


def _data_path(column: Column) -> str:
    return f"/data/{column.slug}{column.number}.json"
