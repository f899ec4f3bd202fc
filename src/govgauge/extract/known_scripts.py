"""Scripts known by their names, or by the services they call, and what they never put into a page."""

import re

# Libraries, and scripts of counters, share buttons and advertisements, put no foot into a page; the scripts of
# the badge and of the report entrance are signs of their own.
NO_FOOT = re.compile(
    r"jquery|swiper|slide|super|carousel|scroll|marquee|bootstrap|layui|layer|laydate|lazy|echarts"
    r"|animate|wow\.|html5|respond|polyfill|^vue|^react|qrcode|calendar|weather|tianqi|player|video"
    r"|koala|share|tongji|analytics|count(?!r)|stat(?!ic)|trace|matomo|piwik|wza|barrier|accessib"
    r"|search|login|pinyin|fanti|jianfan|tw_cn|pager|tabs?\.|float_?ad|piaochuang|duilian|couplet",
    re.IGNORECASE,
)
SERVICES = re.compile(
    r"_hmt|hm\.baidu|push\.zhanzhang|cnzz|_czc|_paq|51\.la|51yes|gridsum|bdshare|bdimg\.share|bshare"
    r"|google-analytics|gtag|conac|jiucuo|webtrends|//stat\w*\.|phpstat|//wza\.|//ta\.trs\.cn"
    r"|googlesyndication|cpro\.baidu|pos\.baidu|tanx\.com|mediav\.com",
    re.IGNORECASE,
)
# Far fewer: a pager, a tab or an application framework may well bring the rows of a list.
_NO_LIST = re.compile(
    r"^(?:jquery(?:[-.]\d[\d.]*)?(?:[-.](?:min|slim))*\.js$|html5shiv|respond(?:\.min)?\.js$|tongji|analytics"
    r"|matomo|piwik|wza|accessib|barrier|share|bdshare|qrcode|weather|tianqi|pinyin|fanti|jianfan|tw_cn"
    r"|float_?ad|piaochuang|duilian|couplet)",
    re.IGNORECASE,
)
_SHORT_CHARS = 800


def brings_no_list(source: str) -> bool:
    """Whether a script's file is known for something else than writing the rows of a list."""
    name = source.partition("?")[0].rpartition("/")[2]
    return bool(_NO_LIST.match(name) or SERVICES.search(source))


def calls_a_service(text: str) -> bool:
    """Whether a script in the page does no more than call a known service (a counter, an advertisement)."""
    return len(text) <= _SHORT_CHARS and bool(SERVICES.search(text))
