"""Whether a page that was delivered says that what was asked for is not there (soft 404)."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from govgauge.extract.likeness import plain_lines
from govgauge.model.facts import PageKind
from govgauge.model.reading import PageReading, Presence

_PAGE = "(?:页面|网页|网址|地址|文章)"
_ABSENT = "(?:不存在|已(?:经|被)*(?:删除|移除)|找不到|没有找到|未找到|无法找到|已失效|无法显示)"
_NOT_FOUND = "(?:找不到|没有找到|未找到|无法找到)"
_SAYS_PAGE_GONE = re.compile(
    rf"{_PAGE}[^，。]{{0,6}}{_ABSENT}|{_NOT_FOUND}[^，。]{{0,8}}{_PAGE}"
    r"|^\W*(?:http|error|错误)?\W*404\b\s*(?:not found|错误|页面|error|[-_—|]|$)"
    r"|(?:page|file) not found|^\W*not found\W*$",
    re.IGNORECASE,
)
_SAYS_THING_GONE = re.compile(
    r"(?:信息|内容|资源|链接|栏目|文件)[^，。]{0,4}(?:不存在|已(?:经|被)+(?:删除|移除)|已删除)"
)
# A sentence about missing pages (a question, a notice, a rule) is no statement of this page.
_SPEAKS_OF_IT = re.compile(r"[？?]|怎么|如何|怎样|关于|整改|通知|通报|办法|答复|清理")
_MAY_SPEAK_OF_IT = re.compile("问题|处理|如果|如遇|若")
# Beside a control that shows the same, any such word tells an error page from an empty frame.
_ANY_FAILURE = re.compile(
    rf"{_ABSENT}|删除|下线|有误|出错|错误|\b404\b|not found|error", re.IGNORECASE
)
_WAY_OUT = re.compile(r"返回|首页|主页|后退|关闭|跳转|刷新|上一页")
_MAX_OWN_CHARS = 200
_HARDLY_ANY_CHARS = 60
_MAX_LINES = 5_000
_SAME = 0.9
_FEW_ITEMS = 3


class Missing:
    """Tells pages from what their host shows for any address; one for each crawl.

    ``control`` is what the host shows for an address that cannot exist, ``None`` when it says
    404 as it should; what the home page shows too (menus, foot) tells nothing.  A page that only
    speaks of missing pages, with a date, a list or a text of its own, is none.
    """

    def __init__(self) -> None:
        # By identity, and the readings are held: an identity must not be used again.
        self._home: PageReading | None = None
        self._of_home: tuple[AbstractSet[str], AbstractSet[str]] | None = None
        self._shown: dict[int, tuple[PageReading, AbstractSet[str]]] = {}

    def __call__(
        self, page: PageReading, control: PageReading | None, home: PageReading | None
    ) -> Presence:
        """What a page is, beside its host's control and home page."""
        if home is not self._home:
            self._home, self._of_home = home, None
            self._shown.clear()
        if control is None and _is_content(page):
            return Presence.THERE  # Most pages: their lines need not be compared.
        own = self._own(page)
        if control is not None and _alike(page, own, control, self._shown_by(control)):
            return _alike_is(page, own)
        return _by_its_words(page, own)

    def _own(self, page: PageReading) -> AbstractSet[str]:
        """The lines that the home page does not show; the equal ones go before any is rewritten."""
        if self._of_home is None:  # Few sites ever ask, and a worker has hundreds of sites.
            lines = self._home.lines[:_MAX_LINES] if self._home is not None else ()
            self._of_home = frozenset(lines), plain_lines(lines)
        written, plain = self._of_home
        return plain_lines(set(page.lines[:_MAX_LINES]) - written) - plain

    def _shown_by(self, control: PageReading) -> AbstractSet[str]:
        if id(control) not in self._shown:
            self._shown[id(control)] = control, self._own(control)
        return self._shown[id(control)][1]


def _alike(
    page: PageReading, own: AbstractSet[str], control: PageReading, shown: AbstractSet[str]
) -> bool:
    if own or shown:
        return len(own & shown) >= _SAME * len(own | shown)
    # Two frames without a word are alike when the same scripts are to fill them.
    bare = sum(map(len, page.lines)) <= _MAX_OWN_CHARS
    return bare and bool(page.loader) and page.loader == control.loader


def _alike_is(page: PageReading, own: Iterable[str]) -> Presence:
    """What a page is that its host shows for any address: an error page, a frame, a door."""
    if page.asks_password:
        return Presence.UNSURE
    says = [page.title, page.heading, *own]
    hardly_any = sum(map(len, own)) <= _HARDLY_ANY_CHARS
    if page.loader and hardly_any and not any(map(_ANY_FAILURE.search, says)):
        return Presence.SCRIPTED
    return Presence.LIKE_CONTROL


def _by_its_words(page: PageReading, own: AbstractSet[str]) -> Presence:
    """What a page says of itself; only what cannot mean anything else proves that it is gone."""
    if not _may_be_error_page(page, own):
        return Presence.THERE
    if _says_gone(page.title) or _says_gone(page.heading):
        return Presence.GONE
    lines = [line for line in own if not _WAY_OUT.search(line) or _says_gone(line)]
    if len(lines) == 1 and _says_gone(lines[0]):
        return Presence.GONE
    says = [page.title, page.heading, *own]
    return Presence.UNSURE if any(map(_says_something_gone, says)) else Presence.THERE


def _may_be_error_page(page: PageReading, own: Iterable[str]) -> bool:
    return not _is_content(page) and sum(map(len, own)) <= _MAX_OWN_CHARS


def _is_content(page: PageReading) -> bool:
    if page.published or page.kind is PageKind.LIST or page.document_number or page.asks_password:
        return True
    return bool(page.crumbs) and sum(item.visible for item in page.items) >= _FEW_ITEMS


def _says_gone(line: str) -> bool:
    if _SPEAKS_OF_IT.search(line) or _MAY_SPEAK_OF_IT.search(line):
        return False
    return bool(_SAYS_PAGE_GONE.search(line))


def _says_something_gone(line: str) -> bool:
    if _SPEAKS_OF_IT.search(line):
        return False
    return bool(_SAYS_PAGE_GONE.search(line) or _SAYS_THING_GONE.search(line))
