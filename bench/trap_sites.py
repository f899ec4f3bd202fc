"""Sites without an end, made by rule: a home page, 10 columns, 289 articles, and one trap each.

Each site is a function from a request target to a body (``None``: not there).  ``is_trap`` and
``is_real`` tell the bench what was asked for; the crawler never sees them.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

COLUMNS = 10
ARTICLES = 289
REAL = 1 + COLUMNS + ARTICLES
_WORDS = [a + b for a in "政务民生发展环境教育医疗" for b in "工作会议通知公告计划方案"]

Answer = Callable[[str], str | bytes | None]
Mark = Callable[[str], str]


@dataclass
class TrapSite:
    """One host: how it answers, which targets are the trap's, and the row it belongs to."""

    row: str
    name: str
    answer: Answer
    is_trap: Callable[[str], bool]
    hosts: tuple[str, ...] = ()
    real: set[str] = field(default_factory=lambda: set(real_targets()))

    @property
    def host(self) -> str:
        return f"www.{self.name}.gov.cn"


def real_targets() -> list[str]:
    """The targets of all real pages; articles stand in dated folders."""
    return ["/"] + [f"/c{c}/" for c in range(COLUMNS)] + [article_of(n) for n in range(ARTICLES)]


def article_of(number: int) -> str:
    day = datetime.date(2026, 11, 20) - datetime.timedelta(days=number)
    return f"/c{number % COLUMNS}/{day:%Y%m}/t{day:%Y%m%d}_{number}.html"


def text_of(seed: object, words: int = 60) -> str:
    rng = random.Random(str(seed))
    return "".join(rng.choice(_WORDS) for _ in range(words))


def real_page(target: str, extra: str = "", mark: Mark = lambda target: target) -> str | None:
    """One of the real pages, with what a trap adds to it; ``mark`` spells every link."""
    links = [("/", "首页")] + [(f"/c{c}/", f"栏目{c}") for c in range(COLUMNS)]
    if target in ("/", "/index.html"):
        body = "".join(row(n, mark) for n in range(20))
        title = "首页"
    elif target.startswith("/c") and target.endswith("/"):
        column = int(target[2:-1])
        body = "".join(row(n, mark) for n in range(ARTICLES) if n % COLUMNS == column)
        title = f"栏目{column}"
    elif target in _ARTICLES:
        title = text_of(target, 8)
        body = f"<h1>{title}</h1><p>{text_of(target)}</p><p>{text_of(target + 'x')}</p>"
    else:
        return None
    menu = "".join(f"<a href='{mark(t)}'>{name}</a> " for t, name in links)
    return (
        f"<html><head><title>{title}</title></head><body>{menu}<ul>{body}</ul>{extra}</body></html>"
    )


def row(number: int, mark: Mark) -> str:
    target = article_of(number)
    day = target.rpartition("/t")[2][:8]
    shown = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return f"<li><a href='{mark(target)}'>{text_of(target, 8)}</a><span>{shown}</span></li>"


_ARTICLES = {article_of(n) for n in range(ARTICLES)}


def calendar(target: str) -> str | None:
    """H44: a month links to the one before, the one after, and to each of its days."""
    link = "<a href='/calendar.jsp?year=2026&month=11'>日历</a>"
    parts = urlsplit(target)
    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
    if parts.path == "/calendar.jsp":
        year, month = int(query["year"]), int(query["month"])
        before = (year - 1, 12) if month == 1 else (year, month - 1)
        after = (year + 1, 1) if month == 12 else (year, month + 1)
        days = "".join(
            f"<td><a href='/day.jsp?date={year}-{month:02d}-{d:02d}'>{d}</a></td>"
            for d in range(1, 29)
        )
        turns = "".join(
            f"<a href='/calendar.jsp?year={y}&month={m}'>{y}年{m}月</a>" for y, m in (before, after)
        )
        return f"<h1>{year}年{month}月</h1>{turns}<table><tr>{days}</tr></table>"
    if parts.path == "/day.jsp":
        day = datetime.date.fromisoformat(query["date"])
        turns = "".join(
            f"<a href='/day.jsp?date={day + datetime.timedelta(days=n)}'>{word}</a>"
            for n, word in ((-1, "前一天"), (1, "后一天"))
        )
        week = "一二三四五六日"[day.weekday()]
        return f"<h1>{day.year}年{day.month}月{day.day}日 星期{week}</h1><p>本日没有活动</p>{turns}"
    return real_page(target, link)


def calendar_in_path(target: str) -> str | None:
    """H44: the same in folders, /events/2026/11/."""
    if target.startswith("/events/"):
        year, month = (int(part) for part in target.split("/")[2:4])
        after = (year + month // 12, month % 12 + 1)
        before = (year - (month == 1), (month - 2) % 12 + 1)
        turns = "".join(f"<a href='/events/{y}/{m:02d}/'>{m}月</a>" for y, m in (before, after))
        return f"<h1>{year}年{month}月活动</h1><p>本月没有活动</p>{turns}"
    return real_page(target, "<a href='/events/2026/11/'>活动</a>")


def growing(target: str) -> str | None:
    """H45: relative links below a program that answers for every path below it."""
    if target.startswith("/bbs/"):
        return "<h1>论坛</h1>" + "".join(f"<a href='{n}/'>{n}</a>" for n in ("a", "b", "c", "d"))
    if target.startswith("/app.php/"):
        return f"<h1>位置 {target}</h1><p>{target}</p><a href='x/'>x</a><a href='y/'>y</a>"
    return real_page(target, "<a href='/bbs/'>论坛</a><a href='/app.php/x/'>应用</a>")


def sessions(spell: Callable[[str, str], str]) -> Answer:
    """H46: a new id on every link of every answer; the bare address is answered too."""
    rng = random.Random(5)

    def answer(target: str) -> str | None:
        path = target.partition(";")[0].partition("?")[0]
        given = "".join(rng.choice("0123456789abcdef") for _ in range(32))
        return real_page(path, mark=lambda t: spell(t, given))

    return answer


def filters(target: str) -> str | None:
    """H47: region × kind × order × size × page, a million lists of the same 289 articles."""
    names = {"region": 12, "kind": 12, "order": 6, "size": 6, "page": 200}
    parts = urlsplit(target)
    if parts.path != "/list.jsp":
        return real_page(target, "<a href='/list.jsp?region=1'>检索</a>")
    chosen = {k: int(v[0]) for k, v in parse_qs(parts.query).items()}
    rng = random.Random(parts.query)
    rows = "".join(row(rng.randrange(ARTICLES), str) for _ in range(20))
    turns = ""
    for name, count in names.items():
        for value in range(count if name != "page" else 3):
            other = chosen | {name: value}
            query = "&".join(f"{k}={v}" for k, v in other.items())
            turns += f"<a href='/list.jsp?{query}'>{name}{value}</a> "
    return f"<h1>检索结果</h1>{turns}<ul>{rows}</ul>"


def last_page(target: str) -> str | None:
    """H48: any page number beyond the twelfth shows the twelfth again, and a next one."""
    parts = urlsplit(target)
    if parts.path != "/more.jsp":
        return real_page(
            target, "<a href='/more.jsp?page=1'>更多</a><a href='/more.jsp?page=999999'>末页</a>"
        )
    number = int(parse_qs(parts.query)["page"][0])
    shown = min(number, 12)
    rows = "".join(row(n, str) for n in range((shown - 1) * 20, shown * 20) if n < ARTICLES)
    turns = f"<a href='/more.jsp?page={number + 1}'>下一页</a>"
    if number > 1:
        turns += f"<a href='/more.jsp?page={number - 1}'>上一页</a>"
    return f"<h1>更多</h1><ul>{rows}</ul><p>第 {number} 页</p>{turns}"


def is_beyond_last(target: str) -> bool:
    number = parse_qs(urlsplit(target).query).get("page", ["0"])[0]
    return target.startswith("/more.jsp") and int(number) > 12


def subdomains(target: str) -> str | None:
    """H49: every page names a host below the site's own that nobody made."""
    return real_page(target, f"<a href='http://{hash_word(target)}.subdomains.gov.cn/'>专题</a>")


def hash_word(seed: str) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice("abcdefghijk") for _ in range(9))


TRAPS = [
    TrapSite("H44", "calendar", calendar, lambda t: t.startswith(("/calendar", "/day"))),
    TrapSite("H44", "events", calendar_in_path, lambda t: t.startswith("/events/")),
    TrapSite("H45", "growing", growing, lambda t: t.startswith(("/bbs/", "/app.php/"))),
    TrapSite("H46", "jsession", sessions(lambda t, s: f"{t};jsessionid={s}"), lambda t: False),
    TrapSite("H46", "sid", sessions(lambda t, s: f"{t}?sid={s}"), lambda t: False),
    TrapSite("H46", "nonce", sessions(lambda t, s: f"{t}?k9={s[:13]}"), lambda t: False),
    TrapSite("H47", "filters", filters, lambda t: t.startswith("/list.jsp")),
    TrapSite("H48", "lastpage", last_page, is_beyond_last),
    TrapSite("H49", "subdomains", subdomains, lambda t: False),
]
