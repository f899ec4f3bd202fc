"""Invented names and official-sounding texts, made from parts so that no string recurs."""

from random import Random

_FIRST = "青云澜沁岚沐砚霁昀溪棠芷瑶朔渚蔚岑汀珩屿"
_SECOND = "河源坪川陵浦岭泽原畴津坞屏湾塬墟港渡塘冈"
_BODIES = (
    "发展和改革",
    "教育",
    "民政",
    "财政",
    "水务",
    "交通运输",
    "卫生健康",
    "应急管理",
    "自然资源",
    "统计",
)
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
    "截至目前，全{t}已完成{n}个{m}项目，累计投入资金{k}万元，惠及群众{p}户",
    "要坚持问题导向，对{m}中发现的{n}个问题列出清单，逐项整改销号",
    "参会人员围绕{m}交流了做法和体会，提出意见建议{n}条",
    "下一步将加强{m}的监督检查，定期通报情况，确保各项措施落到实处",
    "{t}有关负责同志表示，将以更大力度做好{m}工作，回应群众关切",
)


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


def body_name(random: Random) -> str:
    """The field of work of a department."""
    return random.choice(_BODIES)


class Writer:
    """Writes titles and paragraphs for one site; a title is never written twice."""

    def __init__(self, random: Random, place: str, year: int) -> None:
        self._random = random
        self._place = place
        self._year = year
        self._titles: set[str] = set()

    def title(self) -> str:
        """A new title."""
        r = self._random
        while True:
            year = self._year - r.randrange(3)
            matter = r.choice(_MATTERS)
            title = (
                f"{self._place}{r.choice(_VERBS)}{year}年{r.choice(_WHEN)}{matter}{r.choice(_ENDS)}"
            )
            if r.random() < 0.4:
                title = f"关于{r.choice(_VERBS)}{matter}{r.choice(_ENDS)}的通知（{year}年第{r.randrange(1, 90)}号）"
            if title not in self._titles:
                self._titles.add(title)
                return title

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
