"""Figures of a site's yearly work form (政府网站工作年度报表), read from tables, lists and prose alike.

A form is a page whose title, or a line near its top, names it.  Its cells stand one after the other in
the visible text: a label, perhaps its unit, then the figure.  Labels such as 总数 come in several blocks,
so the last block named above one is kept with it.
"""

import re
from collections.abc import Sequence

from govgauge.model.reading import FormFigure
from govgauge.model.yearly_form import names_form

_BLOCKS = (
    "信息发布", "专栏专题", "解读回应", "解读信息发布", "回应公众关注热点", "办事服务", "办件量", "互动交流",
    "留言办理", "征集调查", "在线访谈", "安全防护", "移动新媒体", "创新发展",
)  # fmt: skip
_NAMES = (
    "总数", "概况类信息更新量", "政务动态信息更新量", "信息公开目录信息更新量", "维护数量", "新开设数量",
    "解读材料数量", "解读产品数量", "媒体评论文章数量", "注册用户数", "政务服务事项数量",
    "可全程在线办理政务服务事项数量", "自然人办件量", "法人办件量", "自然人", "法人", "收到留言数量",
    "办结留言数量", "平均办理时间", "公开答复数量", "征集调查期数", "期数", "收到意见数量", "公布调查结果期数",
    "访谈期数", "网民留言数量", "答复网民提问数量", "安全检测评估次数", "发现问题数量", "问题整改数量",
    "独立用户访问总量", "网站总访问量",
)  # fmt: skip
_NOTE = re.compile(r"[（(][^（）()]{0,20}[）)]|[\s\u3000\xa0]+")
_UNIT = re.compile(r"(?:单位[:：]?)?[条个次项期篇天件]?")
_FIGURE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d+)?[条个次项期篇天件]?")
_MAX_LINE_CHARS = 60
_MAX_FIGURES = 80
_TOP_LINES = 80


def read_form_figures(title: str, lines: Sequence[str], text: str) -> tuple[FormFigure, ...]:
    """The figures of one form in their order; empty for a page that names none near its top.

    ``text`` is the visible lines joined by line ends.
    """
    if "报表" not in text or not any(map(names_form, (title, *lines[:_TOP_LINES]))):
        return ()
    found: list[FormFigure] = []
    block = label = ""
    for line in lines:
        if len(line) > _MAX_LINE_CHARS or len(found) == _MAX_FIGURES:
            continue
        words, _, rest = _NOTE.sub("", line).replace(":", "：").partition("：")
        named = _named(words)
        if named:
            block, label = named[0] or block, named[1]
            words = rest
        if label and (figure := _FIGURE.fullmatch(words)):
            found.append(FormFigure(block, label, int(figure[1].replace(",", ""))))
            label = ""
        elif words and not named and not _UNIT.fullmatch(words):
            label = ""
    return tuple(found)


def _named(words: str) -> tuple[str, str] | None:
    """The block and the label that a line names: either alone, or both in one."""
    if words in _BLOCKS:
        return words, ""
    if words in _NAMES:
        return "", words
    for block in _BLOCKS:
        if words.startswith(block) and words[len(block) :] in _NAMES:
            return block, words[len(block) :]
    return None
