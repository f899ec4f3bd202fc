"""A sentence by which a home page says that its site is closed, or is going to be (关停、迁移、并入)."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from govgauge.model.reading import Link

Sign = tuple[str, str, str]

CLOSING = "closing_notice"
_WORDS = re.compile("关停|关闭|停止|停用|下线|注销|迁移|迁至|整合|归并|并入|合并")
_SITE = (
    r"(?:[本该我原此旧]网?站|本网(?!络)|(?:[\u4e00-\u9fff]{2,20})?(?:门户网站|政府网站|网站|官网))"
)
_CLOSES = (
    r"(?:关停|关闭(?!.{0,4}(?:通道|窗口|评论|功能))|停止(?:运行|服务|使用|访问|更新|维护)|停用|下线|注销"
    r"|(?:迁移|整合|归并|合并)(?:至|到|入)|迁至|并入)"
)
_SAYS = re.compile(
    rf"{_SITE}[^。！？]{{0,40}}?(?P<how>已|现已|将|拟|于|自|即日|正式)[^。！？]{{0,30}}?{_CLOSES}"
)
_LATER = re.compile("将|拟|计划")
_PAUSE = re.compile(
    "升级|维护期|期间|暂停|临时|改版|割接|检修|恢复|系统|栏目|专栏|频道|页面|申报|报名|公告$|通知$"
)
_OWN = re.compile(r"[本该我原此旧]网?站|本网")
_NAME = re.compile(r"[\u4e00-\u9fff]{4,}")
_FEW_LINKS = 5
_NOTICE_CHARS = 600
_MAX_LINE_CHARS = 200


def read_closing(
    lines: Sequence[str], links: Sequence[Link], title: str, url: str
) -> tuple[Sign, ...]:
    """The sentence as (``closing_notice``, sentence, place), empty without one.

    The place is ``alone`` where the page is hardly more than the notice, speaks of its own site (or
    by the name in its title) and of what has happened, else ``page``.  Headlines, and notices of
    a pause, are none.
    """
    anchors = {link.anchor for link in links}
    for line in lines:
        if len(line) > _MAX_LINE_CHARS or not _WORDS.search(line) or line in anchors:
            continue
        said = _SAYS.search(line)
        if said and not _PAUSE.search(line):
            own = _OWN.search(said[0]) or any(name in line for name in _NAME.findall(title))
            alone = own and _is_alone(lines, links, url) and not _LATER.search(said[0])
            return ((CLOSING, line, "alone" if alone else "page"),)
    return ()


def _is_alone(lines: Sequence[str], links: Sequence[Link], url: str) -> bool:
    host = urlsplit(url).hostname
    own = {link.target for link in links if link.element == "a"} - {url}
    own = {target for target in own if urlsplit(target).hostname == host}
    return len(own) < _FEW_LINKS and sum(map(len, lines)) <= _NOTICE_CHARS
