"""Clauses of model policy documents, and what is said to explain them, in words of their own."""

from random import Random

_WHO = (
    "县级以上主管部门",
    "各镇人民政府",
    "用人单位",
    "承办机构",
    "申请人",
    "经营主体",
    "社区居民委员会",
    "项目单位",
    "行业协会",
    "受委托的第三方机构",
)
_WHAT = (
    "申请材料",
    "年度计划",
    "资金使用情况",
    "信用记录",
    "现场核查结果",
    "补贴发放名册",
    "安全评估报告",
    "整改方案",
    "服务协议",
    "公示结果",
)
_DO = (
    "如实填报",
    "按季度汇总",
    "妥善保管",
    "及时更新",
    "逐级审核",
    "统一公布",
    "委托评估",
    "登记备案",
    "核实确认",
    "限期补正",
)
_WHEN = (
    "受理之日起{n}个工作日内",
    "每年{m}月底前",
    "首次检查后{n}日内",
    "合同签订前",
    "公示期满后{n}日内",
    "发现问题当日",
)
_THEN = (
    "逾期未办理的，由{w}书面催告，并记入{x}",
    "确有困难的，可以向{w}申请延长一次，最长不超过{n}日",
    "所需经费由市、县两级按{p}比{q}分担",
    "符合条件的，每户每月补助{k}元，最长{m}个月",
    "有异议的，可在{n}日内向{w}提出复核",
    "弄虚作假的，追回已拨资金，{m}年内不再受理",
    "具体标准由{w}另行制定，并报上级备案",
    "相关{x}保存期限不少于{m}年",
)
_WHY = (
    "过去办理{x}要跑{m}个窗口，群众反映手续多，这次合并为一次办结",
    "出台这份文件，主要是因为原来的做法执行了{m}年，已不适应新情况",
    "起草过程中走访了{n}家单位，召开座谈会{m}次，采纳意见{q}条",
    "简单说，符合条件的人不用再提交{x}，由系统自动比对",
    "大家最关心的是能领多少：标准比原来提高了{k}元",
    "老政策到期后怎么衔接？已经受理的按原规定办，新申请的按新规定办",
    "哪些人可以享受？只要在本地连续居住满{m}年，就可以到就近窗口办理",
    "与周边地区相比，本次调整后的水平处于中上，今后还将随物价变动",
    "办理时带好身份证即可，窗口电话工作日都有人接听，平均等待约{n}分钟",
    "这项改革的难点在于{x}口径不一，文件统一了口径并给出样例",
)


def clauses(random: Random, count: int) -> list[str]:
    """So many numbered clauses; no two documents have one in common but by chance."""
    return [f"第{number + 1}条　{_clause(random)}" for number in range(count)]


def explanations(random: Random, count: int) -> list[str]:
    """So many sentences that explain, none of them a clause."""
    chosen = random.sample(_WHY, min(count, len(_WHY)))
    return [_filled(random, text) + "。" for text in chosen]


def _clause(random: Random) -> str:
    first = f"{random.choice(_WHO)}应当在{random.choice(_WHEN)}对{random.choice(_WHAT)}{random.choice(_DO)}"
    second = f"{random.choice(_WHO)}负责{random.choice(_WHAT)}的{random.choice(_DO)}"
    return _filled(random, f"{first}，{second}。{random.choice(_THEN)}。")


def _filled(random: Random, text: str) -> str:
    return text.format(
        w=random.choice(_WHO), x=random.choice(_WHAT), n=random.randrange(3, 90), m=random.randrange(2, 12),
        p=random.randrange(1, 10), q=random.randrange(11, 40), k=random.randrange(50, 3_000),
    )  # fmt: skip
