"""What a template family is: how it names its pages, draws and encodes them."""

from collections.abc import Callable

from attrs import frozen

from govgauge.modelcity.page import ArticlePage, HomePage, ListPage, OtherPage
from govgauge.modelcity.site import Article, Column


@frozen
class Family:
    """One template family.

    Paths begin after the site's prefix; each (column, page) and (column, article) has its own.
    """

    list_path: Callable[[Column, int], str]
    article_path: Callable[[Column, Article], str]
    home: Callable[[HomePage], str]
    list_page: Callable[[ListPage], str]
    article: Callable[[ArticlePage], str]
    other: Callable[[OtherPage], str]
    encoding: str
    content_type: str
    gzip: bool = False
    items_per_page: int = 15
    map_path: str = "/map.html"
    search_path: str = "/search"
    search_field: str = "q"
    mailbox_path: str = "/mailbox.html"
    letter_path: str = "/mailbox/submit"

    def path_of(self, column: Column, article: Article) -> str:
        """The article's path: its own when it has one."""
        return article.path or self.article_path(column, article)
