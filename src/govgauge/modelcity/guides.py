"""Service guides of a model site: eight elements and more, in several layouts and wordings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Article, Column, Site

EIGHT = ("name", "basis", "conditions", "materials", "place", "hours", "phone", "steps")
_LABELS = {
    "name": ("事项名称", "项目名称", "办理事项名称"),
    "basis": ("设定依据", "法律依据", "办理依据", "政策依据", "实施依据"),
    "who": ("服务对象", "适用范围", "办理对象"),
    "conditions": ("申请条件", "办理条件", "受理条件", "申办条件"),
    "materials": ("申请材料", "办理材料", "所需材料", "申报材料", "应提交的材料"),
    "office": ("实施机构", "办理机构", "责任科室", "受理单位"),
    "place": ("办理地点", "受理地点", "办公地址", "办理地址"),
    "hours": ("办理时间", "办公时间", "工作时间", "受理时间"),
    "limit": ("办理时限", "承诺时限", "办结时限"),
    "fee": ("收费标准", "是否收费", "收费依据及标准"),
    "phone": ("联系电话", "咨询电话", "联系方式", "办公电话"),
    "steps": ("办理流程", "办理程序", "审批流程", "办事流程"),
    "complaints": ("监督电话", "投诉电话", "监督投诉方式"),
}
_THINGS = (
    ("临时救助", "救助对象"), ("老年人优待证", "老年人"),
    ("食品经营许可", "食品经营者"),
    ("公租房租赁补贴", "承租人"),
    ("灵活就业社会保险补贴", "就业困难人员"), ("取水许可", "取水单位"), ("户外广告设置", "设置人"),
    ("再生育登记", "夫妻双方"),
    ("民办学校年检", "举办者"), ("林木采伐许可", "林权所有者"), ("道路货运经营许可", "经营者"),
    ("残疾人机动轮椅车补贴", "残疾人"),
)  # fmt: skip
_LAWS = (
    "社会救助暂行办法",
    "行政许可法",
    "城市市容管理条例",
    "农村水利管理规定",
    "住房保障条例",
    "道路运输管理办法",
)
_NUMBERED = ("{}、", "（{}）", "{}．", "")
_NUMERALS = "一二三四五六七八九十"
_INSET = re.compile("\ue000(\\d+)\ue001")
_LAYOUTS = ("facts", "headed", "lines", "bracketed", "table", "pairs", "terms", "run_on")


def contents(site: Site, random: Random) -> dict[str, str]:
    """What a whole guide says, by element; the further elements vary from guide to guide."""
    thing, who = random.choice(_THINGS)
    place, n = site.place, random.randrange
    street = random.choice(("人民", "建设", "滨河", "迎宾", "文化"))
    said = {
        "name": f"{place}{thing}办理",
        "basis": f"《{random.choice(_LAWS)}》第{random.choice(_NUMERALS)}条第{random.choice(_NUMERALS[:3])}款",
        "who": random.choice(("自然人", "企业法人", "社会组织", who)),
        "conditions": random.choice((
            f"具有{place}户籍或者在{place}连续居住{n(2, 9)}年的{who}",
            f"符合以下要求的{who}：收入低于当地标准的{n(2, 9)}成",
            f"年满{n(18, 66)}周岁，未享受同类待遇",
        )),
        "materials": random.choice((
            f"申请表一式{n(2, 5)}份、身份证复印件", "户口簿原件、近期免冠照片、承诺书",
            f"营业执照副本、场地平面图{n(2, 4)}份",
        )),
        "office": f"{site.organiser}",
        "place": f"{place}{street}路{n(1, 400)}号政务服务中心{n(1, 30)}号窗口",
        "hours": random.choice(("周一至周五上午8:30—12:00，下午14:00—17:30", "工作日上午9:00至12:00，下午1:30至5:00",
                                "法定工作日 8:00—18:00（节假日除外）")),
        "limit": f"{n(3, 30)}个工作日",
        "fee": random.choice(("不收费", "免费", f"每件{n(5, 90)}元")),
        "phone": f"0{n(310, 999)}-{n(2, 9)}{n(10**6):06d}",
        "steps": random.choice((
            "申请人提交申请，窗口受理，科室审核，领导签批后发证", "申请—受理—审查—决定—送达",
            f"一、提出申请；二、{n(2, 9)}日内初审；三、公示；四、发放",
        )),
        "complaints": "12345",
    }  # fmt: skip
    for element in ("who", "office", "limit", "fee", "complaints"):
        if random.random() < 0.5:
            del said[element]
    if random.random() < 0.3:
        del said["name"]
    return said


def write(
    site: Site,
    article: Article,
    said: Mapping[str, str],
    random: Random,
    layout: str = "",
    more: Sequence[tuple[str, str]] = (),
) -> None:
    """Put a guide into an article, in one of the layouts; an empty text leaves its place empty.

    ``more`` are labels with their texts behind all others.
    """
    layout = layout or random.choice(_LAYOUTS)
    labelled = [(site.choose(f"guide {e}", _LABELS[e]), said[e]) for e in _LABELS if e in said]
    labelled += more
    article.facts, article.insets, article.files, article.links = [], [], [], []
    article.paragraphs = ["以上内容由办理单位负责解释。"]
    if layout == "facts":
        article.facts = labelled
    elif layout == "headed":
        form = site.choose("guide numbers", _NUMBERED)
        heads = [form.format(_NUMERALS[n % 10]) + label for n, (label, _) in enumerate(labelled)]
        texts = [text for _, text in labelled]
        pairs = zip(heads, texts, strict=True)
        article.paragraphs = [line for pair in pairs for line in pair if line]
    elif layout == "lines":
        article.paragraphs = [f"{label}：{text}" for label, text in labelled]
    elif layout == "bracketed":
        article.paragraphs = [f"【{label}】{text}" for label, text in labelled]
    elif layout == "run_on":
        said_so = [f"{label}：{text}" for label, text in labelled]
        article.paragraphs = ["；".join(said_so[n : n + 3]) for n in range(0, len(said_so), 3)]
    else:
        article.insets = [_HTML[layout](labelled)]
        article.paragraphs.insert(0, inset_mark(0))


def inset_mark(number: int) -> str:
    """What stands in a paragraph for the ready HTML of an article's inset."""
    return f"\ue000{number}\ue001"


def put_insets(html: str, insets: Sequence[str]) -> str:
    """A drawn page with its insets in their places; a mark without one is left out."""

    def inset(match: re.Match[str]) -> str:
        number = int(match[1])
        return insets[number] if number < len(insets) else ""

    return _INSET.sub(inset, html) if "\ue000" in html else html


def _table(pairs: list[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><td><b>{a}</b></td><td>{escape(b)}</td></tr>" for a, b in pairs)
    return f'<table border="1">{rows}</table>'


def _two_a_row(pairs: list[tuple[str, str]]) -> str:
    cells = [f"<td>{a}</td><td><p>{escape(b)}</p></td>" for a, b in pairs]
    rows = "".join(f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in range(0, len(cells), 2))
    return f"<table><tbody>{rows}</tbody></table>"


def _terms(pairs: list[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{a}：</dt><dd>{escape(b)}</dd>' for a, b in pairs)}</dl>"


_HTML = {"table": _table, "pairs": _two_a_row, "terms": _terms}


def whole_guide(site: Site, article: Article, random: Random) -> None:
    """An ordinary guide, with all that a reader needs."""
    write(site, article, contents(site, random), random)


def free_guides(site: Site, family: Family) -> Iterator[tuple[Column, Article, str]]:
    """Guides a reader can reach and that nothing else was planted in, with their addresses."""
    taken = {row["target"] for row in site.truth}
    for column in site.every_column():
        if column.column_class != "services" or column.closed:
            continue
        for article in column.articles:
            path = family.path_of(column, article)
            address = (
                f"http://{site.services_host}{path}"
                if column.at_services
                else site.address_of(path)
            )
            plain = not (
                article.path or article.stored or article.files or article.images or article.links
            )
            if plain and "指南" in article.title and address not in taken:
                yield column, article, address
