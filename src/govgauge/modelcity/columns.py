"""The columns of a site and their articles, as a healthy site would have them."""

from datetime import date, timedelta
from random import Random

from govgauge.modelcity.guides import whole_guide
from govgauge.modelcity.letters import in_time
from govgauge.modelcity.site import Article, Column, Shape, Site
from govgauge.modelcity.wording import Writer

LIMIT_DAYS = {"news": 14, "notices": 183, "policy": 183, "personnel": 365, "planning": 365}
# A day on either side of a limit is where two readings of one rule part: nothing stands there.
_EDGES = (14, 15, 183, 184, 185, 365, 366, 367)
_NEWEST = {"news": (1, 10), "notices": (2, 120), "policy": (2, 150)}
_GAPS = {"news": (1, 7), "notices": (3, 30), "policy": (5, 45), "personnel": (20, 90)}
_WEIGHT = {"news": 4, "notices": 3, "policy": 2, "letters": 2}
_LEAST = {"letters": 14, "services": 13}
_LEAST_OTHER = 3
_TEXTS = ("overview", "functions")

# (names to choose from, slug, class), in the order in which a small site takes them.
_Member = tuple[tuple[str, ...], str, str]
_Group = tuple[tuple[str, ...], str]
_TOP: tuple[_Member, ...] = (
    (("动态要闻", "政务要闻", "{p}要闻", "时政要闻"), "dtyw", "news"),
    (("通知公告", "公示公告", "公告公示", "通知公示"), "tzgg", "notices"),
    (("政策文件", "规范性文件", "行政规范性文件", "文件库"), "zcwj", "policy"),
    (("部门动态", "工作动态", "部门信息", "工作进展"), "bmdt", "news"),
    (("政策解读", "文件解读", "解读回应"), "zcjd", "interpretation"),
    (("基层动态", "区县动态", "乡镇动态", "一线传真"), "jcdt", "news"),
)
_GROUPS: tuple[tuple[_Group, tuple[_Member, ...]], ...] = (
    (
        (("政务公开", "信息公开", "政府信息公开"), "zwgk"),
        (
            (("区域概况", "{p}概况", "走进{p}", "基本概况"), "gk", "overview"),
            (("机构职能", "主要职责", "机构设置"), "jgzn", "functions"),
            (("领导信息", "领导之窗", "领导简介"), "ldxx", "leaders"),
            (("人事信息", "人事任免", "人事招考"), "rsxx", "personnel"),
            (("规划计划", "发展规划", "规划与计划"), "ghjh", "planning"),
            (("财政信息", "财政预决算", "预算决算"), "czxx", "finance"),
            (("统计信息", "统计数据", "统计公报"), "tjxx", "statistics"),
            (("重点项目", "重大建设项目", "重点工程"), "zdxm", "other"),
            (("招标采购", "政府采购", "采购信息"), "zbcg", "other"),
            (("应急管理", "应急信息", "预警信息"), "yjgl", "other"),
            (("建议提案", "建议提案办理"), "jyta", "other"),
            (("行政执法公示", "执法公示", "双公示"), "zfgs", "other"),
        ),
    ),
    (
        (("互动交流", "政民互动", "公众参与"), "hdjl"),
        (
            (("领导信箱", "来信选登", "信件公开", "公开留言"), "ldxinxiang", "letters"),
            (("民意征集", "征集调查", "意见征集"), "myzj", "consultation"),
            (("在线访谈", "访谈直播"), "zxft", "interview"),
            (("回应关切", "热点回应"), "hygq", "other"),
        ),
    ),
    (
        (("办事服务", "政务服务", "服务大厅"), "bsfw"),
        (
            (("办事指南", "服务指南", "事项清单"), "bszn", "services"),
            (("表格下载", "资料下载", "下载中心"), "bgxz", "downloads"),
            (("便民服务", "便民提示"), "bmfw", "services"),
        ),
    ),
    (
        (("专题专栏", "专题集锦", "热点专题"), "ztzl"),
        (
            (("乡村振兴专题", "营商环境专题"), "xczx", "topic"),
            (("安全生产专题", "普法宣传专题"), "aqsc", "topic"),
            (("防灾减灾专题", "节约能源专题"), "fzjz", "topic"),
        ),
    ),
)


def age_at(day: date, as_of: date) -> date:
    """The day itself, or one clear of the edges of every limit."""
    age = (as_of - day).days
    while age in _EDGES:
        age += 1
    return as_of - timedelta(days=age)


def fill_columns(site: Site, random: Random) -> None:
    """Give a site its columns and articles; about 22 columns from middle size on."""
    wanted = max(9, min(26, site.size // 4)) if site.size < 1000 else 40
    number = random.randrange(11, 60)
    plan = _plan(site, wanted)
    for group, members in plan:
        number += random.randrange(1, 7)
        if group is None:
            site.columns.append(_column(site, members[0], number))
            continue
        names, slug = group
        column = Column(_name(site, names), slug, number, "other", Shape.GROUP, on_home=False)
        for member in members:
            number += random.randrange(1, 7)
            column.children.append(_column(site, member, number))
        site.columns.append(column)
    _fill_articles(site, random)


def _plan(site: Site, wanted: int) -> list[tuple[_Group | None, list[_Member]]]:
    """Top columns first, then as much of each group as the size allows."""
    tops = 3 if wanted < 12 else 5 if wanted < 18 else 6
    parts: list[tuple[_Group | None, list[_Member]]] = [(None, [member]) for member in _TOP[:tops]]
    left = wanted - tops
    for group, members in _GROUPS:
        share = max(2, round(left * len(members) / 22) - 1)
        chosen = list(members[:share])
        if wanted >= 40:
            chosen += [
                (tuple(f"{n}（{y}年）" for n in names), f"{slug}{y}", "topic")
                for names, slug, _ in members[:4]
                for y in (site.as_of.year - 1, site.as_of.year)
                if group[1] == "ztzl"
            ]
        parts.append((group, chosen))
    return parts


def _name(site: Site, names: tuple[str, ...]) -> str:
    return site.choose(names[0], names).format(p=site.place)


def _column(site: Site, member: _Member, number: int) -> Column:
    names, slug, column_class = member
    return Column(
        name=_name(site, names),
        slug=slug,
        number=number,
        column_class=column_class,
        shape=Shape.TEXT if column_class in _TEXTS else Shape.LIST,
        limit_days=LIMIT_DAYS.get(column_class, 0),
        at_services=bool(site.services_host) and column_class in ("services", "downloads"),
        on_home=column_class not in ("leaders", *_TEXTS),
    )


def _fill_articles(site: Site, random: Random) -> None:
    writer = Writer(random, site.place, site.as_of.year)
    columns = list(site.every_column())
    lists = [c for c in columns if c.shape is Shape.LIST]
    weights = [_WEIGHT.get(c.column_class, 1) * random.uniform(0.6, 1.4) for c in lists]
    budget = max(site.size - len(columns) - 12, 3 * len(lists))
    number = random.randrange(1000, 9000)
    for column in columns:
        if column.shape is Shape.TEXT:
            column.paragraphs = writer.paragraphs(random.randrange(3, 7))
    for column, weight in zip(lists, weights, strict=True):
        low, high = _NEWEST.get(column.column_class, (5, 320))
        day = site.as_of - timedelta(days=random.randrange(low, high))
        least = _LEAST.get(column.column_class, _LEAST_OTHER)
        for _ in range(max(least, round(budget * weight / sum(weights)))):
            number += random.randrange(1, 4)
            day = age_at(day, site.as_of)
            column.articles.append(_article(site, column, writer, random, number, day))
            day -= timedelta(days=random.randrange(*_GAPS.get(column.column_class, (5, 60))))


def _article(
    site: Site, column: Column, writer: Writer, random: Random, number: int, day: date
) -> Article:
    article = Article(
        number=number,
        title=writer.title(column.column_class),
        published=day,
        source=random.choice((site.organiser, site.name)),
        paragraphs=writer.paragraphs(random.randrange(2, 7)),
    )
    if column.column_class == "letters":
        in_time(site, article, Random(f"{site.unit_id} letter {number} {random.random()}"))
    if column.column_class == "services":
        whole_guide(site, article, Random(f"{site.unit_id} guide {article.title}"))
    return article
