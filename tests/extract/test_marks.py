"""Signs of identity in the markup of a home page."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page

HOME = "http://www.a.gov.cn/"


def signs(html: str) -> set[tuple[str, str, str]]:
    page = read_page(f"<meta charset=utf-8><body>{html}".encode(), "text/html", HOME, is_home=True)
    return {s for s in page.identity if s[0] in ("government_mark", "report_entrance", "site_map")}


BADGE = "http://bszs.conac.cn/sitename?method=show&id=1"
ENTRANCE = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1304000009"


@pytest.mark.parametrize(
    ("html", "sign"),
    [
        (f"<a href='{BADGE}'><img src='//dcs.conac.cn/image/red.png'></a>", ("government_mark", BADGE, "link")),
        ("<script src='https://dcs.conac.cn/js/13/000/1.js'></script><span id='_ideConac'></span>",
         ("government_mark", "https://dcs.conac.cn/js/13/000/1.js", "script")),
        ("<script>document.write(unescape(\"%3Cscript src='//dcs.conac.cn/js/1.js' %3E%3C/script%3E\"))</script>",
         ("government_mark", "//dcs.conac.cn/js/1.js", "script")),
        ("<span id='_ideConac'></span>", ("government_mark", "", "empty")),
        ("<a href='/zs.html'><img src='/dz.png' alt='党政机关'></a>", ("government_mark", HOME + "zs.html", "link")),
        ("<a href='https://bszs-conac-cn.v6.example.cn/s'><img src='/i.png'></a>",
         ("government_mark", "https://bszs-conac-cn.v6.example.cn/s", "link")),
        (f"<a href='{ENTRANCE}'><img alt='我为政府网站找错' src='/jc.png'></a>", ("report_entrance", ENTRANCE, "link")),
        (f"<a href='{ENTRANCE}'><img src='/jc.png'></a>", ("report_entrance", ENTRANCE, "link")),
        ("<script id='_jiucuo_' sitecode='1' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>",
         ("report_entrance", "https://zfwzgl.www.gov.cn/exposure/jiucuo.js?site_code=1", "script")),
        ("<span id='_span_jiucuo'></span>", ("report_entrance", "", "empty")),
        (f"<img src='/jc.png' onclick=\"window.open('{ENTRANCE}')\">", ("report_entrance", ENTRANCE, "link")),
        ("<a href='/fuwu/jiucuopage.html'>网站纠错</a>", ("report_entrance", HOME + "fuwu/jiucuopage.html", "link")),
        ("<a href='/map.html'>网站地图</a>", ("site_map", HOME + "map.html", "link")),
        ("<a href='/map.html'><img alt='站点地图' src='/m.png'></a>", ("site_map", HOME + "map.html", "link")),
    ],
)  # fmt: skip
def test_t_c7_a_sign_is_found_however_it_is_built(html: str, sign: tuple[str, str, str]) -> None:
    assert sign in signs(html)


@pytest.mark.parametrize(
    ("html", "sign"),
    [
        ("<script id='_jiucuo_' sitecode='1304000009' src='./js/jiucuo.js'></script>",
         ("report_entrance", HOME + "js/jiucuo.js?site_code=1304000009", "script")),
        ("<script src='/js/conac.js'></script>", ("government_mark", HOME + "js/conac.js", "script")),
        ("<script>var host = 'dcs' + '.conac.cn'; load(host)</script>", ("government_mark", "", "empty")),
        ("<script>load(base + '/jiucuo.js')</script>", ("report_entrance", "", "empty")),
        ("<a href='javascript:;'>网站地图</a>", ("site_map", "", "empty")),
        ("<a href='#'>我为政府网站找错</a>", ("report_entrance", "", "empty")),
        ("<a><img src='/dz.png' alt='党政机关'></a>", ("government_mark", "", "empty")),
        ("<a href=''>站点地图</a>", ("site_map", "", "empty")),
        ("<span onclick='openMap()'>网站地图</span>", ("site_map", "", "empty")),
        ("<a href='/m.html'>党政机关</a>", ("government_mark", HOME + "m.html", "link")),
        ("<a href='/m.html'>党政机关网站标识</a>", ("government_mark", HOME + "m.html", "link")),
        ("<a href='/m.html'>【网 站 导 航】</a>", ("site_map", HOME + "m.html", "link")),
        ("<a href='/m.html'>本站地图</a>", ("site_map", HOME + "m.html", "link")),
        ("<a href='/m.html'>网站地图 Sitemap</a>", ("site_map", HOME + "m.html", "link")),
        ("<a href='/wzdt/'><img src='/m.png'></a>", ("site_map", HOME + "wzdt/", "link")),
        (f"<map><area href='{BADGE}'></map>", ("government_mark", BADGE, "link")),
    ],
)  # fmt: skip
def test_t_c7_a_sign_that_a_script_builds_or_a_name_tells_is_found(
    html: str, sign: tuple[str, str, str]
) -> None:
    assert sign in signs(html)


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/1.html'>全市党政机关会议召开</a>",
        "<a href='/1.html' title='关于党政机关过紧日子的通知'>关于党政机关…</a>",
        "<a href='/1.html'>市民为城市管理找错活动正式启动</a>",
        "<a href='/1.html'>我市建立合法性审查与容错纠错机制</a>",
        "<!-- <a href='/jc.html'>纠错</a> -->",
        "<a href='/1.html'>全市网站地图改版工作完成情况通报</a>",
        "<a href='/1.html'>政府网站导航大全</a>",
        "<a href='/1.html'><img src='/p.jpg' alt='全市党政机关主要负责同志学习贯彻会议精神专题研讨班开班'></a>",
    ],
)
def test_a_headline_with_the_words_is_no_sign(html: str) -> None:
    assert signs(html) == set()


@pytest.mark.parametrize(
    "html",
    [
        f"<div style='DISPLAY: none'><p><a href='{BADGE}'><img src='/r.png'></a></p></div>",
        f"<a hidden href='{BADGE}'>党政机关</a>",
        f"<p style='visibility:hidden'><img onclick=\"window.open('{BADGE}')\" src='/r.png'></p>",
        "<div hidden><img src='//dcs.conac.cn/image/red.png'></div>",
    ],
)
def test_a_hidden_sign_does_not_count_as_shown(html: str) -> None:
    assert {place for _, _, place in signs(html)} == {"hidden"}


def test_words_without_a_link_are_no_sign() -> None:
    assert signs("<p>党政机关要带头。网站地图绘制大赛，大家来找错。</p>") == set()


def test_contacts_are_read_on_the_home_page_only() -> None:
    html = "<p>主办单位：某市人民政府办公室　联系电话：0310-3113311　地址：某市人民路1号　邮箱：a@b.gov.cn</p>"
    data = f"<meta charset=utf-8>{html}".encode()
    home = read_page(data, "text/html", HOME, is_home=True).identity
    inner = read_page(data, "text/html", HOME + "a.html").identity
    assert [v for s, v, _ in home if s == "contact"] == [
        "0310-3113311",
        "某市人民路1号",
        "a@b.gov.cn",
    ]
    assert not [v for s, v, _ in inner if s == "contact"]


@pytest.mark.parametrize(
    ("text", "organiser"),
    [
        ("主办单位：某市人民政府办公室", "某市人民政府办公室"),
        ("主办：某县人民政府", "某县人民政府"),
        ("某县人民政府办公室主办　某县大数据中心承办", "某县人民政府办公室"),
        ("主办单位 某市教育局 技术支持", "某市教育局"),
    ],
)
def test_the_organiser_in_every_spelling(text: str, organiser: str) -> None:
    page = read_page(f"<meta charset=utf-8><p>{text}</p>".encode(), "text/html", HOME, is_home=True)
    assert [v for s, v, _ in page.identity if s == "organiser"] == [organiser]
