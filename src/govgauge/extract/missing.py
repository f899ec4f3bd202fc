"""Whether a page that was delivered says that what was asked for is not there (soft 404)."""

import re
from collections.abc import Iterable, Sequence

from govgauge.model.facts import PageKind
from govgauge.model.reading import PageReading

_THING = "(?:页面|网页|网址|信息|内容|文章|文件|资源|链接|栏目|地址)"
_GONE = "(?:不存在|已(?:经|被)?删除|已(?:经|被)?移除|找不到|没有找到|未找到|无法找到|已过期|已失效|无法显示)"
_SAYS_GONE = re.compile(
    rf"{_THING}{_GONE}|(?:访问|查找|请求|查看|浏览|打开)的{_THING}[^，。]{{0,12}}{_GONE}"
    rf"|(?:找不到|没有找到|未找到|无法找到)[^，。]{{0,8}}{_THING}"
    r"|\b404\b\s*(?:not found|错误|页面|error|[-_—]|$)|page not found|file not found|not found",
    re.IGNORECASE,
)
_VARYING = re.compile(r"\d+|[/\\][\w./\\-]+")
_MAX_OWN_CHARS = 200
_SAME = 0.9
_FEW_ITEMS = 3


def is_missing(page: PageReading, control: PageReading | None, home: PageReading | None) -> bool:
    """True when a page is what its host answers for any address, or is an error page by itself.

    ``control`` is what the host shows for an address that cannot exist, ``None`` when it says
    404 as it should; what the home page shows too (menus, foot) tells nothing.  A page that only
    speaks of missing pages, with a date, a list or a text of its own, is none.
    """
    known = _plain(home.lines) if home is not None else set()
    own = _plain(page.lines) - known
    if control is not None:
        shown = _plain(control.lines) - known
        if shown and len(own & shown) >= _SAME * len(own | shown):
            return True
    return _is_error_page(page, own)


def _is_error_page(page: PageReading, own: Iterable[str]) -> bool:
    if page.published or page.kind is PageKind.LIST or page.document_number:
        return False
    if sum(item.visible for item in page.items) >= _FEW_ITEMS and page.crumbs:
        return False
    if sum(len(line) for line in own) > _MAX_OWN_CHARS:
        return False
    return bool(
        _SAYS_GONE.search(page.title)
        or _SAYS_GONE.search(page.heading)
        or any(_SAYS_GONE.search(line) for line in own)
    )


def _plain(lines: Sequence[str]) -> set[str]:
    """Lines without the numbers and addresses in which two answers of one kind differ."""
    return {_VARYING.sub("#", line) for line in lines}
