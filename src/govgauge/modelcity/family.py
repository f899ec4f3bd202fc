"""What a template family is: how it names its pages, draws and encodes them."""

from collections.abc import Callable, Mapping

from attrs import frozen

from govgauge.modelcity.site import Article, Column, Site


@frozen
class Family:
    """One template family.

    Paths begin after the site's prefix.  ``labels`` are the page labels of a page as name →
    content; the family writes them in its own way.
    """

    list_path: Callable[[Column, int], str]
    article_path: Callable[[Column, Article], str]
    home: Callable[[Site, Mapping[str, str]], str]
    list_page: Callable[[Site, Column, int, int, Mapping[str, str]], str]
    article: Callable[[Site, Column, Article, Mapping[str, str]], str]
    encoding: str
    content_type: str
    gzip: bool = False
    items_per_page: int = 15
