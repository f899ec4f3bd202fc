"""Policy documents and interpretations of a model site, with particulars and links, as they should be."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from random import Random

from govgauge.modelcity.clauses import clauses, explanations
from govgauge.modelcity.family import Family
from govgauge.modelcity.letters import asked_before
from govgauge.modelcity.site import Article, PolicyPair, Site

_NUMBER = ("发文字号", "文号", "发文字号")
_DATE = ("成文日期", "发文日期", "成文日期")
_ISSUER = ("发文机关", "发布机构", "制发机关")
_CODES = ("政发", "政办发", "府发", "府办〔规〕", "政规")
_FORMS = ("{c}〔{y}〕{n}号", "{c}[{y}]{n}号", "{c}〔{y}〕 {n} 号", "{c}（{y}）{n}号")
_TITLES = (
    "《{t}》解读",
    "《{t}》政策解读",
    "一图读懂《{t}》",
    "关于《{t}》的解读",
    "图解：《{t}》",
)
_TO_INTERPRETATION = ("{i}", "政策解读", "相关解读：{i}", "图解", "《{t}》解读")
_TO_DOCUMENT = ("{t}", "文件原文", "相关文件：{t}", "《{t}》", "查看政策原文")
_OPENINGS = (
    "近日，{o}印发了《{t}》，现就主要内容解读如下。", "《{t}》已正式印发，为便于公众理解，现作如下说明。",
    "日前出台的《{t}》受到关注，现将有关情况介绍如下。",
)  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_MOST_PAIRS = 8
_PAPERS = ("工作的意见", "实施方案的通知", "管理办法")


def furnish(site: Site, family: Family) -> None:
    """Give every free document its particulars, and interpretations their document and links."""
    random = Random(f"{site.unit_id} policies")
    every = [(c, a) for c in site.every_column() for a in c.articles] + site.extras
    for column, article in every:
        if column.column_class == "policy" and article.date_shown and not article.facts:
            _particulars(site, article, random)
    documents = list(free_papers(site, family, "policy"))
    random.shuffle(documents)
    papers = list(free_papers(site, family, "interpretation"))
    count = min(len(documents) * 2 // 3, len(papers), _MOST_PAIRS)
    for (document, there), (article, here) in zip(documents[:count], papers, strict=False):
        site.policy_pairs.append(_pair(site, random, document, there, article, here))


def listed_documents(site: Site, family: Family) -> list[tuple[Article, str]]:
    """Documents with particulars that a reader reaches, whatever else was planted in them."""
    return [(a, url) for a, url in _papers(site, family, "policy", set()) if is_paper(a)]


def is_paper(article: Article) -> bool:
    """A document with particulars whose title nothing else was planted in."""
    return bool(article.facts) and any(word in article.title for word in _PAPERS)


def free_papers(site: Site, family: Family, column_class: str) -> Iterator[tuple[Article, str]]:
    """Articles of such columns that a reader reaches and nothing else was planted in."""
    return _papers(site, family, column_class, {row["target"] for row in site.truth})


def _papers(
    site: Site, family: Family, column_class: str, taken: AbstractSet[str]
) -> Iterator[tuple[Article, str]]:
    for column in site.lists():
        for article in column.articles if column.column_class == column_class else ():
            address = site.address_of(family.path_of(column, article))
            plain = not article.path and not article.stored and article.date_shown
            if plain and address not in taken:
                yield article, address


def free_documents(site: Site, family: Family) -> list[tuple[Article, str]]:
    """Documents with particulars that no interpretation belongs to."""
    paired = {pair.document_url for pair in site.policy_pairs}
    papers = free_papers(site, family, "policy")
    return [(a, url) for a, url in papers if is_paper(a) and url not in paired]


def without(article: Article, labels: tuple[str, ...]) -> None:
    """Take particulars away."""
    article.facts = [fact for fact in article.facts if fact[0] not in labels]


def unlink(article: Article, address: str, site: Site) -> None:
    """Take the links to an address away."""
    path = address.removeprefix(f"http://{site.host}")
    article.links = [link for link in article.links if link[1] != path]


def number_label(site: Site) -> str:
    """What this site calls a document's number."""
    return site.choose("number label", _NUMBER)


def written_label(site: Site) -> str:
    """What this site calls the day of issue."""
    return site.choose("date label", _DATE)


def take_back(site: Site, article: Article, written: date) -> None:
    """Let a document have been issued on another day, by its particulars and its signature."""
    label = written_label(site)
    article.facts = [(n, f"{written:%Y年%m月%d日}" if n == label else v) for n, v in article.facts]
    if _is_signed(site):
        article.paragraphs[-1] = _in_characters(written)


def issued_by(site: Site, article: Article, issuer: str) -> None:
    """Let a document have been issued by somebody else, by its particulars and its signature."""
    label = site.choose("issuer label", _ISSUER)
    without(article, (label,))
    article.facts.append((label, issuer))
    if _is_signed(site):
        article.paragraphs[-2] = issuer


def _particulars(site: Site, article: Article, random: Random) -> None:
    shown = article.shown_date
    written = asked_before(shown, random.randrange(0, 12))
    code = f"{site.place[:1]}{site.choose('code', _CODES)}".replace("〔规〕", "规")
    form = site.choose("number form", _FORMS)
    number = form.format(c=code, y=written.year, n=random.randrange(1, 90))
    article.facts = [
        (number_label(site), number),
        (written_label(site), f"{written:%Y年%m月%d日}"),
    ]
    if site.choose("issuer shown", (True, False)):
        article.facts.append((site.choose("issuer label", _ISSUER), site.organiser))
    article.paragraphs = list(article.paragraphs)
    if _is_signed(site):
        article.paragraphs += [site.organiser, _in_characters(written)]


def _is_signed(site: Site) -> bool:
    return not site.choose("issuer shown", (True, False)) or site.choose("signed", (True, False))


def _pair(
    site: Site, random: Random, document: Article, there: str, article: Article, here: str
) -> PolicyPair:
    name = document.title
    document.paragraphs = [*clauses(random, random.randrange(6, 14)), *document.paragraphs[-2:]]
    article.title = random.choice(_TITLES).format(t=name)
    opening = random.choice(_OPENINGS).format(o=site.organiser, t=name)
    article.paragraphs = [opening, *explanations(random, random.randrange(6, 10))]
    words = {"t": name, "i": article.title}
    root = f"http://{site.host}"
    to = site.choose("to document", _TO_DOCUMENT).format(**words)
    back = site.choose("to interpretation", _TO_INTERPRETATION).format(**words)
    article.links.append((to, there.removeprefix(root)))
    document.links.append((back, here.removeprefix(root)))
    return PolicyPair(document, article, there, here)


def _in_characters(day: date) -> str:
    """二〇二六年十一月三日, as documents are signed."""
    year = "".join(_DIGITS[int(c)] for c in str(day.year))
    return f"{year}年{_count(day.month)}月{_count(day.day)}日"


def _count(number: int) -> str:
    tens, units = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[units] if units else "")
