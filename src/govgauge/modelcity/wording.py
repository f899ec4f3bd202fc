"""Invented names and official-sounding texts, made from parts so that no string recurs."""

from random import Random

_FIRST = "青云澜沁岚沐砚霁昀溪棠芷瑶朔渚蔚岑汀珩屿"
_SECOND = "河源坪川陵浦岭泽原畴津坞屏湾塬墟港渡塘冈"
_BODIES = {
    "发展和改革": "fgw", "教育": "jyj", "民政": "mzj", "财政": "czj", "水务": "swj", "交通运输": "jtj",
    "卫生健康": "wjw", "应急管理": "yjj", "自然资源": "zrzyj", "统计": "tjj", "农业农村": "nyj",
    "市场监督管理": "scjg", "住房和城乡建设": "zjj", "林业": "lyj", "文化和旅游": "wlj",
}  # fmt: skip
_VERBS = (
    "召开",
    "部署",
    "推进",
    "组织",
    "启动",
    "开展",
    "完成",
    "印发",
    "发布",
    "举办",
    "落实",
    "调度",
)
_WHEN = (
    "第一季度",
    "第二季度",
    "第三季度",
    "上半年",
    "年度",
    "春季",
    "夏季",
    "秋季",
    "冬季",
    "下半年",
)
_MATTERS = (
    "安全生产",
    "防汛抗旱",
    "营商环境",
    "乡村振兴",
    "义务教育",
    "医疗保障",
    "就业服务",
    "污水治理",
    "数字政府",
    "粮食储备",
    "公共交通",
    "老旧小区改造",
    "食品安全",
    "森林防火",
    "知识产权",
    "政务公开",
    "志愿服务",
    "垃圾分类",
    "水库移民",
    "社区养老",
    "职业培训",
    "农田水利",
    "企业帮扶",
    "档案管理",
    "招商引资",
    "文物保护",
    "体育赛事",
)
_ENDS = (
    "工作会议",
    "专项行动",
    "督查通报",
    "实施方案",
    "培训班",
    "现场推进会",
    "情况通报",
    "典型案例",
    "座谈会",
    "宣传月活动",
)
_SENTENCES = (
    "会议听取了{m}工作进展情况汇报，分析了存在的困难和问题，对下一阶段任务作出安排",
    "各镇街和有关部门要把{m}摆在重要位置，细化分工，压实责任，按月报送进度",
    "截至目前，{t}已完成{n}个{m}项目，累计投入资金{k}万元，惠及群众{p}户",
    "要坚持问题导向，对{m}中发现的{n}个问题列出清单，逐项整改销号",
    "参会人员围绕{m}交流了做法和体会，提出意见建议{n}条",
    "下一步将加强{m}的监督检查，定期通报情况，确保各项措施落到实处",
    "{t}有关负责同志表示，将以更大力度做好{m}工作，回应群众关切",
)

_SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱"
_TITLES = {
    "notices": (
        "关于{y}年{w}{m}有关事项的公告（第{n}号）", "{p}{m}项目公示（{y}年第{n}批）",
        "关于做好{w}{m}工作的通知（{y}年{n}号）", "{y}年{w}{m}拟奖补对象公示（{n}）",
    ),
    "policy": (
        "{p}人民政府关于加强{m}工作的意见（{y}年第{n}号）", "关于印发{p}{m}实施方案的通知（{y}-{n}）",
        "{p}{m}管理办法（{y}年{n}号）",
    ),
    "interpretation": ("《{p}{m}管理办法（{y}年{n}号）》解读", "一图读懂：{y}年{w}{m}方案（{n}）"),
    "personnel": ("关于{who}等同志职务任免的通知（{y}年{n}号）", "{y}年{w}{m}岗位招聘公告（第{n}号）"),
    "planning": ("{p}{m}“十四五”规划（{n}）", "{p}{y}年{w}{m}工作计划（{n}）"),
    "finance": ("{y}年{w}{m}专项资金分配表（{n}）", "{p}{y}年部门预算公开（{n}）"),
    "statistics": ("{y}年{w}{m}统计数据（{n}）", "{p}{y}年{w}主要经济指标（{n}）"),
    "services": ("{m}补贴申领办事指南（{n}）", "{m}许可事项办理指南（{n}）"),
    "downloads": ("{m}申请表（表{n}）", "{y}年{m}登记表样式（{n}）"),
    "letters": ("咨询{m}办理流程（信件{n}）", "反映{m}有关问题（{y}{n}）", "关于{m}的建议（{n}）"),
    "consultation": ("关于《{p}{m}办法》公开征求意见的公告（{y}-{n}）", "{w}{m}问卷调查（{y}年第{n}期）"),
    "interview": ("{p}负责人谈{m}（{y}年第{n}期）",),
    "leaders": ("{who}简历（{n}）",),
}  # fmt: skip


def place_names(random: Random, count: int) -> list[str]:
    """Invented place names, each once."""
    names: list[str] = []
    while len(names) < count:
        name = (
            random.choice(_FIRST)
            + random.choice(_SECOND)
            + random.choice(("", "", random.choice(_SECOND)))
        )
        if name not in names:
            names.append(name)
    return names


def body_name(random: Random) -> tuple[str, str]:
    """The field of work of a department, and the short name its host carries."""
    return random.choice(tuple(_BODIES.items()))


def domain_label(random: Random) -> str:
    """The name of a place as a host writes it: two or three syllables, at times a digit."""
    name = "".join(random.choice(_SYLLABLES) for _ in range(random.choice((2, 2, 3))))
    tail = random.random()
    if tail < 0.05:
        return name + str(random.randrange(1, 10))
    return f"{name}-{random.choice(_SYLLABLES)}" if tail < 0.1 else name


_SYLLABLES = (
    "qing", "yun", "lan", "qin", "mu", "yan", "ji", "xi", "tang", "zhi", "yao", "shuo", "zhu", "wei",
    "he", "yuan", "ping", "chuan", "ling", "pu", "ze", "jin", "wu", "wan", "gang", "du", "ao",
)  # fmt: skip
_BLANK = (
    "暂无信息", "暂无数据", "暂无内容", "暂无相关信息！", "没有找到相关记录", "该栏目暂无内容",
    "抱歉，暂无数据。", "没有记录", "",
)  # fmt: skip
_BUILDING = (
    "栏目建设中", "栏目正在建设中，敬请期待！", "内容正在整理中", "本栏目正在维护，请稍后访问",
    "页面建设中……", "敬请期待", "该栏目正在建设，给您带来不便敬请谅解", "正在更新中，敬请关注",
)  # fmt: skip
_MISSING = (
    "您访问的页面不存在或已被删除", "抱歉，您要查看的页面找不到了", "很抱歉，页面不存在！",
    "对不起，您请求的内容已不存在", "出错啦，没有找到您要访问的页面", "该信息已下线或地址有误",
)  # fmt: skip


def blank_notice(random: Random) -> str:
    """What an empty list says; at times nothing."""
    return random.choice(_BLANK)


def building_notice(random: Random) -> str:
    """What an unfinished column says."""
    return random.choice(_BUILDING)


def missing_notice(random: Random) -> str:
    """What a soft error page says."""
    return random.choice(_MISSING)


class Writer:
    """Writes titles and paragraphs for one site; a title is never written twice."""

    def __init__(self, random: Random, place: str, year: int) -> None:
        self._random = random
        self._place = place
        self._year = year
        self._titles: set[str] = set()

    def title(self, column_class: str = "news") -> str:
        """A new title as such a column has them."""
        while True:
            title = self._title(column_class)
            if title not in self._titles:
                self._titles.add(title)
                return title

    def _title(self, column_class: str) -> str:
        r = self._random
        year, matter, when = self._year - r.randrange(3), r.choice(_MATTERS), r.choice(_WHEN)
        if column_class in _TITLES:
            return r.choice(_TITLES[column_class]).format(
                p=self._place, y=year, m=matter, w=when, n=r.randrange(1, 400),
                who=r.choice(_SURNAMES) + r.choice(("某", "某某", "先生", "女士")),
            )  # fmt: skip
        if r.random() < 0.3:
            return f"关于{r.choice(_VERBS)}{matter}{r.choice(_ENDS)}的通知（{year}年第{r.randrange(1, 90)}号）"
        return f"{self._place}{r.choice(_VERBS)}{year}年{when}{matter}{r.choice(_ENDS)}"

    def paragraphs(self, count: int) -> list[str]:
        """Some paragraphs of two to four sentences."""
        return [
            "".join(self._sentence() for _ in range(self._random.randrange(2, 5)))
            for _ in range(count)
        ]

    def _sentence(self) -> str:
        r = self._random
        return (
            r.choice(_SENTENCES).format(
                m=r.choice(_MATTERS),
                t=self._place,
                n=r.randrange(2, 60),
                k=r.randrange(50, 9000),
                p=r.randrange(100, 9000),
            )
            + "。"
        )
